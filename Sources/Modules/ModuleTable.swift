import Language

/// What modules are told about the session they are made for.
public struct ModuleSettings {
  /// Nothing may be fetched over the network.
  public var isOffline = false
  /// `sys.argv`: the script and its arguments.
  public var arguments: [String] = []
  public init(isOffline: Bool = false, arguments: [String] = []) {
    self.isOffline = isOffline
    self.arguments = arguments
  }
}

/// One importable module.
public struct ModuleRow {
  /// As imported: `os`, `urllib.request`. Submodules that are members of another row's module need no row.
  public let name: String
  /// The short name under which people import it, for hints: `np`.
  public let alias: String?
  public let make: (ModuleSettings) -> ModuleObject

  public init(_ name: String, alias: String? = nil, _ make: @escaping (ModuleSettings) -> ModuleObject) {
    self.name = name
    self.alias = alias
    self.make = make
  }
}

/// The one table of what `import` finds.
public enum ModuleTable {
  /// Every importable module. An author of modules adds a row here, and nothing anywhere else.
  public static var rows: [ModuleRow] {
    pythonRows
      + [
        ModuleRow("numpy", alias: "np") { _ in NumPy.makeModule() }, NengoModule.row, SettingsObject.row,
        TensorFlowModule.row,
        NengoDLModule.row, SomaModule.row, MatplotlibModule.row,
      ]
  }

  /// Packages that people import and soma does not have, with the way round them.
  static let refused: [String: String] = [
    "pathlib": "use os.path and plain strings",
    "pickle": "use np.savez, or sim.save_params for a simulator's parameters",
    "dataclasses": "write a class with __init__",
    "timeit": "use %timeit",
    "contextlib": "write a class with __enter__ and __exit__",
    "nengo_spa": "nengo.spa and nengo_spa are not there yet",
    "nengo_loihi": "soma has no backend for this hardware",
    "nengo_gui": "use soma's own views: the panel of sim.fit, soma watch",
    "nengo_extras": "its parts that NengoDL scripts use are in nengo and nengo_dl",
    "keras": "use tensorflow.keras",
    "scipy": "numpy.linalg, nengo.utils.numpy and math have much of what models need",
    "requests": "use urllib.request.urlretrieve",
    "pandas": "use numpy: np.loadtxt, np.genfromtxt",
    "torch": "use nengo_dl and tensorflow.keras",
    "seaborn": "use matplotlib.pyplot",
  ]
}

/// The modules of one session: made when first imported, then kept.
public final class ModuleLoader {
  private let settings: ModuleSettings
  private let rows: [String: ModuleRow]
  private var made: [String: ModuleObject] = [:]
  /// All importable names, for hints.
  public let names: [String]

  public init(_ settings: ModuleSettings = ModuleSettings(), rows: [ModuleRow] = ModuleTable.rows) {
    self.settings = settings
    self.rows = Dictionary(rows.map { ($0.name, $0) }) { first, _ in first }
    names = rows.map(\.name)
  }

  /// The module of that full name, nil if there is none.
  ///
  /// - Throws: `ModuleNotFoundError` with the way round it for packages that are known and not there.
  public func module(named name: String) throws -> ModuleObject? {
    if let known = made[name] { return known }
    if let row = rows[name] {
      let module = row.make(settings)
      made[name] = module
      return module
    }
    if let note = ModuleTable.refused[name] {
      throw ScriptError(.moduleNotFoundError, "No module named '\(name)'").noted(note)
    }
    return nil
  }
}

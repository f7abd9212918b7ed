/// What an exported script consists of besides its network: imports, definitions, arrays, and the names in use.
import Arrays

/// A reason why something can't be written; who knows the object puts its name in front.
public struct Unwritable: Error {
  public let reason: String
  public init(_ reason: String) { self.reason = reason }
}

/// A script under construction. Everything here stands before the network.
public final class ExportPage {
  /// Lines such as `import math`, in the order of their first use; `numpy` and `nengo` are there anyway.
  public private(set) var imports: [String] = []
  /// Functions and the values that they use, in the order in which they have to stand.
  public private(set) var definitions: [String] = []
  /// What goes to the `.npz`.
  public private(set) var arrays: [(name: String, array: NDArray)] = []
  public private(set) var functionCount = 0

  private var names: Set<String> = []
  private var arrayNames: Set<String> = []
  private var helpers: [String: String] = [:]
  private var sharedNames: [ObjectIdentifier: String] = [:]
  private var modules = ["numpy": "np", "nengo": "nengo"]

  /// Names that the script uses itself.
  static let ownNames = ["np", "nengo", "os", "arrays", "probes", "net"]
  /// Arrays of at most so many numbers stand in the script itself.
  static let inlineLimit = 8

  public init() { names = PythonText.builtins.union(Self.ownNames) }

  // MARK: names

  /// Takes a name that the user has given; false if it is taken or no name in Python.
  public func take(_ name: String) -> Bool {
    guard PythonText.isIdentifier(name), !Self.ownNames.contains(name) else { return false }
    return names.insert(name).inserted
  }

  /// A name like `wish` that nothing else has, and takes it.
  public func unique(_ wish: String, avoiding others: Set<String> = []) -> String {
    var name = wish
    var number = 2
    while names.contains(name) || others.contains(name) {
      name = "\(wish)_\(number)"
      number += 1
    }
    names.insert(name)
    return name
  }

  /// The name of a definition of ours that is added when it is first needed.
  func helper(_ name: String, _ text: String) -> String {
    if let known = helpers[name] { return known }
    let unique = unique(name)
    helpers[name] = unique
    definitions.append(unique == name ? text : text.replacing(name, with: unique))
    return unique
  }

  /// The name of a definition that stands for an object of ours.
  ///
  /// - Parameter make: the definition under its name, asked for once.
  func shared(_ object: AnyObject, named wish: String, _ make: (String) -> String) -> String {
    let key = ObjectIdentifier(object)
    if let known = sharedNames[key] { return known }
    let name = unique(wish)
    sharedNames[key] = name
    definitions.append(make(name))
    return name
  }

  // MARK: contents

  /// Imports a module and gives the expression by which the script knows it.
  ///
  /// - Parameter alias: the name that the user has for it.
  public func importing(_ module: String, as alias: String) -> String {
    if let known = modules[module] { return known }
    let parts = module.split(separator: ".").map(String.init)
    let root = parts.first ?? module
    let name: String
    if root == "numpy" || root == "nengo" {
      name = ([modules[root] ?? root] + parts.dropFirst()).joined(separator: ".")
    } else if alias == module || alias == root {
      // `import a.b` makes `a` known.
      let isFree = modules[root] == root || take(root)
      name = isFree ? module : unique(module.replacing(".", with: "_"))
      if isFree { modules[root] = root }
      imports.append(isFree ? "import \(module)" : "import \(module) as \(name)")
    } else {
      name = unique(alias)
      imports.append("import \(module) as \(name)")
    }
    modules[module] = name
    return name
  }

  /// Annotations of functions are not to be evaluated.
  public func deferAnnotations() {
    let line = "from __future__ import annotations"
    if !imports.contains(line) { imports.append(line) }
  }

  /// Adds a definition after the ones that are there.
  public func define(_ text: String) { definitions.append(text) }

  /// Counts a function or class of the user's, wherever its text stands.
  public func countFunction() { functionCount += 1 }

  /// An expression for an array: a display for a small one, else `arrays["name"]`.
  ///
  /// - Parameter isExact: the expression has to give an array of this type and shape, not just a list of its numbers.
  public func array(_ array: NDArray, named wish: String, isExact: Bool = false) -> PythonExpression {
    if let text = inline(array) {
      guard isExact else { return .text(text) }
      let isNatural = array.dtype == .float64 || array.dtype == .int64 || array.dtype == .bool
      if isNatural, !text.contains("np.") || array.ndim > 0 { return .text("np.array(\(text))") }
    }
    var name = wish
    var number = 2
    while !arrayNames.insert(name).inserted {
      name = "\(wish)_\(number)"
      number += 1
    }
    arrays.append((name, array))
    return .text("arrays[\(PythonText.string(name))]")
  }

  /// A display of the numbers of a small array.
  private func inline(_ array: NDArray) -> String? {
    guard array.size > 0 || array.shape == [0], array.size <= Self.inlineLimit, !array.dtype.isText else { return nil }
    if array.dtype.isFloat { return display(array.doubles.map(PythonText.number), array.shape[...]) }
    if array.dtype == .bool { return display(array.bools.map(PythonText.bool), array.shape[...]) }
    return array.dtype.isInteger && array.dtype != .uint64
      ? display(array.ints.map(String.init), array.shape[...]) : nil
  }

  private func display(_ items: [String], _ shape: ArraySlice<Int>) -> String {
    guard let count = shape.first else { return items[0] }
    guard count > 0 else { return "[]" }
    let width = items.count / count
    let rows = (0..<count).map { display(Array(items[($0 * width)..<(($0 + 1) * width)]), shape.dropFirst()) }
    return "[" + rows.joined(separator: ", ") + "]"
  }
}

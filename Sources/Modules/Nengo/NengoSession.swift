import Arrays
import Build
import Language
import Model

/// What the `nengo` module of one interpreter keeps: the open networks and configs, and warnings on their way out.
public final class NengoSession: HostObject {
  static let typeObject = TypeObject("nengo session", module: "nengo")
  public var type: TypeObject { Self.typeObject }

  public let context: ModelContext
  /// What `nengo.rc` holds, once something has asked for it.
  var settings: RuntimeSettings?
  private var warnings: [NengoWarning] = []

  /// The interpreter that works with the session.
  private weak var interpreter: Interpreter?

  init() {
    context = ModelContext()
    context.warn = { [unowned self] in warnings.append($0) }
    context.origin = { [unowned self] in interpreter?.callSite.map { ScriptOrigin(site: $0) } }
  }

  /// The name of the module's member that holds the session; no script can write it.
  static let memberName = " session"

  public static func of(_ interpreter: Interpreter) throws -> NengoSession {
    guard case .object(let object as NengoSession)? = try interpreter.importModule("nengo").member(memberName) else {
      throw ScriptError(.runtimeError, "the nengo module has no session")
    }
    object.interpreter = interpreter
    return object
  }

  /// Numpy's hidden stream, from which seeds come where a script gives none.
  public static func globalStream(_ interpreter: Interpreter) throws -> RandomState {
    try NumPyState.of(interpreter).random.state
  }

  /// How networks are built here: seeds, warnings, interrupts.
  func buildOptions(_ interpreter: Interpreter) throws -> BuildOptions {
    var options = BuildOptions(globalStream: try Self.globalStream(interpreter))
    options.isCancelled = { interpreter.interrupt.isSet }
    options.warn = { [unowned self] in warn($0) }
    options.bits = try SettingsObject.bits(interpreter)
    return options
  }

  func warn(_ warning: NengoWarning) { warnings.append(warning) }

  /// Runs `body`, then shows the warnings that it gave, also if it failed.
  public func reporting<Result>(_ interpreter: Interpreter, _ body: () throws -> Result) throws -> Result {
    let result: Result
    do { result = try body() } catch {
      try? show(interpreter)
      throw error
    }
    try show(interpreter)
    return result
  }

  /// Runs `body`, which makes objects of a model: with its warnings, and if it fails, their network is as before.
  ///
  /// - Parameter network: where they go, if that is not the open network.
  public func constructing<Result>(
    _ interpreter: Interpreter, in network: Network? = nil, _ body: () throws -> Result
  ) throws -> Result {
    try reporting(interpreter) { try context.allOrNothing(in: network, body) }
  }

  private func show(_ interpreter: Interpreter) throws {
    let waiting = warnings
    warnings = []
    for warning in waiting {
      try interpreter.warn(.nengo(warning.kind), warning.message, isQuiet: warning.kind == .deprecation)
    }
  }
}

/// Runs code units over one set of module variables.
///
/// An interpreter and all its values belong to one thread. That thread needs a large stack
/// (`recommendedStackSize`), since calls of scripts nest on it; however small it is, running out of it is a
/// `RecursionError`.
public final class Interpreter {
  /// Enough for 10 000 nested calls.
  public static let recommendedStackSize = 1 << 30

  public let host: any InterpreterHost
  public let interrupt: InterruptFlag
  /// `sys.argv`
  public var arguments: [String] = []
  /// Calls nest so deep at most; `sys.setrecursionlimit` sets it.
  public var recursionLimit = 1000
  public let warnings = WarningFilters()
  /// Values shown by cells.
  public let shown = ShownValues()

  let globals = Globals()
  /// Built-in names; not changed by scripts.
  let builtins: [String: Value]
  var depth = 0
  var frameCount = 0
  /// Grows when a script changes a class, so that cached look-ups are made anew.
  var classEpoch = 0
  unowned(unsafe) var currentFrame: Frame?
  /// The exception that an `except` block is handling.
  var handled: ExceptionObject?
  var modules: [String: ModuleObject] = [:]
  let setattrName = Text("__setattr__")
  fileprivate var internedNames: [String: Text] = [:]
  var openFiles: [WeakFile] = []
  /// Containers that `repr` is inside of.
  var showing: Set<ObjectIdentifier> = []
  /// No frame may start below this address.
  let stackFloor: UInt

  public init(host: any InterpreterHost, interrupt: InterruptFlag = InterruptFlag()) {
    self.host = host
    self.interrupt = interrupt
    builtins = Builtins.table()
    stackFloor = StackBounds.floor()
    globals["__name__"] = "__main__"
    globals["__doc__"] = Value.none
  }
}

extension Interpreter {
  /// The one object for a name that stands in scripts.
  func interned(_ name: String) -> Text {
    if let known = internedNames[name] { return known }
    let text = Text(name)
    internedNames[name] = text
    return text
  }
}

extension Value: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self = .str(Text(value)) }
}

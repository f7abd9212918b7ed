/// A raised or raisable exception: an instance of a class under `BaseException`.
public final class ExceptionObject: HostObject, KeepsAttributes {
  public let type: TypeObject
  public var arguments: [Value]
  public var cause: Value = .none
  public var context: ExceptionObject?
  /// After `raise … from …`.
  public var suppressesContext = false
  /// Lines above the last one of a report: what to do instead, where a thing was made.
  public var notes: [String] = []
  public let ownAttributes = AttributeTable()
  /// A hint such as `Did you mean: 'x'?`, shown after the message in reports.
  public var hint: String = ""
  /// The host's own error, if the exception stands for one.
  public var hostError: (any Error)?
  /// The argument that the failing call got wrong: reports mark it.
  public var fault: ArgumentFault?
  /// Innermost first.
  private var places: [(unit: UnitInfo, range: SourceRange)] = []
  /// The number of the frame that the last place belongs to, so that each frame leaves one.
  private var lastFrame = 0
  /// For errors of syntax: the place at fault.
  public var syntaxPlace: TracebackEntry?

  public init(_ type: TypeObject, _ arguments: [Value]) {
    self.type = type
    self.arguments = arguments
  }

  func surrender(to pending: inout [Value]) {
    pending.append(contentsOf: arguments)
    pending.append(cause)
    if let context { pending.append(.object(context)) }
    ownAttributes.surrender(to: &pending)
    arguments = []
    cause = .none
    context = nil
  }

  deinit {
    guard context != nil || Teardown.nests(cause) || arguments.contains(where: Teardown.nests) else { return }
    var pending: [Value] = []
    surrender(to: &pending)
    Teardown.release(&pending)
  }

  /// The message as `str(exception)` would show it for plain arguments.
  public var message: String {
    if arguments.count == 1, case .str(let text) = arguments[0] { text.string } else { "" }
  }

  func pass(_ frame: Frame, _ range: SourceRange) {
    if lastFrame == frame.serial { return }
    lastFrame = frame.serial
    places.append((frame.unit, range))
  }

  /// Whether some frame has noted its place.
  var hasPlace: Bool { !places.isEmpty }

  /// Called when a handler has taken the exception: raised again, it notes its way anew.
  func caught() { lastFrame = 0 }

  /// The way of the exception, outermost call first, innermost last.
  public var traceback: [TracebackEntry] {
    places.reversed().map { TracebackEntry($0.unit.source, $0.unit.name, $0.range) }
  }
}

/// One line of a traceback report.
public struct TracebackEntry {
  public let file: String
  /// True for the path of a file, false for a label such as `cell 3`.
  public let isFile: Bool
  public let line: Int
  /// The function, or `<module>`.
  public let function: String
  /// The source line without its indent, empty if not known.
  public let source: String
  /// Which scalars of `source` the failing expression covers.
  public let marked: Range<Int>

  init(_ text: SourceText, _ function: String, _ range: SourceRange) {
    file = text.name
    isFile = text.isFile
    line = range.line
    self.function = function
    let scalars = Array((text.line(range.line) ?? "").unicodeScalars)
    let indent = scalars.prefix { $0 == " " || $0 == "\t" || $0 == "\u{c}" }.count
    var end = scalars.count
    while end > indent, scalars[end - 1].properties.isWhitespace { end -= 1 }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[indent..<end])
    source = String(view)
    let count = end - indent
    let first = min(max(0, Int(range.start.column) - indent), count)
    let last = range.end.line == range.start.line ? min(max(first, Int(range.end.column) - indent), count) : count
    marked = first..<last
  }
}

/// A raised exception on its way out.
public struct ScriptError: Error, @unchecked Sendable {
  public let exception: ExceptionObject

  public init(_ exception: ExceptionObject) { self.exception = exception }

  /// `throw ScriptError(.valueError, "math domain error")`
  public init(_ type: TypeObject, _ message: String, hint: String = "") {
    exception = ExceptionObject(type, [.string(message)])
    exception.hint = hint
  }

  public var type: TypeObject { exception.type }
  public func isInstance(of type: TypeObject) -> Bool { exception.type.isSubtype(of: type) }

  public func addNote(_ note: String) { exception.notes.append(note) }
  /// The same error, about one argument of the call that fails.
  public func blaming(_ fault: ArgumentFault) -> ScriptError {
    exception.fault = fault
    return self
  }
  /// The same error with a note line.
  public func noted(_ note: String) -> ScriptError {
    exception.notes.append(note)
    return self
  }

  static func notInitialised(_ value: Value, _ name: String) -> ScriptError {
    ScriptError(
      .typeError, "'\(name)' of '\(value.typeName)' object: its base class is not initialised; call super().__init__()")
  }
}

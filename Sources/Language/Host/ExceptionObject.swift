/// A raised or raisable exception: an instance of a class under `BaseException`.
public final class ExceptionObject: HostObject, KeepsAttributes {
  public let type: TypeObject
  public var arguments: [Value]
  public var cause: Value = .none
  public var context: ExceptionObject?
  /// Lines above the last one of a report: what to do instead, where a thing was made.
  public var notes: [String] = []
  /// Innermost last.
  public var traceback: [TracebackEntry] = []
  public let ownAttributes = AttributeTable()
  /// A hint such as `Did you mean: 'x'?`, shown after the message in reports.
  public var hint: String = ""
  /// The host's own error, if the exception stands for one.
  public var hostError: (any Error)?

  public init(_ type: TypeObject, _ arguments: [Value]) {
    self.type = type
    self.arguments = arguments
  }
}

/// One line of a traceback report.
public struct TracebackEntry {
  public let file: String
  public let line: Int
  /// The function, or `<module>`.
  public let function: String
  /// The source line without its indent, empty if not known.
  public let source: String
  /// Which scalars of `source` the failing expression covers.
  public let marked: Range<Int>
  public init(file: String, line: Int, function: String, source: String, marked: Range<Int>) {
    self.file = file
    self.line = line
    self.function = function
    self.source = source
    self.marked = marked
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

  public mutating func addNote(_ note: String) { exception.notes.append(note) }
  public func noted(_ note: String) -> ScriptError {
    exception.notes.append(note)
    return self
  }

  static func notInitialised(_ value: Value, _ name: String) -> ScriptError {
    ScriptError(.typeError, "'\(name)' of '\(value.typeName)' object: its base class is not initialised; call super().__init__()")
  }
}

/// The exception classes of the language; hosts derive their own with `TypeObject.exceptionClass`.
extension TypeObject {
  /// A class of exceptions; calling it makes an exception with the arguments as given.
  public static func exceptionClass(
    _ name: String, module: String = "builtins", base: TypeObject, also: [TypeObject] = [], doc: String = ""
  ) -> TypeObject {
    TypeObject(name, module: module, base: base, also: also, doc: doc, subclassing: .allowed)
  }

  public static let baseException = TypeObject(
    "BaseException", base: .object, doc: "The base of all exceptions.", subclassing: .allowed,
    methods: [
      Method("with_traceback", [.positionOnly("traceback")], summary: "The exception itself.") {
        (error: ExceptionObject, _) in .object(error)
      },
      Method("add_note", [.positionOnly("note")], summary: "Adds a line to the report.") {
        (error: ExceptionObject, call) in
        error.notes.append(try call.string("note"))
        return .none
      },
    ],
    properties: [
      Property(
        "args", doc: "The arguments that the exception was made with.",
        set: { (error: ExceptionObject, value, interpreter) in
          error.arguments = try interpreter.elements(of: value)
        }, get: { (error: ExceptionObject, _) in .newTuple(error.arguments) })
    ])
  public static let keyboardInterrupt = exceptionClass("KeyboardInterrupt", base: .baseException)
  public static let systemExit = TypeObject(
    "SystemExit", base: .baseException, doc: "Ends the script or the session.", subclassing: .allowed,
    properties: [
      argument("code", doc: "The status, or a message.") {
        $0.count == 1 ? $0[0] : ($0.isEmpty ? .none : .newTuple($0))
      }
    ])
  public static let exception = exceptionClass("Exception", base: .baseException)
  public static let arithmeticError = exceptionClass("ArithmeticError", base: .exception)
  public static let zeroDivisionError = exceptionClass("ZeroDivisionError", base: .arithmeticError)
  public static let overflowError = exceptionClass("OverflowError", base: .arithmeticError)
  public static let floatingPointError = exceptionClass("FloatingPointError", base: .arithmeticError)
  public static let assertionError = exceptionClass("AssertionError", base: .exception)
  public static let attributeError = exceptionClass("AttributeError", base: .exception)
  public static let eofError = exceptionClass("EOFError", base: .exception)
  public static let importError = exceptionClass("ImportError", base: .exception)
  public static let moduleNotFoundError = exceptionClass("ModuleNotFoundError", base: .importError)
  public static let lookupError = exceptionClass("LookupError", base: .exception)
  public static let indexError = exceptionClass("IndexError", base: .lookupError)
  public static let keyError = exceptionClass("KeyError", base: .lookupError)
  public static let memoryError = exceptionClass("MemoryError", base: .exception)
  public static let nameError = exceptionClass("NameError", base: .exception)
  public static let unboundLocalError = exceptionClass("UnboundLocalError", base: .nameError)
  public static let osError = TypeObject(
    "OSError", base: .exception, doc: "An error of the operating system.", subclassing: .allowed,
    properties: [
      argument("errno", doc: "The number of the error.") { $0.count > 1 ? $0[0] : .none },
      argument("strerror", doc: "The text of the error.") { $0.count > 1 ? $0[1] : .none },
      argument("filename", doc: "The file at fault.") { $0.count > 2 ? $0[2] : .none },
    ])
  public static let fileNotFoundError = exceptionClass("FileNotFoundError", base: .osError)
  public static let fileExistsError = exceptionClass("FileExistsError", base: .osError)
  public static let permissionError = exceptionClass("PermissionError", base: .osError)
  public static let isADirectoryError = exceptionClass("IsADirectoryError", base: .osError)
  public static let notADirectoryError = exceptionClass("NotADirectoryError", base: .osError)
  public static let timeoutError = exceptionClass("TimeoutError", base: .osError)
  public static let runtimeError = exceptionClass("RuntimeError", base: .exception)
  public static let notImplementedError = exceptionClass("NotImplementedError", base: .runtimeError)
  public static let recursionError = exceptionClass("RecursionError", base: .runtimeError)
  public static let stopIteration = TypeObject(
    "StopIteration", base: .exception, subclassing: .allowed,
    properties: [argument("value", doc: "What the iterator returned.") { $0.first ?? .none }])
  public static let syntaxError = exceptionClass("SyntaxError", base: .exception)
  public static let indentationError = exceptionClass("IndentationError", base: .syntaxError)
  public static let tabError = exceptionClass("TabError", base: .indentationError)
  public static let typeError = exceptionClass("TypeError", base: .exception)
  public static let valueError = exceptionClass("ValueError", base: .exception)
  public static let unicodeError = exceptionClass("UnicodeError", base: .valueError)
  public static let usageError = exceptionClass("UsageError", module: "IPython.core.error", base: .exception)
  public static let warning = exceptionClass("Warning", base: .exception)
  public static let userWarning = exceptionClass("UserWarning", base: .warning)
  public static let deprecationWarning = exceptionClass("DeprecationWarning", base: .warning)
  public static let runtimeWarning = exceptionClass("RuntimeWarning", base: .warning)
  public static let futureWarning = exceptionClass("FutureWarning", base: .warning)

  /// A property that is one of the arguments.
  private static func argument(_ name: String, doc: String, _ pick: @escaping ([Value]) -> Value) -> Property {
    Property(name, doc: doc) { (error: ExceptionObject, _) in pick(error.arguments) }
  }

  /// An error of the operating system with its number, text and file; the class fits the number.
  public static func osError(number: Int, text: String, file: String?) -> ScriptError {
    let type: TypeObject =
      switch number {
      case 2: .fileNotFoundError
      case 17: .fileExistsError
      case 1, 13: .permissionError
      case 21: .isADirectoryError
      case 20: .notADirectoryError
      case 110: .timeoutError
      default: .osError
      }
    let arguments: [Value] = [.int(number), .string(text)] + (file.map { [.string($0)] } ?? [])
    return ScriptError(ExceptionObject(type, arguments))
  }
}

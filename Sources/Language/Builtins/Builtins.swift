/// The built-in names.
enum Builtins {
  static let functions: [[BuiltinFunction]] = [
    NumberFunctions.all, SequenceFunctions.all, ObjectFunctions.all, InputOutput.all,
  ]

  static let types: [TypeObject] = [
    .object, .type, .int, .bool, .float, .str, .list, .tuple, .dict, .set, .frozenset, .range, .slice, .property,
    .staticMethod, .classMethod, .enumerate, .zip, .map, .filter, .reversed, .superType,
  ]

  static let exceptions: [TypeObject] = [
    .baseException, .keyboardInterrupt, .systemExit, .exception, .arithmeticError, .zeroDivisionError,
    .overflowError, .floatingPointError, .assertionError, .attributeError, .eofError, .importError,
    .moduleNotFoundError, .lookupError, .indexError, .keyError, .memoryError, .nameError, .unboundLocalError, .osError,
    .fileNotFoundError, .fileExistsError, .permissionError, .isADirectoryError, .notADirectoryError, .timeoutError,
    .runtimeError, .notImplementedError, .recursionError, .stopIteration, .syntaxError, .indentationError, .tabError,
    .typeError, .valueError, .unicodeError, .warning, .userWarning, .deprecationWarning, .runtimeWarning,
    .futureWarning,
  ]

  /// The names of one interpreter.
  static func table() -> [String: Value] {
    var table: [String: Value] = [:]
    for function in functions.joined() { table[function.name] = .object(function) }
    for type in types + exceptions { table[type.name] = .object(type) }
    table["IOError"] = .object(TypeObject.osError)
    table["NotImplemented"] = .object(NotImplementedObject())
    table["Ellipsis"] = .ellipsis
    table["__debug__"] = .bool(true)
    return table
  }
}

extension Interpreter {
  /// The one `NotImplemented`.
  var notImplemented: Value { builtins["NotImplemented"] ?? .none }

  /// All built-in names, for completion.
  public var builtinNames: [String] { builtins.keys.sorted() }
  /// The value of a built-in name.
  public func builtin(_ name: String) -> Value? { builtins[name] }
}

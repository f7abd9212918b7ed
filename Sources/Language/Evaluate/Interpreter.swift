/// Runs code units over one set of module variables.
///
/// An interpreter and all its values belong to one thread. That thread needs a large stack
/// (`Interpreter.recommendedStackSize`), since calls of scripts nest on it.
public final class Interpreter {
  public let host: any InterpreterHost
  public let interrupt: InterruptFlag
  /// `sys.argv`
  public var arguments: [String] = []

  public init(host: any InterpreterHost, interrupt: InterruptFlag = InterruptFlag()) {
    self.host = host
    self.interrupt = interrupt
  }
}

// What hosts ask of an interpreter.
extension Interpreter {
  // MARK: calls

  /// Calls a function, method, class or any other callable.
  public func call(
    _ function: Value, _ positional: [Value] = [], _ keywords: [(name: String, value: Value)] = []
  ) throws -> Value { throw missing() }
  /// Calls `receiver.name(...)`; nil if the receiver has no such attribute.
  public func callMethod(_ receiver: Value, _ name: String, _ positional: [Value] = []) throws -> Value? {
    throw missing()
  }
  public func isCallable(_ value: Value) -> Bool { false }
  /// How many positional arguments a callable takes (bound methods without `self`; instances by `__call__`);
  /// nil if that is not known.
  public func arity(of function: Value) -> Arity? { nil }
  /// `f.__name__`, else the class name.
  public func name(of function: Value) -> String { function.typeName }

  // MARK: attributes and items

  public func attribute(_ value: Value, _ name: String) throws -> Value { throw missing() }
  /// nil if there is no such attribute; other errors pass.
  public func optionalAttribute(_ value: Value, _ name: String) throws -> Value? { throw missing() }
  public func setAttribute(_ value: Value, _ name: String, to new: Value) throws { throw missing() }
  public func deleteAttribute(_ value: Value, _ name: String) throws { throw missing() }
  /// `dir(value)`
  public func attributeNames(of value: Value) throws -> [String] { throw missing() }
  public func item(_ value: Value, _ key: Value) throws -> Value { throw missing() }
  public func setItem(_ value: Value, _ key: Value, to new: Value) throws { throw missing() }
  public func deleteItem(_ value: Value, _ key: Value) throws { throw missing() }

  // MARK: operators

  public func binary(_ op: BinaryOperator, _ left: Value, _ right: Value) throws -> Value { throw missing() }
  public func inPlace(_ op: BinaryOperator, _ left: Value, _ right: Value) throws -> Value { throw missing() }
  public func unary(_ op: UnaryOperator, _ value: Value) throws -> Value { throw missing() }
  public func compare(_ op: ComparisonOperator, _ left: Value, _ right: Value) throws -> Value { throw missing() }

  // MARK: protocols of values

  public func truth(_ value: Value) throws -> Bool { throw missing() }
  public func equals(_ left: Value, _ right: Value) throws -> Bool { throw missing() }
  /// `left is right`
  public func isSame(_ left: Value, _ right: Value) -> Bool { false }
  public func hash(_ value: Value) throws -> Int { throw missing() }
  public func length(_ value: Value) throws -> Int { throw missing() }
  /// nil for values without a length.
  public func optionalLength(_ value: Value) throws -> Int? { throw missing() }
  public func contains(_ container: Value, _ value: Value) throws -> Bool { throw missing() }
  public func iterator(_ value: Value) throws -> any ValueIterator { throw missing() }
  public func isIterable(_ value: Value) -> Bool { false }
  /// All elements of an iterable.
  public func elements(of value: Value) throws -> [Value] { throw missing() }

  // MARK: text

  public func repr(_ value: Value) throws -> String { throw missing() }
  public func str(_ value: Value) throws -> String { throw missing() }
  public func format(_ value: Value, _ spec: String) throws -> String { throw missing() }

  // MARK: numbers

  /// An index or count: int, bool, or an object with an index value.
  /// - Throws: `TypeError: 'T' object cannot be interpreted as an integer`; `OverflowError` beyond 64 bits.
  public func index(_ value: Value) throws -> Int { throw missing() }
  /// nil for values that are no integers.
  public func optionalIndex(_ value: Value) throws -> Int? { throw missing() }
  /// Any real number as a double.
  /// - Throws: `TypeError: must be real number, not T`.
  public func float(_ value: Value) throws -> Double { throw missing() }
  /// nil for values that are no numbers.
  public func optionalFloat(_ value: Value) throws -> Double? { throw missing() }
  /// Start, stop, step and count of a slice over `length` elements.
  public func resolve(
    _ slice: SliceObject, length: Int
  ) throws -> (start: Int, stop: Int, step: Int, count: Int) { throw missing() }

  // MARK: classes

  public func isInstance(_ value: Value, of type: TypeObject) -> Bool { value.type.isSubtype(of: type) }

  // MARK: surroundings

  /// A warning line on stderr, once per place and text, subject to the filters.
  public func warn(_ category: TypeObject, _ message: String, stackLevel: Int = 1) throws { throw missing() }
  /// File and line of the statement that is running, nil outside of scripts.
  public var currentPlace: (file: String, line: Int)? { nil }
  /// Raises `KeyboardInterrupt` if the flag is set; long host loops call it.
  public func checkInterrupt() throws {
    if interrupt.isSet {
      interrupt.clear()
      throw ScriptError(ExceptionObject(.keyboardInterrupt, []))
    }
  }
  /// A module, imported as by `import name`.
  public func importModule(_ name: String) throws -> ModuleObject { throw missing() }

  private func missing() -> ScriptError { ScriptError(.notImplementedError, "the evaluator is not there yet") }
}

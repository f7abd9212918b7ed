/// How objects take part in the language.
///
/// A host class is a Swift class that conforms to `HostObject` and to those of the small protocols below that it
/// needs, plus one `TypeObject` that declares its name, constructor, methods and properties. Attributes are looked up in this
/// order: what the type declares, what `HasAttributes` answers, what a script has added (`KeepsAttributes`).
/// A method that returns nil for "not mine" makes the interpreter try the other side or raise Python's error.

/// Every value that is not of a core type.
public protocol HostObject: AnyObject {
  var type: TypeObject { get }
}

/// Attributes that are not declared on the type.
public protocol HasAttributes: HostObject {
  /// For `dir`, completion and "did you mean".
  var attributeNames: [String] { get }
  /// The value of an attribute, nil if there is none of that name.
  func attribute(_ name: String, _ interpreter: Interpreter) throws -> Value?
  /// Sets an attribute; false if the object does not take one of that name.
  func setAttribute(_ name: String, _ value: Value, _ interpreter: Interpreter) throws -> Bool
  func deleteAttribute(_ name: String, _ interpreter: Interpreter) throws -> Bool
}

extension HasAttributes {
  public func setAttribute(_ name: String, _ value: Value, _ interpreter: Interpreter) throws -> Bool { false }
  public func deleteAttribute(_ name: String, _ interpreter: Interpreter) throws -> Bool { false }
}

/// An object to which scripts may add attributes of their own.
public protocol KeepsAttributes: HostObject {
  var ownAttributes: AttributeTable { get }
}

/// The arguments of a call as written: positions first, then keywords in order.
public struct CallArguments {
  public var positional: [Value]
  public var keywords: [(name: String, value: Value)]
  public init(_ positional: [Value] = [], _ keywords: [(name: String, value: Value)] = []) {
    self.positional = positional
    self.keywords = keywords
  }
}

public protocol Callable: HostObject {
  func call(_ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value
  /// For help, and for hosts that ask how many arguments a function takes; nil if not known.
  var signature: Signature? { get }
}

/// A callable that, as a member of a class, becomes a method: it takes the object first, as a function does.
public protocol BindsReceiver: Callable {}

/// `x[key]`: the key is just what was written (an int, a slice, `...`, `None`, or a tuple of such).
public protocol Indexable: HostObject {
  func item(_ key: Value, _ interpreter: Interpreter) throws -> Value
  func setItem(_ key: Value, _ value: Value, _ interpreter: Interpreter) throws
  func deleteItem(_ key: Value, _ interpreter: Interpreter) throws
}

extension Indexable {
  public func setItem(_ key: Value, _ value: Value, _ interpreter: Interpreter) throws {
    throw ScriptError(.typeError, "'\(type.name)' object does not support item assignment")
  }
  public func deleteItem(_ key: Value, _ interpreter: Interpreter) throws {
    throw ScriptError(.typeError, "'\(type.name)' object doesn't support item deletion")
  }
}

/// A walk over values; used up once.
public protocol ValueIterator: AnyObject {
  /// The next value, nil at the end (and then nil for ever).
  func next(_ interpreter: Interpreter) throws -> Value?
}

public protocol Iterable: HostObject {
  func makeIterator(_ interpreter: Interpreter) throws -> any ValueIterator
}

public protocol HasLength: HostObject {
  func length(_ interpreter: Interpreter) throws -> Int
}

public protocol HasContainment: HostObject {
  func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool
}

public protocol BinaryOperators: HostObject {
  /// `self op other`, or `other op self` if `reflected`; nil where the object does not know how.
  func binary(_ op: BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter) throws -> Value?
  /// `self op= other`; nil: use `binary`.
  func inPlace(_ op: BinaryOperator, _ other: Value, _ interpreter: Interpreter) throws -> Value?
}

extension BinaryOperators {
  public func inPlace(_ op: BinaryOperator, _ other: Value, _ interpreter: Interpreter) throws -> Value? { nil }
}

public protocol UnaryOperators: HostObject {
  /// `-x`, `+x`, `~x`; `not x` asks for truth instead.
  func unary(_ op: UnaryOperator, _ interpreter: Interpreter) throws -> Value?
  /// `abs(x)`
  func absolute(_ interpreter: Interpreter) throws -> Value?
}

extension UnaryOperators {
  public func absolute(_ interpreter: Interpreter) throws -> Value? { nil }
}

/// Rich comparison (`==`, `!=`, `<`, `<=`, `>`, `>=`); the result need not be a bool (arrays give arrays). nil: not comparable this way.
public protocol HasComparison: HostObject {
  func compare(_ op: ComparisonOperator, _ other: Value, _ interpreter: Interpreter) throws -> Value?
}

public protocol HasTruth: HostObject {
  func isTrue(_ interpreter: Interpreter) throws -> Bool
}

/// Equality other than by identity. An object with `HasComparison` only is compared by that and is unhashable.
public protocol HasEquality: HostObject {
  /// nil: not comparable, so different unless the other side knows better.
  func isEqual(to other: Value, _ interpreter: Interpreter) throws -> Bool?
  /// Equal objects have equal hashes; throw `TypeError: unhashable type: 'T'` where there is none.
  func hash(_ interpreter: Interpreter) throws -> Int
}

public protocol Printable: HostObject {
  func repr(_ interpreter: Interpreter) throws -> String
  func str(_ interpreter: Interpreter) throws -> String
  func format(_ spec: String, _ interpreter: Interpreter) throws -> String
}

extension Printable {
  public func str(_ interpreter: Interpreter) throws -> String { try repr(interpreter) }
  public func format(_ spec: String, _ interpreter: Interpreter) throws -> String {
    if spec.isEmpty { return try str(interpreter) }
    throw ScriptError(.typeError, "unsupported format string passed to \(type.name).__format__")
  }
}

/// A whole number that may serve as an index (`operator.index`): `.int` or `.big`; nil: not just now.
public protocol HasIndexValue: HostObject {
  func indexValue(_ interpreter: Interpreter) throws -> Value?
}

/// What `int(x)` gives where it is not the index value.
public protocol HasIntValue: HostObject {
  func intValue(_ interpreter: Interpreter) throws -> Value
}

/// What `float(x)` gives.
public protocol HasFloatValue: HostObject {
  func floatValue(_ interpreter: Interpreter) throws -> Double
}

/// `with x as y`; `__enter__` and `__exit__` are attributes too.
public protocol ContextManager: HostObject {
  /// The value that `as` binds.
  func enter(_ interpreter: Interpreter) throws -> Value
  /// True swallows the error.
  func exit(_ error: ScriptError?, _ interpreter: Interpreter) throws -> Bool
}

/// Documentation of an object other than its type's.
public protocol Documented: HostObject {
  var doc: String { get }
}

import Arrays

/// A description that never changes after it was made: a distribution, neuron type, synapse, process, solver, transform
/// or learning rule. Text form and equality both follow from `arguments`.
public protocol FrozenObject: Sendable {
  /// The class name that scripts see.
  static var typeName: String { get }

  /// The class name of this value; differs from the static one only where scripts define subclasses.
  var typeName: String { get }

  /// The constructor's arguments in order.
  var arguments: [Argument] { get }

  /// The package whose class this is: `nengo`, or `nengo_dl` for what plain Nengo does not have.
  static var package: String { get }

  /// The script's own object, for classes that scripts define.
  var scriptObject: AnyObject? { get }

  /// What a user who made this object should know.
  var warnings: [NengoWarning] { get }

  /// A constructor call, as Python's `repr` writes it.
  var text: String { get }

  /// A shorter form for `str`, where there is one.
  var briefText: String { get }

  /// Whether both are of the same class with equal arguments.
  func isEqual(to other: any FrozenObject) -> Bool

  /// What acts for this object while a model runs: itself, or the built-in component under an object of a script's
  /// class that changes nothing of what that component does.
  var acting: any FrozenObject { get }
}

extension FrozenObject {
  public var typeName: String { Self.typeName }
  public static var package: String { "nengo" }
  public var scriptObject: AnyObject? { nil }
  public var warnings: [NengoWarning] { [] }
  public var briefText: String { text }
  public var acting: any FrozenObject { self }

  public func isEqual(to other: any FrozenObject) -> Bool {
    type(of: other) == Self.self && other.typeName == typeName && other.arguments == arguments
  }

  /// A constructor call that lists the arguments that are not the defaults, as in `Lowpass(tau=0.1)`.
  public var text: String { text(named: typeName) }

  /// The text form under the name of a class that derives from this one.
  public func text(named name: String) -> String {
    let shown = arguments.filter(\.isShown).map { "\($0.name)=\($0.shownText ?? $0.value.text)" }
    return "\(name)(\(shown.joined(separator: ", ")))"
  }
}

/// One constructor argument of a frozen object.
public struct Argument: Sendable, Equatable {
  public let name: String
  public let value: ArgumentValue
  /// Whether the value is what the constructor takes when nothing is said.
  public let isDefault: Bool
  /// Whether the text form has it: it leaves out defaults, and some arguments always.
  public let isShown: Bool
  /// How the text form writes the value, where it does so in a way of its own.
  public let shownText: String?

  public init(_ name: String, _ value: ArgumentValue, default defaultValue: ArgumentValue? = nil) {
    let isDefault = defaultValue.map { $0 == value } ?? false
    self.init(name, value, isDefault: isDefault, isShown: !isDefault)
  }

  /// For defaults that follow from other arguments, and for text forms with ways of their own.
  public init(_ name: String, _ value: ArgumentValue, isDefault: Bool, isShown: Bool, as text: String? = nil) {
    self.name = name
    self.value = value
    self.isDefault = isDefault
    self.isShown = isShown
    shownText = text
  }

  /// An argument that text forms leave out whatever its value.
  static func unshown(_ name: String, _ value: ArgumentValue, default usual: ArgumentValue? = nil) -> Argument {
    Argument(name, value, isDefault: usual.map { $0 == value } ?? false, isShown: false)
  }

  /// Equality of arguments is equality of values; where a value came from does not matter.
  public static func == (a: Argument, b: Argument) -> Bool { a.name == b.name && a.value == b.value }
}

/// What an argument can hold.
public enum ArgumentValue: Sendable, Equatable {
  case none
  case bool(Bool)
  case int(Int)
  case float(Double)
  case string(String)
  case array(NDArray)
  case object(any FrozenObject)
  case tuple([ArgumentValue])
  case map([MapEntry])
  /// Something that scripts made and only scripts can compare, such as a function.
  case foreign(ForeignValue)

  public struct MapEntry: Sendable, Equatable {
    public let key: ArgumentValue
    public let value: ArgumentValue
    public init(_ key: ArgumentValue, _ value: ArgumentValue) {
      self.key = key
      self.value = value
    }
  }

  public static func == (a: ArgumentValue, b: ArgumentValue) -> Bool {
    switch (a, b) {
    case (.none, .none): true
    case (.bool(let x), .bool(let y)): x == y
    case (.int(let x), .int(let y)): x == y
    case (.float(let x), .float(let y)): x == y
    case (.int(let x), .float(let y)), (.float(let y), .int(let x)): Double(x) == y
    case (.string(let x), .string(let y)): x == y
    case (.array(let x), .array(let y)): x.shape == y.shape && x.doubles == y.doubles
    case (.object(let x), .object(let y)): x.isEqual(to: y)
    case (.tuple(let x), .tuple(let y)): x == y
    case (.map(let x), .map(let y)): x == y
    case (.foreign(let x), .foreign(let y)): x == y
    default: false
    }
  }

  /// An optional synapse, distribution or other part.
  public static func optional(_ object: (any FrozenObject)?) -> ArgumentValue { object.map { .object($0) } ?? .none }

  public static func optional(_ number: Double?) -> ArgumentValue { number.map { .float($0) } ?? .none }

  public static func optional(_ number: Int?) -> ArgumentValue { number.map { .int($0) } ?? .none }
}

/// A value of the script's that is compared by identity and printed by a text it brings along. It lives on the thread
/// of the interpreter that made it.
public struct ForeignValue: @unchecked Sendable, Equatable {
  public let text: String
  public let object: AnyObject

  public init(text: String, _ object: AnyObject) {
    self.text = text
    self.object = object
  }

  public static func == (a: ForeignValue, b: ForeignValue) -> Bool { a.object === b.object }
}

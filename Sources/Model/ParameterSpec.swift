/// The description of one parameter of a class of network objects, and the checks that such descriptions use.
import Arrays

/// One settable attribute: its name, its built-in default, and what it accepts.
public struct ParameterSpec: Sendable {
  public typealias Check = @Sendable (_ value: ParameterValue, _ place: Place) throws -> ParameterValue

  /// Where a value is going, for messages.
  public struct Place: Sendable {
    public let owner: String
    public let attribute: String

    public init(owner: String, attribute: String) {
      self.owner = owner
      self.attribute = attribute
    }

    public func error(_ text: String) -> NengoError {
      .validation(text, attribute: attribute, owner: owner)
    }
  }

  public let name: String
  /// Nil: the parameter has to be given, can be set only once, and can't be configured.
  public let builtIn: (@Sendable () -> ParameterValue)?
  public let summary: String
  /// Says whether a value is acceptable by itself, and gives it in its stored form. Objects check more when they
  /// take a value (shapes that depend on other attributes).
  public let check: Check
  /// Whether only an object can tell if a value suits it: defaults in configs are taken as they are.
  public let needsObject: Bool

  public init(
    _ name: String, _ builtIn: (@Sendable () -> ParameterValue)?, _ summary: String, needsObject: Bool = false,
    check: @escaping Check
  ) {
    self.name = name
    self.builtIn = builtIn
    self.summary = summary
    self.needsObject = needsObject
    self.check = check
  }

  public var isConfigurable: Bool { builtIn != nil }
}

/// Checks of single values. Each gives the value in its stored form or throws a `ValidationError`.
public enum ParameterCheck {
  public static func optional(_ check: @escaping ParameterSpec.Check) -> ParameterSpec.Check {
    { value, place in value.isNone ? .none : try check(value, place) }
  }

  /// Takes anything; whoever gets the value checks it.
  public static let later: ParameterSpec.Check = { value, _ in value }

  public static let seed = optional(integer(atLeast: 0, atMost: Int(UInt32.max)))

  public static let label: ParameterSpec.Check = optional { value, place in
    guard case .text = value else { throw place.error("Must be a string (got type '\(value.typeName)')") }
    return value
  }

  public static let boolean: ParameterSpec.Check = { value, place in
    guard case .bool = value else { throw place.error("Must be a boolean; got \(value.text)") }
    return value
  }

  /// The error for a value that is missing where one is needed.
  static func missing(_ place: ParameterSpec.Place) -> NengoError {
    place.error("Cannot be None (parameter is not optional)")
  }

  public static func integer(atLeast low: Int? = nil, atMost high: Int? = nil) -> ParameterSpec.Check {
    { value, place in
      if value.isNone { throw missing(place) }
      guard let number = integerValue(value) else {
        throw place.error("Must be an integer; got \(value.text)")
      }
      try checkBounds(Double(number), low.map(Double.init), high.map(Double.init), shown: "\(number)", place)
      return .int(number)
    }
  }

  public static func number(atLeast low: Double? = nil, atMost high: Double? = nil) -> ParameterSpec.Check {
    { value, place in
      if value.isNone { throw missing(place) }
      guard let number = numberValue(value) else {
        throw place.error("Must be a number; got \(value.text)")
      }
      try checkBounds(number, low, high, shown: value.text, place)
      if case .int = value { return value }
      return .number(number)
    }
  }

  /// The array as numbers.
  ///
  /// - Throws: the `ValueError` of an array of text.
  public static func numbers(_ array: NDArray) throws -> NDArray {
    guard !array.dtype.isText else {
      throw NengoError(.value, "could not convert string to float: '\(array.texts.first ?? "")'")
    }
    return try array.astype(.float64)
  }

  /// A distribution, or an array of rank `rank`.
  public static func samplable(rank: Int) -> ParameterSpec.Check {
    { value, place in
      if case .frozen(let frozen) = value, frozen is any Distribution { return value }
      return .array(try array(value, rank: rank, place))
    }
  }

  public static let distribution: ParameterSpec.Check = frozen("Distribution") { $0 is any Distribution }

  /// A distribution, or an array of any rank.
  public static let distributionOrArray: ParameterSpec.Check = { value, place in
    if case .array = value { return value }
    return try distribution(value, place)
  }

  public static let neuronType: ParameterSpec.Check = frozen("NeuronType") { $0 is any NeuronType }
  public static let process: ParameterSpec.Check = frozen("Process") { $0 is any Process }
  public static let solver: ParameterSpec.Check = frozen("Solver") { $0 is any Solver }

  /// A synapse; a number is the time constant of a lowpass filter.
  public static let synapse: ParameterSpec.Check = { value, place in
    switch value {
    case .int(let number): return .frozen(try Lowpass(Number(number)))
    case .number(let number): return .frozen(try Lowpass(Number(number)))
    case .bool(let flag): return .frozen(try Lowpass(Number(flag ? 1 : 0)))
    default: break
    }
    return try frozen("Synapse") { $0 is any Synapse }(value, place)
  }

  static func frozen(
    _ name: String, _ isRight: @escaping @Sendable (any FrozenObject) -> Bool
  ) -> ParameterSpec.Check {
    { value, place in
      if case .frozen(let frozen) = value, isRight(frozen) { return value }
      if value.isNone { throw missing(place) }
      throw place.error("Must be of type '\(name)' (got type '\(value.typeName)')")
    }
  }

  /// The array that `value` stands for, in its own element type; single numbers are float64.
  static func array(_ value: ParameterValue, rank: Int, _ place: ParameterSpec.Place) throws -> NDArray {
    let array: NDArray
    switch value {
    case .array(let given): array = given
    case .int(let number): array = NDArray(scalar: Double(number))
    case .number(let number): array = NDArray(scalar: number)
    case .none: throw missing(place)
    default:
      throw place.error("Must be a distribution or NumPy array (got type '\(value.typeName)')")
    }
    guard array.ndim == rank else {
      throw place.error("ndarray must be \(rank)D (got \(array.ndim)D)")
    }
    guard case .text = array.dtype else { return array }
    throw place.error("Must be a float NumPy array (got type '\(array.dtype.name)')")
  }

  /// The integer that `value` is, if it is one. Whole floats are not integers.
  static func integerValue(_ value: ParameterValue) -> Int? {
    switch value {
    case .int(let number): return number
    case .bool(let flag): return flag ? 1 : 0
    default: return nil
    }
  }

  /// The number that `value` is, if it is one.
  static func numberValue(_ value: ParameterValue) -> Double? {
    switch value {
    case .int(let number): return Double(number)
    case .number(let number): return number
    case .bool(let flag): return flag ? 1 : 0
    case .array(let array) where array.ndim == 0: return array.doubles.first
    default: return nil
    }
  }

  private static func checkBounds(
    _ number: Double, _ low: Double?, _ high: Double?, shown: String, _ place: ParameterSpec.Place
  ) throws {
    if let low, !(number >= low) {
      throw place.error("Value must be greater than or equal to \(boundText(low)) (got \(shown))")
    }
    if let high, !(number <= high) {
      throw place.error("Value must be less than or equal to \(boundText(high)) (got \(shown))")
    }
  }

  private static func boundText(_ bound: Double) -> String {
    bound == bound.rounded() && abs(bound) < 1e15 ? "\(Int(bound))" : "\(bound)"
  }
}

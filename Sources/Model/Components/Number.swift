/// A numeric parameter that remembers whether it was given as an integer, because its text form does.
public struct Number: Sendable, Hashable {
  public let value: Double
  public let isInteger: Bool

  public init(_ value: Double) {
    self.value = value
    isInteger = false
  }

  public init(_ value: Int) {
    self.value = Double(value)
    isInteger = true
  }

  /// Equality is numeric: 1 equals 1.0.
  public static func == (a: Number, b: Number) -> Bool { a.value == b.value }

  public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}

extension Number: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  public init(floatLiteral value: Double) { self.init(value) }
  public init(integerLiteral value: Int) { self.init(value) }
}

extension Number: CustomStringConvertible {
  public var description: String { ArgumentValue.number(self).text }
}

extension ArgumentValue {
  public static func number(_ number: Number) -> ArgumentValue {
    if number.isInteger, let whole = Int(exactly: number.value) { return .int(whole) }
    return .float(number.value)
  }

  public static func optional(_ number: Number?) -> ArgumentValue { number.map { .number($0) } ?? .none }
}

extension Number {
  /// Checks a bound on a parameter.
  ///
  /// - Throws: a validation error on `owner.attribute`.
  func checked(
    above low: Double? = nil, atLeast floor: Double? = nil, below high: Double? = nil, atMost ceiling: Double? = nil,
    _ attribute: String, _ owner: String
  ) throws -> Number {
    func fail(_ relation: String, _ bound: Double) -> NengoError {
      .validation("Value must be \(relation) \(Self.bound(bound)) (got \(self))", attribute: attribute, owner: owner)
    }
    if let low, !(value > low) { throw fail("greater than", low) }
    if let floor, !(value >= floor) { throw fail("greater than or equal to", floor) }
    if let high, !(value < high) { throw fail("less than", high) }
    if let ceiling, !(value <= ceiling) { throw fail("less than or equal to", ceiling) }
    return self
  }

  private static func bound(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? ArgumentValue.float(value).text
  }
}

extension Int {
  /// Checks a bound on a parameter that counts something.
  ///
  /// - Throws: a validation error on `owner.attribute`.
  func checked(atLeast floor: Int, _ attribute: String, _ owner: String) throws -> Int {
    _ = try Number(self).checked(atLeast: Double(floor), attribute, owner)
    return self
  }
}

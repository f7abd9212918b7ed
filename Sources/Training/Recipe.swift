/// How to make something from named settings: one declaration from which scripts' constructors, their argument checks,
/// configurations read from files, and lookups by name all derive.
public struct Recipe<Product>: Sendable {
  /// The class name, `Adam`.
  public let name: String
  public let summary: String
  public let parameters: [RecipeParameter]
  let body: @Sendable (Settings) throws -> Product

  public init(
    _ name: String, _ summary: String = "", _ parameters: [RecipeParameter] = [],
    _ body: @escaping @Sendable (Settings) throws -> Product
  ) {
    self.name = name
    self.summary = summary
    self.parameters = parameters
    self.body = body
  }

  /// - Throws: `TrainingError` for an unknown, missing or unfit setting.
  public func make(_ given: [String: SettingValue] = [:]) throws -> Product {
    var values: [String: SettingValue] = [:]
    for name in given.keys.sorted() where !parameters.contains(where: { $0.name == name }) {
      throw TrainingError(.type, "\(self.name) got an unexpected keyword argument '\(name)'")
    }
    for parameter in parameters {
      guard let value = given[parameter.name] ?? parameter.fallback else {
        throw TrainingError(.type, "\(name) missing 1 required positional argument: '\(parameter.name)'")
      }
      values[parameter.name] = value
    }
    return try body(Settings(owner: name, values: values))
  }
}

public struct RecipeParameter: Sendable {
  public let name: String
  /// nil: required.
  public let fallback: SettingValue?

  public init(_ name: String, _ fallback: SettingValue?) {
    self.name = name
    self.fallback = fallback
  }
}

public enum SettingValue: Sendable, Equatable {
  case absent
  case number(Double)
  case flag(Bool)
  case text(String)
  case numbers([Double])
}

extension SettingValue: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByStringLiteral
{
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
  public init(booleanLiteral value: Bool) { self = .flag(value) }
  public init(stringLiteral value: String) { self = .text(value) }
}

/// Checked settings of one object.
public struct Settings: Sendable {
  let owner: String
  let values: [String: SettingValue]

  private func unfit(_ name: String, _ expected: String) -> TrainingError {
    TrainingError(.type, "\(owner): \(name) should be \(expected), got \(values[name].map { "\($0)" } ?? "nothing")")
  }

  public func number(_ name: String) throws -> Double {
    switch values[name] {
    case .number(let x): return x
    case .flag(let x): return x ? 1 : 0
    default: throw unfit(name, "a number")
    }
  }
  public func integer(_ name: String) throws -> Int {
    guard let x = Int(exactly: try number(name)) else { throw unfit(name, "an integer") }
    return x
  }
  public func numberIfGiven(_ name: String) throws -> Double? {
    values[name] == SettingValue.absent ? nil : try number(name)
  }
  public func integerIfGiven(_ name: String) throws -> Int? {
    values[name] == SettingValue.absent ? nil : try integer(name)
  }
  public func flag(_ name: String) throws -> Bool {
    switch values[name] {
    case .flag(let x): return x
    case .number(let x): return x != 0
    default: throw unfit(name, "True or False")
    }
  }
  public func text(_ name: String) throws -> String {
    guard case .text(let x) = values[name] else { throw unfit(name, "a string") }
    return x
  }
  public func textIfGiven(_ name: String) throws -> String? {
    values[name] == SettingValue.absent ? nil : try text(name)
  }
  public func numbers(_ name: String) throws -> [Double] {
    switch values[name] {
    case .numbers(let x): return x
    case .number(let x): return [x]
    default: throw unfit(name, "a list of numbers")
    }
  }
  public func numbersIfGiven(_ name: String) throws -> [Double]? {
    values[name] == SettingValue.absent ? nil : try numbers(name)
  }
}

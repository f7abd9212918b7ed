/// One parameter of a function that a host declares. Argument checking, help, completion and hints read it.
public struct Parameter: @unchecked Sendable {
  public enum Kind: Sendable { case positionalOnly, positional, variadic, keywordOnly, keywordVariadic }

  public enum Default {
    case required
    /// Given to the body when the argument is left out.
    case value(Value)
    /// The body sees nil when the argument is left out; help shows this text.
    case omitted(String)
  }

  public let name: String
  public var kind: Kind
  public var `default`: Default
  /// What the argument means, in one line.
  public var summary: String
  /// How help names its type: "int", "array_like".
  public var typeText: String
  public var unit: String

  public init(
    _ name: String, _ kind: Kind = .positional, default: Default = .required, _ summary: String = "",
    type: String = "", unit: String = ""
  ) {
    self.name = name
    self.kind = kind
    self.default = `default`
    self.summary = summary
    typeText = type
    self.unit = unit
  }

  /// A parameter without a default.
  public static func required(
    _ name: String, _ summary: String = "", type: String = "", unit: String = ""
  ) -> Parameter {
    Parameter(name, .positional, default: .required, summary, type: type, unit: unit)
  }

  /// A parameter with a default value, by position or keyword.
  public static func optional(
    _ name: String, _ value: Value, _ summary: String = "", type: String = "", unit: String = ""
  ) -> Parameter {
    Parameter(name, .positional, default: .value(value), summary, type: type, unit: unit)
  }

  /// A parameter that the body sees as nil when it is left out; `shown` is its default in help.
  public static func omittable(
    _ name: String, shown: String = "None", _ summary: String = "", type: String = "", unit: String = ""
  ) -> Parameter {
    Parameter(name, .positional, default: .omitted(shown), summary, type: type, unit: unit)
  }

  /// A keyword-only parameter with a default value.
  public static func keyword(
    _ name: String, _ value: Value, _ summary: String = "", type: String = "", unit: String = ""
  ) -> Parameter {
    Parameter(name, .keywordOnly, default: .value(value), summary, type: type, unit: unit)
  }

  /// A required parameter that cannot be given by keyword.
  public static func positionOnly(_ name: String, _ summary: String = "", type: String = "") -> Parameter {
    Parameter(name, .positionalOnly, default: .required, summary, type: type)
  }

  /// `*name`
  public static func variadic(_ name: String, _ summary: String = "") -> Parameter {
    Parameter(name, .variadic, default: .omitted(""), summary)
  }

  /// `**name`
  public static func keywords(_ name: String, _ summary: String = "") -> Parameter {
    Parameter(name, .keywordVariadic, default: .omitted(""), summary)
  }
}

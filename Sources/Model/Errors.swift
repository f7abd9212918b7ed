/// The errors and warnings of describing, building and running a model, under the class names that users search for.

/// Something about a model that cannot stand: what was given, what was expected, where.
public struct NengoError: Error, Sendable, Hashable {
  /// Which class of error a script sees. `className` gives its name.
  public enum Kind: String, Sendable, CaseIterable {
    case validation = "ValidationError"
    case readonly = "ReadonlyError"
    case build = "BuildError"
    case config = "ConfigError"
    case networkContext = "NetworkContextError"
    case simulation = "SimulationError"
    case simulatorClosed = "SimulatorClosed"
    case signal = "SignalError"
    case convergence = "ConvergenceError"
    case unconvertible = "Unconvertible"
    case obsolete = "ObsoleteError"
    case moved = "MovedError"
    case spaParse = "SpaParseError"
    case spaModule = "SpaModuleError"
    // Python's own classes, where Nengo raises those.
    case index = "IndexError"
    case type = "TypeError"
    case value = "ValueError"
    case attribute = "AttributeError"
    case notImplemented = "NotImplementedError"
    case floatingPoint = "FloatingPointError"
    case memory = "MemoryError"
    case assertion = "AssertionError"
    case syntax = "SyntaxError"
    /// The work was cancelled from outside; no script asked for something wrong.
    case cancelled = "KeyboardInterrupt"

    public var className: String { rawValue }

    /// Whether the class is one of Nengo's, under `NengoException`.
    public var isNengo: Bool {
      switch self {
      case .index, .type, .value, .attribute, .notImplemented, .floatingPoint, .memory, .assertion,
        .syntax, .cancelled:
        false
      default: true
      }
    }
  }

  public let kind: Kind
  /// The sentence, without the `Owner.attribute:` in front.
  public let text: String
  /// The attribute that the value was meant for.
  public let attribute: String?
  /// The class of the object that has the attribute.
  public let owner: String?

  public init(_ kind: Kind, _ text: String, attribute: String? = nil, owner: String? = nil) {
    self.kind = kind
    self.text = text
    self.attribute = attribute
    self.owner = owner
  }

  public static func validation(_ text: String, attribute: String, owner: String? = nil) -> NengoError {
    NengoError(.validation, text, attribute: attribute, owner: owner)
  }

  public static func build(_ text: String) -> NengoError { NengoError(.build, text) }

  /// The whole message: `Owner.attribute: text`, `attribute: text` or just the text.
  public var message: String {
    guard let attribute else { return text }
    guard let owner else { return "\(attribute): \(text)" }
    return "\(owner).\(attribute): \(text)"
  }
}

extension NengoError: CustomStringConvertible {
  public var description: String { message }
}

/// Something a user should know that stops nothing.
public struct NengoWarning: Sendable, Hashable {
  public enum Kind: String, Sendable {
    case nengo = "NengoWarning"
    case notAddedToNetwork = "NotAddedToNetworkWarning"
    case user = "UserWarning"
    case syntax = "SyntaxWarning"
    case deprecation = "DeprecationWarning"
    case runtime = "RuntimeWarning"
    case resource = "ResourceWarning"

    public var className: String { rawValue }
  }

  public let kind: Kind
  public let message: String

  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}

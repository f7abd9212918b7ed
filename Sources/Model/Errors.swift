/// The errors and warnings of describing, building and running a model, under the class names that users search for.

/// Something about a model that cannot stand: what was given, what was expected, where.
public struct NengoError: Error, Sendable {
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
    case key = "KeyError"
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
      case .index, .type, .value, .attribute, .key, .notImplemented, .floatingPoint, .memory, .assertion,
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
  /// The argument by which a bad value came in, where that is not `attribute`: `synapse` for a bad `Lowpass.tau`.
  public private(set) var argument: String?
  /// Where the object at fault was made, if it was found later: when it was built.
  public private(set) var origin: (any ObjectOrigin)?

  public init(_ kind: Kind, _ text: String, attribute: String? = nil, owner: String? = nil) {
    self.kind = kind
    self.text = text
    self.attribute = attribute
    self.owner = owner
  }

  /// The same error, seen as one about the argument `name` of whoever passes it on.
  public func blaming(_ name: String) -> NengoError {
    var error = self
    error.argument = name
    return error
  }

  /// The same error, about an object that was made at `origin`; what it knows already stays.
  public func placed(at origin: (any ObjectOrigin)?) -> NengoError {
    var error = self
    error.origin = error.origin ?? origin
    return error
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

/// Where an object was made. Whoever describes models knows; the model keeps it for reports and looks no further.
public protocol ObjectOrigin: Sendable {}

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

/// What went wrong in training; the kind is the Python class that scripts see.
public struct TrainingError: Error, CustomStringConvertible, Sendable {
  public enum Kind: String, Sendable {
    case value = "ValueError"
    case type = "TypeError"
    case runtime = "RuntimeError"
    case key = "KeyError"
    case attribute = "AttributeError"
    case notImplemented = "NotImplementedError"
    case io = "OSError"
    case invalidArgument = "InvalidArgumentError"
  }

  public let kind: Kind
  public let message: String

  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  public var description: String { message }
}

import Arrays

/// A rule that changes a connection's weights, or the encoders it ends at, while the model runs.
public protocol LearningRuleType: FrozenObject {
  var learningRate: Number { get }
  /// The size of the rule's own input, such as an error.
  var sizeIn: LearningRuleSize { get }
  var modifies: LearningTarget { get }
  /// Names that can be probed on the rule, the default first.
  var probeable: [String] { get }
}

/// What a learning rule changes.
public enum LearningTarget: String, Sendable {
  case decoders, weights, encoders
  /// What rules without a target of their own say; connections refuse them.
  case nothing
}

/// The size of a learning rule's input: a number, or a size of the connection it sits on.
public enum LearningRuleSize: Sendable, Equatable {
  case fixed(Int)
  /// The connection's `size_in`, `size_mid` or `size_out`.
  case pre, mid, post
  /// As `pre`/`post`, but the ensemble's dimensions where that end is a neurons object.
  case preState, postState

  /// The name of a size of the connection; nil for a number.
  public var name: String? {
    switch self {
    case .fixed: nil
    case .pre: "pre"
    case .mid: "mid"
    case .post: "post"
    case .preState: "pre_state"
    case .postState: "post_state"
    }
  }

  public init?(name: String) {
    switch name {
    case "pre": self = .pre
    case "mid": self = .mid
    case "post": self = .post
    case "pre_state": self = .preState
    case "post_state": self = .postState
    default: return nil
    }
  }
}

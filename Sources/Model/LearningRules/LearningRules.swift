import Arrays

/// Changes decoders so that an error signal falls: Δ = −(κ dt / n) e aᵀ.
public struct PES: LearningRuleType {
  public static let typeName = "PES"
  public let learningRate: Number
  public let preSynapse: (any Synapse)?

  public init(learningRate: Number = 1e-4, preSynapse: (any Synapse)? = Lowpass.standard) throws {
    self.learningRate = try learningRate.checked(atLeast: 0, "learning_rate", Self.typeName)
    self.preSynapse = preSynapse
  }

  /// The warning that an explicitly given rate may deserve.
  public var warnings: [NengoWarning] {
    guard learningRate.value >= 1 else { return [] }
    return [
      NengoWarning(
        .user, "This learning rate is very high, and can result in floating point errors from too much current.")
    ]
  }

  public let sizeIn = LearningRuleSize.postState
  public let modifies = LearningTarget.decoders
  public let probeable = ["error", "activities", "delta"]
  public var arguments: [Argument] {
    [
      Argument("learning_rate", .number(learningRate), default: .float(1e-4)),
      Argument("pre_synapse", .optional(preSynapse), default: .object(Lowpass.standard)),
    ]
  }
}

/// Recursive least squares: like `PES`, with a running inverse of the activities' correlations.
public struct RLS: LearningRuleType {
  public static let typeName = "RLS"
  /// Enters only through the initial inverse, (κ dt / n) I.
  public let learningRate: Number
  public let preSynapse: (any Synapse)?

  public init(learningRate: Number = 1e-3, preSynapse: (any Synapse)? = Lowpass.standard) throws {
    self.learningRate = try learningRate.checked(atLeast: 0, "learning_rate", Self.typeName)
    self.preSynapse = preSynapse
  }

  public let sizeIn = LearningRuleSize.postState
  public let modifies = LearningTarget.decoders
  public let probeable = ["pre_filtered", "error", "delta", "inv_gamma"]
  public var arguments: [Argument] {
    [
      Argument("learning_rate", .number(learningRate), default: .float(1e-3)),
      Argument("pre_synapse", .optional(preSynapse), default: .object(Lowpass.standard)),
    ]
  }
}

/// A synapse that, if it was not given at all, is the same as another one.
public enum FollowingSynapse: Sendable {
  case following
  /// A synapse, or none at all.
  case given((any Synapse)?)

  func resolved(_ other: (any Synapse)?) -> (any Synapse)? {
    switch self {
    case .following: other
    case .given(let synapse): synapse
    }
  }

  var isFollowing: Bool { if case .following = self { true } else { false } }
}

/// The rule of Bienenstock, Cooper and Munro, with a threshold that follows the output: Δ = κ dt p (p − θ) aᵀ.
public struct BCM: LearningRuleType {
  public static let typeName = "BCM"
  public let learningRate: Number
  public let preSynapse: (any Synapse)?
  public let postSynapse: (any Synapse)?
  public let thetaSynapse: (any Synapse)?
  private let postSynapseFollows: Bool

  public init(
    learningRate: Number = 1e-9, preSynapse: (any Synapse)? = Lowpass.standard,
    postSynapse: FollowingSynapse = .following, thetaSynapse: (any Synapse)? = Lowpass.second
  ) throws {
    self.learningRate = try learningRate.checked(atLeast: 0, "learning_rate", Self.typeName)
    self.preSynapse = preSynapse
    self.postSynapse = postSynapse.resolved(preSynapse)
    self.thetaSynapse = thetaSynapse
    postSynapseFollows = postSynapse.isFollowing
  }

  public let sizeIn = LearningRuleSize.fixed(0)
  public let modifies = LearningTarget.weights
  public let probeable = ["theta", "pre_filtered", "post_filtered", "delta"]
  public var arguments: [Argument] {
    [
      Argument("learning_rate", .number(learningRate), default: .float(1e-9)),
      Argument("pre_synapse", .optional(preSynapse), default: .object(Lowpass.standard)),
      Argument(
        "post_synapse", .optional(postSynapse), isDefault: postSynapseFollows,
        isShown: !postSynapseFollows && postSynapse != nil),
      Argument("theta_synapse", .optional(thetaSynapse), default: .object(Lowpass.second)),
    ]
  }
}

/// Oja's rule, Hebbian growth with forgetting: Δ = κ dt (p aᵀ − β p² W).
public struct Oja: LearningRuleType {
  public static let typeName = "Oja"
  public let learningRate: Number
  public let preSynapse: (any Synapse)?
  public let postSynapse: (any Synapse)?
  public let beta: Number
  private let postSynapseFollows: Bool

  public init(
    learningRate: Number = 1e-6, preSynapse: (any Synapse)? = Lowpass.standard,
    postSynapse: FollowingSynapse = .following, beta: Number = 1.0
  ) throws {
    self.learningRate = try learningRate.checked(atLeast: 0, "learning_rate", Self.typeName)
    self.preSynapse = preSynapse
    self.postSynapse = postSynapse.resolved(preSynapse)
    self.beta = try beta.checked(atLeast: 0, "beta", Self.typeName)
    postSynapseFollows = postSynapse.isFollowing
  }

  public let sizeIn = LearningRuleSize.fixed(0)
  public let modifies = LearningTarget.weights
  public let probeable = ["pre_filtered", "post_filtered", "delta"]
  public var arguments: [Argument] {
    [
      Argument("learning_rate", .number(learningRate), default: .float(1e-6)),
      Argument("pre_synapse", .optional(preSynapse), default: .object(Lowpass.standard)),
      Argument(
        "post_synapse", .optional(postSynapse), isDefault: postSynapseFollows,
        isShown: !postSynapseFollows && postSynapse != nil),
      Argument("beta", .number(beta), default: .float(1.0)),
    ]
  }
}

/// Vector Oja: encoders of active neurons move toward the ensemble's input.
public struct Voja: LearningRuleType {
  public static let typeName = "Voja"
  public let learningRate: Number
  public let postSynapse: (any Synapse)?

  public init(learningRate: Number = 1e-2, postSynapse: (any Synapse)? = Lowpass.standard) throws {
    self.learningRate = try learningRate.checked(atLeast: 0, "learning_rate", Self.typeName)
    self.postSynapse = postSynapse
  }

  public let sizeIn = LearningRuleSize.fixed(1)
  public let modifies = LearningTarget.encoders
  public let probeable = ["post_filtered", "scaled_encoders", "delta"]
  public var arguments: [Argument] {
    [
      Argument("learning_rate", .number(learningRate), default: .float(1e-2)),
      Argument("post_synapse", .optional(postSynapse), default: .object(Lowpass.standard)),
    ]
  }
}

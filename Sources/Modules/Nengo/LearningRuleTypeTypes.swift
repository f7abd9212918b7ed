import Language
import Model

/// The classes of `nengo.learning_rules`.
enum LearningRuleTypeTypes {
  static let base = TypeObject(
    "LearningRuleType", module: "nengo.learning_rules", base: .frozenObject, doc: "A rule that changes a connection.",
    properties: [
      .of((any LearningRuleType).self, "modifies", "'decoders', 'weights' or 'encoders'.") {
        .string($0.modifies.rawValue)
      },
      .of((any LearningRuleType).self, "probeable", "What can be probed on the rule.") {
        .newTuple($0.probeable.map { .string($0) })
      },
    ])

  private static func row(
    _ name: String, _ summary: String, rate: Double, _ parameters: [ComponentParameter],
    make: @escaping (ComponentCall) throws -> any FrozenObject
  ) -> TypeObject {
    let rate = ComponentParameter("learning_rate", .float(rate), "how fast it learns")
    return ComponentRow(name, "nengo.learning_rules", base, summary, [rate] + parameters, make: make).type
  }

  private static func preSynapse() -> ComponentParameter {
    ComponentParameter("pre_synapse", Lowpass.standard, "filter of the activities")
  }
  private static func postSynapse() -> ComponentParameter {
    ComponentParameter("post_synapse", .none, "filter of the target's activities; like pre_synapse if not given")
  }

  /// A synapse that is like `pre_synapse` unless it was given.
  private static func following(_ call: ComponentCall) throws -> FollowingSynapse {
    call.isGiven("post_synapse") ? .given(try call.optionalSynapse("post_synapse")) : .following
  }

  static let all: [TypeObject] = [
    base,
    row("PES", "Changes decoders so that an error signal falls.", rate: 1e-4, [preSynapse()]) {
      try PES(learningRate: try $0.number("learning_rate"), preSynapse: try $0.optionalSynapse("pre_synapse"))
    },
    row("RLS", "Recursive least squares on an error signal.", rate: 1e-3, [preSynapse()]) {
      try RLS(learningRate: try $0.number("learning_rate"), preSynapse: try $0.optionalSynapse("pre_synapse"))
    },
    row(
      "BCM", "Bienenstock, Cooper and Munro's rule for weights.", rate: 1e-9,
      [preSynapse(), postSynapse(), ComponentParameter("theta_synapse", Lowpass.second, "filter of the threshold")]
    ) {
      try BCM(
        learningRate: try $0.number("learning_rate"), preSynapse: try $0.optionalSynapse("pre_synapse"),
        postSynapse: try following($0), thetaSynapse: try $0.optionalSynapse("theta_synapse"))
    },
    row(
      "Oja", "Oja's rule for weights.", rate: 1e-6,
      [preSynapse(), postSynapse(), ComponentParameter("beta", .float(1), "weight of the forgetting")]
    ) {
      try Oja(
        learningRate: try $0.number("learning_rate"), preSynapse: try $0.optionalSynapse("pre_synapse"),
        postSynapse: try following($0), beta: try $0.number("beta"))
    },
    row(
      "Voja", "Moves encoders toward the vectors that activate them.", rate: 1e-2,
      [ComponentParameter("post_synapse", Lowpass.standard, "filter of the target's activities")]
    ) {
      try Voja(learningRate: try $0.number("learning_rate"), postSynapse: try $0.optionalSynapse("post_synapse"))
    },
  ]
}

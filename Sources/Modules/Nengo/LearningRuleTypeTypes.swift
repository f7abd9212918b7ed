import Language
import Model

/// The classes of `nengo.learning_rules`.
enum LearningRuleTypeTypes {
  static let base: TypeObject = TypeObject(
    "LearningRuleType", module: "nengo.learning_rules", base: .frozenObject, doc: "A rule that changes a connection.",
    subclassing: .allowed, constructor: ScriptParts.learningRule(LearningRuleTypeTypes.base),
    properties: [
      .of((any LearningRuleType).self, "learning_rate", "How fast it learns.") {
        Value(ArgumentValue.number($0.learningRate))
      },
      .of((any LearningRuleType).self, "size_in", "The size of its input: a number or the name of a size.") {
        if case .fixed(let size) = $0.sizeIn { return .int(size) }
        return $0.sizeIn.name.map { .string($0) } ?? .none
      },
      .of((any LearningRuleType).self, "modifies", "'decoders', 'weights' or 'encoders'.") {
        $0.modifies == .nothing ? .none : .string($0.modifies.rawValue)
      },
      .of((any LearningRuleType).self, "probeable", "What can be probed on the rule.") {
        .newTuple($0.probeable.map { .string($0) })
      },
    ])

  private static func row(
    _ name: String, _ summary: String, rate: Double, _ parameters: [ComponentParameter],
    standard: (any LearningRuleType)?, make: @escaping (ComponentCall) throws -> any FrozenObject
  ) -> TypeObject {
    let rate = ComponentParameter("learning_rate", .float(rate), "how fast it learns")
    let attributes = standard.map { rule -> [(String, Value)] in
      [
        ("modifies", .string(rule.modifies.rawValue)),
        ("probeable", .newTuple(rule.probeable.map { .string($0) })),
      ]
    }
    return ComponentRow(
      name, "nengo.learning_rules", base, summary, [rate] + parameters, attributes: attributes ?? [], make: make
    ).type
  }

  private static func preSynapse() -> ComponentParameter {
    ComponentParameter("pre_synapse", Lowpass.standard, "filter of the activities")
  }
  private static func postSynapse() -> ComponentParameter {
    ComponentParameter("post_synapse", .none, "filter of the target's activities; like pre_synapse if not given")
  }

  /// A synapse that is like `pre_synapse` unless it was given.
  private static func following(_ call: ComponentCall) throws -> FollowingSynapse {
    call.isPassed("post_synapse") ? .given(try call.optionalSynapse("post_synapse")) : .following
  }

  static let all: [TypeObject] = [
    base,
    row("PES", "Changes decoders so that an error signal falls.", rate: 1e-4, [preSynapse()], standard: try? PES()) {
      try PES(learningRate: try $0.number("learning_rate"), preSynapse: try $0.optionalSynapse("pre_synapse"))
    },
    row("RLS", "Recursive least squares on an error signal.", rate: 1e-3, [preSynapse()], standard: try? RLS()) {
      try RLS(learningRate: try $0.number("learning_rate"), preSynapse: try $0.optionalSynapse("pre_synapse"))
    },
    row(
      "BCM", "Bienenstock, Cooper and Munro's rule for weights.", rate: 1e-9,
      [preSynapse(), postSynapse(), ComponentParameter("theta_synapse", Lowpass.second, "filter of the threshold")],
      standard: try? BCM()
    ) {
      try BCM(
        learningRate: try $0.number("learning_rate"), preSynapse: try $0.optionalSynapse("pre_synapse"),
        postSynapse: try following($0), thetaSynapse: try $0.optionalSynapse("theta_synapse"))
    },
    row(
      "Oja", "Oja's rule for weights.", rate: 1e-6,
      [preSynapse(), postSynapse(), ComponentParameter("beta", .float(1), "weight of the forgetting")],
      standard: try? Oja()
    ) {
      try Oja(
        learningRate: try $0.number("learning_rate"), preSynapse: try $0.optionalSynapse("pre_synapse"),
        postSynapse: try following($0), beta: try $0.number("beta"))
    },
    row(
      "Voja", "Moves encoders toward the vectors that activate them.", rate: 1e-2,
      [ComponentParameter("post_synapse", Lowpass.standard, "filter of the target's activities")],
      standard: try? Voja()
    ) {
      try Voja(learningRate: try $0.number("learning_rate"), postSynapse: try $0.optionalSynapse("post_synapse"))
    },
  ]
}

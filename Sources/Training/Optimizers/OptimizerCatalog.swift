/// The optimizers and schedules that have names, one row each.
public enum OptimizerCatalog {
  /// Rules; every optimizer also takes `commonParameters`.
  public static let rules: [(recipe: Recipe<any OptimizerRule>, learningRate: Double)] = [
    (
      Recipe("SGD", "gradient descent with momentum", [.init("momentum", 0.0), .init("nesterov", false)]) {
        try SGD(momentum: $0.number("momentum"), nesterov: $0.flag("nesterov"))
      }, 0.01
    ),
    (
      Recipe(
        "Adam", "adaptive moments",
        [.init("beta_1", 0.9), .init("beta_2", 0.999), .init("epsilon", 1e-7), .init("amsgrad", false)]
      ) {
        try Adam(
          beta1: $0.number("beta_1"), beta2: $0.number("beta_2"), epsilon: $0.numberIfGiven("epsilon") ?? 0,
          amsgrad: $0.flag("amsgrad"))
      }, 0.001
    ),
    (
      Recipe(
        "RMSprop", "gradients divided by their running root mean square",
        [.init("rho", 0.9), .init("momentum", 0.0), .init("epsilon", 1e-7), .init("centered", false)]
      ) {
        try RMSprop(
          rho: $0.number("rho"), momentum: $0.number("momentum"), epsilon: $0.numberIfGiven("epsilon") ?? 0,
          centered: $0.flag("centered"))
      }, 0.001
    ),
    (
      Recipe(
        "Adagrad", "rates that shrink with the gradients seen",
        [.init("initial_accumulator_value", 0.1), .init("epsilon", 1e-7)]
      ) {
        try Adagrad(
          initialAccumulator: $0.number("initial_accumulator_value"), epsilon: $0.numberIfGiven("epsilon") ?? 0)
      }, 0.001
    ),
    (
      Recipe("Adadelta", "steps in the units of the weights", [.init("rho", 0.95), .init("epsilon", 1e-7)]) {
        try Adadelta(rho: $0.number("rho"), epsilon: $0.numberIfGiven("epsilon") ?? 0)
      }, 0.001
    ),
    (
      Recipe(
        "Adamax", "Adam with the largest gradient",
        [.init("beta_1", 0.9), .init("beta_2", 0.999), .init("epsilon", 1e-7)]
      ) {
        try Adamax(
          beta1: $0.number("beta_1"), beta2: $0.number("beta_2"), epsilon: $0.numberIfGiven("epsilon") ?? 0)
      }, 0.001
    ),
    (
      Recipe(
        "Nadam", "Adam with Nesterov momentum",
        [
          .init("beta_1", 0.9), .init("beta_2", 0.999), .init("epsilon", 1e-7), .init("schedule_decay", 0.004),
        ]
      ) {
        try Nadam(
          beta1: $0.number("beta_1"), beta2: $0.number("beta_2"), epsilon: $0.numberIfGiven("epsilon") ?? 0,
          scheduleDecay: $0.number("schedule_decay"))
      }, 0.001
    ),
    (
      Recipe(
        "Ftrl", "follow the regularized leader",
        [
          .init("learning_rate_power", -0.5), .init("initial_accumulator_value", 0.1),
          .init("l1_regularization_strength", 0.0), .init("l2_regularization_strength", 0.0),
          .init("l2_shrinkage_regularization_strength", 0.0), .init("beta", 0.0),
        ]
      ) {
        try Ftrl(
          power: $0.number("learning_rate_power"), initialAccumulator: $0.number("initial_accumulator_value"),
          l1: $0.number("l1_regularization_strength"), l2: $0.number("l2_regularization_strength"),
          shrinkage: $0.number("l2_shrinkage_regularization_strength"), beta: $0.number("beta"))
      }, 0.001
    ),
  ]

  /// What every optimizer takes besides its learning rate and the constants of its rule.
  public static let commonParameters: [RecipeParameter] = [
    .init("name", .absent), .init("decay", 0.0), .init("clipvalue", .absent), .init("clipnorm", .absent),
    .init("global_clipnorm", .absent),
  ]

  /// The optimizer of a name, in any case.
  ///
  /// - Parameter settings: May hold what the rule takes, the common parameters, and a constant `learning_rate`.
  /// - Throws: `TrainingError` for unknown names.
  public static func configuration(
    named name: String, _ settings: [String: SettingValue] = [:], learningRate: LearningRate? = nil
  ) throws -> OptimizerConfiguration {
    guard let row = rules.first(where: { $0.recipe.name.lowercased() == name.lowercased() }) else {
      throw TrainingError(
        .value,
        "Unknown optimizer: '\(name)'. Please ensure you are using a `keras.utils.custom_object_scope` and "
          + "that this object is included in the scope.")
    }
    var (own, common) = (settings, [String: SettingValue]())
    for parameter in commonParameters { common[parameter.name] = own.removeValue(forKey: parameter.name) }
    let given = own.removeValue(forKey: "learning_rate") ?? own.removeValue(forKey: "lr")
    let shared = try Recipe(row.recipe.name, "", commonParameters) { $0 }.make(common)
    var rate = learningRate ?? .constant(single(row.learningRate))
    if let given {
      rate = .constant(single(try Settings(owner: name, values: ["learning_rate": given]).number("learning_rate")))
    }
    return try OptimizerConfiguration(
      try row.recipe.make(own), learningRate: rate, decay: try shared.number("decay"),
      clipping: GradientClipping(
        value: try shared.numberIfGiven("clipvalue"), norm: try shared.numberIfGiven("clipnorm"),
        globalNorm: try shared.numberIfGiven("global_clipnorm")), name: try shared.textIfGiven("name"))
  }

  public static let schedules: [Recipe<any LearningRateSchedule>] = [
    Recipe(
      "ExponentialDecay", "η₀ r^(k/D)",
      [
        .init("initial_learning_rate", nil), .init("decay_steps", nil), .init("decay_rate", nil),
        .init("staircase", false), .init("name", .absent),
      ]
    ) {
      try ExponentialDecay(
        $0.number("initial_learning_rate"), steps: $0.number("decay_steps"), rate: $0.number("decay_rate"),
        staircase: $0.flag("staircase"))
    },
    Recipe(
      "InverseTimeDecay", "η₀ / (1 + r k/D)",
      [
        .init("initial_learning_rate", nil), .init("decay_steps", nil), .init("decay_rate", nil),
        .init("staircase", false), .init("name", .absent),
      ]
    ) {
      try InverseTimeDecay(
        $0.number("initial_learning_rate"), steps: $0.number("decay_steps"), rate: $0.number("decay_rate"),
        staircase: $0.flag("staircase"))
    },
    Recipe(
      "PiecewiseConstantDecay", "constant between boundaries",
      [.init("boundaries", nil), .init("values", nil), .init("name", .absent)]
    ) { try PiecewiseConstantDecay(boundaries: $0.numbers("boundaries"), values: $0.numbers("values")) },
    Recipe(
      "PolynomialDecay", "(η₀ - e)(1 - k/D)^p + e",
      [
        .init("initial_learning_rate", nil), .init("decay_steps", nil), .init("end_learning_rate", 0.0001),
        .init("power", 1.0), .init("cycle", false), .init("name", .absent),
      ]
    ) {
      try PolynomialDecay(
        $0.number("initial_learning_rate"), steps: $0.number("decay_steps"), end: $0.number("end_learning_rate"),
        power: $0.number("power"), cycle: $0.flag("cycle"))
    },
    Recipe(
      "CosineDecay", "half a cosine",
      [
        .init("initial_learning_rate", nil), .init("decay_steps", nil), .init("alpha", 0.0), .init("name", .absent),
      ]
    ) {
      try CosineDecay(
        $0.number("initial_learning_rate"), steps: $0.number("decay_steps"), alpha: $0.number("alpha"))
    },
    Recipe(
      "CosineDecayRestarts", "half a cosine, again and again",
      [
        .init("initial_learning_rate", nil), .init("first_decay_steps", nil), .init("t_mul", 2.0),
        .init("m_mul", 1.0), .init("alpha", 0.0), .init("name", .absent),
      ]
    ) {
      try CosineDecayRestarts(
        $0.number("initial_learning_rate"), steps: $0.number("first_decay_steps"), lengthFactor: $0.number("t_mul"),
        heightFactor: $0.number("m_mul"), alpha: $0.number("alpha"))
    },
  ]
}

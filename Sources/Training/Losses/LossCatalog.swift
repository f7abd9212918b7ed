/// The losses that have names, one row each.
public enum LossCatalog {
  public struct Row: Sendable {
    /// The class, with the parameters that its constructor and its function form take.
    public let recipe: Recipe<PairFunction>
    /// Of the function, `mean_squared_error`.
    public let functionName: String
    /// The default name of objects.
    public let objectName: String
    /// Further names that `compile` understands.
    public let aliases: [String]

    init(
      _ className: String, _ functionName: String, objectName: String? = nil, aliases: [String] = [],
      _ summary: String, _ parameters: [RecipeParameter] = [],
      _ make: @escaping @Sendable (Settings) throws -> PairFunction
    ) {
      self.recipe = Recipe(className, summary, parameters, make)
      self.functionName = functionName
      self.objectName = objectName ?? functionName
      self.aliases = aliases
    }

    /// The loss with its default arguments.
    public func function() throws -> LossFunction { LossFunction(name: functionName, body: try recipe.make()) }
  }

  private static let fromLogits = RecipeParameter("from_logits", false)
  private static let smoothing = RecipeParameter("label_smoothing", 0.0)
  private static let axis = RecipeParameter("axis", -1)

  public static let rows: [Row] = [
    Row("MeanSquaredError", "mean_squared_error", aliases: ["mse", "MSE"], "mean (t - p)²") { _ in
      Losses.meanSquaredError
    },
    Row("MeanAbsoluteError", "mean_absolute_error", aliases: ["mae", "MAE"], "mean |t - p|") { _ in
      Losses.meanAbsoluteError
    },
    Row(
      "MeanAbsolutePercentageError", "mean_absolute_percentage_error", aliases: ["mape", "MAPE"],
      "100 mean |(t - p)/t|"
    ) { _ in Losses.meanAbsolutePercentageError },
    Row(
      "MeanSquaredLogarithmicError", "mean_squared_logarithmic_error", aliases: ["msle", "MSLE"],
      "mean (ln(p + 1) - ln(t + 1))²"
    ) { _ in Losses.meanSquaredLogarithmicError },
    Row(
      "Huber", "huber", objectName: "huber_loss", aliases: ["huber_loss"], "squared near 0, linear beyond delta",
      [.init("delta", 1.0)]
    ) { try Losses.huber(delta: $0.number("delta")) },
    Row("LogCosh", "log_cosh", aliases: ["logcosh"], "mean ln cosh(p - t)") { _ in Losses.logCosh },
    Row(
      "BinaryCrossentropy", "binary_crossentropy", aliases: ["bce", "BCE"], "of independent yes/no answers",
      [fromLogits, smoothing, axis]
    ) {
      try Losses.binaryCrossentropy(
        fromLogits: $0.flag("from_logits"), smoothing: $0.number("label_smoothing"), axis: $0.integer("axis"))
    },
    Row(
      "BinaryFocalCrossentropy", "binary_focal_crossentropy", "binary, weighted towards hard examples",
      [.init("gamma", 2.0), fromLogits, smoothing, axis]
    ) {
      try Losses.binaryFocalCrossentropy(
        gamma: $0.number("gamma"), fromLogits: $0.flag("from_logits"), smoothing: $0.number("label_smoothing"),
        axis: $0.integer("axis"))
    },
    Row(
      "CategoricalCrossentropy", "categorical_crossentropy", "of classes given as probabilities",
      [fromLogits, smoothing, axis]
    ) {
      try Losses.categoricalCrossentropy(
        fromLogits: $0.flag("from_logits"), smoothing: $0.number("label_smoothing"), axis: $0.integer("axis"))
    },
    Row(
      "SparseCategoricalCrossentropy", "sparse_categorical_crossentropy", "of classes given as numbers",
      [fromLogits, axis]
    ) {
      try Losses.sparseCategoricalCrossentropy(fromLogits: $0.flag("from_logits"), axis: $0.integer("axis"))
    },
    Row(
      "KLDivergence", "kl_divergence", aliases: ["kld", "KLD", "kullback_leibler_divergence"], "Σ t ln(t/p)"
    ) { _ in Losses.klDivergence },
    Row("Poisson", "poisson", "mean (p - t ln p)") { _ in Losses.poisson },
    Row("Hinge", "hinge", "mean max(1 - t p, 0)") { _ in Losses.hinge },
    Row("SquaredHinge", "squared_hinge", "mean max(1 - t p, 0)²") { _ in Losses.squaredHinge },
    Row("CategoricalHinge", "categorical_hinge", "distance of the right class to the best wrong one") { _ in
      Losses.categoricalHinge
    },
    Row("CosineSimilarity", "cosine_similarity", "minus the cosine of the angle", [axis]) {
      try Losses.cosineSimilarity(axis: $0.integer("axis"))
    },
  ]

  /// The loss that a name stands for.
  ///
  /// - Throws: `TrainingError` for an unknown name.
  public static func loss(named name: String) throws -> LossFunction {
    for row in rows where row.functionName == name || row.recipe.name == name || row.aliases.contains(name) {
      return try row.function()
    }
    throw TrainingError(
      .value,
      "Unknown loss function: '\(name)'. Please ensure you are using a `keras.utils.custom_object_scope` and "
        + "that this object is included in the scope.")
  }
}

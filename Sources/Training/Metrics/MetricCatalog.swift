/// The metrics that have names, one row each.
public enum MetricCatalog {
  /// A metric that is the mean of a function.
  public struct Row: Sendable {
    /// The class, with the parameters that its constructor and its function form take.
    public let recipe: Recipe<PairFunction>
    /// Of the function, `mean_squared_error`; also the default name of objects.
    public let name: String
    public let aliases: [String]

    init(
      _ className: String, _ name: String, aliases: [String] = [], _ summary: String,
      _ parameters: [RecipeParameter] = [], _ make: @escaping @Sendable (Settings) throws -> PairFunction
    ) {
      self.init(Recipe(className, summary, parameters, make), name, aliases)
    }

    init(_ recipe: Recipe<PairFunction>, _ name: String, _ aliases: [String]) {
      self.recipe = recipe
      self.name = name
      self.aliases = aliases
    }
  }

  public static let rows: [Row] =
    LossCatalog.rows.compactMap(row) + [
      Row(
        "CosineSimilarity", "cosine_similarity", aliases: ["cosine_proximity"], "cosine of the angle",
        [.init("axis", -1)]
      ) { try cosine(axis: $0.integer("axis")) },
      Row("BinaryAccuracy", "binary_accuracy", "share of right yes/no answers", [.init("threshold", 0.5)]) {
        try Accuracies.binary(threshold: $0.number("threshold"))
      },
      Row("CategoricalAccuracy", "categorical_accuracy", "share of right classes, targets one-hot") { _ in
        Accuracies.categorical
      },
      Row("SparseCategoricalAccuracy", "sparse_categorical_accuracy", "share of right classes, targets numbers") { _ in
        Accuracies.sparseCategorical
      },
      Row("TopKCategoricalAccuracy", "top_k_categorical_accuracy", "class among the k best", [.init("k", 5)]) {
        try Accuracies.topK($0.integer("k"))
      },
      Row(
        "SparseTopKCategoricalAccuracy", "sparse_top_k_categorical_accuracy", "class among the k best",
        [.init("k", 5)]
      ) { try Accuracies.sparseTopK($0.integer("k")) },
      Row("Accuracy", "accuracy", "share of predictions equal to targets") { _ in Accuracies.exact },
    ]

  /// The metric that shares the function of a loss; nil where names or signs differ.
  private static func row(_ loss: LossCatalog.Row) -> Row? {
    switch loss.functionName {
    case "cosine_similarity", "huber": nil
    case "log_cosh": Row("LogCoshError", "logcosh", aliases: ["log_cosh"], loss.recipe.summary) { _ in Losses.logCosh }
    case "kl_divergence": Row(loss.recipe, "kullback_leibler_divergence", ["kl_divergence"])
    default: Row(loss.recipe, loss.functionName, loss.aliases)
    }
  }

  /// The opposite sign of the loss of that name.
  public static func cosine(axis: Int = -1) -> PairFunction {
    let loss = Losses.cosineSimilarity(axis: axis)
    return { t, p in -(try loss(t, p)) }
  }

  /// Metrics that are more than the mean of a function: each makes an object of a given name.
  public static let others: [Recipe<@Sendable (String?) throws -> any Metric>] = [
    Recipe("RootMeanSquaredError", "root of the mean squared error") { _ in
      { RootMeanSquaredError(name: $0 ?? "root_mean_squared_error") }
    },
    Recipe("Mean", "mean of given values") { _ in { ValueMetric(name: $0 ?? "mean", isSum: false) } },
    Recipe("Sum", "sum of given values") { _ in { ValueMetric(name: $0 ?? "sum", isSum: true) } },
    threshold("Precision", "precision", "TP/(TP+FP)", ThresholdMetric.precision),
    threshold("Recall", "recall", "TP/(TP+FN)", ThresholdMetric.recall),
    threshold("TruePositives", "true_positives", "right positive answers", ThresholdMetric.truePositives),
    threshold("FalsePositives", "false_positives", "wrong positive answers", ThresholdMetric.falsePositives),
    threshold("TrueNegatives", "true_negatives", "right negative answers", ThresholdMetric.trueNegatives),
    threshold("FalseNegatives", "false_negatives", "wrong negative answers", ThresholdMetric.falseNegatives),
    Recipe(
      "AUC", "area under a curve of thresholds",
      [
        .init("num_thresholds", 200), .init("curve", "ROC"), .init("summation_method", "interpolation"),
        .init("thresholds", .absent), .init("from_logits", false),
      ]
    ) { settings in
      guard let curve = AUC.Curve(rawValue: try settings.text("curve")),
        let summation = AUC.Summation(rawValue: try settings.text("summation_method"))
      else { throw TrainingError(.value, "AUC: unknown curve or summation method") }
      let (count, thresholds) = (try settings.integer("num_thresholds"), try settings.numbersIfGiven("thresholds"))
      let fromLogits = try settings.flag("from_logits")
      return {
        try AUC(
          name: $0 ?? "auc", thresholdCount: count, curve: curve, summation: summation, thresholds: thresholds,
          fromLogits: fromLogits)
      }
    },
  ]

  private static func threshold(
    _ className: String, _ name: String, _ summary: String, _ formula: @escaping ThresholdMetric.Formula
  ) -> Recipe<@Sendable (String?) throws -> any Metric> {
    Recipe(className, summary, [.init("thresholds", .absent)]) { settings in
      let thresholds = try settings.numbersIfGiven("thresholds") ?? [0.5]
      return { try ThresholdMetric(name: $0 ?? name, thresholds: thresholds, formula: formula) }
    }
  }

  static let accuracies = ShapeChosenMetric.Choices(
    binary: Accuracies.binary(), sparse: Accuracies.sparseCategorical, categorical: Accuracies.categorical)
  static let crossentropies = ShapeChosenMetric.Choices(
    binary: Losses.binaryCrossentropy(), sparse: Losses.sparseCategoricalCrossentropy(),
    categorical: Losses.categoricalCrossentropy())

  /// A fresh metric for a name given to `compile`; it reports under the name as written.
  ///
  /// - Throws: `TrainingError` for an unknown name.
  public static func metric(named name: String) throws -> any Metric {
    switch name.lowercased() {
    case "accuracy", "acc": return ShapeChosenMetric(name: name, choices: accuracies)
    case "crossentropy", "ce": return ShapeChosenMetric(name: name, choices: crossentropies)
    default: break
    }
    if let other = others.first(where: { $0.name == name }) { return try other.make()(nil) }
    for row in rows {
      if row.recipe.name == name { return MeanMetric(name: row.name, body: try row.recipe.make()) }
      if row.name == name && row.recipe.name != "KLDivergence" || row.aliases.contains(name) {
        return MeanMetric(name: name, body: try row.recipe.make())
      }
    }
    throw TrainingError(
      .value,
      "Unknown metric function: '\(name)'. Please ensure you are using a `keras.utils.custom_object_scope` "
        + "and that this object is included in the scope.")
  }
}

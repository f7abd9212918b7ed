/// The metrics that have names, one row each.
public enum MetricCatalog {
  /// A metric that is the mean of a function.
  public struct Row: Sendable {
    /// Of the class, `MeanSquaredError`.
    public let className: String?
    /// Of the function, `mean_squared_error`; also the default name.
    public let name: String
    public let aliases: [String]
    let make: @Sendable () -> TensorFunction

    init(
      _ className: String?, _ name: String, aliases: [String] = [], make: @escaping @Sendable () -> TensorFunction
    ) {
      self.className = className
      self.name = name
      self.aliases = aliases
      self.make = make
    }

    /// The function with its default arguments.
    public var body: TensorFunction { make() }
  }

  public static let rows: [Row] =
    LossCatalog.rows.filter { $0.functionName != "cosine_similarity" && $0.functionName != "huber" }.map { loss in
      switch loss.functionName {
      case "log_cosh": Row("LogCoshError", "logcosh", aliases: ["log_cosh"], make: loss.make)
      case "kl_divergence":
        Row("KLDivergence", "kullback_leibler_divergence", aliases: ["kl_divergence"], make: loss.make)
      default: Row(loss.className, loss.functionName, aliases: loss.aliases, make: loss.make)
      }
    } + [
      Row("CosineSimilarity", "cosine_similarity", aliases: ["cosine_proximity"]) { cosine() },
      Row("BinaryAccuracy", "binary_accuracy") { Accuracies.binary() },
      Row("CategoricalAccuracy", "categorical_accuracy") { Accuracies.categorical },
      Row("SparseCategoricalAccuracy", "sparse_categorical_accuracy") { Accuracies.sparseCategorical },
      Row("TopKCategoricalAccuracy", "top_k_categorical_accuracy") { Accuracies.topK() },
      Row("SparseTopKCategoricalAccuracy", "sparse_top_k_categorical_accuracy") { Accuracies.sparseTopK() },
      Row("Accuracy", "accuracy") { Accuracies.exact },
    ]

  /// The opposite sign of the loss of that name.
  public static func cosine(axis: Int = -1) -> TensorFunction {
    let loss = Losses.cosineSimilarity(axis: axis)
    return { t, p in -(try loss(t, p)) }
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
    switch name {
    case "AUC": return try AUC()
    case "RootMeanSquaredError": return RootMeanSquaredError()
    case "Precision": return try ThresholdMetric(name: "precision", formula: ThresholdMetric.precision)
    case "Recall": return try ThresholdMetric(name: "recall", formula: ThresholdMetric.recall)
    default: break
    }
    for row in rows {
      if row.className == name { return MeanMetric(name: row.name, body: row.body) }
      if row.name == name || row.aliases.contains(name), !["kullback_leibler_divergence"].contains(name) {
        return MeanMetric(name: name, body: row.body)
      }
    }
    throw TrainingError(
      .value, "Unknown metric function: '\(name)'. Please ensure you are using a `keras.utils.custom_object_scope` "
        + "and that this object is included in the scope.")
  }
}

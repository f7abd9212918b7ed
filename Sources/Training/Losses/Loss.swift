import Arrays

/// How a loss turns its values, one per leading position, into one number.
public enum LossReduction: String, Sendable {
  /// The same as `sumOverBatchSize`.
  case auto
  case none
  case sum
  /// Σ weight · value / number of values; weights do not enter the divisor.
  case sumOverBatchSize = "sum_over_batch_size"
}

/// A function of targets and predictions whose reduced value training makes small.
public protocol Loss {
  /// The name in configurations, `mean_squared_error`.
  var name: String { get }
  /// The reduced value; on a tape if `prediction` is.
  ///
  /// - Parameter weight: Of shape (batch) or (batch, steps).
  func value(target: Tensor, prediction: Tensor, weight: Tensor?) throws -> Tensor
}

/// A loss that computes one value per position, usually (batch, steps) for (batch, steps, size) data, and reduces it.
public struct LossFunction: Loss {
  public typealias Body = (_ target: Tensor, _ prediction: Tensor) throws -> Tensor

  public var name: String
  public var reduction: LossReduction
  public let body: Body

  public init(name: String, reduction: LossReduction = .auto, body: @escaping Body) {
    self.name = name
    self.reduction = reduction
    self.body = body
  }

  public func value(target: Tensor, prediction: Tensor, weight: Tensor?) throws -> Tensor {
    let values = try body(target, prediction)
    let weighted = try weight.map { try values * $0.aligned(to: values) } ?? values
    switch reduction {
    case .none: return weighted
    case .sum: return try ReductionOperation.sum(weighted)
    case .auto, .sumOverBatchSize: return try ReductionOperation.mean(weighted)
    }
  }

  /// The loss with another name or reduction.
  public func with(name: String? = nil, reduction: LossReduction? = nil) -> LossFunction {
    LossFunction(name: name ?? self.name, reduction: reduction ?? self.reduction, body: body)
  }
}

extension Tensor {
  /// A weight with the type of the values and axes of size 1 behind, so that (batch) meets (batch, steps).
  func aligned(to values: Tensor) throws -> Tensor {
    var weight = cast(to: values.dtype)
    if weight.rank == values.rank + 1, weight.shape.last == 1 { weight = try weight.squeezed([-1]) }
    while weight.rank < values.rank { weight = try weight.expanded(at: -1) }
    return weight
  }
}

/// The losses that have names, one row each.
public enum LossCatalog {
  public struct Row: Sendable {
    /// Of the class, `MeanSquaredError`.
    public let className: String
    /// Of the function, `mean_squared_error`; the default name of objects is `objectName`.
    public let functionName: String
    public let objectName: String
    /// Further names that `compile` understands.
    public let aliases: [String]
    let make: @Sendable () -> TensorFunction

    init(
      _ className: String, _ functionName: String, objectName: String? = nil, aliases: [String] = [],
      make: @escaping @Sendable () -> TensorFunction
    ) {
      self.className = className
      self.functionName = functionName
      self.objectName = objectName ?? functionName
      self.aliases = aliases
      self.make = make
    }

    /// The loss with its default arguments.
    public func function() -> LossFunction { LossFunction(name: functionName, body: make()) }
  }

  public static let rows: [Row] = [
    Row("MeanSquaredError", "mean_squared_error", aliases: ["mse", "MSE"]) { Losses.meanSquaredError },
    Row("MeanAbsoluteError", "mean_absolute_error", aliases: ["mae", "MAE"]) { Losses.meanAbsoluteError },
    Row("MeanAbsolutePercentageError", "mean_absolute_percentage_error", aliases: ["mape", "MAPE"]) {
      Losses.meanAbsolutePercentageError
    },
    Row("MeanSquaredLogarithmicError", "mean_squared_logarithmic_error", aliases: ["msle", "MSLE"]) {
      Losses.meanSquaredLogarithmicError
    },
    Row("Huber", "huber", objectName: "huber_loss", aliases: ["huber_loss"]) { Losses.huber() },
    Row("LogCosh", "log_cosh", aliases: ["logcosh"]) { Losses.logCosh },
    Row("BinaryCrossentropy", "binary_crossentropy", aliases: ["bce", "BCE"]) { Losses.binaryCrossentropy() },
    Row("BinaryFocalCrossentropy", "binary_focal_crossentropy") { Losses.binaryFocalCrossentropy() },
    Row("CategoricalCrossentropy", "categorical_crossentropy") { Losses.categoricalCrossentropy() },
    Row("SparseCategoricalCrossentropy", "sparse_categorical_crossentropy") {
      Losses.sparseCategoricalCrossentropy()
    },
    Row("KLDivergence", "kl_divergence", aliases: ["kld", "KLD", "kullback_leibler_divergence"]) {
      Losses.klDivergence
    },
    Row("Poisson", "poisson") { Losses.poisson },
    Row("Hinge", "hinge") { Losses.hinge },
    Row("SquaredHinge", "squared_hinge") { Losses.squaredHinge },
    Row("CategoricalHinge", "categorical_hinge") { Losses.categoricalHinge },
    Row("CosineSimilarity", "cosine_similarity") { Losses.cosineSimilarity() },
  ]

  /// The loss that a name stands for.
  ///
  /// - Throws: `TrainingError` for an unknown name.
  public static func loss(named name: String) throws -> LossFunction {
    for row in rows where row.functionName == name || row.className == name || row.aliases.contains(name) {
      return row.function()
    }
    throw TrainingError(
      .value, "Unknown loss function: '\(name)'. Please ensure you are using a `keras.utils.custom_object_scope` and "
        + "that this object is included in the scope.")
  }
}

/// A built-in function of targets and predictions.
public typealias TensorFunction = @Sendable (_ target: Tensor, _ prediction: Tensor) throws -> Tensor

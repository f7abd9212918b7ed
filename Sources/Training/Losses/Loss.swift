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

/// A built-in function of targets and predictions.
public typealias PairFunction = @Sendable (_ target: Tensor, _ prediction: Tensor) throws -> Tensor

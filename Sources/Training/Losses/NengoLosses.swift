import Arrays
import Glibc

/// The losses that NengoDL adds.
extension Losses {
  /// The mean squared error with the error of NaN targets taken as 0; those elements still count in the mean.
  public static func nanMeanSquaredError(target: Tensor, prediction: Tensor) throws -> Tensor {
    let present = UnaryOperation.logicalNot(UnaryOperation.isNaN(target))
    let filled = try Tensor.choose(present, target, prediction.detached)
    let known = try Tensor.choose(present, prediction, prediction.detached)
    return try ReductionOperation.mean(BinaryOperation.squaredDifference(filled, known))
  }

  /// The mean p-norm of predictions (batch, steps, …); targets are ignored.
  ///
  /// - Parameter axis: Counted after the time axis; nil takes the norm over all axes after time together.
  public static func regularization(order: Double, axis: Int?) -> PairFunction {
    let norm = ReductionOperation.norm(order: order)
    return { _, p in
      guard p.rank >= 2 else {
        throw TrainingError(.value, "Regularize: expected (batch, steps, ...) values, got \(Tensor.text(of: p.shape))")
      }
      if let axis { return try ReductionOperation.mean(norm(p, axes: [axis + 2])) }
      return try ReductionOperation.mean(norm(p, axes: Array(2..<p.rank)))
    }
  }
}

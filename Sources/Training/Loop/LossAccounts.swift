import Arrays

/// The losses and metrics of an epoch, or of one evaluation, as they add up batch by batch.
///
/// `loss` and the losses of outputs are means over batches weighted by the batch size; what metrics do is their own
/// affair.
final class LossAccounts {
  private let compilation: Compilation
  private let outputNames: [String]
  private var total = (sum: 0.0, count: 0.0)
  private var outputs: [(sum: Double, count: Double)]

  init(_ compilation: Compilation, outputNames: [String]) {
    self.compilation = compilation
    self.outputNames = outputNames
    outputs = [(Double, Double)](repeating: (0, 0), count: outputNames.count)
  }

  func reset() {
    total = (0, 0)
    outputs = [(Double, Double)](repeating: (0, 0), count: outputNames.count)
    for metric in compilation.metrics.joined() { metric.reset() }
    for metric in compilation.weightedMetrics.joined() { metric.reset() }
  }

  /// The losses of one batch, and the gradients of the weighted total with respect to the outputs.
  struct Outcome {
    var losses: [Double?]
    var total: Double
    var gradients: [NDArray?]
    fileprivate var pairs: [(target: Tensor, prediction: Tensor, weight: Tensor?)?]
  }

  /// - Parameter withGradients: Whether gradients are wanted.
  /// - Throws: `TrainingError` if a loss does not give one number.
  func judge(_ batch: Batch, _ predictions: [NDArray], ownLoss: Double, withGradients: Bool) throws -> Outcome {
    var result = Outcome(losses: [], total: ownLoss, gradients: [], pairs: [])
    for (i, prediction) in predictions.enumerated() {
      let target = i < batch.targets.count ? batch.targets[i] : nil
      guard let target else {
        result.losses.append(nil)
        result.gradients.append(nil)
        result.pairs.append(nil)
        continue
      }
      let p = try Tensor(prediction)
      let t = try aligned(try Tensor(target).cast(to: p.dtype), p)
      let weight = i < batch.weights.count ? try batch.weights[i].map { try Tensor($0) } : nil
      result.pairs.append((t, p, weight))
      guard let output = compilation.losses[i] else {
        result.losses.append(nil)
        result.gradients.append(nil)
        continue
      }
      let (value, gradient) = try value(of: output, t, p, weight, withGradients: withGradients)
      result.losses.append(value)
      result.total += output.weight * value
      result.gradients.append(try gradient.map { try Tensor($0, shape: p.shape, dtype: p.dtype).array() })
    }
    return result
  }

  private func value(
    of output: OutputLoss, _ t: Tensor, _ p: Tensor, _ weight: Tensor?, withGradients: Bool
  ) throws -> (Double, [Double]?) {
    let tape = withGradients ? Tape() : nil
    let watched = tape?.watch(p) ?? p
    var value = try output.loss.value(target: t, prediction: watched, weight: weight)
    if value.count != 1 { value = try ReductionOperation.mean(value) }
    let factor = output.weight
    let gradient = try tape.map { try $0.gradients(of: value, seed: [factor], sources: [watched])[0] }
    return (value.values.first ?? 0, gradient)
  }

  /// A target with a last axis added where it lacks one.
  private func aligned(_ t: Tensor, _ p: Tensor) throws -> Tensor {
    t.rank + 1 == p.rank ? try t.expanded(at: -1) : t
  }

  /// Takes a judged batch into the accounts.
  func add(_ outcome: Outcome, count: Int) throws {
    total = (total.sum + Double(count) * outcome.total, total.count + Double(count))
    for (i, value) in outcome.losses.enumerated() {
      if let value { outputs[i] = (outputs[i].sum + Double(count) * value, outputs[i].count + Double(count)) }
    }
    for (i, pair) in outcome.pairs.enumerated() {
      guard let pair else { continue }
      for metric in compilation.metrics[i] {
        try metric.update(target: pair.target, prediction: pair.prediction, weight: nil)
      }
      for metric in compilation.weightedMetrics[i] {
        try metric.update(target: pair.target, prediction: pair.prediction, weight: pair.weight)
      }
    }
  }

  /// `loss`, then the losses of outputs, then metrics by output.
  func logs() throws -> Logs {
    var logs = Logs()
    logs["loss"] = total.count == 0 ? 0 : total.sum / total.count
    for (i, name) in outputNames.enumerated() where compilation.losses[i] != nil {
      logs["\(name)_loss"] = outputs[i].count == 0 ? 0 : outputs[i].sum / outputs[i].count
    }
    for i in outputNames.indices {
      for (metric, name) in zip(compilation.metrics[i], compilation.metricNames[i]) {
        logs[name] = try metric.result()
      }
      for (metric, name) in zip(compilation.weightedMetrics[i], compilation.weightedNames[i]) {
        logs[name] = try metric.result()
      }
    }
    return logs
  }
}

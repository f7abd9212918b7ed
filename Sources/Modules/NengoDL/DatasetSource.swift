import Arrays
import DL
import Language
import Training

/// Batches from a dataset of a script: elements `x` or `(x, y)` or `(x, y, weight)` with names as keys.
final class DatasetSource: BatchSource {
  private let dataset: DatasetObject
  private let simulator: Simulator
  private let hasTargets: Bool
  private let interpreter: Interpreter
  private var iterator: (any ValueIterator)?

  /// nil if the value is no dataset.
  init?(_ value: Value, _ simulator: Simulator, hasTargets: Bool, _ interpreter: Interpreter) throws {
    guard let dataset = value.host(as: DatasetObject.self) else { return nil }
    self.dataset = dataset
    self.simulator = simulator
    self.hasTargets = hasTargets
    self.interpreter = interpreter
  }

  var batchCount: Int? { dataset.count }
  func beginEpoch() throws { iterator = try dataset.makeIterator(interpreter) }

  func next() throws -> Batch? {
    guard let element = try iterator?.next(interpreter) else { return nil }
    let parts: [Value] = if case .tuple(let tuple) = element { tuple.elements } else { [element] }
    guard let x = parts.first, try interpreter.mappingItems(x) != nil else {
      throw ScriptError(.typeError, "a dataset for a simulator should give dictionaries with the names of inputs")
    }
    let inputs = try simulator.inputNames.map { try array(x, $0, isRequired: true) }
    guard let steps = try array(x, "n_steps", isRequired: true), let arrays = unwrapped(inputs) else { return nil }
    let count = steps.shape.first ?? 0
    guard count == simulator.minibatchSize else {
      throw ScriptError(
        .valueError, "a dataset should give minibatches of \(simulator.minibatchSize) items, got \(count)")
    }
    let targets = try simulator.outputNames.map { parts.count > 1 ? try array(parts[1], $0, isRequired: false) : nil }
    let weight = parts.count > 2 ? try NDArray(from: parts[2], interpreter) : nil
    return Batch(inputs: arrays + [steps], targets: targets, weights: targets.map { _ in weight }, count: count)
  }

  private func unwrapped(_ arrays: [NDArray?]) -> [NDArray]? {
    let present = arrays.compactMap { $0 }
    return present.count == arrays.count ? present : nil
  }

  private func array(_ map: Value, _ name: String, isRequired: Bool) throws -> NDArray? {
    guard let value = try interpreter.mappingItems(map)?.first(where: { $0.key.string == name })?.value else {
      guard isRequired else { return nil }
      throw ScriptError(.valueError, "the dataset has no entry for input '\(name)'")
    }
    return try NDArray(from: value, interpreter)
  }
}

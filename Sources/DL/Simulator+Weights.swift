import Arrays
import Engine
import Model

/// One of the arrays that hold a simulator's weights.
public struct StoredWeight {
  public let name: String
  public let isTrainable: Bool
  public let value: NDArray
}

extension Simulator {
  /// The names of inputs and outputs in their order.
  public var inputNames: [String] { names.inputs }
  public var outputNames: [String] { names.probes }

  /// All weights: trained ones, then the others; in each part the base arrays before those of layers.
  public func storedWeights() throws -> [StoredWeight] {
    let own = try open("keras_model").parameters.map {
      StoredWeight(name: $0.name, isTrainable: $0.isTrainable, value: try $0.get())
    }
    let layered = try layers.flatMap { try $0.storedWeights() }
    let all = own + layered
    return all.filter(\.isTrainable) + all.filter { !$0.isTrainable }
  }

  /// Replaces all weights, given in the order of `storedWeights`.
  ///
  /// - Throws: `ValueError` if the number or a shape differs.
  public func setStoredWeights(_ values: [NDArray]) throws {
    let program = try open("keras_model")
    let own = try storedWeights()
    guard own.count == values.count, zip(own, values).allSatisfy({ $0.value.shape == $1.shape }) else {
      throw NengoError(
        .value,
        "got \(values.count) weights of shapes "
          + "\(values.map { ArrayError.text(shape: $0.shape) }.joined(separator: ", ")), expected "
          + own.map { ArrayError.text(shape: $0.value.shape) }.joined(separator: ", "))
    }
    for isTrainable in [true, false] {
      var rest = zip(own, values).filter { $0.0.isTrainable == isTrainable }.map(\.1)[...]
      for parameter in program.parameters where parameter.isTrainable == isTrainable {
        if let value = rest.popFirst() { try parameter.set(value) }
      }
      for layer in layers {
        let count = try layer.storedWeights().filter { $0.isTrainable == isTrainable }.count
        try layer.setStoredWeights(Array(rest.prefix(count)), trainable: isTrainable)
        rest = rest.dropFirst(count)
      }
    }
  }
}

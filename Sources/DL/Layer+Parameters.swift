import Arrays
import Build
import Training

/// A tensor node's function that holds a layer.
public protocol LayerHolder: AnyObject {
  var layer: Layer? { get }
}

extension Layer {
  /// The weights as a simulator shows them.
  func storedWeights() throws -> [StoredWeight] {
    try weights.map {
      StoredWeight(
        name: "TensorGraph/\(name)/\($0.name):0", isTrainable: $0.isTrainable && isTrainable,
        value: try $0.value.array())
    }
  }

  func setStoredWeights(_ values: [NDArray], trainable wanted: Bool) throws {
    var rest = values[...]
    for i in weights.indices where (weights[i].isTrainable && isTrainable) == wanted {
      if let value = rest.popFirst() { try setWeight(i, try Tensor(value)) }
    }
  }
}

extension Simulator {
  var layers: [Layer] { layers(of: model) }

  /// The layers of tensor nodes in the order of operators, each once.
  func layers(of model: BuiltModel) -> [Layer] {
    var seen: Set<ObjectIdentifier> = []
    return model.operators.compactMap { op in
      guard let layer = ((op as? SimTensorNode)?.function as? any LayerHolder)?.layer else { return nil }
      return seen.insert(ObjectIdentifier(layer)).inserted ? layer : nil
    }
  }
}

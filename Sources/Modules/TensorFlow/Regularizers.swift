import Language
import Training

/// A penalty on weights as scripts see it: `tf.keras.regularizers.l2(0.01)`.
final class RegularizerObject: HostObject {
  let penalty: WeightPenalty
  init(_ penalty: WeightPenalty) { self.penalty = penalty }

  static let typeObject = TypeObject(
    "Regularizer", module: "tensorflow.keras.regularizers", doc: "A penalty on weights.")
  var type: TypeObject { Self.typeObject }

  /// The makers by name.
  static let makers: [BuiltinFunction] =
    ["l1", "l2", "L1", "L2"].map { name in
      BuiltinFunction(
        name, module: "tensorflow.keras.regularizers", [.optional(name.lowercased(), .float(0.01))],
        summary: "a penalty on weights"
      ) { call in
        let factor = try call.float(name.lowercased())
        return .object(
          RegularizerObject(name.lowercased() == "l1" ? WeightPenalty(l1: factor) : WeightPenalty(l2: factor)))
      }
    }
    + ["l1_l2", "L1L2"].map { name in
      let fallback: Value = .float(name == "L1L2" ? 0 : 0.01)
      return BuiltinFunction(
        name, module: "tensorflow.keras.regularizers", [.optional("l1", fallback), .optional("l2", fallback)],
        summary: "a penalty on weights"
      ) { .object(RegularizerObject(WeightPenalty(l1: try $0.float("l1"), l2: try $0.float("l2")))) }
    }
}

extension Interpreter {
  /// A penalty by name or object.
  func penalty(_ value: Value) throws -> WeightPenalty {
    if let object = value.host(as: RegularizerObject.self) { return object.penalty }
    guard let name = value.string, let penalty = WeightPenalty.named(name) else {
      throw ScriptError(.valueError, "Could not interpret regularizer identifier: \(try repr(value))")
    }
    return penalty
  }
}

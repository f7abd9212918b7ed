import Arrays
import Language
import Training

/// A loss as scripts see it: `tf.losses.MeanSquaredError()`.
final class LossObject: HostObject, Callable, HasAttributes {
  let loss: LossFunction
  let type: TypeObject

  init(_ loss: LossFunction, _ type: TypeObject) {
    self.loss = loss
    self.type = type
  }

  var signature: Signature? { Signature("Loss", Self.callParameters) }

  static let callParameters: [Parameter] = [
    .required("y_true"), .required("y_pred"), .optional("sample_weight", .none),
  ]

  func call(_ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value {
    let loss = self.loss
    return try BuiltinFunction(type.name, Self.callParameters) { .tensor(try LossObject.value(of: loss, $0)) }
      .call(arguments, interpreter)
  }

  /// The loss of two tensors, the target in the type of the prediction.
  static func value(of loss: any Loss, _ call: Call) throws -> Tensor {
    let prediction = try call.tensor("y_pred")
    // Regularizers take no targets.
    let given = call.value("y_true")
    let target = given.isNone ? prediction : try call.interpreter.tensor(given, dtype: prediction.dtype)
    let weight = call.value("sample_weight").isNone ? nil : try call.tensor("sample_weight", like: prediction.dtype)
    return try loss.value(target: target, prediction: prediction, weight: weight)
  }

  var attributeNames: [String] { ["name", "reduction"] }
  func attribute(_ name: String, _ interpreter: Interpreter) throws -> Value? {
    switch name {
    case "name": .string(loss.name)
    case "reduction": .string(loss.reduction.rawValue)
    default: nil
    }
  }

  // MARK: classes

  /// The base class; scripts derive from it and define `call(y_true, y_pred)`.
  static let base: TypeObject = TypeObject(
    "Loss", module: "tensorflow.keras.losses",
    doc: "A function of targets and predictions that training makes small.", subclassing: .allowed,
    constructor: Constructor([.optional("reduction", .string("auto")), .optional("name", .none)]) { call in
      let body: LossFunction.Body = { _, _ in
        throw ScriptError(.notImplementedError, "Must be implemented in subclasses.")
      }
      let name = try call.optionalString("name") ?? snakeCase(call.receiver?.type.name ?? "loss")
      return .object(LossObject(LossFunction(name: name, reduction: try reduction(call), body: body), base))
    })

  static let types: [TypeObject] = LossCatalog.rows.map { row in
    TypeObject(
      row.recipe.name, module: "tensorflow.keras.losses", base: base, doc: row.recipe.summary,
      constructor: Constructor(
        row.recipe.parameters.map(\.parameter) + [
          .optional("reduction", .string("auto")), .optional("name", .string(row.objectName)),
        ]
      ) { call in
        let body = try row.recipe.make(call.settings(row.recipe.parameters))
        let loss = LossFunction(
          name: try call.optionalString("name") ?? row.objectName, reduction: try reduction(call), body: body)
        return .object(LossObject(loss, type(named: row.recipe.name)))
      })
  }

  private static func type(named name: String) -> TypeObject { types.first { $0.name == name } ?? base }

  private static func reduction(_ call: Call) throws -> LossReduction {
    let name = try call.optionalString("reduction") ?? "auto"
    guard let reduction = LossReduction(rawValue: name) else {
      throw ScriptError(
        .valueError, "Invalid Reduction Key: \(name). Expected keys are ['auto', 'none', 'sum', 'sum_over_batch_size']")
    }
    return reduction
  }

  /// The function forms: `tf.losses.mse(y_true, y_pred)`, unreduced.
  static let functions: [(names: [String], function: BuiltinFunction)] = LossCatalog.rows.map { row in
    let function = BuiltinFunction(
      row.functionName, module: "tensorflow.keras.losses",
      [.required("y_true"), .required("y_pred")] + row.recipe.parameters.map(\.parameter), summary: row.recipe.summary
    ) { call in
      let body = try row.recipe.make(call.settings(row.recipe.parameters))
      let prediction = try call.tensor("y_pred")
      return .tensor(try body(call.interpreter.tensor(call.value("y_true"), dtype: prediction.dtype), prediction))
    }
    return ([row.functionName] + row.aliases.filter { $0 != "huber_loss" }, function)
  }
}

extension Interpreter {
  /// A loss as `compile` takes it: a name, an object, or a function of targets and predictions.
  func loss(_ value: Value) throws -> any Loss {
    if let name = value.string { return try LossCatalog.loss(named: name) }
    if case .object(let object) = value {
      if let object = object as? LossObject { return object.loss }
      if let instance = object as? InstanceObject, let part = instance.host as? LossObject {
        return LossFunction(name: part.loss.name, reduction: part.loss.reduction) { [self] target, prediction in
          guard let result = try callMethod(value, "call", [.tensor(target), .tensor(prediction)]) else {
            throw ScriptError(.notImplementedError, "\(value.typeName) should define call(y_true, y_pred)")
          }
          return try tensor(result, like: prediction.dtype)
        }
      }
    }
    guard isCallable(value) else {
      throw ScriptError(.typeError, "a loss should be a name, a function or a Loss object, not '\(value.typeName)'")
    }
    return LossFunction(name: name(of: value), body: tensorBody(value))
  }

  /// A function of a script that takes targets and predictions.
  func tensorBody(_ function: Value) -> LossFunction.Body {
    { [self] target, prediction in
      try tensor(try call(function, [.tensor(target), .tensor(prediction)]), like: prediction.dtype)
    }
  }
}

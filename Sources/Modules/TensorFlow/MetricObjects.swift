import Arrays
import Language
import Training

/// A metric as scripts see it: `tf.metrics.MeanSquaredError()`.
final class MetricObject: HostObject, Callable, HasAttributes {
  let metric: any Metric
  let type: TypeObject

  init(_ metric: any Metric, _ type: TypeObject) {
    self.metric = metric
    self.type = type
  }

  var signature: Signature? { nil }

  /// Updates the state and gives the result so far.
  func call(_ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value {
    let isValues = metric is ValueMetric
    let parameters: [Parameter] =
      (isValues ? [.required("values")] : [.required("y_true"), .required("y_pred")]) + [
        .optional("sample_weight", .none)
      ]
    return try BuiltinFunction(type.name, parameters) { [self] call in
      try update(call)
      return result()
    }.call(arguments, interpreter)
  }

  private func update(_ call: Call) throws {
    let weight = call.value("sample_weight").isNone ? nil : try call.tensor("sample_weight", like: .float32)
    if let metric = metric as? ValueMetric {
      return try metric.update(values: try call.tensor("values"), weight: weight)
    }
    let prediction = try call.tensor("y_pred")
    let target = try call.interpreter.tensor(call.value("y_true"), dtype: prediction.dtype)
    try metric.update(target: target, prediction: prediction, weight: weight)
  }

  private func result() -> Value {
    let values = metric.results()
    let tensor = try? Tensor(values, shape: values.count == 1 ? [] : [values.count], dtype: .float32)
    return tensor.map { .tensor($0) } ?? .none
  }

  var attributeNames: [String] { ["name", "update_state", "result", "reset_state", "reset_states"] }
  func attribute(_ name: String, _ interpreter: Interpreter) throws -> Value? {
    switch name {
    case "name": return .string(metric.name)
    case "result": return .object(BuiltinFunction("result") { [self] _ in result() })
    case "reset_state", "reset_states":
      return .object(
        BuiltinFunction(name) { [self] _ in
          metric.reset()
          return .none
        })
    case "update_state":
      let isValues = metric is ValueMetric
      let parameters: [Parameter] = isValues ? [.required("values")] : [.required("y_true"), .required("y_pred")]
      return .object(
        BuiltinFunction(name, parameters + [.optional("sample_weight", .none)]) { [self] call in
          try update(call)
          return .none
        })
    default: return nil
    }
  }

  // MARK: classes

  static let base: TypeObject = TypeObject(
    "Metric", module: "tensorflow.keras.metrics", doc: "A number that adds up over the batches of an epoch.",
    subclassing: .later)

  private static let nameParameters: [Parameter] = [.optional("name", .none), .optional("dtype", .none)]

  static let types: [TypeObject] =
    MetricCatalog.rows.map { row in
      TypeObject(
        row.recipe.name, module: "tensorflow.keras.metrics", base: base, doc: row.recipe.summary,
        constructor: Constructor(metricParameters(row.recipe.parameters)) { call in
          let body = try row.recipe.make(call.settings(row.recipe.parameters))
          let name = try call.optionalString("name") ?? uniqueName(row.name, call)
          return .object(MetricObject(MeanMetric(name: name, body: body), type(named: row.recipe.name)))
        })
    }
    + MetricCatalog.others.map { recipe in
      TypeObject(
        recipe.name, module: "tensorflow.keras.metrics", base: base, doc: recipe.summary,
        constructor: Constructor(metricParameters(recipe.parameters)) { call in
          let make = try recipe.make(call.settings(recipe.parameters))
          let metric = try make(try call.optionalString("name"))
          if call.value("name").isNone { metric.name = try uniqueName(metric.name, call) }
          return .object(MetricObject(metric, type(named: recipe.name)))
        })
    }
    + [
      TypeObject(
        "MeanMetricWrapper", module: "tensorflow.keras.metrics", base: base, doc: "The mean of a function.",
        constructor: Constructor([.required("fn"), .optional("name", .none), .optional("dtype", .none)]) { call in
          let function = call.value("fn")
          let name = try call.optionalString("name") ?? call.interpreter.name(of: function)
          return .object(
            MetricObject(
              MeanMetric(name: name, body: call.interpreter.tensorBody(function)), type(named: "MeanMetricWrapper")))
        })
    ]

  /// Keras puts the settings of thresholds first and the name before those of other metrics; by keyword all work.
  private static func metricParameters(_ own: [RecipeParameter]) -> [Parameter] {
    own.map(\.parameter) + nameParameters
  }

  private static func type(named name: String) -> TypeObject { types.first { $0.name == name } ?? base }

  /// The k-th object of a default name gets `_k`.
  private static func uniqueName(_ name: String, _ call: Call) throws -> String {
    try TensorFlowModule.state(of: call.interpreter).uniqueName(name)
  }

  static let functions: [(names: [String], function: BuiltinFunction)] = MetricCatalog.rows.compactMap { row in
    guard row.name != "accuracy" else { return nil }
    let function = BuiltinFunction(
      row.name, module: "tensorflow.keras.metrics",
      [.required("y_true"), .required("y_pred")] + row.recipe.parameters.map(\.parameter), summary: row.recipe.summary
    ) { call in
      let body = try row.recipe.make(call.settings(row.recipe.parameters))
      let prediction = try call.tensor("y_pred")
      return .tensor(try body(call.interpreter.tensor(call.value("y_true"), dtype: prediction.dtype), prediction))
    }
    return ([row.name] + row.aliases, function)
  }
}

extension Interpreter {
  /// A metric as `compile` takes it: a name, an object, or a function of targets and predictions.
  func metric(_ value: Value) throws -> any Metric {
    if let name = value.string { return try MetricCatalog.metric(named: name) }
    if let object = value.host(as: MetricObject.self) { return object.metric }
    if value.host(as: LossObject.self) != nil {
      let loss = try loss(value)
      return MeanMetric(name: loss.name) { try loss.value(target: $0, prediction: $1, weight: nil) }
    }
    guard isCallable(value) else {
      throw ScriptError(.typeError, "a metric should be a name, a function or a Metric object, not '\(value.typeName)'")
    }
    return MeanMetric(name: name(of: value), body: tensorBody(value))
  }
}

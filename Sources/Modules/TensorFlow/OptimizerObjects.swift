import Arrays
import Language
import Training

/// An optimizer as scripts see it: `tf.optimizers.Adam(0.01)`.
final class OptimizerObject: HostObject, HasAttributes {
  let optimizer: Optimizer
  let type: TypeObject
  /// The schedule or function that was given as learning rate.
  private let schedule: Value?

  init(_ optimizer: Optimizer, _ type: TypeObject, schedule: Value? = nil) {
    self.optimizer = optimizer
    self.type = type
    self.schedule = schedule
  }

  var attributeNames: [String] {
    ["learning_rate", "lr", "iterations", "name", "get_config", "decay"]
      + optimizer.configuration.rule.settings.map(\.name)
  }

  func attribute(_ name: String, _ interpreter: Interpreter) throws -> Value? {
    switch name {
    case "learning_rate", "lr", "_learning_rate":
      if let schedule { return schedule }
      return .object(
        TensorObject(
          variable: Tensor(scalar: try optimizer.learningRate(), dtype: .float32), name: "learning_rate:0"))
    case "iterations":
      return .object(
        TensorObject(variable: Tensor(scalar: Double(optimizer.state.iterations), dtype: .int64), name: "iter:0"))
    case "name", "_name": return .string(optimizer.configuration.name)
    case "decay": return .float(optimizer.configuration.decay)
    case "get_config": return .object(BuiltinFunction("get_config") { [self] _ in try configuration() })
    case "apply_gradients", "minimize", "get_weights", "set_weights", "variables":
      throw ScriptError(.notImplementedError, "\(type.name).\(name) is not supported; train with fit")
    default:
      return optimizer.configuration.rule.settings.first { $0.name == name }.map { setting($0.value) }
    }
  }

  func setAttribute(_ name: String, _ value: Value, _ interpreter: Interpreter) throws -> Bool {
    guard name == "learning_rate" || name == "lr" else { return false }
    try optimizer.setLearningRate(try interpreter.float(value))
    return true
  }

  private func setting(_ value: OptimizerSetting) -> Value {
    switch value {
    case .number(let number): .float(number)
    case .flag(let flag): .bool(flag)
    }
  }

  private func configuration() throws -> Value {
    var pairs: [(String, Value)] = [("name", .string(optimizer.configuration.name))]
    pairs.append(("learning_rate", try schedule ?? .float(optimizer.learningRate())))
    pairs.append(("decay", .float(optimizer.configuration.decay)))
    pairs += optimizer.configuration.rule.settings.map { ($0.name, setting($0.value)) }
    return .dict(DictObject(pairs))
  }

  // MARK: classes

  static let base: TypeObject = TypeObject(
    "Optimizer", module: "tensorflow.keras.optimizers", doc: "Moves weights against gradients.", subclassing: .later)

  static let types: [TypeObject] = OptimizerCatalog.rules.map { row in
    let common = OptimizerCatalog.commonParameters
    return TypeObject(
      row.recipe.name, module: "tensorflow.keras.optimizers", base: base, doc: row.recipe.summary,
      constructor: Constructor(
        [.optional("learning_rate", .float(row.learningRate), "η: a number, a schedule or a function")]
          + row.recipe.parameters.map(\.parameter)
          + common.map { Parameter($0.name, .keywordOnly, default: .value($0.fallback?.value ?? .none)) }
          + [.keyword("lr", .none)]
      ) { call in
        let rate = call.value("lr").isNone ? call.value("learning_rate") : call.value("lr")
        let optimizer = Optimizer(
          try OptimizerCatalog.configuration(
            named: row.recipe.name, call.settings(row.recipe.parameters + common),
            learningRate: try call.interpreter.learningRate(rate)))
        let isSchedule = rate.host(as: ScheduleObject.self) != nil
        return .object(OptimizerObject(optimizer, type(named: row.recipe.name), schedule: isSchedule ? rate : nil))
      })
  }

  private static func type(named name: String) -> TypeObject { types.first { $0.name == name } ?? base }
}

/// A learning-rate schedule as scripts see it; calling it gives the rate after some updates.
final class ScheduleObject: HostObject, Callable {
  let schedule: (any LearningRateSchedule)?
  let type: TypeObject

  init(_ schedule: (any LearningRateSchedule)?, _ type: TypeObject) {
    self.schedule = schedule
    self.type = type
  }

  var signature: Signature? { Signature("__call__", [.required("step")]) }

  func call(_ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value {
    guard let schedule else {
      throw ScriptError(.notImplementedError, "Learning rate schedule must override `__call__`")
    }
    return try BuiltinFunction("__call__", [.required("step")]) { call in
      .tensor(Tensor(scalar: try schedule.rate(after: try call.int("step")), dtype: .float32))
    }.call(arguments, interpreter)
  }

  static let base: TypeObject = TypeObject(
    "LearningRateSchedule", module: "tensorflow.keras.optimizers.schedules",
    doc: "A learning rate as a function of the number of updates.", subclassing: .allowed,
    constructor: Constructor([]) { _ in .object(ScheduleObject(nil, base)) })

  static let types: [TypeObject] = OptimizerCatalog.schedules.map { recipe in
    TypeObject(
      recipe.name, module: "tensorflow.keras.optimizers.schedules", base: base, doc: recipe.summary,
      constructor: Constructor(recipe.parameters.map(\.parameter)) { call in
        .object(ScheduleObject(try recipe.make(call.settings(recipe.parameters)), type(named: recipe.name)))
      })
  }

  private static func type(named name: String) -> TypeObject { types.first { $0.name == name } ?? base }
}

/// A schedule that a script wrote. It lives on the thread of its interpreter, as does all training.
private struct ScriptSchedule: LearningRateSchedule, @unchecked Sendable {
  let function: Value
  let takesStep: Bool
  let interpreter: Interpreter

  func rate(after k: Int) throws -> Double {
    try interpreter.float(try interpreter.call(function, takesStep ? [.int(k)] : []))
  }
}

extension Interpreter {
  /// A learning rate as optimizers take it: a number, a schedule, or a function without arguments.
  func learningRate(_ value: Value) throws -> LearningRate {
    if let object = value.host(as: ScheduleObject.self) {
      if let schedule = object.schedule { return .schedule(schedule) }
      return .schedule(ScriptSchedule(function: value, takesStep: true, interpreter: self))
    }
    if let number = try optionalFloat(value) {
      guard number >= 0 else { throw ScriptError(.valueError, "Expected learning_rate >= 0, got \(number)") }
      return .constant(Double(Float(number)))
    }
    if isCallable(value) { return .schedule(ScriptSchedule(function: value, takesStep: false, interpreter: self)) }
    throw ScriptError(.typeError, "learning_rate should be a number or a schedule, not '\(value.typeName)'")
  }

  /// An optimizer as `compile` takes it: an object, a name, or a map of class name and config.
  func optimizer(_ value: Value) throws -> OptimizerObject {
    if let object = value.host(as: OptimizerObject.self) { return object }
    func made(_ name: String, _ settings: [String: SettingValue]) throws -> OptimizerObject {
      let configuration = try OptimizerCatalog.configuration(named: name, settings)
      let type = OptimizerObject.types.first { $0.name == configuration.rule.name } ?? OptimizerObject.base
      return OptimizerObject(Optimizer(configuration), type)
    }
    if let name = value.string { return try made(name, [:]) }
    guard let items = try mappingItems(value),
      let name = items.first(where: { $0.key.string == "class_name" })?.value.string
    else {
      throw ScriptError(.valueError, "Could not interpret optimizer identifier: \(try repr(value))")
    }
    var settings: [String: SettingValue] = [:]
    if let config = items.first(where: { $0.key.string == "config" })?.value {
      for (key, value) in try mappingItems(config) ?? [] {
        if let key = key.string { settings[key] = try SettingValue(value, named: key, self) }
      }
    }
    return try made(name, settings)
  }
}

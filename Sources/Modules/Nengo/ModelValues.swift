import Arrays
import Language
import Model

/// Script values ↔ the values that parameters of network objects take.

/// `nengo.Default`: look the default up in the configs that are open now.
final class DefaultObject: HostObject, Printable {
  static let typeObject = TypeObject("DefaultType", module: "nengo.params")
  var type: TypeObject { Self.typeObject }
  func repr(_ interpreter: Interpreter) throws -> String { "Default" }
}

/// A script's function inside of the model, with the value it came from.
public final class ScriptFunction {
  public let value: Value
  init(_ value: Value) { self.value = value }
}

/// Host objects that stand for a network object or a part of one.
protocol ModelEnd: HostObject {
  var view: ObjectView { get throws }
}

extension Interpreter {
  /// `value` as a parameter takes it.
  func parameterValue(_ value: Value) throws -> ParameterValue {
    switch value {
    case .none: return .none
    case .bool(let flag): return .bool(flag)
    case .int(let number): return .int(number)
    case .big: return .other(typeName: "int", nil)
    case .float(let number): return .number(number)
    case .str(let text): return .text(text.string)
    case .list(let list): return try parameterList(value, list.elements)
    case .tuple(let tuple): return try parameterList(value, tuple.elements)
    case .dict(let dict):
      return .map(try dict.items.map { (key: try str($0.key), value: try parameterValue($0.value)) })
    case .ellipsis, .set: return .other(typeName: value.typeName, nil)
    case .object(let object): return try parameterValue(object, value)
    }
  }

  private func parameterValue(_ object: any HostObject, _ value: Value) throws -> ParameterValue {
    if object is DefaultObject { return .useDefault }
    if let component = try component(value) { return .frozen(component) }
    if let end: any ModelEnd = value.host() { return .object(try end.view) }
    if let tensor: any TensorFunction = value.host() { return .tensorFunction(tensor) }
    if let number: NumberObject = value.host() {
      switch Value.python(number.array) {
      case .int(let value): return .int(value)
      case .float(let value): return .number(value)
      case .bool(let value): return .bool(value)
      default: return .array(number.array)
      }
    }
    if object is ArrayObject || object is any ArrayConvertible || object is RangeObject {
      return .array(try NDArray(from: value, self))
    }
    if isCallable(value) { return .function(vectorFunction(value)) }
    return .other(typeName: value.typeName, object)
  }

  /// Lists of numbers are arrays; other lists stay lists.
  private func parameterList(_ value: Value, _ elements: [Value]) throws -> ParameterValue {
    if elements.contains(where: isModelPart) { return .list(try elements.map(parameterValue)) }
    do {
      let array = try NDArray(from: value, self)
      return .array(array.dtype.isText ? array : try array.astype(.float64))
    } catch {
      guard let failure = ScriptError(for: error), failure.isInstance(of: .exception) else { throw error }
      return .list(try elements.map(parameterValue))
    }
  }

  private func isModelPart(_ value: Value) -> Bool {
    guard case .object(let object) = value else { return false }
    return object is FrozenHost || object is InstanceObject || object is any ModelEnd
  }

  /// A callable as a function of time, of a vector, or of both.
  func vectorFunction(_ value: Value) -> VectorFunction {
    let arity = arity(of: value).map { VectorFunction.Arity(least: $0.least, most: $0.most) }
    var origin: AnyObject?
    if case .object(let object) = value { origin = object }
    return VectorFunction(functionName(value), arity: arity, identity: ScriptFunction(value), origin: origin) {
      [unowned self] time, x in
      var arguments: [Value] = []
      if let time { arguments.append(.float(time)) }
      if let x { arguments.append(.array(x)) }
      let result = try call(value, arguments)
      if result.isNone { return nil }
      if case .float(let number) = result { return NDArray(scalar: number) }
      return try vector(result, from: value)
    }
  }

  /// What a function of a model gave, as an array.
  private func vector(_ result: Value, from function: Value) throws -> NDArray {
    let array: NDArray
    do { array = try NDArray(from: result, self) } catch {
      throw NengoError(
        .simulation,
        "Function '\(functionName(function))' returned a value \(try repr(result)) of invalid type "
          + "'\(result.typeName)'")
    }
    return array.dtype.isText ? array : try array.astype(.float64)
  }

  /// The name of a function, else of its class.
  func functionName(_ value: Value) -> String {
    guard case .object(let object) = value, !(object is InstanceObject) else { return value.typeName }
    return name(of: value)
  }
}

extension Value {
  /// What a script sees of a parameter's value.
  init(_ value: ParameterValue) throws {
    switch value {
    case .useDefault: self = .object(DefaultObject())
    case .none: self = .none
    case .bool(let flag): self = .bool(flag)
    case .int(let number): self = .int(number)
    case .number(let number): self = .float(number)
    case .text(let text): self = .string(text)
    case .array(let array): self = .array(array)
    case .frozen(let frozen): self = .component(frozen)
    case .function(let function):
      self = (function.identity as? ScriptFunction)?.value ?? .string(function.name)
    case .tensorFunction(let function):
      if let object = function as? any HostObject { self = .object(object) } else { self = .string(function.name) }
    case .object(let view): self = .view(view)
    case .list(let items): self = .newList(try items.map { try Value($0) })
    case .map(let entries): self = .dict(DictObject(try entries.map { ($0.key, try Value($0.value)) }))
    case .other(_, let object):
      if let host = object as? any HostObject { self = .object(host) } else { self = .none }
    }
  }

  /// An object, or the view of a part of one.
  static func view(_ view: ObjectView) -> Value {
    view.index == nil ? .model(view.object) : .object(ViewObject(view))
  }

  /// The script's object for an object of a model.
  static func model(_ object: ModelObject) -> Value {
    switch object {
    case .ensemble(let ensemble): .object(ensemble)
    case .node(let node): .object(node)
    case .connection(let connection): .object(connection)
    case .probe(let probe): .object(probe)
    case .network(let network): network.scriptValue
    case .neurons(let neurons): .object(NeuronsObject(neurons))
    case .learningRule(let rule): .object(RuleObject(rule))
    }
  }
}

extension ModelObject {
  /// The model's object in a script's value, if it is a whole one.
  init?(_ value: Value) throws {
    if let network: Network = value.host() {
      self = .network(network)
    } else if let end: any ModelEnd = value.host(), case let view = try end.view, view.index == nil {
      self = view.object
    } else {
      return nil
    }
  }
}

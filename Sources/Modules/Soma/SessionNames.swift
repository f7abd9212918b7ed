import Language
import Model

/// The variables of a session that hold network objects, functions and instances of the script's classes.
struct SessionNames {
  private(set) var objects: [ModelObject: String] = [:]
  private(set) var values: [ObjectIdentifier: String] = [:]

  /// Variables come first, in the order in which they were first written; then elements of their lists, then what
  /// scripts keep as attributes of networks.
  init(_ interpreter: Interpreter) {
    let variables = interpreter.variableNames.filter { !$0.hasPrefix("_") && $0 != "In" && $0 != "Out" }.compactMap {
      name in interpreter.variable(name).map { (name, $0) }
    }
    for (name, value) in variables { add(name, value) }
    for (name, value) in variables {
      let elements: [Value]
      switch value {
      case .list(let list): elements = list.elements
      case .tuple(let tuple): elements = tuple.elements
      default: continue
      }
      for (place, element) in elements.prefix(1000).enumerated() { add("\(name)_\(place)", element) }
    }
    for case (.network(let network), _) in objects {
      var attributes = network.ownAttributes.pairs
      if case .object(let object) = network.scriptValue, let instance = object as? InstanceObject {
        attributes += instance.ownAttributes.pairs
      }
      for (name, value) in attributes { add(name, value) }
    }
  }

  private mutating func add(_ name: String, _ value: Value) {
    if case .object(let object) = value, object is FunctionObject || object is InstanceObject {
      let key = ObjectIdentifier(object)
      if values[key] == nil { values[key] = name }
    }
    if let object = try? ModelObject(value), objects[object] == nil, Self.isWhole(value) {
      objects[object] = name
    }
  }

  /// Not just the neurons or the rule of an object, nor a part of it.
  private static func isWhole(_ value: Value) -> Bool {
    value.host(as: NetworkObject.self) != nil || value.host(as: Network.self) != nil
  }
}

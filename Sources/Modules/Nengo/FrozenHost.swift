import Arrays
import Language
import Model

/// A distribution, neuron type, synapse, process, solver, transform or learning rule type as scripts see it.
///
/// Its class, attributes, text and equality all come from the component and its row in `ComponentTable`.
public class FrozenHost: HostObject, Printable, HasEquality {
  public let component: any FrozenObject
  public let type: TypeObject

  fileprivate init(_ component: any FrozenObject, _ type: TypeObject?) {
    self.component = component
    self.type = type ?? ComponentTable.type(of: component)
  }

  public func repr(_ interpreter: Interpreter) throws -> String { component.text }
  public func str(_ interpreter: Interpreter) throws -> String { component.briefText }

  public func isEqual(to other: Value, _ interpreter: Interpreter) throws -> Bool? {
    guard let other: FrozenHost = other.host() else { return nil }
    return component.isEqual(to: other.component)
  }

  public func hash(_ interpreter: Interpreter) throws -> Int { component.typeName.hashValue }
}

/// A component that is called: a solver, as `solver(activities, targets)`.
final class SolverHost: FrozenHost, Callable {
  var signature: Signature? { Signature(component.typeName, SolverTypes.callParameters) }

  func call(_ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value {
    let call = try Signature(component.typeName, SolverTypes.callParameters).bind(arguments, interpreter)
    return try SolverTypes.solve(component, call)
  }
}

extension FrozenHost {
  /// The script's object for a component; `type` for a class that the table does not have.
  static func make(_ component: any FrozenObject, _ type: TypeObject? = nil) -> FrozenHost {
    component is any Solver || component is any LeastSquaresSolver
      ? SolverHost(component, type) : FrozenHost(component, type)
  }
}

extension Value {
  /// A component: the script's own instance for a class that a script defined.
  static func component(_ component: any FrozenObject) -> Value {
    if let script = component as? any ScriptComponent { return .object(script.instance) }
    return .object(FrozenHost.make(component))
  }

  static func optional(_ component: (any FrozenObject)?) -> Value { component.map { .component($0) } ?? .none }

  /// An argument of a component.
  init(_ argument: ArgumentValue) {
    switch argument {
    case .none: self = .none
    case .bool(let flag): self = .bool(flag)
    case .int(let number): self = .int(number)
    case .float(let number): self = .float(number)
    case .string(let text): self = .string(text)
    case .array(let array): self = .array(array)
    case .object(let component): self = .component(component)
    case .tuple(let items): self = .newTuple(items.map { Value($0) })
    case .map(let entries):
      let dict = DictObject()
      for entry in entries { if case .string(let key) = entry.key { dict[key] = Value(entry.value) } }
      self = .dict(dict)
    case .foreign: self = .none
    }
  }
}

extension Interpreter {
  /// The component in a value, nil if it is none.
  func component(_ value: Value) throws -> (any FrozenObject)? {
    guard case .object(let object) = value else { return nil }
    if let host = object as? FrozenHost { return host.component }
    if let instance = object as? InstanceObject { return try scriptComponent(instance) }
    return nil
  }
}

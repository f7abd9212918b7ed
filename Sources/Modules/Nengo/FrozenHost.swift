import Arrays
import Language
import Model

/// A distribution, neuron type, synapse, process, solver, transform or learning rule type as scripts see it.
///
/// Its class, attributes, text and equality all come from the component and its row in `ComponentTable`.
public class FrozenHost: HostObject, Printable, HasEquality {
  public let component: any FrozenObject
  public let type: TypeObject
  /// The instance of a script's class that this is the host part of.
  let owner: ComponentOwner?

  fileprivate init(_ component: any FrozenObject, _ type: TypeObject?, _ owner: ComponentOwner?) {
    self.component = component
    self.type = type ?? ComponentTable.type(of: component)
    self.owner = owner
  }

  public func repr(_ interpreter: Interpreter) throws -> String {
    guard let owner else { return component.text }
    return try owner.text(interpreter) ?? component.text(named: owner.type.name)
  }

  public func str(_ interpreter: Interpreter) throws -> String {
    owner == nil ? component.briefText : try repr(interpreter)
  }

  public func isEqual(to other: Value, _ interpreter: Interpreter) throws -> Bool? {
    guard let other: FrozenHost = other.host() else { return nil }
    return owner?.type === other.owner?.type && component.isEqual(to: other.component)
  }

  public func hash(_ interpreter: Interpreter) throws -> Int {
    var hasher = Hasher()
    component.hash(into: &hasher)
    return hasher.finalize()
  }
}

/// A component that is called: a solver, as `solver(activities, targets)`.
final class SolverHost: FrozenHost, Callable {
  private var own: Signature {
    Signature(
      "\(component.typeName).__call__",
      component is any Solver ? SolverTypes.solverParameters : SolverTypes.leastSquaresParameters, isMethod: true)
  }
  var signature: Signature? { own }

  func call(_ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value {
    try SolverTypes.solve(component, try own.bind(arguments, interpreter))
  }
}

extension FrozenHost {
  /// The script's object for a component; `type` for a class that the table does not have.
  static func make(
    _ component: any FrozenObject, _ type: TypeObject? = nil, owner: ComponentOwner? = nil
  ) -> FrozenHost {
    component is any Solver || component is any LeastSquaresSolver
      ? SolverHost(component, type, owner) : FrozenHost(component, type, owner)
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
  ///
  /// - Parameter method: the method of the host's class that is being called on the value.
  func component(_ value: Value, calling method: String? = nil) throws -> (any FrozenObject)? {
    guard case .object(let object) = value else { return nil }
    if let host = object as? FrozenHost { return host.component }
    if let instance = object as? InstanceObject { return scriptComponent(instance, calling: method) }
    return nil
  }
}

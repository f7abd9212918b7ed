import Language
import Model

/// All classes of components, by module.
enum ComponentTable {
  /// `nengo.neurons` and so on with their classes.
  static let modules: [(name: String, types: [TypeObject])] = [
    ("dists", DistributionTypes.all), ("neurons", NeuronTypes.all), ("synapses", SynapseTypes.all),
    ("processes", ProcessTypes.all), ("solvers", SolverTypes.all), ("transforms", TransformTypes.all),
    ("learning_rules", LearningRuleTypeTypes.all),
  ]

  private static let byName: [String: TypeObject] = {
    let types =
      modules.flatMap(\.types) + SolverTypes.leastSquares + NengoDLComponents.neurons
      + NengoDLComponents.distributions
    return Dictionary(types.map { ($0.name, $0) }) { first, _ in first }
  }()

  /// The class of a component.
  static func type(of component: any FrozenObject) -> TypeObject {
    byName[component.typeName] ?? .object
  }
}

/// What all components are in scripts: `nengo.params.FrozenObject`.
extension TypeObject {
  static let frozenObject = TypeObject("FrozenObject", module: "nengo.params", doc: "An object that never changes.")
}

extension Method {
  /// A method of a component of class `Kind`.
  static func of<Kind>(
    _ kind: Kind.Type, _ name: String, _ parameters: [Parameter] = [], _ summary: String,
    _ body: @escaping (Kind, Call) throws -> Value
  ) -> Method {
    Method(
      name, parameters, summary: summary,
      onValue: { receiver, call in
        guard let component = try call.interpreter.component(receiver, calling: name) as? Kind else {
          throw ScriptError(.typeError, "'\(name)' requires a component, got '\(receiver.typeName)'")
        }
        return try body(component, call)
      })
  }
}

extension Property {
  /// A read-only attribute of a component of class `Kind`.
  static func of<Kind>(
    _ kind: Kind.Type, _ name: String, _ doc: String, _ get: @escaping (Kind) throws -> Value
  ) -> Property {
    Property(
      name, doc: doc,
      onValue: { receiver, interpreter in
        guard let component = try interpreter.component(receiver, calling: name) as? Kind else { return .none }
        return try get(component)
      })
  }
}

import Arrays
import Language
import Model

/// What the classes of network objects share: parameters, attributes and text that follow from their tables.
enum ModelClasses {
  /// The class of network objects of one kind.
  ///
  /// - Parameters:
  ///   - names: the constructor's parameters in order; they are described by the table `specs`.
  ///   - further: properties that are not parameters.
  ///   - make: makes an object from the values of the parameters that were given.
  static func type<Object: NetworkObject>(
    _ kind: Object.Type, module: String, doc: String, names: [String], further: [Property] = [],
    methods: [Method] = [],
    make: @escaping ([String: ParameterValue], ModelContext, Bool?) throws -> Object
  ) -> TypeObject {
    let specs = Object.parameters
    let parameters =
      names.compactMap { name in specs.first { $0.name == name } }.map(parameter)
      + [.omittable("add_to_container", shown: "None", "False: belongs to no network")]
    return TypeObject(
      Object.className, module: module, doc: doc,
      constructor: Constructor(parameters) { call in
        let session = try NengoSession.of(call.interpreter)
        var values: [String: ParameterValue] = [:]
        for name in names {
          if let value = call[name] { values[name] = try call.interpreter.parameterValue(value) }
        }
        let add = call.value("add_to_container").isNone ? nil : try call.bool("add_to_container")
        return try session.constructing(call.interpreter) {
          let object = try make(values, session.context, add)
          for name in names { if let value = call[name] { object.remember(value, of: name) } }
          return .object(object)
        }
      },
      methods: [copy] + methods, properties: specs.map { property(kind, $0) } + further)
  }

  private static func parameter(_ spec: ParameterSpec) -> Parameter {
    guard let builtIn = spec.builtIn else { return .required(spec.name, spec.summary) }
    return .omittable(spec.name, shown: text(builtIn()), spec.summary)
  }

  /// A default as help shows it.
  private static func text(_ value: ParameterValue) -> String {
    if case .frozen(let component) = value { return component.text }
    return value.text
  }

  private static func property<Object: NetworkObject>(_ kind: Object.Type, _ spec: ParameterSpec) -> Property {
    let name = spec.name
    let descriptor = ParameterDescriptor(name, Object.className, spec.summary) {
      guard let builtIn = spec.builtIn, let value = try? Value(builtIn()) else { return .none }
      return value
    }
    return Property(
      name, doc: spec.summary, onClass: .object(descriptor),
      set: { (object: Object, value, interpreter) in
        let session = try NengoSession.of(interpreter)
        let converted = try interpreter.parameterValue(value)
        try session.reporting(interpreter) { try object.set(name, converted, in: session.context) }
        object.remember(value, of: name)
      },
      get: { (object: Object, _) in try object.scriptValue(of: name) })
  }

  private static var copy: Method {
    Method("copy", [.optional("add_to_container", .bool(true))], summary: "A copy, in the current network.") {
      (object: NetworkObject, call) in
      let session = try NengoSession.of(call.interpreter)
      let add = try call.bool("add_to_container")
      return .object(try object.copy(in: session.context, addToContainer: add))
    }
  }

  /// What `probeable` lists.
  static func probeable(_ names: [String]) -> Property {
    Property("probeable", doc: "What can be probed.", onClass: .newTuple(names.map { .string($0) })) {
      (_: NetworkObject, _) in .newTuple(names.map { .string($0) })
    }
  }
}

/// `nengo.Ensemble`
enum EnsembleClass {
  static let type = ModelClasses.type(
    Ensemble.self, module: "nengo.ensemble", doc: "A population of neurons that represents a vector.",
    names: [
      "n_neurons", "dimensions", "radius", "encoders", "intercepts", "max_rates", "eval_points", "n_eval_points",
      "neuron_type", "gain", "bias", "noise", "normalize_encoders", "label", "seed",
    ],
    further: [
      Property(
        "neurons", doc: "The neurons, as an end of connections and probes.",
        set: { (_: Ensemble, _, _) in
          throw NengoError(
            .readonly, "neurons is read-only and cannot be changed", attribute: "neurons", owner: "Ensemble")
        },
        get: { (ensemble: Ensemble, _) in .object(NeuronsObject(ensemble.neurons)) }),
      ModelClasses.probeable(Ensemble.probeable),
    ] + sizeProperties
  ) { values, context, add in
    try Ensemble(
      values["n_neurons"] ?? .useDefault, values["dimensions"] ?? .useDefault,
      values.filter { $0.key != "n_neurons" && $0.key != "dimensions" }, in: context, addToContainer: add)
  }
}

/// `nengo.Node`
enum NodeClass {
  static let type = ModelClasses.type(
    Node.self, module: "nengo.node", doc: "A source of values, a function of values, or a place where values meet.",
    names: ["output", "size_in", "size_out", "label", "seed"], further: [ModelClasses.probeable(Node.probeable)]
  ) { values, context, add in
    try Node(
      values["output"] ?? .useDefault, sizeIn: values["size_in"] ?? .useDefault,
      sizeOut: values["size_out"] ?? .useDefault, label: values["label"] ?? .useDefault,
      seed: values["seed"] ?? .useDefault, in: context, addToContainer: add)
  }
}

/// `nengo.Connection`
enum ConnectionClass {
  static let type = ModelClasses.type(
    Connection.self, module: "nengo.connection",
    doc: "Values of one object, decoded, changed by a function and a transform, filtered, added to another.",
    names: [
      "pre", "post", "synapse", "function", "transform", "solver", "learning_rule_type", "eval_points",
      "scale_eval_points", "label", "seed",
    ],
    further: [
      Property("learning_rule", doc: "The rules at work, in the shape of learning_rule_type.") {
        (connection: Connection, _) in learningRule(connection)
      },
      Property("pre_obj", doc: "The whole source.") { (connection: Connection, _) in .model(connection.preObject) },
      Property("post_obj", doc: "The whole target.") { (connection: Connection, _) in .model(connection.postObject) },
      Property("pre_slice", doc: "The part of the source.") { (connection: Connection, _) in slice(connection.pre) },
      Property("post_slice", doc: "The part of the target.") { (connection: Connection, _) in slice(connection.post) },
      Property("size_in", doc: "Values taken from the source.") { (connection: Connection, _) in .int(connection.sizeIn)
      },
      Property("size_mid", doc: "Values after the function.") { (connection: Connection, _) in .int(connection.sizeMid)
      },
      Property("size_out", doc: "Values added to the target.") { (connection: Connection, _) in .int(connection.sizeOut)
      },
      Property("is_decoded", doc: "Whether decoders are solved.") { (connection: Connection, _) in
        .bool(connection.isDecoded)
      },
      Property("has_weights", doc: "Whether there are weights.") { (connection: Connection, _) in
        .bool(connection.isDecoded || !(connection.transform is NoTransform))
      },
      ModelClasses.probeable(Connection.probeable),
    ]
  ) { values, context, add in
    try Connection(
      values["pre"] ?? .useDefault, values["post"] ?? .useDefault,
      values.filter { $0.key != "pre" && $0.key != "post" }, in: context, addToContainer: add)
  }

  private static func slice(_ view: ObjectView) -> Value {
    .index(view.index ?? .slice(start: nil, stop: nil, step: nil))
  }

  private static func learningRule(_ connection: Connection) -> Value {
    func rule(_ type: any LearningRuleType) -> Value { .object(RuleObject(LearningRule(of: connection, type: type))) }
    return switch connection.learningRuleTypes {
    case .none: .none
    case .single(let type): rule(type)
    case .list(let types): .newList(types.map(rule))
    case .map(let entries): .dict(DictObject(entries.map { ($0.key, rule($0.type)) }))
    }
  }
}

/// `nengo.Probe`
enum ProbeClass {
  static let type = ModelClasses.type(
    Probe.self, module: "nengo.probe", doc: "Records one signal of an object.",
    names: ["target", "attr", "sample_every", "synapse", "solver", "label", "seed"],
    further: [
      Property("obj", doc: "The whole object.") { (probe: Probe, _) in .model(probe.object) },
      Property("slice", doc: "The part of the object; None for all of it.") { (probe: Probe, _) in
        probe.target.index.map { .index($0) } ?? .none
      },
      Property("size_in", doc: "Values recorded per sample.") { (probe: Probe, _) in .int(probe.sizeIn) },
      Property("size_out", doc: "Probes give no values.") { (_: Probe, _) in .int(0) },
    ]
  ) { values, context, add in
    try Probe(
      values["target"] ?? .useDefault, values.filter { $0.key != "target" }, in: context, addToContainer: add)
  }
}

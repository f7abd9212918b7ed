import Arrays
import Language
import Model

/// `nengo.Network`
enum NetworkClass {
  static let base: TypeObject = TypeObject(
    "Network", module: "nengo.network", doc: "A group of network objects and of further networks.",
    subclassing: .allowed,
    constructor: Constructor([
      .omittable("label", "a name"), .omittable("seed", "the seed of all that is drawn in it"),
      .omittable("add_to_container", shown: "None", "whether it belongs to the current network"),
    ]) { call in
      let session = try NengoSession.of(call.interpreter)
      let add = call.value("add_to_container").isNone ? nil : try call.bool("add_to_container")
      let network = try Network(
        label: try label(call), seed: try seed(call.value("seed"), call.interpreter), in: session.context,
        addToContainer: add)
      network.setInstance(call.receiver)
      return .object(network)
    },
    methods: methods, properties: lists + settings)

  /// The class of a network: one of the ready-made ones, or plain.
  static func type(of network: Network) -> TypeObject { ReadyNetworks.type(of: network) ?? base }

  /// The seed of a network of class `owner`: any integer, or None.
  static func seed(_ value: Value, of owner: String = "Network", _ interpreter: Interpreter) throws -> Int? {
    if value.isNone { return nil }
    if value.string == nil, let seed = try interpreter.optionalIndex(value) { return seed }
    throw NengoError.validation(
      "Must be of type 'int or integer' (got type '\(value.typeName)').", attribute: "seed", owner: owner)
  }

  static func label(_ call: Call, of owner: String = "Network") throws -> String? {
    let value = call.value("label")
    guard value.isNone || value.string != nil else {
      throw NengoError.validation(
        "Must be a string (got type '\(value.typeName)')", attribute: "label", owner: owner)
    }
    return value.string
  }

  // MARK: members

  private static func fixed<Object: Network>(
    _ name: String, _ doc: String, _ get: @escaping (Object, Interpreter) throws -> Value
  ) -> Property {
    Property(
      name, doc: doc,
      set: { (_: Object, _, _) in
        throw NengoError(.readonly, "\(name) is read-only and cannot be changed", attribute: name, owner: "Network")
      }, get: get)
  }

  private static func list(_ kind: MemberLists.Kind) -> Property {
    fixed(kind.rawValue, "The \(kind.rawValue) made in the network; taken from the list, they are not part of it.") {
      (network: Network, interpreter) in
      let session = try NengoSession.of(interpreter)
      network.memberLists.warn = { [weak session] in session?.warn($0) }
      return .list(network.memberLists.list(kind))
    }
  }

  /// Members with those of subnetworks.
  private static func all(_ name: String, _ get: @escaping (Network) -> [Value]) -> Property {
    Property(name, doc: "With those of subnetworks.") { (network: Network, _) in .newList(get(network)) }
  }

  private static var lists: [Property] {
    [
      list(.ensembles), list(.nodes), list(.connections), list(.networks), list(.probes),
      all("all_ensembles") { $0.allEnsembles.map { .object($0) } },
      all("all_nodes") { $0.allNodes.map { .object($0) } },
      all("all_connections") { $0.allConnections.map { .object($0) } },
      all("all_networks") { $0.allNetworks.map(\.scriptValue) },
      all("all_probes") { $0.allProbes.map { .object($0) } },
      all("all_objects") { $0.allObjects.map { .model($0) } },
    ]
  }

  private static var settings: [Property] {
    [
      Property(
        "label", doc: "A name.",
        set: { (network: Network, value, _) in
          guard value.isNone || value.string != nil else {
            throw NengoError.validation(
              "Must be a string (got type '\(value.typeName)')", attribute: "label", owner: "Network")
          }
          network.label = value.string
        },
        get: { (network: Network, _) in network.label.map { .string($0) } ?? .none }),
      Property(
        "seed", doc: "The seed of all that is drawn in the network.",
        set: { (network: Network, value, interpreter) in
          network.seed = try seed(value, interpreter)
        },
        get: { (network: Network, _) in network.seed.map { .int($0) } ?? .none }),
      fixed("config", "Defaults for objects made in the network.") { (network: Network, _) in .object(network.config) },
      Property("n_neurons", doc: "Neurons of all ensembles.") { (network: Network, _) in .int(network.neuronCount) },
      fixed("objects", "The members by type.") { (network: Network, interpreter) in
        let dict = DictObject()
        let groups: [(TypeObject, MemberLists.Kind)] = [
          (EnsembleClass.type, .ensembles), (NodeClass.type, .nodes), (ConnectionClass.type, .connections),
          (base, .networks), (ProbeClass.type, .probes),
        ]
        for (type, kind) in groups {
          try dict.setValue(.list(network.memberLists.list(kind)), for: .object(type), interpreter)
        }
        return .dict(dict)
      },
    ]
  }

  // MARK: methods

  private static var methods: [Method] {
    [
      Method(
        "copy", [.omittable("add_to_container", shown: "None")],
        summary: "A copy with the same seeds and labels, in the current network if there is one.", onValue: copy),
      Method("default_config", summary: "A config set up for the objects of networks.", kind: .free) { _, _ in
        .object(
          try Config([Connection.className, Ensemble.className, Node.className, Probe.className]))
      },
      Method(
        "remove", [.variadic("objs")],
        summary: "Remove objects, with the connections and probes that would be left without an end.",
        doc: "A subnetwork goes with all its members. Gives what was removed. A simulator sees it at its next rebuild.",
        onValue: remove),
      Method("add", [.positionOnly("obj")], summary: "Add an object to the current network.", kind: .free) { _, call in
        let session = try NengoSession.of(call.interpreter)
        guard let network = session.context.currentNetwork else {
          throw NengoError(
            .networkContext,
            "'\(call.value("obj").typeName)' must either be created inside a ``with network:`` block, "
              + "or set add_to_container=False in the object's constructor.")
        }
        if let added: Network = call.value("obj").host() {
          guard network.canHold(added) else {
            throw NengoError(
              .networkContext,
              "\(added.text(as: added.type.name)) cannot be added here: no network can be in itself, nor more than "
                + "\(Network.nestingLimit) levels deep"
            ).blaming("obj")
          }
          network.networks.append(added)
          network.settleLevels()
          return .none
        }
        guard let object: NetworkObject = call.value("obj").host() else {
          throw NengoError(
            .networkContext, "Objects of type '\(call.value("obj").typeName)' cannot be added to networks.")
        }
        network.add(object)
        return .none
      },
    ]
  }

  private static func remove(_ receiver: Value, _ call: Call) throws -> Value {
    guard let network: Network = receiver.host() else {
      throw ScriptError(.typeError, "remove() requires a Network, got '\(receiver.typeName)'")
    }
    let objects = try call.variadic.map { value -> ModelObject in
      if let object = try ModelObject(value) { return object }
      throw NengoError.validation(
        "only ensembles, nodes, connections, probes and networks can be removed (got type '\(value.typeName)')",
        attribute: "remove", owner: "Network")
    }
    let named = Set(objects).count
    return .object(RemovalObject(try network.remove(objects), namedCount: named))
  }

  private static func copy(_ receiver: Value, _ call: Call) throws -> Value {
    guard let network: Network = receiver.host() else {
      throw ScriptError(.typeError, "copy() requires a Network, got '\(receiver.typeName)'")
    }
    let session = try NengoSession.of(call.interpreter)
    let add = call.value("add_to_container").isNone ? nil : try call.bool("add_to_container")
    let copy = try network.copy(in: session.context, addToContainer: add)
    let pairs = Array(zip([network] + network.allNetworks, [copy] + copy.allNetworks))
    let renamed = Renaming(network, copy)
    for (original, made) in pairs {
      if case .object(let object) = original.scriptValue, let instance = object as? InstanceObject {
        let twin = InstanceObject(instance.type)
        twin.host = made
        made.setInstance(twin)
        for (name, value) in instance.ownAttributes.pairs { twin.ownAttributes[name] = renamed(value) }
      }
      for (name, value) in original.ownAttributes.pairs { made.ownAttributes[name] = renamed(value) }
    }
    return copy.scriptValue
  }

  /// Maps members of a network to those of its copy, in attributes that scripts gave to networks.
  private struct Renaming {
    private var twins: [ObjectIdentifier: Value] = [:]

    init(_ original: Network, _ copy: Network) {
      func key(_ object: ModelObject) -> ObjectIdentifier? {
        if case .object(let host) = Value.model(object) {
          return ObjectIdentifier((host as? InstanceObject)?.host ?? host)
        }
        return nil
      }
      for (old, new) in zip([.network(original)] + original.allObjects, [.network(copy)] + copy.allObjects) {
        if let key = key(old) { twins[key] = .model(new) }
      }
    }

    func callAsFunction(_ value: Value) -> Value {
      switch value {
      case .list(let list): return .newList(list.elements.map { self($0) })
      case .tuple(let tuple): return .tuple(TupleObject(tuple.elements.map { self($0) }, kind: tuple.kind))
      case .object(let neurons as NeuronsObject):
        if case .object(let ensemble as Ensemble)? = twins[ObjectIdentifier(neurons.neurons.ensemble)] {
          return .object(NeuronsObject(ensemble.neurons))
        }
        return value
      case .object(let object): return twins[ObjectIdentifier((object as? InstanceObject)?.host ?? object)] ?? value
      default: return value
      }
    }
  }
}

import Build
import Language
import Model

/// `nengo.utils.builder`: about what building does to connections, and networks without passthrough nodes.
enum BuilderUtilities {
  static func module() -> ModuleObject {
    ModuleObject("nengo.utils.builder", doc: "About building.") { module in
      module.define(pointCount, fullTransform, findAllIO, objectsAndConnections, removePassthroughNodes)
      module.refuse("generate_graphviz", note: "it has moved to nengo_extras.graphviz")
    }
  }

  private static let pointCount = BuiltinFunction(
    "default_n_eval_points", module: "nengo.utils.builder", [.required("n_neurons"), .required("dimensions")],
    summary: "How many evaluation points an ensemble gets."
  ) { call in
    .int(
      EnsembleUtilities.defaultPointCount(neurons: try call.int("n_neurons"), dimensions: try call.int("dimensions")))
  }

  private static let fullTransform = BuiltinFunction(
    "full_transform", module: "nengo.utils.builder",
    [
      .required("conn"), .optional("slice_pre", .bool(true)), .optional("slice_post", .bool(true)),
      .optional("allow_scalars", .bool(true)),
    ], summary: "A dense transform, expanded over the whole objects that it connects."
  ) { call in
    .array(
      try ConnectionUtilities.fullTransform(
        try call.host("conn", as: Connection.self, wanted: "Connection"), slicePre: try call.bool("slice_pre"),
        slicePost: try call.bool("slice_post"), allowScalars: try call.bool("allow_scalars")))
  }

  private static func connections(_ call: Call) throws -> [Connection] {
    try call.elements("connections").map { value in
      guard let connection: Connection = value.host() else {
        throw ScriptError(.typeError, "connections must be Connection objects, not \(value.typeName)")
      }
      return connection
    }
  }

  private static let findAllIO = BuiltinFunction(
    "find_all_io", module: "nengo.utils.builder", [.required("connections")],
    summary: "Two dicts: which connections end at each object, and which begin there."
  ) { call in
    let (inputs, outputs) = (DictObject(), DictObject())
    func append(_ connection: Connection, _ object: ModelObject, _ dict: DictObject) throws {
      let key = Value.model(object)
      if case .list(let known)? = try dict.value(for: key, call.interpreter) {
        known.elements.append(.object(connection))
      } else {
        try dict.setValue(.newList([.object(connection)]), for: key, call.interpreter)
      }
    }
    for connection in try connections(call) {
      try append(connection, connection.postObject, inputs)
      try append(connection, connection.preObject, outputs)
    }
    return .newTuple([.dict(inputs), .dict(outputs)])
  }

  private static let objectsAndConnections = BuiltinFunction(
    "objs_and_connections", module: "nengo.utils.builder", [.required("network")],
    summary: "All ensembles and nodes, and all connections."
  ) { call in
    let network = try call.host("network", as: Network.self, wanted: "Network")
    let objects: [Value] = network.allEnsembles.map { .object($0) } + network.allNodes.map { .object($0) }
    return .newTuple([.newList(objects), .newList(network.allConnections.map { .object($0) })])
  }

  private static let removePassthroughNodes = BuiltinFunction(
    "remove_passthrough_nodes", module: "nengo.utils.builder",
    [.required("objs"), .required("connections"), .omittable("create_connection_fn")],
    summary: "Objects and connections without nodes that only pass values on.",
    doc: "Each pair of connections into and out of such a node becomes one; networks stay as they are."
  ) { call in
    guard call.value("create_connection_fn").isNone else {
      throw ScriptError(
        .notImplementedError, "remove_passthrough_nodes: create_connection_fn is not supported")
    }
    let objects = try call.elements("objs").map { value -> ModelObject in
      guard let object = try ModelObject(value) else {
        throw ScriptError(.typeError, "objs must be objects of a network, not \(value.typeName)")
      }
      return object
    }
    let result = try PassthroughRemoval.remove(from: objects, try connections(call))
    return .newTuple([
      .newList(result.objects.map { .model($0) }), .newList(result.connections.map { .object($0) }),
    ])
  }
}

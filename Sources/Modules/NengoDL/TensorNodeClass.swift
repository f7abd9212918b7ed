import Arrays
import DL
import Engine
import Language
import Model
import Training

/// `nengo_dl.TensorNode` and `nengo_dl.Layer`
enum TensorNodeClass {
  private static let parameters: [Parameter] = [
    .required("tensor_func", "a function of tensors, or a layer"), .optional("shape_in", .none),
    .optional("shape_out", .none), .optional("pass_time", .bool(true)), .optional("label", .none),
  ]

  /// The class of nodes whose function works on whole minibatches.
  static let type: TypeObject = TypeObject(
    "TensorNode", module: "nengo_dl", base: NodeClass.type,
    doc: "A node whose function works on whole minibatches and has a derivative.",
    constructor: Constructor(parameters) { call in .object(try make(call)) })

  private static func make(_ call: Call) throws -> Node {
    try node(
      call.value("tensor_func"), shapeIn: try shape(call, "shape_in"), shapeOut: try shape(call, "shape_out"),
      passTime: try call.bool("pass_time"), label: call.value("label"), call.interpreter)
  }

  private static func shape(_ call: Call, _ name: String) throws -> [Int]? {
    if call.value(name).isNone { return nil }
    guard let sizes = try? call.ints(name), sizes.allSatisfy({ $0 >= 1 }) else {
      throw NengoError.validation(
        "should be a tuple of positive integers, got \(try call.interpreter.repr(call.value(name)))", attribute: name,
        owner: "TensorNode")
    }
    return sizes
  }

  static func node(
    _ function: Value, shapeIn: [Int]?, shapeOut: [Int]?, passTime: Bool, label: Value, _ interpreter: Interpreter
  ) throws -> Node {
    guard shapeIn != nil || passTime else {
      throw NengoError.validation(
        "Must specify either shape_in or pass_time=True", attribute: "TensorNode", owner: "TensorNode")
    }
    guard interpreter.isCallable(function) else {
      throw NengoError.validation(
        "Must be a function or layer, got \(function.typeName)", attribute: "tensor_func", owner: "TensorNode")
    }
    let body = ScriptTensorFunction(
      function, shapeIn: shapeIn, passTime: passTime, name: interpreter.functionName(function), interpreter)
    body.shapeOut = try shapeOut ?? body.inferredShape()
    let session = try NengoSession.of(interpreter)
    let node = try session.constructing(interpreter) {
      try Node(
        .tensorFunction(body), sizeIn: .int(body.sizeIn), sizeOut: .int(body.sizeOut),
        label: try interpreter.parameterValue(label), in: session.context)
    }
    node.ownAttributes["shape_in"] = shapeIn.map { .shape($0) } ?? Value.none
    node.ownAttributes["shape_out"] = .shape(body.shapeOut)
    node.ownAttributes["pass_time"] = .bool(passTime)
    node.ownAttributes["tensor_func"] = function
    return node
  }

  // MARK: Layer

  static let layerType: TypeObject = TypeObject(
    "Layer", module: "nengo_dl", doc: "Makes a tensor node or an ensemble and the connection to it.",
    constructor: Constructor([.required("layer_func", "a function of tensors, a layer or a neuron type")]) { call in
      .object(LayerFactory(call.value("layer_func")))
    })

  static let tensorLayer = BuiltinFunction(
    "tensor_layer", module: "nengo_dl",
    [.required("input"), .required("layer_func"), .keywords("kwargs")], summary: "old name of Layer"
  ) { call in
    try call.interpreter.warn(.deprecationWarning, "tensor_layer is deprecated, use nengo_dl.Layer instead")
    return try LayerFactory(call.value("layer_func")).call(
      CallArguments([call.value("input")], call.keywords), call.interpreter)
  }
}

/// `nengo_dl.Layer(f)`: called with an input, it makes the node and the connection.
final class LayerFactory: HostObject, Callable, Printable {
  private let function: Value
  init(_ function: Value) { self.function = function }

  var type: TypeObject { TensorNodeClass.layerType }
  var signature: Signature? { Signature("Layer", Self.parameters) }

  private static let parameters: [Parameter] = [
    .required("input"), .optional("transform", .none), .optional("shape_in", .none), .optional("synapse", .none),
    .optional("return_conn", .bool(false)), .keywords("layer_args"),
  ]

  func call(_ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value {
    try BuiltinFunction("Layer", Self.parameters) { [self] call in
      try NengoSession.of(interpreter).constructing(interpreter) { try make(call) }
    }.call(arguments, interpreter)
  }

  private func make(_ call: Call) throws -> Value {
    let interpreter = call.interpreter
    let input = call.value("input")
    guard let end: any ModelEnd = input.host() else {
      throw NengoError.validation(
        "input should be a Nengo object, got \(input.typeName)", attribute: "input", owner: "Layer")
    }
    let size = try self.size(call, end)
    let object: Value
    if let component = try interpreter.component(function) {
      guard component is any NeuronType else {
        throw NengoError.validation(
          "should be a neuron type, a layer or a function", attribute: "layer_func", owner: "Layer")
      }
      let keywords = call.keywords + [("neuron_type", function)]
      let ensemble = try interpreter.call(
        .object(EnsembleClass.type), CallArguments([.int(size), .int(1)], keywords))
      object = try interpreter.attribute(ensemble, "neurons")
    } else {
      object = .object(try node(call, size))
    }
    let connection = try interpreter.call(
      .object(ConnectionClass.type),
      CallArguments(
        [input, object],
        [("synapse", call.value("synapse"))]
          + (call.value("transform").isNone ? [] : [("transform", call.value("transform"))])))
    try markFixed(connection, interpreter)
    return try call.bool("return_conn") ? .newTuple([object, connection]) : object
  }

  private func size(_ call: Call, _ end: any ModelEnd) throws -> Int {
    if let shape = try call.optionalInts("shape_in") { return try Tensor.count(of: shape) }
    if let matrix = call.value("transform").ndarray, matrix.ndim == 2 { return matrix.shape[0] }
    return try end.view.sizeOut ?? 0
  }

  private func node(_ call: Call, _ size: Int) throws -> Node {
    var (passTime, label, shapeOut) = (false, Value.none, nil as [Int]?)
    for (name, value) in call.keywords {
      switch name {
      case "pass_time": passTime = try call.interpreter.truth(value)
      case "label": label = value
      case "shape_out": shapeOut = try call.interpreter.ints(value)
      default: throw ScriptError(.typeError, "TensorNode() got an unexpected keyword argument '\(name)'")
      }
    }
    return try TensorNodeClass.node(
      function, shapeIn: try call.optionalInts("shape_in") ?? [size], shapeOut: shapeOut, passTime: passTime,
      label: label, call.interpreter)
  }

  /// The connection to a layer is not trained.
  private func markFixed(_ value: Value, _ interpreter: Interpreter) throws {
    guard case .connection(let connection)? = try ModelObject(value) else { return }
    let session = try NengoSession.of(interpreter)
    guard let config = session.context.networks.first?.config else { return }
    try SimulatorSettings.addTrainable(to: config)
    try config.set(.connection(connection), "trainable", .bool(false))
  }

  func repr(_ interpreter: Interpreter) throws -> String {
    if try interpreter.component(function) != nil { return "Layer(\(try interpreter.repr(function)))" }
    return "Layer(\(interpreter.functionName(function)))"
  }
}

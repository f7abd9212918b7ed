import Arrays
import DL
import Language
import Model
import Training

/// `nengo_dl.Converter`
final class ConverterObject: HostObject {
  private let converter: Converter
  init(_ converter: Converter) { self.converter = converter }

  var type: TypeObject { Self.typeObject }

  static let typeObject: TypeObject = TypeObject(
    "Converter", module: "nengo_dl", doc: "Turns a Keras model into a Nengo network.",
    constructor: Constructor([
      .required("model"), .optional("allow_fallback", .bool(true)), .optional("inference_only", .bool(false)),
      .optional("max_to_avg_pool", .bool(false)), .optional("split_shared_weights", .bool(false)),
      .optional("swap_activations", .none), .optional("scale_firing_rates", .none), .optional("synapse", .none),
      .optional("temporal_model", .bool(false)),
    ]) { call in
      guard let model = call.value("model").host(as: FunctionalModelObject.self)?.model else {
        throw ScriptError(.typeError, "Converter: model should be a Keras model, not '\(call.value("model").typeName)'")
      }
      guard try !call.bool("temporal_model") else {
        throw ScriptError(.notImplementedError, "Converter: temporal_model=True is not supported")
      }
      let session = try NengoSession.of(call.interpreter)
      let options = try options(call, session)
      return try session.reporting(call.interpreter) {
        .object(ConverterObject(try Converter(model, options: options)))
      }
    },
    methods: [
      Method(
        "verify",
        [
          .optional("training", .bool(false)), .optional("inputs", .none), .optional("atol", .float(1e-8)),
          .optional("rtol", .float(1e-5)),
        ], summary: "compares the outputs of the model and of the network"
      ) { (self: ConverterObject, call) in
        let inputs = call.value("inputs").isNone ? nil : try call.arrays("inputs")
        try NengoSession.of(call.interpreter).reporting(call.interpreter) {
          try self.converter.verify(
            training: try call.bool("training"), inputs: inputs, atol: try call.float("atol"),
            rtol: try call.float("rtol"))
        }
        return .bool(true)
      }
    ],
    properties: [
      Property("net", doc: "the network") { (self: ConverterObject, _) in .model(.network(self.converter.network)) },
      Property("inputs", doc: "nodes by input tensor") { (self: ConverterObject, interpreter) in
        try self.table(self.converter.inputs.map { ($0.tensor, .node($0.node)) }, interpreter)
      },
      Property("outputs", doc: "probes by output tensor") { (self: ConverterObject, interpreter) in
        try self.table(self.converter.outputs.map { ($0.tensor, .probe($0.probe)) }, interpreter)
      },
      Property("layers", doc: "objects by layer or tensor") { (self: ConverterObject, _) in
        .object(ConvertedLayers(self.converter))
      },
      Property("model", doc: "the Keras model") { (self: ConverterObject, _) in
        .object(FunctionalModelObject(self.converter.model))
      },
    ])

  private func table(_ entries: [(SymbolicTensor, ModelObject)], _ interpreter: Interpreter) throws -> Value {
    let dict = DictObject()
    for (tensor, object) in entries {
      try dict.setValue(.model(object), for: .object(KerasTensorObject(tensor)), interpreter)
    }
    return .dict(dict)
  }

  private static func options(_ call: Call, _ session: NengoSession) throws -> Converter.Options {
    let interpreter = call.interpreter
    var options = Converter.Options()
    options.allowsFallback = try call.bool("allow_fallback")
    options.inferenceOnly = try call.bool("inference_only")
    options.turnsMaxIntoAveragePooling = try call.bool("max_to_avg_pool")
    options.splitsSharedWeights = try call.bool("split_shared_weights")
    options.warn = { session.warn($0) }
    if !call.value("synapse").isNone {
      if let tau = try interpreter.optionalFloat(call.value("synapse")) {
        options.synapse = try Lowpass(Number(tau))
      } else {
        guard let synapse = try interpreter.component(call.value("synapse")) as? any Synapse else {
          throw ScriptError(.typeError, "Converter: synapse should be a synapse, a number or None")
        }
        options.synapse = synapse
      }
    }
    let scale = call.value("scale_firing_rates")
    if let items = try interpreter.mappingItems(scale) {
      for (key, value) in items {
        guard let layer = key.host(as: LayerObject.self)?.layer else {
          throw ScriptError(.typeError, "Converter: keys of scale_firing_rates should be layers, not '\(key.typeName)'")
        }
        options.scaleByLayer[ObjectIdentifier(layer)] = try interpreter.float(value)
      }
    } else if !scale.isNone {
      options.scale = try call.float("scale_firing_rates")
    }
    for (key, value) in try interpreter.mappingItems(call.value("swap_activations")) ?? [] {
      options.swaps.append((from: try swapKey(key, interpreter), to: try swapKey(value, interpreter)))
    }
    return options
  }

  private static func swapKey(_ value: Value, _ interpreter: Interpreter) throws -> Converter.SwapKey {
    if let type = try interpreter.component(value) as? any NeuronType { return .neurons(type) }
    return .function(try interpreter.activation(value))
  }
}

/// `converter.layers`
final class ConvertedLayers: HostObject, Indexable {
  private let converter: Converter
  init(_ converter: Converter) { self.converter = converter }
  static let typeObject = TypeObject("LayerDict", module: "nengo_dl.converter", doc: "Objects by layer or tensor.")
  var type: TypeObject { Self.typeObject }

  func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    if let layer = key.host(as: LayerObject.self)?.layer { return .model(try converter.object(of: layer)) }
    guard let tensor = key.host(as: KerasTensorObject.self)?.tensor, let object = converter.object(of: tensor) else {
      throw ScriptError(.keyError, try interpreter.repr(key))
    }
    return .model(object)
  }
}

/// Building: from a description to seeds, parameters, signals and operators.
///
/// Objects are built in this order, which is the creation order of operators: in each network all ensembles, all
/// nodes, then the subnetworks, then connections, then probes.
import Arrays
import Model

public enum Builder {
  /// Builds a network; nil gives a model without objects.
  ///
  /// - Parameters:
  ///   - dt: seconds per step, above 0.
  ///   - context: the open configs; connections that probes make for themselves take their defaults from them.
  ///   - old: an earlier model of the network. Objects that it knows keep their seeds and whatever nothing has changed
  ///     for; only the rest is drawn and solved. It stays as it is.
  /// - Throws: a `BuildError` or `ValidationError` that names the object; a `cancelled` error if asked to stop.
  public static func build(
    _ network: Network?, dt: Double = 0.001, context: ModelContext = ModelContext(), options: BuildOptions,
    reusing old: BuiltModel? = nil
  ) throws -> BuiltModel {
    guard dt > 0, dt.isFinite else {
      throw NengoError.validation("dt must be a number greater than 0 (got \(dt))", attribute: "dt", owner: "Simulator")
    }
    let model = try BuiltModel(network: network, dt: dt, floatType: try options.floatType)
    if let network {
      model.takeSnapshots(of: network)
      try model.assignSeeds(network, globalStream: options.globalStream, goingOnFrom: old)
      let construction = Construction(
        model, context, options, objectCount: objectCount(network),
        reuse: old.map { Reuse(comparison: Comparison(from: $0, to: model)) })
      try construction.members(of: network)
    }
    model.stepOrder = try StepOrder.order(of: model.operators)
    return model
  }

  private static func objectCount(_ network: Network) -> Int {
    network.ensembles.count + network.nodes.count + network.connections.count + network.probes.count
      + network.networks.reduce(0) { $0 + objectCount($1) }
  }
}

/// One build under way.
final class Construction {
  let model: BuiltModel
  let context: ModelContext
  let options: BuildOptions
  /// The model before, in a rebuild.
  let reuse: Reuse?
  private let objectCount: Int
  private var done = 0
  private var builtNetworks: Set<Network> = []

  init(
    _ model: BuiltModel, _ context: ModelContext, _ options: BuildOptions, objectCount: Int, reuse: Reuse? = nil
  ) {
    self.model = model
    self.context = context
    self.options = options
    self.objectCount = objectCount
    self.reuse = reuse
  }

  func members(of network: Network) throws {
    guard builtNetworks.insert(network).inserted else {
      options.warn(NengoWarning(.user, "Object \(network) has already been built."))
      return
    }
    for ensemble in network.ensembles {
      try one(.ensemble(ensemble), isBuilt: model.ensembles[ensemble] != nil) { try build(ensemble) }
    }
    for node in network.nodes {
      try one(.node(node), isBuilt: model.signal(of: .node(node), "out") != nil) { try build(node) }
    }
    for subnetwork in network.networks { try members(of: subnetwork) }
    for connection in network.connections {
      try one(.connection(connection), isBuilt: model.connections[connection] != nil) { try build(connection) }
    }
    for probe in network.probes {
      try one(.probe(probe), isBuilt: model.signal(of: .probe(probe), "in") != nil) { try build(probe) }
    }
  }

  /// Builds one object unless it is built already.
  private func one(_ object: ModelObject, isBuilt: Bool, _ body: () throws -> Void) throws {
    if options.isCancelled() { throw NengoError(.cancelled, "building was interrupted") }
    options.progress(BuildProgress(done: done, total: objectCount, current: object.text))
    if isBuilt {
      options.warn(NengoWarning(.user, "Object \(object.text) has already been built."))
    } else {
      do { try body() } catch let error as NengoError { throw error.placed(at: object.origin) }
      model.objects.append(object)
    }
    done += 1
  }

  /// Runs `body`, which works on the argument `name` of an object: errors blame it.
  func blaming<R>(_ name: String, _ body: () throws -> R) throws -> R {
    do { return try body() } catch let error as NengoError { throw error.blaming(error.argument ?? name) }
  }

  // MARK: small things that all objects need

  /// A signal of an object that starts with given values.
  func signal(_ role: String, of object: ModelObject, _ initial: NDArray, isReadOnly: Bool = false) throws -> Signal {
    try Signal(
      "\(object.text).\(role)", initial: initial, isReadOnly: isReadOnly, key: SignalKey(object, role))
  }

  /// A signal of zeros.
  func zeros(_ role: String, of object: ModelObject, _ shape: [Int]) throws -> Signal {
    try signal(role, of: object, try NDArray(zeros: shape, dtype: model.floatType))
  }

  /// A signal that holds a constant.
  func constant(_ role: String, of object: ModelObject, _ value: NDArray) throws -> Signal {
    try signal(role, of: object, try value.astype(model.floatType), isReadOnly: true)
  }

  /// `array` in the model's float type: the same numbers, or rounded to float32.
  func narrowed(_ array: NDArray) throws -> NDArray { try array.cast(to: model.floatType) }

  /// The selected entries of a vector: a view for a range of step 1, else a copy made in every step.
  func slice(_ signal: Signal, _ selection: Selection, for object: ModelObject) throws -> Signal {
    switch selection {
    case .range(let start, let count, 1):
      return selection.isAll(of: signal.shape.first ?? 0) ? signal : signal.view(start: start, count: count)
    default:
      let picked = try zeros("sliced", of: object, [selection.count])
      model.add(try Copy(signal, to: picked, srcSelection: selection))
      return picked
    }
  }

  /// The output of a filter within the step, as learning rules use it; the input itself without a filter.
  func filtered(
    _ synapse: (any Synapse)?, _ input: Signal, _ role: String, of object: ModelObject
  ) throws -> Signal {
    guard let synapse else { return input }
    let output = try zeros(role, of: object, input.shape)
    model.add(SimProcess(synapse, input: input, output: output, time: model.time, mode: .set))
    return output
  }

  /// The output of a filter in the next step, as connections and probes use it.
  func delayed(_ synapse: any Synapse, _ input: Signal, of object: ModelObject) throws -> Signal {
    let output = try zeros("filtered", of: object, input.shape)
    model.add(SimProcess(synapse, input: input, output: output, time: model.time, mode: .update))
    return output
  }
}

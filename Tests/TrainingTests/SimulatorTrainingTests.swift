import Arrays
import Model
import Testing

@testable import DL
@testable import Training

/// Complete training runs in double precision: outputs in training mode, losses and parameters after every epoch.
@Suite struct SimulatorTrainingTests {
  /// A network of one ensemble with the keys of its parameters.
  private struct Trial {
    let network: Network
    let ensemble: Ensemble
    var connections: [String: Connection] = [:]
  }

  private let context = ModelContext()

  private func array(_ value: Any?) throws -> NDArray { try Fixture.tensor(value).array() }

  private func connect(
    _ pre: ModelObject, _ post: ModelObject, weights: NDArray? = nil, synapse: ParameterValue = .none
  ) throws -> Connection {
    var settings: [String: ParameterValue] = ["synapse": synapse]
    if let weights { settings["transform"] = .array(weights) }
    return try Connection(.object(pre.view), .object(post.view), settings, in: context)
  }

  private func trial(_ item: [String: Any]) throws -> Trial {
    let name = try #require(item["name"] as? String)
    let network = try Network(seed: 0)
    return try context.within(network) {
      try SimulatorSettings.configure("dtype", "float64", in: context)
      if name.contains("smoothing") { try SimulatorSettings.configure("lif_smoothing", 0.05, in: context) }
      let initial = try #require(item["initial"] as? [String: Any])
      let x = try Fixture.tensor(item["x"])
      let input = try Node(.array(try NDArray(zeros: [x.shape[2]])), in: context)
      return name.hasPrefix("lif")
        ? try decoded(item, initial, input, network) : try neurons(item, name, initial, input, network)
    }
  }

  private func neurons(
    _ item: [String: Any], _ name: String, _ initial: [String: Any], _ input: Node, _ network: Network
  ) throws -> Trial {
    let bias = try array(initial["bias"])
    let isSpiking = name.hasPrefix("spiking")
    let gain = isSpiking ? try array(item["gain"]) : NDArray([Double](repeating: 1, count: bias.size))
    let type: any FrozenObject =
      isSpiking ? try SpikingRectifiedLinear(amplitude: 0.5) : try RectifiedLinear()
    let ensemble = try Ensemble(
      .int(bias.size), 1, ["neuron_type": .frozen(type), "gain": .array(gain), "bias": .array(bias)], in: context)
    let (first, last) = name.contains("recurrent") ? ("in.weights", "out.weights") : ("c1.weights", "c2.weights")
    let output = try array(initial[last])
    let out = try Node(sizeIn: .int(output.shape[0]), in: context)
    var trial = Trial(network: network, ensemble: ensemble)
    trial.connections[first] = try connect(
      .node(input), .neurons(ensemble.neurons), weights: try array(initial[first]))
    if initial["rec.weights"] != nil {
      trial.connections["rec.weights"] = try connect(
        .neurons(ensemble.neurons), .neurons(ensemble.neurons), weights: try array(initial["rec.weights"]),
        synapse: .frozen(try Lowpass(0)))
    }
    trial.connections[last] = try connect(.neurons(ensemble.neurons), .node(out), weights: output)
    _ = try Probe(.object(ModelObject.node(out).view), in: context)
    return trial
  }

  private func decoded(
    _ item: [String: Any], _ initial: [String: Any], _ input: Node, _ network: Network
  ) throws -> Trial {
    let ensemble = try Ensemble(
      6, 1,
      [
        "neuron_type": .frozen(try LIF(tauRC: 0.02, tauRef: 0.002, amplitude: 0.01)), "radius": 1.5,
        "encoders": .array(NDArray([1.0, -1, 1, -1, 1, -1], shape: [6, 1])), "gain": .array(try array(item["gain"])),
        "bias": .array(try array(initial["bias"])),
      ], in: context)
    let decoders = try array(initial["decoders"])
    let out = try Node(sizeIn: 2, in: context)
    var trial = Trial(network: network, ensemble: ensemble)
    _ = try connect(.node(input), .ensemble(ensemble))
    trial.connections["decoders"] = try Connection(
      .object(ModelObject.ensemble(ensemble).view), .object(ModelObject.node(out).view),
      [
        "function": .function(Simulator.zeros(2)), "synapse": .frozen(try Lowpass(0.005)),
        "solver": .frozen(try NoSolver(values: try decoders.transposed())),
      ], in: context)
    _ = try Probe(.object(ModelObject.node(out).view), in: context)
    return trial
  }

  private func parameters(_ trial: Trial, _ simulator: Simulator) throws -> [String: [Double]] {
    var result: [String: [Double]] = [:]
    for (name, connection) in trial.connections {
      guard case .connection(let values) = try simulator.value(of: .connection(connection)) else { continue }
      result[name] = values.weights?.doubles
    }
    guard case .ensemble(let values) = try simulator.value(of: .ensemble(trial.ensemble)) else { return result }
    result["bias"] = values.bias?.doubles
    result["encoders"] = values.scaledEncoders.doubles
    return result
  }

  @Test func runs() throws {
    for item in try Fixture.cases("dl-training") {
      let name = try #require(item["name"] as? String)
      let trial = try trial(item)
      var options = Simulator.Options()
      options.minibatch = item["minibatch_size"] as? Int
      options.showsProgress = false
      let simulator = try Simulator(trial.network, options: options)
      let initial = try #require(item["initial"] as? [String: Any])
      for (key, value) in try parameters(trial, simulator) {
        if let want = initial[key] {
          expectClose(value, try Fixture.tensor(want).values, 1e-9, "\(name) initial \(key)")
        }
      }
      let optimizer = try OptimizerCatalog.configuration(
        named: try #require(item["optimizer"] as? String), Fixture.settings(item["optimizer_args"]))
      let loss =
        name.hasPrefix("spiking")
        ? LossFunction(name: "sparse", body: Losses.sparseCategoricalCrossentropy(fromLogits: true))
        : try LossCatalog.loss(named: "mse")
      try simulator.compile(optimizer: Optimizer(optimizer), losses: [OutputLoss(loss)])
      let data = TrainingData(inputs: .list([try array(item["x"])]), targets: .list([try array(item["y"])]))
      let losses = try Fixture.tensor(item["loss"]).values
      let epochs = try #require(item["steps"] as? [[String: Any]])
      for (epoch, want) in epochs.enumerated() {
        let history = History()
        try simulator.fit(
          data, fit: fitOptions(), options: .init(), shuffles: false, history: history)
        expectClose(history["loss"] ?? [], [losses[epoch]], 1e-7, "\(name) loss of epoch \(epoch)")
        let now = try parameters(trial, simulator)
        for (key, value) in want {
          expectClose(now[key] ?? [], try Fixture.tensor(value).values, 1e-7, "\(name) \(key) after epoch \(epoch)")
        }
      }
      if let want = item["evaluate"] as? [String: Any] {
        let logs = try simulator.evaluate(data, options: .init())
        expectClose([logs["loss"] ?? .nan], try Fixture.tensor(want["loss"]).values, 1e-7, "\(name) evaluate")
      }
    }
  }

  private func fitOptions() -> FitOptions {
    var options = FitOptions()
    options.verbosity = 0
    return options
  }
}

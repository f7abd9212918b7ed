/// The operators of ensembles and nodes.
import Arrays
import Model

extension Construction {
  /// Emits: input reset, bias into the neurons' current, neurons, noise, encoding.
  func build(_ ensemble: Ensemble) throws {
    let key = ModelObject.ensemble(ensemble)
    let stream = RandomState(seed: try model.streamSeed(of: key))
    let built = try parameters(of: ensemble, stream: stream)
    model.ensembles[ensemble] = built

    let input = try zeros("in", of: key, [ensemble.dimensions])
    model.setSignal(input, of: key, "in")
    model.add(Reset(input))

    let bias = ensemble.isDirect ? nil : built.bias
    let neuronInput = try bias.map { try neurons(of: ensemble, bias: $0) } ?? direct(ensemble)
    if let noise = ensemble.noise {
      model.add(SimProcess(noise, input: nil, output: neuronInput, time: model.time, mode: .inc))
    }
    let encoders = try constant("encoders", of: key, built.scaledEncoders)
    model.setSignal(encoders, of: key, "encoders")
    model.add(try DotInc(encoders, input, into: neuronInput))
    if let output = model.signal(of: .neurons(ensemble.neurons), "out") { model.setSignal(output, of: key, "out") }
  }

  /// A Direct ensemble has no neurons: its output is what comes in.
  private func direct(_ ensemble: Ensemble) throws -> Signal {
    let neurons = ModelObject.neurons(ensemble.neurons)
    let signal = try zeros("in", of: neurons, [ensemble.dimensions])
    model.setSignal(signal, of: neurons, "in")
    model.setSignal(signal, of: neurons, "out")
    model.add(Reset(signal))
    return signal
  }

  /// Emits the bias and the neurons; gives the signal of their input current.
  private func neurons(of ensemble: Ensemble, bias: NDArray) throws -> Signal {
    let key = ModelObject.neurons(ensemble.neurons)
    let count = ensemble.nNeurons
    let current = try zeros("in", of: key, [count])
    let output = try zeros("out", of: key, [count])
    let bias = try constant("bias", of: key, bias)
    for (signal, role) in [(current, "in"), (output, "out"), (bias, "bias")] { model.setSignal(signal, of: key, role) }
    model.add(try Copy(bias, to: current))

    guard let wrapper = ensemble.neuronType.acting as? any RatesToSpikes else {
      try population(ensemble.neuronType, of: ensemble, j: current, output: output)
      return current
    }
    let rates = try zeros("rate_out", of: key, [count])
    model.setSignal(rates, of: key, "rate_out")
    try population(wrapper.baseType, of: ensemble, j: current, output: rates)
    try population(wrapper, of: ensemble, j: rates, output: output)
    return current
  }

  /// One population: its initial state and its operator, both on a fresh stream of the seed after the ensemble's.
  private func population(_ type: any NeuronType, of ensemble: Ensemble, j: Signal, output: Signal) throws {
    let stream = RandomState(seed: try model.streamSeed(of: .ensemble(ensemble), plus: 1))
    let states = try type.stateVariables.map { variable in
      let initial = try variable.initial.samples(ensemble.nNeurons, nil, stream)
      guard initial.shape == [ensemble.nNeurons] else {
        throw NengoError(
          .value,
          "\(ensemble): initial_state['\(variable.name)'] has shape \(ArrayError.text(shape: initial.shape)), "
            + "expected (\(ensemble.nNeurons),)")
      }
      let signal = try self.signal(variable.name, of: .neurons(ensemble.neurons), try narrowed(initial))
      model.setSignal(signal, of: .neurons(ensemble.neurons), variable.name)
      return signal
    }
    let ongoing = reuse?.stream(of: ensemble, output: output)
    let acting = type.acting as? any NeuronType ?? type
    model.add(SimNeurons(acting, j: j, output: output, states: states, rng: ongoing ?? stream))
  }

  /// Emits the input reset of a node that is not a constant, and what computes its output.
  func build(_ node: Node) throws {
    let key = ModelObject.node(node)
    if case .constant(let value) = node.output {
      model.setSignal(try constant("out", of: key, value), of: key, "out")
      return
    }
    let input = try zeros("in", of: key, [node.sizeIn])
    model.setSignal(input, of: key, "in")
    if node.sizeIn > 0 { model.add(Reset(input)) }
    guard !node.isPassthrough else {
      model.setSignal(input, of: key, "out")
      return
    }
    let output = try zeros("out", of: key, [node.sizeOut])
    model.setSignal(output, of: key, "out")
    let (x, y) = (node.sizeIn > 0 ? input : nil, node.sizeOut > 0 ? output : nil)
    switch node.output {
    case .function(let function):
      model.add(SimPyFunc(output: y, function: function, time: model.time, x: x))
    case .process(let process):
      model.add(SimProcess(process, input: x, output: output, time: model.time, mode: .set))
    case .tensorFunction(let function):
      model.add(SimTensorNode(function: function, time: model.time, input: x, output: y))
    case .passthrough, .constant: break
    }
  }
}

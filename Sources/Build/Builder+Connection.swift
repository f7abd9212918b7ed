/// The operators of connections: source, weights, synapse, delivery.
import Arrays
import Model

extension Construction {
  func build(_ connection: Connection) throws {
    let stream = RandomState(seed: try model.streamSeed(of: .connection(connection)))
    try build(connection, stream: stream)
  }

  /// Emits everything of a connection whose draws come from `stream`.
  func build(_ connection: Connection, stream: RandomState) throws {
    let key = ModelObject.connection(connection)
    guard let preSignal = model.signal(of: connection.preObject, "out"), preSignal.size > 0 else {
      throw missingEnd(connection, connection.preObject, "pre")
    }
    guard let postSignal = model.signal(of: connection.postObject, "in"), postSignal.size > 0 else {
      throw missingEnd(connection, connection.postObject, "post")
    }
    model.setSignal(preSignal, of: key, "in")

    let source = connection.isDecoded ? preSignal : try directSource(of: connection, preSignal)
    let built = try parameters(of: connection, stream: stream)
    model.connections[connection] = built

    var values = try built.weights.map { try weighted(source, by: $0, connection) } ?? source
    if let synapse = connection.synapse { values = try delayed(synapse, values, of: key) }
    model.setSignal(values, of: key, "weighted")
    try deliver(values, of: connection, to: postSignal)
    for rule in connection.learningRules { try build(rule) }
  }

  /// The weights, and the decoders if it has any: those of an earlier model, or drawn and solved.
  private func parameters(of connection: Connection, stream: RandomState) throws -> BuiltConnection {
    if let kept = reuse?.parameters(of: connection) {
      if kept.decoders?.info != nil { model.tally.solvesReused += 1 }
      return kept
    }
    var decoders: Decoders?
    if connection.isDecoded, case .ensemble(let ensemble) = connection.preObject {
      decoders = try self.decoders(of: connection, from: ensemble, stream: stream)
    }
    return BuiltConnection(
      evalPoints: decoders?.evalPoints, solverInfo: decoders?.info,
      weights: try weights(of: connection, decoders: decoders, stream: stream), transform: connection.transform,
      decoders: decoders)
  }

  /// The values of a source that isn't decoded: its slice, or a function of it.
  private func directSource(of connection: Connection, _ preSignal: Signal) throws -> Signal {
    let sliced = try slice(preSignal, connection.preSelection, for: .connection(connection))
    switch connection.function {
    case nil: return sliced
    case .function(let function)?:
      let result = try zeros("function", of: .connection(connection), [connection.sizeMid])
      model.add(SimPyFunc(output: result, function: function, time: nil, x: sliced))
      return result
    case .points?:
      throw NengoError.build(
        "Building \(connection): cannot use a function given by points on connections from \(connection.pre.text), "
          + "which has no decoders")
    }
  }

  /// Emits the product of weights and source.
  private func weighted(_ source: Signal, by weights: TransformWeights, _ connection: Connection) throws -> Signal {
    let key = ModelObject.connection(connection)
    let size = connection.hasWeightSolver ? postNeuronCount(connection) : connection.sizeOut
    let result = try zeros("weighted", of: key, [size])
    model.add(Reset(result))
    switch weights {
    case .dense(let matrix):
      let signal = try constant("weights", of: key, matrix)
      model.setSignal(signal, of: key, "weights")
      if matrix.ndim < 2 {
        model.add(try ElementwiseInc(signal, source, into: result))
      } else {
        model.add(try DotInc(signal, source, into: result))
      }
    case .sparse(let matrix):
      let signal = try Signal(
        "\(connection).weights", sparse: matrix, dtype: model.floatType, key: SignalKey(key, "weights"))
      model.setSignal(signal, of: key, "weights")
      model.add(try SparseDotInc(signal, source, into: result))
    case .kernel(let kernel):
      let signal = try constant("weights", of: key, kernel)
      model.setSignal(signal, of: key, "weights")
      if let convolution = connection.transform as? Convolution {
        model.add(ConvInc(convolution, signal, source, into: result))
      } else if let convolution = connection.transform as? ConvolutionTranspose {
        model.add(ConvTransposeInc(convolution, signal, source, into: result))
      } else {
        throw NengoError(
          .notImplemented, "\(connection): transform \(connection.transform.typeName) has a kernel but no operator")
      }
    }
    return result
  }

  private func postNeuronCount(_ connection: Connection) -> Int { connection.postObject.ensemble?.nNeurons ?? 0 }

  /// Adds values to what the connection ends at.
  private func deliver(_ values: Signal, of connection: Connection, to target: Signal) throws {
    if case .neurons(let neurons) = connection.postObject {
      try deliver(values, of: connection, to: neurons, target)
    } else if connection.hasWeightSolver, let ensemble = connection.postObject.ensemble {
      guard let currents = model.signal(of: .neurons(ensemble.neurons), "in") else {
        throw missingEnd(connection, connection.postObject, "post")
      }
      model.add(try Copy(values, to: currents, inc: true))
    } else {
      let copy = try Copy(values, to: target, dstSelection: connection.postSelection, inc: true)
      copy.isToPart = connection.post.index.map { $0 != .slice(start: nil, stop: nil, step: nil) } ?? false
      model.add(copy)
    }
  }

  /// What goes into neurons is multiplied by their gains.
  private func deliver(
    _ values: Signal, of connection: Connection, to neurons: Neurons, _ currents: Signal
  ) throws {
    guard let gain = model.ensembles[neurons.ensemble]?.gain?.doubles else {
      throw missingEnd(connection, connection.postObject, "post")
    }
    let selection = connection.postSelection
    let gains = try constant("gains", of: .connection(connection), NDArray(selection.indices.map { gain[$0] }))
    switch selection {
    case .range(let start, let count, let step):
      let part = selection.isAll(of: gain.count) ? currents : currents.view(start: start, count: count, step: step)
      model.add(try ElementwiseInc(gains, values, into: part))
    case .list:
      let product = try zeros("scaled", of: .connection(connection), [selection.count])
      model.add(Reset(product))
      model.add(try Copy(product, to: currents, dstSelection: selection, inc: true))
      model.add(try ElementwiseInc(gains, values, into: product))
    }
  }
}

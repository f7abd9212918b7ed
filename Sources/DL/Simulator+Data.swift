import Arrays
import Build
import Engine
import Model

/// The parameters of an ensemble as they are now.
public struct EnsembleValues {
  /// [points, dimensions], as built.
  public let evalPoints: NDArray?
  /// [neurons, dimensions], with the row lengths of the built encoders; learned ones (minibatch, neurons, dimensions).
  public let encoders: NDArray
  public let intercepts: NDArray?
  public let maxRates: NDArray?
  public let scaledEncoders: NDArray
  public let gain: NDArray?
  public let bias: NDArray?
}

/// The parameters of a connection: weights as they are now.
public struct ConnectionValues {
  public let evalPoints: NDArray?
  public let solverInfo: SolverInfo?
  /// nil for connections without weights.
  public let weights: NDArray?
}

/// What `sim.data` gives for a key.
public enum SimulatorValue {
  /// (minibatch, steps, …) or (steps, …); nil when nothing was recorded.
  case recording(NDArray?)
  case ensemble(EnsembleValues)
  case connection(ConnectionValues)
  /// Nodes and networks have no parameters.
  case none
}

extension Simulator: ParameterSource {
  /// Recorded data of a probe, or the live parameters of an object.
  ///
  /// - Throws: `ValidationError` for an object that is not in the model.
  public func value(of object: ModelObject) throws -> SimulatorValue {
    switch object {
    case .probe(let probe):
      guard let i = probes.firstIndex(where: { $0 === probe }) else { throw unknown(object) }
      return .recording(try recording(i))
    case .ensemble(let ensemble):
      guard let built = model.ensembles[ensemble] else { throw unknown(object) }
      warnIfClosed()
      return .ensemble(try values(of: ensemble, built))
    case .connection(let connection):
      guard let built = model.connections[connection] else { throw unknown(object) }
      warnIfClosed()
      return .connection(
        ConnectionValues(
          evalPoints: built.evalPoints, solverInfo: built.solverInfo,
          weights: try current(object, "weights").map(atLeastVector) ?? initialWeights(built)))
    case .node, .network:
      guard model.seeds[object] != nil else { throw unknown(object) }
      return .none
    case .neurons, .learningRule: throw unknown(object)
    }
  }

  /// All keys of `sim.data`: what was built, also if the network has lost it since.
  public var dataKeys: [ModelObject] {
    let members = network.map { [.network($0)] + $0.allObjects.filter { !$0.isProbe && model.seeds[$0] != nil } } ?? []
    let known = Set(members)
    return probes.map { .probe($0) } + members + model.objects.filter { !$0.isProbe && !known.contains($0) }
  }

  private func unknown(_ object: ModelObject) -> NengoError {
    NengoError.validation("\(object.text) is not in parameters of model", attribute: "key", owner: "SimulationData")
  }

  private func warnIfClosed() {
    guard isClosed else { return }
    warn(
      NengoWarning(
        .user, "Accessing parameters after simulator is closed; initial values (at the end of the build) are returned"))
  }

  private func recording(_ i: Int) throws -> NDArray? {
    guard let data = try recordings[i].joined() else { return nil }
    var result = hasBatchAxis ? data : data.selecting(axis: 0, index: 0)
    result.isReadOnly = true
    return result
  }

  // MARK: live values

  /// The present value of an object's signal; nil if there is no such signal, or no program any more.
  ///
  /// Learned values have a leading minibatch axis if a minibatch size was given.
  public func current(_ object: ModelObject, _ role: String) throws -> NDArray? {
    guard let program, let signal = model.signal(of: object, role) else { return nil }
    let value = try program.value(of: signal)
    guard program.isBatched(signal), !hasBatchAxis else { return value }
    return value.selecting(axis: 0, index: 0)
  }

  /// A scalar weight is a vector of length 1.
  private func atLeastVector(_ weights: NDArray) throws -> NDArray {
    weights.ndim == 0 ? try weights.reshaped([1]) : weights
  }

  private func initialWeights(_ built: BuiltConnection) -> NDArray? {
    switch built.weights {
    case .dense(let matrix)?: matrix.ndim == 0 ? NDArray([matrix.doubles.first ?? 0]) : matrix
    case .kernel(let kernel)?: kernel
    case .sparse(let matrix)?: NDArray(matrix.values)
    case nil: nil
    }
  }

  private func values(of ensemble: Ensemble, _ built: BuiltEnsemble) throws -> EnsembleValues {
    let key = ModelObject.ensemble(ensemble)
    let scaled = try current(key, "encoders") ?? built.scaledEncoders
    guard !ensemble.isDirect else {
      return EnsembleValues(
        evalPoints: nil, encoders: built.encoders, intercepts: nil, maxRates: nil, scaledEncoders: scaled, gain: nil,
        bias: nil)
    }
    let bias = try current(.neurons(ensemble.neurons), "bias") ?? built.bias
    let gains = gain(ensemble, built, scaled)
    let encoders = self.encoders(ensemble, scaled, gains)
    let (rates, intercepts) = try tuning(ensemble, gains, bias)
    return EnsembleValues(
      evalPoints: built.evalPoints, encoders: try encoders.cast(to: scaled.dtype), intercepts: intercepts,
      maxRates: rates, scaledEncoders: scaled,
      gain: try NDArray(gains, shape: Array(scaled.shape.dropLast())).cast(to: scaled.dtype), bias: bias)
  }

  /// radius · |scaled row| / |built row|
  private func gain(_ ensemble: Ensemble, _ built: BuiltEnsemble, _ scaled: NDArray) -> [Double] {
    let d = max(ensemble.dimensions, 1)
    func lengths(_ x: [Double]) -> [Double] {
      stride(from: 0, to: x.count, by: d).map { start in
        x[start..<(start + d)].reduce(0) { $0 + $1 * $1 }.squareRoot()
      }
    }
    let (now, before) = (lengths(scaled.doubles), lengths(built.encoders.doubles))
    return now.enumerated().map { i, length in
      let base = before[i % max(before.count, 1)]
      return base == 0 ? 0 : ensemble.radius * length / base
    }
  }

  /// radius · scaled / gain
  private func encoders(_ ensemble: Ensemble, _ scaled: NDArray, _ gains: [Double]) -> NDArray {
    let d = max(ensemble.dimensions, 1)
    let values = scaled.doubles.enumerated().map { i, x in
      let gain = gains[i / d]
      return gain == 0 ? 0 : ensemble.radius * x / gain
    }
    return NDArray(values, shape: scaled.shape)
  }

  private func tuning(_ ensemble: Ensemble, _ gains: [Double], _ bias: NDArray?) throws -> (NDArray?, NDArray?) {
    guard let bias = bias?.doubles, bias.count == gains.count,
      let tuning = try ensemble.neuronType.maxRatesIntercepts(gain: gains, bias: bias)
    else { return (nil, nil) }
    return (
      try NDArray(tuning.maxRates).cast(to: model.floatType), try NDArray(tuning.intercepts).cast(to: model.floatType)
    )
  }
}

extension ModelObject {
  fileprivate var isProbe: Bool { if case .probe = self { true } else { false } }
}

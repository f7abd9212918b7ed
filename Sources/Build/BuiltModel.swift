/// What building a network gives: signals, operators, and the parameters that were drawn and solved.
import Arrays
import Model

/// The parameters of a built ensemble. Arrays are of the model's float type.
public struct BuiltEnsemble: Sendable {
  /// [points, dimensions], times the radius.
  public let evalPoints: NDArray
  /// [neurons, dimensions], normalised, not scaled; the identity for Direct.
  public let encoders: NDArray
  /// [neurons]
  public let intercepts: NDArray?
  /// [neurons], in hertz; both are nil for neurons of given gain and bias that have neither
  public let maxRates: NDArray?
  /// `encoders * gain / radius`
  public let scaledEncoders: NDArray
  /// [neurons]; nil for Direct
  public let gain: NDArray?
  /// [neurons]; nil for Direct
  public let bias: NDArray?
}

/// The parameters of a built connection.
public struct BuiltConnection {
  /// Nil unless decoders were solved at evaluation points.
  public let evalPoints: NDArray?
  /// Nil unless decoders were solved.
  public let solverInfo: SolverInfo?
  /// The initial weights; nil if values pass without any.
  public let weights: TransformWeights?
  public let transform: any Transform
  /// What the weights were made from; nil unless the connection decodes.
  let decoders: Decoders?
}

/// A built model: everything that a simulator needs, and nothing about how it runs.
public final class BuiltModel {
  public let network: Network?
  /// Seconds per step.
  public let dt: Double
  /// The type of signals: float64, or float32 and float16 for a build in fewer bits.
  public let floatType: DType
  /// The number of the current step, int64 of shape ().
  public let step: Signal
  /// Seconds at the end of the current step, of shape ().
  public let time: Signal

  /// In creation order. `stepOrder` says in which order they run.
  public internal(set) var operators: [any Operator] = []
  /// Ensembles, nodes, connections and probes in the order in which they were built.
  public internal(set) var objects: [ModelObject] = []
  /// Probes in the order in which they were built, that of `allProbes` by network.
  public internal(set) var probes: [Probe] = []
  public internal(set) var ensembles: [Ensemble: BuiltEnsemble] = [:]
  /// Also holds the connections that probes of decoded values make for themselves.
  public internal(set) var connections: [Connection: BuiltConnection] = [:]
  /// The connections that decode for probes.
  public internal(set) var probeConnections: [Probe: Connection] = [:]
  /// The seed of every object in the tree.
  public internal(set) var seeds: [ModelObject: Int] = [:]
  /// The objects that have a seed of their own or belong to a seeded network.
  public internal(set) var seeded: Set<ModelObject> = []
  /// Indices into `operators` in the order in which they run.
  public internal(set) var stepOrder: [Int] = []
  /// What building took: draws and solves made, and those that came from an earlier model.
  public internal(set) var tally = BuildTally()
  private var signals: [ModelObject: [String: Signal]] = [:]

  // MARK: what a rebuild compares with and goes on from

  /// The settings that objects were built with.
  var snapshots: [ModelObject: Snapshot] = [:]
  /// How many seeds each network's stream has given to its members.
  var seedDraws: [Network: Int] = [:]
  /// Operators with a state of their own, by the signal that they write.
  public private(set) var processes: [SignalKey: SimProcess] = [:]
  public private(set) var populations: [SignalKey: SimNeurons] = [:]

  init(network: Network?, dt: Double, floatType: DType) throws {
    self.network = network
    self.dt = dt
    self.floatType = floatType
    step = try Signal("step", initial: NDArray(scalar: 0), key: SignalKey(nil, "step"))
    time = try Signal(
      "time", initial: try NDArray(scalar: 0.0).cast(to: floatType), key: SignalKey(nil, "time"))
    operators = [TimeUpdate(step: step, time: time)]
  }

  /// A signal of an object by its role: `in`, `out`; `encoders` of ensembles; `bias` and state names of neurons;
  /// `weights` and `weighted` of connections; `in`, `delta`, `activities` and so on of learning rules.
  public func signal(of object: ModelObject, _ role: String) -> Signal? { signals[object]?[role] }

  /// The signal of a key.
  public func signal(_ key: SignalKey) -> Signal? { key.object.flatMap { signal(of: $0, key.role) } }

  /// The names of an object's signals, in alphabetical order.
  public func roles(of object: ModelObject) -> [String] { signals[object]?.keys.sorted() ?? [] }

  func setSignal(_ signal: Signal, of object: ModelObject, _ role: String) {
    signals[object, default: [:]][role] = signal
  }

  func add(_ op: any Operator) {
    operators.append(op)
    switch op {
    case let op as SimProcess: if let key = op.output.key { processes[key] = op }
    case let op as SimNeurons: if let key = op.output.key { populations[key] = op }
    default: break
    }
  }

  /// What a probe shows.
  public func probeSignal(_ probe: Probe) -> Signal? { signal(of: .probe(probe), "in") }
}

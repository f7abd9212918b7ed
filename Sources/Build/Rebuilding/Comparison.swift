/// What has changed in a network since it was built, and which of its built parts that concerns.
///
/// This is the one place that knows what a part is made from. Building asks it what can be taken from the old model,
/// simulators ask it (through `Carryover`) which values go on, and the report tells what it said.
import Model

/// A setting that has another value than when the model was built.
public struct Change: Hashable {
  public let object: ModelObject
  /// The name of the setting; `seed` for the seed that was used, wherever it came from.
  public let attribute: String
}

/// A part of a built ensemble.
enum EnsemblePart: CaseIterable {
  case evalPoints, encoders, maxRates, intercepts
  /// Gains and biases.
  case response
  case scaledEncoders

  /// The settings that the part is made from.
  var attributes: Set<String> {
    switch self {
    case .evalPoints: ["eval_points", "n_eval_points", "radius", "seed"]
    case .encoders: ["encoders", "normalize_encoders", "seed"]
    case .maxRates: ["max_rates", "gain", "bias", "seed"]
    case .intercepts: ["intercepts", "gain", "bias", "seed"]
    case .response: ["max_rates", "intercepts", "gain", "bias", "neuron_type", "seed"]
    case .scaledEncoders: Self.encoders.attributes.union(Self.response.attributes).union(["radius"])
    }
  }
}

/// A part of a built connection.
enum ConnectionPart {
  case decoders
  /// Decoders, transform and, for weight solvers, encoders multiplied together.
  case weights
}

/// Compares two models of one network, an old one and one that is about to be built.
final class Comparison {
  let old: BuiltModel
  private unowned let new: BuiltModel
  private var known: [ModelObject: [String]] = [:]

  /// - Precondition: `new` has its seeds and snapshots.
  init(from old: BuiltModel, to new: BuiltModel) {
    self.old = old
    self.new = new
  }

  /// Whether arrays of the old model are of the right width.
  var isSameWidth: Bool { old.floatType == new.floatType }

  /// The object that stood for this one in the old model: itself, or the connection that decoded for the same probe.
  func counterpart(_ object: ModelObject) -> ModelObject? {
    var object = object
    if case .connection(let connection) = object, connection.isForProbe, case .probe(let probe) = connection.postObject
    {
      guard let decoding = old.probeConnections[probe] else { return nil }
      object = .connection(decoding)
    }
    return old.snapshots[object] == nil ? nil : object
  }

  /// The settings of an object that have changed; none for one that is new.
  func changes(of object: ModelObject) -> [String] {
    if let known = known[object] { return known }
    guard let counterpart = counterpart(object), let before = old.snapshots[counterpart],
      let now = new.snapshots[object]
    else { return [] }
    let seed = old.seeds[counterpart] == new.seeds[object] ? [] : ["seed"]
    let changes = now.changes(since: before) + seed
    known[object] = changes
    return changes
  }

  // MARK: reasons

  /// Why a part of an ensemble has to be made anew; empty: it doesn't.
  func reasons(for part: EnsemblePart, of ensemble: Ensemble) -> [Change] {
    var attributes = part.attributes
    if isDirectChanged(ensemble) { attributes.insert("neuron_type") }
    return changes(of: .ensemble(ensemble), among: attributes)
  }

  /// Why any of the parameters of an ensemble has to be made anew.
  func reasons(for ensemble: Ensemble) -> [Change] {
    EnsemblePart.allCases.reduce(into: []) { all, part in
      for change in reasons(for: part, of: ensemble) where !all.contains(change) { all.append(change) }
    }
  }

  func reasons(for part: ConnectionPart, of connection: Connection) -> [Change] {
    let key = ModelObject.connection(connection)
    switch part {
    case .decoders:
      guard case .ensemble(let source) = connection.preObject else { return [] }
      var own: Set = ["function", "eval_points", "scale_eval_points", "solver", "seed"]
      var sources: Set = ["neuron_type", "radius", "n_eval_points"]
      sources.formUnion(EnsemblePart.scaledEncoders.attributes)
      if connection.evalPoints == nil { sources.formUnion(EnsemblePart.evalPoints.attributes) }
      let solvesCurrents = connection.hasWeightSolver && !connection.solver.compositional
      if solvesCurrents { own.insert("transform") }
      return changes(of: key, among: own) + changes(of: .ensemble(source), among: sources)
        + (solvesCurrents ? targetReasons(connection) : [])
    case .weights:
      var reasons = changes(of: key, among: ["transform", "seed"])
      if connection.isDecoded || isDirectChanged(connection.preObject.ensemble) {
        reasons += self.reasons(for: .decoders, of: connection)
      }
      if connection.hasWeightSolver { reasons += targetReasons(connection) }
      return reasons.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
  }

  /// Changes in the encoders that weights of a weight solver go through.
  private func targetReasons(_ connection: Connection) -> [Change] {
    guard case .ensemble(let target) = connection.postObject else { return [] }
    return reasons(for: .scaledEncoders, of: target)
  }

  private func changes(of object: ModelObject, among attributes: Set<String>) -> [Change] {
    changes(of: object).filter(attributes.contains).map { Change(object: object, attribute: $0) }
  }

  /// Whether an ensemble has neurons now and had none, or the other way round.
  private func isDirectChanged(_ ensemble: Ensemble?) -> Bool {
    guard let ensemble, changes(of: .ensemble(ensemble)).contains("neuron_type") else { return false }
    return (oldNeuronType(of: ensemble) is Direct) != ensemble.isDirect
  }

  /// The neuron type that an ensemble was built with.
  func oldNeuronType(of ensemble: Ensemble) -> (any NeuronType)? {
    guard case .frozen(let frozen)? = old.snapshots[.ensemble(ensemble)]?.value(of: "neuron_type") else { return nil }
    return frozen as? any NeuronType
  }

  /// Whether the neurons are of the class that they were of, so that their state means the same.
  func hasSameNeurons(_ ensemble: Ensemble) -> Bool {
    guard let before = oldNeuronType(of: ensemble) else { return false }
    let now = ensemble.neuronType
    return type(of: before) == type(of: now) && before.typeName == now.typeName
  }
}

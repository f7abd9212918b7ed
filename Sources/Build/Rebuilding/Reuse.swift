/// What a build takes from the model before it: parameters that nothing they are made from has changed for.
import Arrays
import Model

/// How much of a build was work, and how much came from the model before it.
public struct BuildTally: Sendable, Equatable {
  /// Ensembles whose parameters were drawn.
  public internal(set) var ensemblesSampled = 0
  public internal(set) var ensemblesReused = 0
  /// Connections, those of probes too, for which decoders or weights were solved.
  public internal(set) var solvesMade = 0
  public internal(set) var solvesReused = 0
}

/// The old model of a rebuild, seen through what has changed since.
struct Reuse {
  let comparison: Comparison
  private var old: BuiltModel { comparison.old }

  /// The parameters of an ensemble, if all of them stand.
  func parameters(of ensemble: Ensemble) -> BuiltEnsemble? {
    guard comparison.isSameWidth, comparison.reasons(for: ensemble).isEmpty else { return nil }
    return old.ensembles[ensemble]
  }

  /// The parameters from which a part of an ensemble can be taken.
  func parameters(_ part: EnsemblePart, of ensemble: Ensemble) -> BuiltEnsemble? {
    guard comparison.isSameWidth, comparison.reasons(for: part, of: ensemble).isEmpty else { return nil }
    return old.ensembles[ensemble]
  }

  /// The parameters of a connection, if all of them stand.
  func parameters(of connection: Connection) -> BuiltConnection? {
    guard comparison.reasons(for: .weights, of: connection).isEmpty else { return nil }
    return before(connection)
  }

  /// The decoders of a connection, if they stand.
  func decoders(of connection: Connection) -> Decoders? {
    guard comparison.reasons(for: .decoders, of: connection).isEmpty else { return nil }
    return before(connection)?.decoders
  }

  private func before(_ connection: Connection) -> BuiltConnection? {
    guard comparison.isSameWidth, case .connection(let before)? = comparison.counterpart(.connection(connection)),
      before.sizeIn == connection.sizeIn, before.sizeOut == connection.sizeOut, before.sizeMid == connection.sizeMid
    else { return nil }
    return old.connections[before]
  }

  /// The stream of a population that goes on: spikes of stochastic neurons.
  func stream(of ensemble: Ensemble, output: Signal) -> RandomState? {
    guard let key = output.key, comparison.hasSameNeurons(ensemble),
      !comparison.changes(of: .ensemble(ensemble)).contains("seed")
    else { return nil }
    return old.populations[key]?.rng
  }
}

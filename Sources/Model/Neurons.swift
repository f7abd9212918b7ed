/// The neurons of an ensemble, as an end of connections and probes.

/// All neurons of one ensemble. Two are equal if the ensemble is the same.
public struct Neurons: Hashable {
  public let ensemble: Ensemble

  init(of ensemble: Ensemble) { self.ensemble = ensemble }

  /// Values that the neurons take and give per step; none for the Direct type, which has no neurons.
  public var size: Int { ensemble.isDirect ? 0 : ensemble.nNeurons }

  /// The output, the state variables, then the input current.
  public var probeable: [String] { ensemble.neuronType.probeable + ["input"] }
}

extension Neurons: CustomStringConvertible {
  public var description: String { "<Neurons of \(ensemble)>" }
}

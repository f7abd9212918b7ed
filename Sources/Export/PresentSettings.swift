/// What is written for an object in place of its settings, if the export holds the present parameters of a simulator.
import Arrays
import Build
import Model

/// How a parameter is written.
enum Setting {
  /// Not at all: Nengo's default.
  case omitted
  case value(ParameterValue)
  case expression(PythonExpression)
}

/// Settings with which objects come out as they are in a simulator now.
struct PresentSettings {
  let simulator: any ParameterSource
  let page: ExportPage

  /// The settings of an object that differ from those of its description, by parameter.
  ///
  /// - Throws: `Unwritable` for an object that the simulator does not have.
  func settings(of object: NetworkObject, named name: String) throws -> [String: Setting] {
    switch object {
    case let ensemble as Ensemble: try settings(ensemble)
    case let connection as Connection: try settings(connection, name)
    case let probe as Probe: try settings(probe, name)
    default: [:]
    }
  }

  private func settings(_ ensemble: Ensemble) throws -> [String: Setting] {
    guard let built = simulator.model.ensembles[ensemble] else { throw missing }
    guard !ensemble.isDirect,
      case .ensemble(var encoders, let gain, let bias) =
        try simulator.frozenParameters(of: ensemble)
    else { return [:] }
    // Encoders that nothing has changed are written as they were built: no rounding on the way through the scaled ones.
    if try simulator.current(.ensemble(ensemble), "encoders")?.doubles == built.scaledEncoders.doubles {
      encoders = built.encoders
    }
    return [
      "encoders": .value(.array(encoders)), "normalize_encoders": .value(.bool(false)), "gain": .value(.array(gain)),
      "bias": .value(.array(bias)), "max_rates": .omitted, "intercepts": .omitted,
    ]
  }

  private var missing: Unwritable {
    Unwritable("it is not in the simulator, which was built before it was made")
  }

  private func settings(_ connection: Connection, _ name: String) throws -> [String: Setting] {
    guard simulator.model.connections[connection] != nil else { throw missing }
    switch try simulator.frozenParameters(of: connection) {
    case .plain: return [:]
    case .transform(let transform): return ["transform": .value(.frozen(transform))]
    case .decoders(let values):
      var settings: [String: Setting] = [
        "function": connection.sizeOut == connection.sizeIn
          ? .omitted : .expression(.text("lambda x: np.zeros(\(connection.sizeOut))")),
        "transform": .omitted, "eval_points": .omitted, "scale_eval_points": .omitted,
      ]
      if connection.hasWeightSolver {
        settings["solver"] = .expression(weights(values, name))
        settings["transform"] = .value(.number(1))
      } else {
        settings["solver"] = .expression(decoders(values, name))
      }
      return settings
    }
  }

  /// Decoders [neurons, size] as a solver that holds them.
  private func decoders(_ values: NDArray, _ name: String) -> PythonExpression {
    .call("nengo.solvers.NoSolver", [.init(nil, page.array(values, named: "\(name)_decoders"))])
  }

  private static let weightSolver = """
    class GivenWeights(nengo.solvers.Solver):
        \"""Weights from neurons to neurons that are known already.\"""

        compositional = False

        def __init__(self, values):
            super().__init__(weights=True)
            self.values = values

        def __call__(self, A, Y, rng=None):
            return self.values, {}
    """

  /// Weights [neurons, neurons of the target], which `NoSolver` would multiply by encoders, as a solver that gives them.
  private func weights(_ values: NDArray, _ name: String) -> PythonExpression {
    let solver = page.helper("GivenWeights", Self.weightSolver)
    return .call(solver, [.init(nil, page.array(values, named: "\(name)_weights"))])
  }

  private func settings(_ probe: Probe, _ name: String) throws -> [String: Setting] {
    guard simulator.model.probeSignal(probe) != nil else { throw missing }
    guard let connection = simulator.model.probeConnections[probe],
      case .decoders(let values) = try simulator.frozenParameters(of: connection)
    else { return [:] }
    return ["solver": .expression(decoders(values, name))]
  }
}

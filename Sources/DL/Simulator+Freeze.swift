import Arrays
import Build
import Engine
import Model

extension Simulator {
  /// The arguments that would make an ensemble or connection as it is now.
  ///
  /// - Throws: `ValueError` for other objects and for direct ensembles, `NotImplementedError` for transposed
  ///   convolutions.
  public func nengoParameters(_ object: ModelObject) throws -> FrozenParameters {
    _ = try open("get_nengo_params")
    switch object {
    case .ensemble(let ensemble): return try parameters(of: ensemble)
    case .neurons(let neurons): return try parameters(of: neurons.ensemble)
    case .connection(let connection): return .connection(try parameters(of: connection))
    default:
      throw NengoError(
        .value, "Can only get Nengo parameters for Ensembles or Connections, got \(object.text)")
    }
  }

  private func parameters(of ensemble: Ensemble) throws -> FrozenParameters { try frozenParameters(of: ensemble) }

  /// - Throws: `NotImplementedError` for transposed convolutions, as NengoDL does.
  private func parameters(of connection: Connection) throws -> FrozenConnection {
    if connection.transform is ConvolutionTranspose {
      throw NengoError(
        .notImplemented, "Cannot get parameters of connections with transform \(connection.transform.typeName)")
    }
    return try frozenParameters(of: connection)
  }

  /// Writes the present parameters into network objects, so that any simulator gives the same output.
  ///
  /// A network stands for all its ensembles and connections.
  /// - Throws: `ValueError` for objects outside the simulated network, `TypeError` for other types, and what
  ///   `nengoParameters` throws.
  public func freezeParameters(_ objects: [ModelObject]) throws {
    _ = try open("freeze_params")
    for object in objects {
      try checkMember(object)
      switch object {
      case .network(let network):
        try freezeParameters(
          network.allEnsembles.map { .ensemble($0) } + network.allConnections.map { .connection($0) })
      case .ensemble(let ensemble): try freeze(ensemble)
      case .connection(let connection): try freeze(connection)
      default:
        throw NengoError(
          .type, "Objects of type '\(object.className)' do not have parameters to store; \(object.text)")
      }
    }
  }

  private func checkMember(_ object: ModelObject) throws {
    let isMember =
      switch object {
      case .network(let other): other === network || network?.allNetworks.contains { $0 === other } == true
      default: network?.allObjects.contains(object) == true
      }
    guard isMember else {
      throw NengoError(.value, "\(object.text) is not in the Network this Simulator was built with")
    }
  }

  private func freeze(_ ensemble: Ensemble) throws {
    guard case .ensemble(let encoders, let gain, let bias) = try parameters(of: ensemble) else { return }
    let context = ModelContext(warn: warn)
    try ensemble.set("encoders", .array(encoders), in: context)
    try ensemble.set("normalize_encoders", .bool(false), in: context)
    try ensemble.set("gain", .array(gain), in: context)
    try ensemble.set("bias", .array(bias), in: context)
    for name in ["max_rates", "intercepts"] {
      try ensemble.set(name, ModelContext().defaultValue(Ensemble.className, name) ?? .none, in: context)
    }
  }

  private func freeze(_ connection: Connection) throws {
    let context = ModelContext(warn: warn)
    switch try parameters(of: connection) {
    case .plain: try connection.set("transform", .none, in: context)
    case .decoders(let decoders):
      try connection.set("transform", .none, in: context)
      try connection.set("function", .function(Self.zeros(decoders.shape[1])), in: context)
      try connection.set("solver", .frozen(try NoSolver(values: decoders)), in: context)
    case .transform(let transform): try connection.set("transform", .frozen(transform), in: context)
    }
  }

  /// A function that only says how many values a decoded connection has.
  public static func zeros(_ size: Int) -> VectorFunction {
    VectorFunction.ofVector("<lambda>") { _ in [Double](repeating: 0, count: size) }
  }
}

import Arrays
import Build
import Engine
import Model

/// Arguments with which an object can be made again as it is now.
public enum FrozenParameters {
  /// The arguments of an ensemble.
  case ensemble(encoders: NDArray, gain: NDArray, bias: NDArray)
  case connection(FrozenConnection)
}

/// The arguments of a connection.
public enum FrozenConnection {
  /// Values pass without weights: `transform=None`.
  case plain
  /// `solver=NoSolver(decoders)` with decoders [neurons, size], and a function of that size.
  case decoders(NDArray)
  /// A weight matrix, diagonal, scalar, kernel or sparse matrix.
  case transform(any Transform)
}

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

  private func parameters(of ensemble: Ensemble) throws -> FrozenParameters {
    guard !ensemble.isDirect, let built = model.ensembles[ensemble], let gain = built.gain else {
      throw NengoError(.value, "get_nengo_params will not work correctly for Direct mode ensembles (\(ensemble))")
    }
    let scaled = try current(.ensemble(ensemble), "encoders") ?? built.scaledEncoders
    guard let bias = try current(.neurons(ensemble.neurons), "bias") ?? built.bias, scaled.ndim == 2 else {
      throw NengoError.validation(
        "learned encoders have one copy per minibatch item; make the simulator without minibatch_size",
        attribute: "encoders", owner: "Ensemble")
    }
    let (d, gains) = (max(ensemble.dimensions, 1), gain.doubles)
    let values = scaled.doubles.enumerated().map { i, x in gains[i / d] == 0 ? 0 : x * ensemble.radius / gains[i / d] }
    let encoders = try NDArray(values, shape: scaled.shape).cast(to: scaled.dtype)
    return .ensemble(encoders: encoders, gain: gain, bias: bias)
  }

  private func parameters(of connection: Connection) throws -> FrozenConnection {
    guard let built = model.connections[connection] else {
      throw NengoError(.value, "\(connection) is not in the simulated network")
    }
    guard let initial = built.weights else { return .plain }
    let weights = try current(.connection(connection), "weights")
    switch initial {
    case .dense(let matrix):
      let value = weights ?? matrix
      guard value.ndim <= 2 else {
        throw NengoError.validation(
          "learned weights have one copy per minibatch item; make the simulator without minibatch_size",
          attribute: "weights", owner: "Connection")
      }
      if case .ensemble = connection.preObject, connection.isDecoded { return .decoders(try value.transposed()) }
      return .transform(try dense(connection, value))
    case .kernel(let kernel): return .transform(try convolution(connection, weights ?? kernel))
    case .sparse(var matrix):
      if let weights { matrix.values = weights.doubles }
      return .transform(Sparse(matrix))
    }
  }

  private func dense(_ connection: Connection, _ value: NDArray) throws -> any Transform {
    let scalar = value.size == 1 && value.ndim < 2 ? try value.reshaped([]) : value
    let shape = (connection.sizeOut, connection.transform.sizeIn)
    return try Dense(shape: shape, initial: .array(try scalar.astype(.float64)))
  }

  private func convolution(_ connection: Connection, _ kernel: NDArray) throws -> any Transform {
    guard let old = connection.transform as? Convolution else {
      throw NengoError(
        .notImplemented, "Cannot get parameters of connections with transform \(connection.transform.typeName)")
    }
    return try Convolution(
      filterCount: old.filterCount, inputShape: old.inputShape, settings: old.settings,
      initial: .array(try kernel.astype(.float64)), groups: old.groups)
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

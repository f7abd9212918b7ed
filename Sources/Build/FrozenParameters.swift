/// Present parameters: arguments with which the objects of a built model can be made again as they are now.
import Arrays
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

/// A simulator, as far as the parameters of its model go.
public protocol ParameterSource: AnyObject {
  var model: BuiltModel { get }
  /// The seed of the stream from which unseeded processes take theirs.
  var seed: Int { get }
  /// Steps done.
  var stepCount: Int { get }
  /// The present value of an object's signal by its role (see `BuiltModel.signal`); nil if there is no such signal.
  ///
  /// Learned values of a simulator with minibatches have a leading axis for the items.
  func current(_ object: ModelObject, _ role: String) throws -> NDArray?
}

extension ParameterSource {
  /// The arguments of an ensemble that has neurons.
  ///
  /// - Throws: `ValueError` for a direct ensemble or one that is not in the model, a `ValidationError` if learned
  ///   encoders have one copy for each item of a minibatch.
  public func frozenParameters(of ensemble: Ensemble) throws -> FrozenParameters {
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

  /// The arguments of a connection.
  ///
  /// - Throws: `ValueError` for a connection that is not in the model, a `ValidationError` if learned weights have one
  ///   copy for each item of a minibatch.
  public func frozenParameters(of connection: Connection) throws -> FrozenConnection {
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
      if connection.isDecoded { return .decoders(try value.transposed()) }
      return .transform(try dense(connection, value))
    case .kernel(let kernel): return .transform(try convolution(connection, weights ?? kernel))
    case .sparse(var matrix):
      if let weights, weights.size == matrix.values.count { matrix.values = weights.doubles }
      return .transform(Sparse(matrix))
    }
  }

  private func dense(_ connection: Connection, _ value: NDArray) throws -> any Transform {
    let scalar = value.size == 1 && value.ndim < 2 ? try value.reshaped([]) : value
    let shape = (connection.sizeOut, connection.transform.sizeIn)
    return try Dense(shape: shape, initial: .array(try scalar.astype(.float64)))
  }

  /// The convolution of the connection, or its transpose, with `kernel`.
  private func convolution(_ connection: Connection, _ kernel: NDArray) throws -> any Transform {
    let initial = Samplable.array(try kernel.astype(.float64))
    switch connection.transform {
    case let old as Convolution:
      return try Convolution(
        filterCount: old.filterCount, inputShape: old.inputShape, settings: old.settings, initial: initial,
        groups: old.groups)
    case let old as ConvolutionTranspose:
      return try ConvolutionTranspose(
        filterCount: old.filterCount, inputShape: old.inputShape, outputShape: old.outputShape, settings: old.settings,
        initial: initial)
    default:
      throw NengoError(
        .notImplemented, "Cannot get parameters of connections with transform \(connection.transform.typeName)")
    }
  }
}

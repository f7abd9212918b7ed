/// The weights of a connection: transform, decoders and encoders multiplied together.
import Arrays
import Model

extension Construction {
  /// The weights of a connection, or nil if values pass unchanged. Samples the transform, after what was drawn for
  /// the decoders.
  func weights(of connection: Connection, decoders: Decoders?, stream: RandomState) throws -> TransformWeights? {
    let transform = connection.transform
    if let decoders, decoders.includesTransform { return .dense(try narrowed(decoders.weights)) }
    if transform is NoTransform {
      return try decoders.map { .dense(try encoded(try narrowed($0.weights), connection)) }
    }
    switch try transform.sample(stream) {
    case .dense(let matrix):
      guard let decoders else { return .dense(try narrowed(matrix)) }
      return .dense(try encoded(try product(matrix, decoders.weights), connection))
    case .sparse(let matrix):
      try checkNotDecoded(connection, decoders)
      return .sparse(matrix)
    case .kernel(let kernel):
      try checkNotDecoded(connection, decoders)
      return .kernel(try narrowed(kernel))
    }
  }

  private func checkNotDecoded(_ connection: Connection, _ decoders: Decoders?) throws {
    guard decoders == nil else {
      throw NengoError.build(
        "Building \(connection): Applying a \(connection.transform.typeName) transform to a decoded connection is not "
          + "supported"
      ).blaming("transform")
    }
  }

  /// `transform` of rank 0, 1 or 2 applied to `decoders` [k, n].
  private func product(_ transform: NDArray, _ decoders: NDArray) throws -> NDArray {
    let decoders = try narrowed(decoders).astype(.float64)
    let factors = try narrowed(transform).astype(.float64)
    let result: NDArray
    switch factors.ndim {
    case 0:
      let factor = factors.doubles[0]
      result = NDArray(decoders.doubles.map { $0 * factor }, shape: decoders.shape)
    case 1:
      let (factors, n) = (factors.doubles, decoders.shape[1])
      let values = decoders.doubles.enumerated().map { i, value in value * factors[i / n] }
      result = NDArray(values, shape: decoders.shape)
    default:
      guard factors.shape[1] == decoders.shape[0] else {
        throw NengoError.build(
          "shape mismatch: transform \(ArrayError.text(shape: factors.shape)), decoders "
            + ArrayError.text(shape: decoders.shape)
        ).blaming("solver")
      }
      result = try LinearAlgebra.product(factors, decoders)
    }
    return try narrowed(result)
  }

  /// Decoders turned into weights for the target's neurons, if the connection has a compositional weight solver.
  private func encoded(_ decoders: NDArray, _ connection: Connection) throws -> NDArray {
    guard connection.hasWeightSolver else { return decoders }
    let encoders = try postEncoders(of: connection)
    guard encoders.shape[1] == decoders.shape[0] else {
      throw NengoError.build(
        "\(connection): shape mismatch: encoders \(ArrayError.text(shape: encoders.shape)), decoders "
          + ArrayError.text(shape: decoders.shape)
      ).blaming("solver")
    }
    return try narrowed(try LinearAlgebra.product(encoders, try decoders.astype(.float64)))
  }
}

import Arrays

/// Where sampled parameters come from: encoders, rates, intercepts, initial states, weights.
public protocol Distribution: FrozenObject {
  /// Draws [n] values, or [n, d] where `d` is given, as float64.
  func sample(_ n: Int, _ d: Int?, _ rng: RandomState) throws -> NDArray

  /// Fills `row` with one sample of its size, drawing what `sample(1, row.count, rng)` draws; steps of noise use it.
  func fill(_ row: UnsafeMutableBufferPointer<Double>, _ rng: RandomState) throws
}

extension Distribution {
  public func fill(_ row: UnsafeMutableBufferPointer<Double>, _ rng: RandomState) throws {
    let values = try sample(1, row.count, rng).doubles
    guard values.count == row.count else {
      throw NengoError.validation(
        "\(typeName) gave \(values.count) values for a sample of \(row.count)", attribute: "dist")
    }
    for i in row.indices { row[i] = values[i] }
  }
}

/// A distribution to sample or an array to use as it is.
public enum Samplable: Sendable {
  case distribution(any Distribution)
  case array(NDArray)

  /// Samples of the distribution, or a copy of the array; the array consumes no draws and ignores `n` and `d`.
  public func samples(_ n: Int, _ d: Int?, _ rng: RandomState) throws -> NDArray {
    switch self {
    case .distribution(let distribution): try distribution.sample(n, d, rng)
    case .array(let array): array.dtype == .float64 ? array.copy() : try array.astype(.float64)
    }
  }

  public var argument: ArgumentValue {
    switch self {
    case .distribution(let distribution): .object(distribution)
    case .array(let array): .array(array)
    }
  }
}

extension Samplable: Equatable {
  public static func == (a: Samplable, b: Samplable) -> Bool { a.argument == b.argument }
}

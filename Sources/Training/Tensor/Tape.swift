import Arrays

/// A record of operations on tensors, in the order they ran, that can be run backwards.
///
/// Each entry holds the places of its operands and the adjoint: given the gradient of the result, the gradients of the
/// operands. Entries refer to each other by index, so a long tape is freed without recursion.
public final class Tape {
  struct Place {
    let tape: Tape
    let index: Int
  }

  /// From the gradient of a result to the gradients of its operands, nil where an operand gets none.
  typealias Adjoint = ([Double]) throws -> [[Double]?]

  private struct Entry {
    let count: Int
    let operands: [Int?]
    let adjoint: Adjoint?
  }

  private var entries: [Entry] = []

  public init() {}

  /// The tensor as a variable of this tape.
  public func watch(_ tensor: Tensor) -> Tensor {
    entries.append(Entry(count: tensor.count, operands: [], adjoint: nil))
    return Tensor(
      unchecked: tensor.values, shape: tensor.shape, dtype: tensor.dtype,
      place: Place(tape: self, index: entries.count - 1))
  }

  /// The gradients of `result` (weighted by `seed`, ones if nil) with respect to watched tensors.
  ///
  /// A source that `result` does not depend on gets zeros.
  public func gradients(of result: Tensor, seed: [Double]? = nil, sources: [Tensor]) throws -> [[Double]] {
    try gradients(of: [(result, seed)], sources: sources)
  }

  /// The summed gradients of several results.
  public func gradients(of results: [(Tensor, [Double]?)], sources: [Tensor]) throws -> [[Double]] {
    var gradients = [[Double]?](repeating: nil, count: entries.count)
    for (result, seed) in results {
      guard let place = result.place, place.tape === self else { continue }
      let start = seed ?? [Double](repeating: 1, count: result.count)
      gradients[place.index] = sum(gradients[place.index], start)
    }
    let wanted = Set(sources.compactMap { $0.place?.index })
    for index in entries.indices.reversed() {
      guard let gradient = gradients[index], let adjoint = entries[index].adjoint else { continue }
      for (operand, part) in zip(entries[index].operands, try adjoint(gradient)) {
        if let operand, let part { gradients[operand] = sum(gradients[operand], part) }
      }
      if !wanted.contains(index) { gradients[index] = nil }
    }
    return sources.map { source in
      guard let place = source.place, place.tape === self, let gradient = gradients[place.index] else {
        return [Double](repeating: 0, count: source.count)
      }
      return gradient
    }
  }

  private func sum(_ a: [Double]?, _ b: [Double]) -> [Double] {
    guard var a else { return b }
    for i in 0..<min(a.count, b.count) { a[i] += b[i] }
    return a
  }

  /// The result of an operation, recorded if an operand is on a tape.
  ///
  /// - Parameter adjoint: Takes the gradient of the result, in its shape.
  static func record(
    _ values: [Double], shape: [Int], dtype: DType, operands: [Tensor], adjoint: @escaping Adjoint
  ) -> Tensor {
    let values = Tensor.rounded(values, to: dtype)
    guard dtype.isFloating, let tape = operands.lazy.compactMap({ $0.place?.tape }).first else {
      return Tensor(unchecked: values, shape: shape, dtype: dtype)
    }
    let indices = operands.map { $0.place?.tape === tape ? $0.place?.index : nil }
    tape.entries.append(Entry(count: values.count, operands: indices, adjoint: adjoint))
    return Tensor(
      unchecked: values, shape: shape, dtype: dtype, place: Place(tape: tape, index: tape.entries.count - 1))
  }
}

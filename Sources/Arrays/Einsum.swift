/// Einstein's summation: `"ij,jk->ik"`.
///
/// Operands are contracted from left to right, each pair as one stack of matrix products; labels that neither the
/// output nor a later operand names are summed away as early as possible.
public enum Einsum {
  public static func evaluate(_ subscripts: String, _ operands: [NDArray]) throws -> NDArray {
    let (inputs, output) = try parse(subscripts, operands)
    var terms = try zip(inputs, operands).map { try Term(labels: $0, array: $1).withoutRepeats() }
    guard var result = terms.first else {
      throw ArrayError(.value, "must provide at least an operator and one operand")
    }
    terms.removeFirst()
    while !terms.isEmpty {
      let next = terms.removeFirst()
      let needed = Set(output).union(terms.flatMap(\.labels))
      result = try contract(
        result.summing(keeping: needed.union(next.labels)), next.summing(keeping: needed.union(result.labels)), needed)
    }
    return try result.summing(keeping: Set(output)).ordered(output)
  }

  private struct Term {
    var labels: [Character]
    var array: NDArray

    /// A label that stands twice in one operand takes its diagonal.
    func withoutRepeats() throws -> Term {
      var unique: [Character] = []
      var (shape, strides) = ([Int](), [Int]())
      for (axis, label) in labels.enumerated() {
        if let place = unique.firstIndex(of: label) {
          guard shape[place] == array.shape[axis] else { throw Einsum.mismatch(label, shape[place], array.shape[axis]) }
          strides[place] += array.strides[axis]
        } else {
          unique.append(label)
          shape.append(array.shape[axis])
          strides.append(array.strides[axis])
        }
      }
      return Term(labels: unique, array: array.view(shape: shape, strides: strides, offset: array.offset))
    }

    func summing(keeping needed: Set<Character>) throws -> Term {
      let axes = labels.indices.filter { !needed.contains(labels[$0]) }
      guard !axes.isEmpty else { return self }
      return Term(
        labels: labels.filter { needed.contains($0) },
        array: try Reduction.fold(.add, array, axes: axes, dtype: array.dtype))
    }

    /// The array with its axes in the order of `wanted`, which are all its labels.
    func ordered(_ wanted: [Character]) throws -> NDArray {
      try array.transposed(wanted.compactMap { labels.firstIndex(of: $0) })
    }

    func extent(_ label: Character) -> Int { labels.firstIndex(of: label).map { array.shape[$0] } ?? 1 }
  }

  private static func contract(_ a: Term, _ b: Term, _ needed: Set<Character>) throws -> Term {
    let shared = a.labels.filter { b.labels.contains($0) }
    for label in shared where a.extent(label) != b.extent(label) && a.extent(label) != 1 && b.extent(label) != 1 {
      throw mismatch(label, a.extent(label), b.extent(label))
    }
    let batch = shared.filter { needed.contains($0) }
    let summed = shared.filter { !needed.contains($0) }
    let left = a.labels.filter { !shared.contains($0) }, right = b.labels.filter { !shared.contains($0) }
    func extent(_ label: Character) -> Int { max(a.extent(label), b.extent(label)) }
    let length = summed.reduce(1) { $0 * extent($1) }
    let (rows, columns) = (left.map(a.extent), right.map(b.extent))
    let x = try a.ordered(batch + left + summed).broadcast(to: batch.map(extent) + rows + summed.map(extent))
      .reshaped(batch.map(extent) + [rows.reduce(1, *), length])
    let y = try b.ordered(batch + summed + right).broadcast(to: batch.map(extent) + summed.map(extent) + columns)
      .reshaped(batch.map(extent) + [length, columns.reduce(1, *)])
    let product = try Products.matmul(x, y).reshaped(batch.map(extent) + rows + columns)
    return Term(labels: batch + left + right, array: product)
  }

  private static func mismatch(_ label: Character, _ a: Int, _ b: Int) -> ArrayError {
    ArrayError(
      .value,
      "operands could not be broadcast together with remapped shapes [original->remapped]: (subscript '\(label)' has "
        + "extents \(a) and \(b))")
  }

  /// The labels of each operand and of the output; without `->` the output has the labels that stand once, sorted.
  private static func parse(_ text: String, _ operands: [NDArray]) throws -> ([[Character]], [Character]) {
    let compact = text.filter { $0 != " " }
    guard !compact.contains(".") else {
      throw ArrayError(.notImplemented, "numpy.einsum: '...' in subscripts is not supported")
    }
    let arrow = compact.firstRange(of: "->")
    let inputs = compact[..<(arrow?.lowerBound ?? compact.endIndex)]
      .split(separator: ",", omittingEmptySubsequences: false).map(Array.init)
    guard inputs.count == operands.count else {
      throw ArrayError(
        .value,
        inputs.count > operands.count
          ? "fewer operands provided to einstein sum function than specified in the subscripts string"
          : "more operands provided to einstein sum function than specified in the subscripts string")
    }
    for (place, (labels, operand)) in zip(inputs, operands).enumerated() {
      guard labels.allSatisfy({ $0.isASCII && $0.isLetter }) else {
        throw ArrayError(.value, "invalid subscript in einstein sum subscripts string, subscripts must be letters")
      }
      guard labels.count == operand.ndim else {
        throw ArrayError(
          .value,
          labels.count > operand.ndim
            ? "einstein sum subscripts string contains too many subscripts for operand \(place)"
            : "operand has more dimensions than subscripts given in einstein sum, but no '...' ellipsis provided to "
              + "broadcast the extra dimensions.")
      }
    }
    let all = inputs.joined()
    if let arrow {
      let output = Array(compact[arrow.upperBound...])
      for label in output {
        guard all.contains(label) else {
          throw ArrayError(
            .value,
            "einstein sum subscripts string included output subscript '\(label)' which never appeared in an input")
        }
      }
      guard Set(output).count == output.count else {
        throw ArrayError(.value, "einstein sum subscripts string includes output subscripts multiple times")
      }
      return (inputs, output)
    }
    let counts = all.reduce(into: [Character: Int]()) { $0[$1, default: 0] += 1 }
    return (inputs, counts.filter { $0.value == 1 }.keys.sorted())
  }
}

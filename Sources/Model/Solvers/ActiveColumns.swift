import Arrays

/// Some columns of a matrix in the form Q R, to which columns are added one at a time, and the least squares solution
/// over them.
///
/// Gram-Schmidt, done twice for each column so that Q is orthogonal to working precision. A fresh decomposition for
/// each added column, by SVD, took 40 times as long for the decoders of a population of 100.
struct ActiveColumns {
  private let columns: [[Double]]
  private let b: [Double]
  /// The active columns in the order in which they came.
  private(set) var indices: [Int] = []
  /// Orthonormal directions, one for each active column.
  private var q: [[Double]] = []
  /// r[j][i] is the share of direction i <= j in active column j.
  private var r: [[Double]] = []
  /// The products of the directions with b.
  private var projections: [Double] = []

  /// - Parameters:
  ///   - matrix: [m, n]
  ///   - b: m values
  init(_ matrix: NDArray, _ b: [Double]) {
    let (m, n) = (matrix.shape[0], matrix.shape[1])
    let values = matrix.doubles
    columns = (0..<n).map { column in (0..<m).map { values[$0 * n + column] } }
    self.b = b
  }

  /// The greatest sum of magnitudes in a column.
  var greatestColumnSum: Double { columns.reduce(0) { max($0, $1.reduce(0) { $0 + abs($1) }) } }

  /// Aᵀ (b − A x): how much each column would lessen the error.
  ///
  /// - Complexity: O(*m n*)
  func gradient(_ x: [Double]) -> [Double] {
    var rest = b
    for index in indices where x[index] != 0 {
      let column = columns[index]
      for k in rest.indices { rest[k] -= x[index] * column[k] }
    }
    return columns.map { Self.dot($0, rest) }
  }

  func contains(_ index: Int) -> Bool { indices.contains(index) }

  /// - Complexity: O(*m k*)
  mutating func append(_ index: Int) {
    var rest = columns[index]
    let length = Self.dot(rest, rest).squareRoot()
    var shares = [Double](repeating: 0, count: q.count + 1)
    for _ in 0..<2 {
      for (i, direction) in q.enumerated() {
        let share = Self.dot(direction, rest)
        shares[i] += share
        for k in rest.indices { rest[k] -= share * direction[k] }
      }
    }
    let size = Self.dot(rest, rest).squareRoot()
    // A column that the others span adds no direction; its coefficient will be 0.
    let isNew = size > length * Double.ulpOfOne
    shares[q.count] = isNew ? size : 0
    for k in rest.indices { rest[k] = isNew ? rest[k] / size : 0 }
    indices.append(index)
    q.append(rest)
    r.append(shares)
    projections.append(Self.dot(rest, b))
  }

  /// Takes columns out and decomposes anew from the first of them on.
  mutating func remove(_ gone: [Int]) {
    guard let first = indices.firstIndex(where: gone.contains) else { return }
    let later = indices[first...].filter { !gone.contains($0) }
    indices.removeSubrange(first...)
    q.removeSubrange(first...)
    r.removeSubrange(first...)
    projections.removeSubrange(first...)
    for index in later { append(index) }
  }

  /// The coefficients of the active columns, in their order.
  func solution() -> [Double] {
    var z = projections
    for j in z.indices.reversed() {
      z[j] = r[j][j] > 0 ? z[j] / r[j][j] : 0
      for i in 0..<j { z[i] -= r[j][i] * z[j] }
    }
    return z
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
  }
}

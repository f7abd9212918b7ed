/// Questions about vocabularies: which pointers a vector resembles, how one vocabulary maps to another.
import Arrays
import Glibc

extension Vocabulary {
  /// The products of a vector with all pointers.
  public func dot(_ vector: SemanticPointer) -> [Double] { vectors.map { $0.dot(vector) } }

  /// The products of a vector with all bound pairs; nil for a vocabulary without pairs.
  public func dotPairs(_ vector: SemanticPointer) -> [Double]? {
    includesPairs ? pairPointers.map { $0.dot(vector) } : nil
  }

  /// How `text` lists matches.
  public struct TextOptions: Sendable {
    public var minimumCount = 1
    public var maximumCount: Int?
    /// Weaker matches are left out; nil: none is.
    public var threshold: Double? = 0.1
    public var join = ";"
    /// The only names of pointers and pairs to look at.
    public var terms: [String]?
    public var normalize = false

    public init() {}
  }

  /// The names that a vector resembles, strongest first: `0.91A;0.40B`.
  public func text(_ vector: SemanticPointer, _ options: TextOptions = TextOptions()) -> String {
    var vector = vector
    if options.normalize { vector.normalize() }
    var matches: [(value: Double, name: String)] =
      Array(zip(dot(vector), keys)) + zip(dotPairs(vector) ?? [], pairKeys)
    if let terms = options.terms { matches = matches.filter { terms.contains($0.name) } }
    matches.sort { $0.value != $1.value ? $0.value > $1.value : $0.name > $1.name }
    var shown: [String] = []
    for (value, name) in matches {
      if shown.count >= options.minimumCount {
        if let most = options.maximumCount, shown.count >= most { break }
        if let threshold = options.threshold, value <= threshold { break }
      }
      shown.append(FloatText.fixed(value, decimals: 2) + name)
    }
    return shown.joined(separator: options.join)
  }

  /// The matrix [other's dimensions, dimensions] that maps pointers of this vocabulary to those of the same names in
  /// another: Σ other[k] self[k]ᵀ. Missing pointers are made, unless their vocabulary is read-only.
  ///
  /// - Parameter keys: the names to map; nil: those of both.
  public func transform(to other: Vocabulary, keys given: [String]? = nil) throws -> NDArray {
    if other === self || (other.parent ?? other) === (parent ?? self) { return try identityMatrix() }
    let names = given ?? namesToMap(other)
    var cells = Array(repeating: 0.0, count: other.dimensions * dimensions)
    for name in names {
      let from = try pointer(name).v
      let to = try other.pointer(name).v
      for (row, value) in to.enumerated() {
        for column in 0..<dimensions { cells[row * dimensions + column] += value * from[column] }
      }
    }
    return NDArray(cells, shape: [other.dimensions, dimensions])
  }

  private func namesToMap(_ other: Vocabulary) -> [String] {
    switch (isReadOnly, other.isReadOnly) {
    case (true, false): keys
    case (false, true): other.keys
    case (true, true): keys.filter(other.keys.contains)
    case (false, false): keys + other.keys.filter { !keys.contains($0) }
    }
  }

  private func identityMatrix() throws -> NDArray {
    NDArray(
      (0..<dimensions).flatMap { row in (0..<dimensions).map { $0 == row ? 1.0 : 0.0 } },
      shape: [dimensions, dimensions])
  }

  /// The probability that a vector of this similarity to its pointer is nearer to it than to any of `count` random ones.
  public func cleanupProbability(similarity: Double, count: Int, steps: Int = 10000) -> Double {
    let step = Double.pi / Double(max(steps - 1, 1))
    let heights = (0..<steps).map { pow(sin(Double($0) * step), Double(dimensions - 2)) }
    let total = heights.reduce(0, +)
    // No angle has a cosine beyond ±1.
    let angle = acos(similarity)
    guard angle.isFinite else { return .nan }
    let below = min(max(Int(angle * Double(steps) / Double.pi), 0), steps)
    let fraction = heights.prefix(below).reduce(0, +) / total
    return pow(1 - fraction, Double(count))
  }

  /// The products of data [rows, d] with vectors [k, d], each divided by both lengths if `normalize`.
  public static func similarity(_ data: NDArray, _ vectors: NDArray, normalize: Bool = false) throws -> NDArray {
    let data = try data.astype(.float64), vectors = try vectors.astype(.float64)
    let rows = data.ndim == 1 ? try data.reshaped([1, data.size]) : data
    guard rows.ndim == 2, vectors.ndim == 2, rows.shape[1] == vectors.shape[1] else {
      throw NengoError(
        .value,
        "shapes \(ArrayError.text(shape: rows.shape)) and \(ArrayError.text(shape: vectors.shape)) do not fit: "
          + "data and vocabulary must have the same number of dimensions")
    }
    let products = try LinearAlgebra.product(rows, vectors.transposed).contiguous()
    guard normalize else { return products }
    let (rowLengths, vectorLengths) = (lengths(rows), lengths(vectors))
    let k = vectorLengths.count
    try products.withMutableDoubles { cells in
      for i in cells.indices { cells[i] = cells[i] / rowLengths[i / k] / vectorLengths[i % k] }
    }
    return products
  }

  /// The lengths of rows, none of them zero.
  private static func lengths(_ matrix: NDArray) -> [Double] {
    let (values, d) = (matrix.doubles, matrix.shape[1])
    return (0..<matrix.shape[0]).map { row in
      let square = values[(row * d)..<((row + 1) * d)].reduce(0) { $0 + $1 * $1 }
      return max(square.squareRoot(), Double.leastNormalMagnitude)
    }
  }
}

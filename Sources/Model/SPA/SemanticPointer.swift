/// Semantic pointers: vectors that stand for symbols and can be bound to each other.
import Arrays
import Glibc

/// A vector with the operations of a vector symbolic architecture. Binding is circular convolution.
public struct SemanticPointer: Sendable, Equatable {
  public var v: [Double]

  /// Most dimensions of a pointer: binding works on whole vectors, and nobody binds vectors of 16 million numbers.
  static let largestDimensions = 1 << 24

  public init(_ v: [Double]) { self.v = v }

  /// A random unit vector.
  ///
  /// - Throws: a `ValidationError` for fewer than one dimension, a `MemoryError` for more than `largestDimensions`.
  public init(dimensions: Int, stream: RandomState) throws {
    guard dimensions >= 1 else {
      throw NengoError.validation("Must be a vector or a positive integer", attribute: "data", owner: "SemanticPointer")
    }
    try Self.checkSize(dimensions)
    v = (0..<dimensions).map { _ in stream.gauss() }
    let length = self.length
    v = v.map { $0 / length }
  }

  /// - Throws: a `MemoryError` for more than `largestDimensions`.
  static func checkSize(_ dimensions: Int) throws {
    guard dimensions <= largestDimensions else {
      throw ArrayError(.memory, "a pointer has at most \(largestDimensions) dimensions (got \(dimensions))")
    }
  }

  /// The vector that binding leaves unchanged: 1, 0, …
  public static func identity(_ dimensions: Int) -> SemanticPointer {
    SemanticPointer((0..<dimensions).map { $0 == 0 ? 1 : 0 })
  }

  public var dimensions: Int { v.count }
  public var length: Double { v.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  /// Scales to length 1; a zero vector stays.
  public mutating func normalize() {
    let length = self.length
    if length > 0 { v = v.map { $0 / length } }
  }

  /// Gives every Fourier coefficient modulus 1, so that binding keeps lengths and the inverse is exact.
  public mutating func makeUnitary() {
    let spectrum = Self.spectrum(v)
    let modulus = zip(spectrum.re, spectrum.im).map { ($0 * $0 + $1 * $1).squareRoot() }
    v = Self.real(
      FourierTransform.Spectrum(
        re: zip(spectrum.re, modulus).map { $0 / $1 }, im: zip(spectrum.im, modulus).map { $0 / $1 }))
  }

  private static func spectrum(_ v: [Double]) -> FourierTransform.Spectrum {
    FourierTransform.transform(FourierTransform.Spectrum(re: v, im: v.map { _ in 0 }))
  }

  /// The real part of the inverse transform.
  private static func real(_ spectrum: FourierTransform.Spectrum) -> [Double] {
    FourierTransform.transform(spectrum, inverse: true).re.map { $0 / Double(spectrum.count) }
  }

  public func dot(_ other: SemanticPointer) -> Double { zip(v, other.v).reduce(0) { $0 + $1.0 * $1.1 } }

  /// The cosine of the angle between both; 0 if either is zero.
  public func compare(_ other: SemanticPointer) -> Double {
    let scale = length * other.length
    return scale == 0 ? 0 : dot(other) / scale
  }

  public func distance(_ other: SemanticPointer) -> Double { 1 - compare(other) }

  /// The mean of squared differences.
  public func meanSquaredError(_ other: SemanticPointer) -> Double {
    zip(v, other.v).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(max(v.count, 1))
  }

  /// The approximate inverse under binding: v[-i mod d].
  public static prefix func ~ (a: SemanticPointer) -> SemanticPointer {
    SemanticPointer(a.v.indices.map { a.v[$0 == 0 ? 0 : a.v.count - $0] })
  }

  public static prefix func - (a: SemanticPointer) -> SemanticPointer { SemanticPointer(a.v.map { -$0 }) }

  public static func + (a: SemanticPointer, b: SemanticPointer) -> SemanticPointer {
    SemanticPointer(zip(a.v, b.v).map { $0 + $1 })
  }

  public static func - (a: SemanticPointer, b: SemanticPointer) -> SemanticPointer {
    SemanticPointer(zip(a.v, b.v).map { $0 - $1 })
  }

  public static func * (a: SemanticPointer, scale: Double) -> SemanticPointer {
    SemanticPointer(a.v.map { $0 * scale })
  }

  /// Circular convolution.
  ///
  /// - Precondition: both have the same dimensions.
  public static func * (a: SemanticPointer, b: SemanticPointer) -> SemanticPointer {
    let x = spectrum(a.v), y = spectrum(b.v)
    return SemanticPointer(
      real(
        FourierTransform.Spectrum(
          re: a.v.indices.map { x.re[$0] * y.re[$0] - x.im[$0] * y.im[$0] },
          im: a.v.indices.map { x.re[$0] * y.im[$0] + x.im[$0] * y.re[$0] })))
  }

  /// The matrix C with C b = self * b: C[i, j] = v[(i - j) mod d].
  public var convolutionMatrix: NDArray {
    let d = v.count
    let cells = (0..<d).flatMap { i in (0..<d).map { j in v[i >= j ? i - j : i - j + d] } }
    return NDArray(cells, shape: [d, d])
  }
}

import Arrays

/// Values that losses, metrics and tensor functions compute with, and that remember how they were computed.
///
/// A tensor is a dense row-major array. Its numbers are held as doubles and rounded, after every operation, to the
/// precision that `dtype` names, so that one body serves float32, float64, the integers and booleans. A tensor made
/// by `Tape.watch`, and every tensor computed from one, also knows its place on that tape; `Tape.gradients` runs the
/// tape backwards. Tensors without a place are constants.
public struct Tensor {
  public let dtype: DType
  public let shape: [Int]
  /// Row-major, `shape.product` numbers.
  public let values: [Double]
  /// Where this value stands on a tape; nil for constants.
  let place: Tape.Place?

  /// - Precondition: `values.count` is the product of `shape`, and the values fit `dtype`.
  init(unchecked values: [Double], shape: [Int], dtype: DType, place: Tape.Place? = nil) {
    self.values = values
    self.shape = shape
    self.dtype = dtype
    self.place = place
  }

  /// - Throws: `ArrayError.value` if the number of values is not the product of the shape.
  public init(_ values: [Double], shape: [Int], dtype: DType = .float64) throws {
    let count = try Tensor.count(of: shape)
    guard count == values.count else {
      throw ArrayError(.value, "cannot make a tensor of shape \(Tensor.text(of: shape)) from \(values.count) values")
    }
    self.init(unchecked: Tensor.rounded(values, to: dtype), shape: shape, dtype: dtype)
  }

  public init(scalar: Double, dtype: DType = .float64) {
    self.init(unchecked: Tensor.rounded([scalar], to: dtype), shape: [], dtype: dtype)
  }

  /// A tensor of one value throughout.
  public init(repeating value: Double, shape: [Int], dtype: DType = .float32) throws {
    let count = try Tensor.count(of: shape)
    self.init(
      unchecked: Tensor.rounded([Double](repeating: value, count: count), to: dtype), shape: shape, dtype: dtype)
  }

  public init(_ array: NDArray) throws {
    switch array.dtype {
    case .text: throw ArrayError(.type, "a tensor holds numbers, not text")
    default: self.init(unchecked: array.doubles, shape: array.shape, dtype: array.dtype)
    }
  }

  /// The values as a new array of the same type.
  public func array() throws -> NDArray {
    let doubles = NDArray(values, shape: shape)
    return dtype == .float64 ? doubles : try doubles.astype(dtype)
  }

  public var count: Int { values.count }
  public var rank: Int { shape.count }
  /// The only value of a tensor with one element, else nil.
  public var scalar: Double? { values.count == 1 ? values[0] : nil }
  /// True if gradients flow into this tensor.
  public var isWatched: Bool { place != nil }

  /// The same values as a constant.
  public var detached: Tensor { Tensor(unchecked: values, shape: shape, dtype: dtype) }
}

extension Tensor {
  /// Most elements that one tensor may have: 2³⁰ doubles are 8 GiB.
  public static let largestCount = 1 << 30

  /// The number of elements of a shape.
  ///
  /// - Throws: `ArrayError.value` for a negative size, `ArrayError.memory` for more than `largestCount` elements.
  public static func count(of shape: [Int]) throws -> Int {
    var count = 1
    for size in shape {
      guard size >= 0 else { throw ArrayError(.value, "negative size in shape \(text(of: shape))") }
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow, product <= largestCount else {
        throw ArrayError(.memory, "a tensor of shape \(text(of: shape)) is too large")
      }
      count = product
    }
    return count
  }

  /// `(2, 3)`, `(2,)`, `()`.
  public static func text(of shape: [Int]) -> String {
    shape.count == 1 ? "(\(shape[0]),)" : "(" + shape.map(String.init).joined(separator: ", ") + ")"
  }

  /// The values at the precision of `dtype`; floats turn into integers by truncation.
  static func rounded(_ values: [Double], to dtype: DType) -> [Double] {
    switch dtype {
    case .float64, .text: return values
    case .float32: return values.map { Double(Float($0)) }
    case .float16: return values.map { Double(halfRounded(Float($0))) }
    case .bool: return values.map { $0 != 0 ? 1 : 0 }
    default: return values.map { $0.rounded(.towardZero) }
    }
  }

  /// A float rounded to the 11 significant bits of a half; beyond ±65504 infinite.
  private static func halfRounded(_ value: Float) -> Float {
    guard value.isFinite, value != 0 else { return value }
    let exponent = max(value.exponent, -14)
    let unit = Float(sign: .plus, exponent: exponent - 10, significand: 1)
    let rounded = (value / unit).rounded(.toNearestOrEven) * unit
    return rounded.magnitude > 65504 ? (value < 0 ? -Float.infinity : Float.infinity) : rounded
  }

  /// The axis counted from the front.
  ///
  /// - Throws: `ArrayError.axis` outside -rank ..< rank.
  func axis(_ axis: Int) throws -> Int {
    guard axis >= -rank, axis < rank else {
      throw ArrayError(.axis, "axis \(axis) is out of bounds for a tensor of shape \(Tensor.text(of: shape))")
    }
    return axis < 0 ? axis + rank : axis
  }

  /// Sizes before, at and after an axis: element (i, j, k) stands at (i·at + j)·after + k.
  func split(at axis: Int) -> (before: Int, at: Int, after: Int) {
    (shape[..<axis].reduce(1, *), shape[axis], shape[(axis + 1)...].reduce(1, *))
  }
}

extension DType {
  var isFloating: Bool {
    switch self {
    case .float16, .float32, .float64: true
    default: false
    }
  }

  /// The type of a result of two tensors: the floating one, else the wider one.
  static func common(_ a: DType, _ b: DType) -> DType {
    if a == b { return a }
    if a.isFloating != b.isFloating { return a.isFloating ? a : b }
    return rank(a) >= rank(b) ? a : b
  }

  private static func rank(_ type: DType) -> Int {
    switch type {
    case .bool: 0
    case .uint8: 1
    case .int8: 2
    case .uint16: 3
    case .int16: 4
    case .uint32: 5
    case .int32: 6
    case .uint64: 7
    case .int64: 8
    case .float16: 9
    case .float32: 10
    case .float64: 11
    case .text: 12
    }
  }
}

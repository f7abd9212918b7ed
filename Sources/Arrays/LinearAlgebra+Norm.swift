import Glibc

extension LinearAlgebra {
  /// Which norm: the Euclidean length of all elements, of matrices the root of the sum of squares or the sum of the
  /// singular values, or the one with exponent p (which may be infinite).
  public enum NormOrder: Sendable, Equatable {
    case standard, frobenius, nuclear
    case exponent(Double)
  }

  /// NumPy's `linalg.norm`: of all elements (nil), of the vectors along one axis, or of the matrices along two.
  public static func norm(
    _ x: NDArray, _ order: NormOrder = .standard, axes: [Int]? = nil, keepDims: Bool = false
  ) throws -> NDArray {
    try requireNumeric(x)
    let array = x.dtype.isFloat ? x : try x.astype(.float64)
    let given = try axes.map { try Reduction.axes($0, ndim: x.ndim) }
    if order == .standard && given == nil || given == nil && x.ndim == 2 && order == .frobenius {
      return try root(array, given, keepDims)
    }
    let chosen = given ?? Array(0..<x.ndim)
    switch chosen.count {
    case 1: return try vectorNorm(array, order, chosen, keepDims)
    case 2: return try matrixNorm(array, order, axes ?? chosen, keepDims)
    default: throw ArrayError(.value, "Improper number of dimensions to norm.")
    }
  }

  /// The root of the sum of squares.
  private static func root(_ x: NDArray, _ axes: [Int]?, _ keepDims: Bool) throws -> NDArray {
    try UnaryUfunc.sqrt(Reduction.fold(.add, x * x, axes: axes, keepDims: keepDims))
  }

  private static func vectorNorm(
    _ x: NDArray, _ order: NormOrder, _ axes: [Int], _ keepDims: Bool
  ) throws -> NDArray {
    let p: Double
    switch order {
    case .standard: p = 2
    case .exponent(let exponent): p = exponent
    case .frobenius: throw ArrayError(.value, "Invalid norm order 'fro' for vectors")
    case .nuclear: throw ArrayError(.value, "Invalid norm order 'nuc' for vectors")
    }
    let sizes = try UnaryUfunc.absolute(x)
    func fold(_ operation: BinaryUfunc, _ values: NDArray) throws -> NDArray {
      try Reduction.fold(operation, values, axes: axes, keepDims: keepDims)
    }
    switch p {
    case .infinity: return try fold(.maximum, sizes)
    case -.infinity: return try fold(.minimum, sizes)
    case 0: return try fold(.add, BinaryUfunc.notEqual(x, 0.0).astype(x.dtype))
    case 1: return try fold(.add, sizes)
    case 2: return try root(x, axes, keepDims)
    default: return try BinaryUfunc.power(fold(.add, BinaryUfunc.power(sizes, p)), 1 / p)
    }
  }

  private static func matrixNorm(
    _ x: NDArray, _ order: NormOrder, _ axes: [Int], _ keepDims: Bool
  ) throws -> NDArray {
    let row = try normalized(axis: axes[0], ndim: x.ndim)
    let column = try normalized(axis: axes[1], ndim: x.ndim)
    guard row != column else { throw ArrayError(.value, "Duplicate axes given.") }
    if order == .standard || order == .frobenius { return try root(x, [row, column], keepDims) }
    let stack = try x.movingAxes([row, column], to: [x.ndim - 2, x.ndim - 1])
    let outer = Array(stack.shape.dropLast(2))
    let size = stack.shape.suffix(2).reduce(1, &*)
    let values = stack.doubles
    var norms: [Double] = []
    for index in 0..<outer.reduce(1, &*) {
      let page = NDArray(Array(values[(index * size)..<((index + 1) * size)]), shape: Array(stack.shape.suffix(2)))
      norms.append(try singleNorm(page, order))
    }
    let result = NDArray(norms, shape: outer)
    let shaped = keepDims ? try result.expandingDims([min(row, column), max(row, column)]) : result
    return try shaped.cast(to: x.dtype)
  }

  private static func singleNorm(_ page: NDArray, _ order: NormOrder) throws -> Double {
    let values = try singularValuesIfNeeded(page, order)
    switch order {
    case .nuclear: return values.reduce(0, +)
    case .exponent(2): return values.first ?? 0
    case .exponent(-2): return values.last ?? 0
    case .exponent(let p) where abs(p) == 1 || abs(p) == .infinity:
      // Sums of magnitudes of columns (1) or rows (infinity); the largest, or the smallest for a negative order.
      let sums = try Reduction.fold(.add, UnaryUfunc.absolute(page), axes: [abs(p) == 1 ? 0 : 1]).doubles
      return (p > 0 ? sums.max() : sums.min()) ?? 0
    default: throw ArrayError(.value, "Invalid norm order for matrices.")
    }
  }

  private static func singularValuesIfNeeded(_ page: NDArray, _ order: NormOrder) throws -> [Double] {
    order == .nuclear || order == .exponent(2) || order == .exponent(-2) ? try singularValues(page) : []
  }
}

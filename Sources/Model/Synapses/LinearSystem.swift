/// Linear systems in the three forms of filter design: transfer functions, zeros with poles, state spaces.
import Arrays
import Glibc

/// A linear system x' = A x + B u, y = C x + D u with any number of inputs and outputs.
public struct LinearSystem {
  /// [n, n]
  public var a: NDArray
  /// [n, inputs]
  public var b: NDArray
  /// [outputs, n]
  public var c: NDArray
  /// [outputs, inputs], or [outputs] where there is one input
  public var d: NDArray

  public init(a: NDArray, b: NDArray, c: NDArray, d: NDArray) {
    (self.a, self.b, self.c, self.d) = (a, b, c, d)
  }

  public var order: Int { a.ndim == 2 ? a.shape[0] : 0 }

  // MARK: transfer functions

  /// A transfer function: a row of coefficients for each output over one denominator, highest powers first.
  public struct Transfer {
    public var numerators: [[Double]]
    public var denominator: [Double]

    public init(numerators: [[Double]], denominator: [Double]) {
      (self.numerators, self.denominator) = (numerators, denominator)
    }

    /// The same function with 1 as the first coefficient of the denominator, without leading coefficients below 1e-14
    /// in the numerators.
    ///
    /// - Returns: also whether such coefficients were taken away; they make the function badly conditioned.
    /// - Throws: a value error for a denominator that is empty or all zeros.
    public func normalized() throws -> (function: Transfer, isBad: Bool) {
      guard let first = denominator.firstIndex(where: { $0 != 0 }) else {
        throw NengoError(.value, "Denominator must have at least one nonzero element.")
      }
      let lead = denominator[first]
      var rows = numerators.map { row in row.map { $0 / lead } }
      var isBad = false
      while let width = rows.first?.count, width > 1, rows.allSatisfy({ abs($0[0]) <= 1e-14 }) {
        rows = rows.map { Array($0.dropFirst()) }
        isBad = true
      }
      return (Transfer(numerators: rows, denominator: denominator[first...].map { $0 / lead }), isBad)
    }
  }

  /// The controller form of a normalised transfer function.
  ///
  /// - Throws: a value error if a numerator is longer than the denominator.
  public init(_ function: Transfer) throws {
    let den = function.denominator
    let (order, outputs) = (den.count - 1, function.numerators.count)
    guard function.numerators.allSatisfy({ $0.count <= den.count }) else {
      throw NengoError(.value, "Improper transfer function. `num` is longer than `den`.")
    }
    guard order <= 4095 else {
      throw NengoError(.value, "a filter of order \(order) is too large, the limit is 4095")
    }
    let rows = function.numerators.map { Array(repeating: 0, count: den.count - $0.count) + $0 }
    var a = [Double](repeating: 0, count: order * order)
    for j in 0..<order { a[j] = -den[j + 1] }
    for i in 1..<max(order, 1) { a[i * order + i - 1] = 1 }
    self.init(
      a: NDArray(a, shape: [order, order]),
      b: NDArray((0..<order).map { $0 == 0 ? 1.0 : 0.0 }, shape: [order, 1]),
      c: NDArray(
        rows.flatMap { row in (0..<order).map { row[$0 + 1] - row[0] * den[$0 + 1] } }, shape: [outputs, order]),
      d: NDArray(rows.map { $0[0] }))
  }

  /// The transfer function from one input: det(s I − A + B C) gives the numerators, det(s I − A) the denominator.
  ///
  /// - Throws: a value error for an input that the system does not have.
  public func transfer(input: Int = 0) throws -> Transfer {
    let inputs = b.ndim == 2 ? b.shape[1] : 1
    guard input >= 0, input < inputs else { throw NengoError(.value, "System does not have the input specified.") }
    let n = order, outputs = c.ndim == 2 ? c.shape[0] : 1
    let (av, bv, cv, dv) = (a.doubles, b.doubles, c.doubles, d.doubles)
    func gain(_ output: Int) -> Double { dv.count == outputs ? dv[output] : dv[output * inputs + input] }
    guard n > 0 else { return Transfer(numerators: (0..<outputs).map { [gain($0)] }, denominator: [1]) }
    let denominator = try Self.characteristic(a)
    let numerators = try (0..<outputs).map { output -> [Double] in
      let fed = (0..<n * n).map { av[$0] - bv[($0 / n) * inputs + input] * cv[output * n + $0 % n] }
      let closed = try Self.characteristic(NDArray(fed, shape: [n, n]))
      return zip(closed, denominator).map { $0 + (gain(output) - 1) * $1 }
    }
    return Transfer(numerators: numerators, denominator: denominator)
  }

  /// The coefficients of det(s I − A), from the eigenvalues.
  private static func characteristic(_ a: NDArray) throws -> [Double] {
    let values = try LinearAlgebra.complexEigenvalues(a)
    return Self.polynomial(real: values.real, imaginary: values.imaginary)
  }

  // MARK: zeros and poles

  /// Coefficients of Π (s − root), highest power first, for roots that are real or come in conjugate pairs.
  public static func polynomial(real: [Double], imaginary: [Double]) -> [Double] {
    var (re, im) = ([1.0], [0.0])
    for (x, y) in zip(real, imaginary) {
      var (nextRe, nextIm) = (re + [0], im + [0])
      for i in re.indices {
        nextRe[i + 1] -= re[i] * x - im[i] * y
        nextIm[i + 1] -= re[i] * y + im[i] * x
      }
      (re, im) = (nextRe, nextIm)
    }
    return re
  }

  /// The real roots of a polynomial in the order of its companion matrix's eigenvalues; leading and trailing zeros of
  /// the coefficients are dropped, the latter count as roots 0.
  ///
  /// - Throws: not implemented for complex roots.
  public static func roots(_ coefficients: [Double]) throws -> [Double] {
    guard let first = coefficients.firstIndex(where: { $0 != 0 }),
      let last = coefficients.lastIndex(where: { $0 != 0 })
    else { return [] }
    let core = Array(coefficients[first...last]), n = core.count - 1
    let zeros = Array(repeating: 0.0, count: coefficients.count - 1 - last)
    guard n > 0 else { return zeros }
    guard n <= 4095 else { throw NengoError(.value, "a polynomial of degree \(n) is too large, the limit is 4095") }
    let companion = (0..<n * n).map { cell -> Double in
      let (row, column) = (cell / n, cell % n)
      return row == 0 ? -core[column + 1] / core[0] : row == column + 1 ? 1 : 0
    }
    let values = try LinearAlgebra.complexEigenvalues(NDArray(companion, shape: [n, n]))
    guard values.imaginary.allSatisfy({ $0 == 0 }) else {
      throw NengoError(.notImplemented, "complex zeros and poles are not supported: there are no arrays of them")
    }
    return values.real + zeros
  }

  // MARK: discrete steps

  /// The system in steps of `dt` seconds, by the generalised bilinear transform with weight α in 0…1:
  /// M = I − α dt A, A' = M⁻¹ (I + (1 − α) dt A), B' = M⁻¹ dt B, C' = C M⁻¹, D' = D + α C B'.
  public func discretised(dt: Double, weight alpha: Double) throws -> LinearSystem {
    guard (0...1).contains(alpha) else {
      throw NengoError(.value, "Alpha parameter must be within the interval [0,1] for the gbt method")
    }
    guard order > 0 else { return self }
    let unit = NDArray((0..<order * order).map { $0 / order == $0 % order ? 1.0 : 0.0 }, shape: [order, order])
    let scaled = try a.astype(.float64) * dt
    let implicit = try unit - scaled * alpha
    let next = try LinearAlgebra.solve(implicit, unit + scaled * (1 - alpha))
    let fed = try LinearAlgebra.solve(implicit, b.astype(.float64) * dt)
    let seen = try LinearAlgebra.solve(implicit.transposed, c.astype(.float64).transposed).transposed.copy()
    let through = try LinearAlgebra.product(c.astype(.float64), fed) * alpha
    let direct = d.size == through.size ? try d.reshaped(through.shape) : d
    return LinearSystem(a: next, b: fed, c: seen, d: try direct + through)
  }

  /// The exact response to inputs that are constant within each step: blocks of exp(dt [[A, B], [0, 0]]).
  public func zeroOrderHold(dt: Double) throws -> LinearSystem {
    guard order > 0 else { return self }
    let n = order, inputs = b.ndim == 2 ? b.shape[1] : 1
    let size = n + inputs
    let (av, bv) = (a.doubles, b.doubles)
    let block = (0..<size * size).map { cell -> Double in
      let (row, column) = (cell / size, cell % size)
      guard row < n else { return 0 }
      return dt * (column < n ? av[row * n + column] : bv[row * inputs + column - n])
    }
    let e = try LinearAlgebra.exponential(NDArray(block, shape: [size, size])).doubles
    return LinearSystem(
      a: NDArray((0..<n).flatMap { e[($0 * size)..<($0 * size + n)] }, shape: [n, n]),
      b: NDArray((0..<n).flatMap { e[($0 * size + n)..<($0 * size + size)] }, shape: [n, inputs]), c: c, d: d)
  }
}

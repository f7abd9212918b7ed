import Arrays
import Glibc

/// A linear system x' = A x + B u, y = C x + D u with one input and one output.
public struct StateSpace: Sendable, Equatable {
  /// The number of states.
  public let order: Int
  /// [order, order], row by row.
  public let a: [Double]
  public let b: [Double]
  public let c: [Double]
  public let d: Double

  public init(a: [Double], b: [Double], c: [Double], d: Double) {
    order = b.count
    self.a = a
    self.b = b
    self.c = c
    self.d = d
  }

  /// The controller canonical form of num/den (highest power first).
  ///
  /// - Throws: a value error if there is no denominator or the numerator is of higher order.
  public init(num: [Double], den: [Double]) throws {
    guard !num.isEmpty, !den.isEmpty else { throw NengoError(.value, "num and den must not be empty") }
    let den = Array(den[(den.firstIndex { $0 != 0 } ?? den.count - 1)...])
    let lead = den[0]
    guard lead != 0 else { throw NengoError(.value, "den must not be all zeros") }
    let scaled = num.map { $0 / lead }
    let num = Array(scaled[(scaled.firstIndex { abs($0) > 1e-14 } ?? scaled.count - 1)...])
    guard num.count <= den.count else {
      throw NengoError(.value, "Improper transfer function. `num` is longer than `den`.")
    }
    guard den.count <= 4096 else {
      throw NengoError(.value, "a filter of order \(den.count - 1) is too large, the limit is 4095")
    }
    let padded = [Double](repeating: 0, count: den.count - num.count) + num
    let poles = den.map { $0 / lead }
    let order = den.count - 1
    var a = [Double](repeating: 0, count: order * order)
    for j in 0..<order { a[j] = -poles[j + 1] }
    for i in 1..<max(order, 1) { a[i * order + i - 1] = 1 }
    var b = [Double](repeating: 0, count: order)
    if order > 0 { b[0] = 1 }
    self.init(a: a, b: b, c: (0..<order).map { padded[$0 + 1] - padded[0] * poles[$0 + 1] }, d: padded[0])
  }

  /// The system in steps of `dt` seconds.
  ///
  /// - Throws: a value error for `.gbt`, which needs the weight that `discretised(dt:weight:)` takes.
  public func discretised(dt: Double, method: DiscretisationMethod) throws -> StateSpace {
    switch method {
    case .zeroOrderHold: try zeroOrderHold(dt)
    case .euler: try discretised(dt: dt, weight: 0)
    case .bilinear: try discretised(dt: dt, weight: 0.5)
    case .backwardDifference: try discretised(dt: dt, weight: 1)
    case .gbt:
      throw NengoError(
        .value, "Alpha parameter must be specified for the generalized bilinear transform (gbt) method")
    }
  }

  /// The generalised bilinear transform with weight α in 0…1.
  public func discretised(dt: Double, weight alpha: Double) throws -> StateSpace {
    guard (0...1).contains(alpha) else {
      throw NengoError(.value, "Alpha parameter must be within the interval [0,1] for the gbt method")
    }
    guard order > 0 else { return self }
    let n = order
    var implicit = [Double](repeating: 0, count: n * n)
    var right = [Double](repeating: 0, count: n * (n + 1))
    for i in 0..<n {
      for j in 0..<n {
        let unit: Double = i == j ? 1 : 0
        implicit[i * n + j] = unit - alpha * dt * a[i * n + j]
        right[i * (n + 1) + j] = unit + (1 - alpha) * dt * a[i * n + j]
      }
      right[i * (n + 1) + n] = dt * b[i]
    }
    let left = NDArray(implicit, shape: [n, n])
    let solved = try LinearAlgebra.solve(left, NDArray(right, shape: [n, n + 1])).doubles
    let ad = (0..<n).flatMap { solved[($0 * (n + 1))..<($0 * (n + 1) + n)] }
    let bd = (0..<n).map { solved[$0 * (n + 1) + n] }
    let cd = try LinearAlgebra.solve(left.transposed, NDArray(c)).doubles
    return StateSpace(a: ad, b: bd, c: cd, d: d + alpha * zip(c, bd).reduce(0) { $0 + $1.0 * $1.1 })
  }

  /// The exact response to an input that is constant within each step: blocks of exp(dt [[A, B], [0, 0]]).
  private func zeroOrderHold(_ dt: Double) throws -> StateSpace {
    guard order > 0 else { return self }
    let n = order
    if n == 1 {
      let x = dt * a[0]
      return StateSpace(a: [exp(x)], b: [a[0] == 0 ? dt * b[0] : expm1(x) / a[0] * b[0]], c: c, d: d)
    }
    let size = n + 1
    var block = [Double](repeating: 0, count: size * size)
    for i in 0..<n {
      for j in 0..<n { block[i * size + j] = dt * a[i * n + j] }
      block[i * size + n] = dt * b[i]
    }
    let e = try LinearAlgebra.exponential(NDArray(block, shape: [size, size])).doubles
    return StateSpace(
      a: (0..<n).flatMap { e[($0 * size)..<($0 * size + n)] }, b: (0..<n).map { e[$0 * size + n] }, c: c, d: d)
  }
}

import Testing
import _TestSupport

@testable import Arrays

@Suite struct LinearAlgebraTests {
  private static func random(_ m: Int, _ n: Int, seed: UInt32 = 1) -> NDArray {
    let stream = RandomState(seed: seed)
    return NDArray((0..<(m * n)).map { _ in stream.gauss() }, shape: [m, n])
  }

  private func product(_ a: NDArray, _ b: NDArray) -> [Double] {
    let (m, k, n) = (a.shape[0], a.shape[1], b.shape[1])
    let (x, y) = (a.doubles, b.doubles)
    return (0..<(m * n)).map { cell in
      (0..<k).reduce(0.0) { $0 + x[cell / n * k + $1] * y[$1 * n + cell % n] }
    }
  }

  /// All layouts: row-major, transposed, sliced, reversed, one row, one column, empty.
  @Test func productsOfViews() throws {
    let a = Self.random(6, 4)
    let b = Self.random(4, 5, seed: 2)
    let views: [(NDArray, NDArray)] = [
      (a, b), (b.transposed, a.transposed), (a.sliced(axis: 0, start: 1, count: 3, step: 2), b),
      (a, b.sliced(axis: 1, start: 4, count: 5, step: -1)),
      (
        a.sliced(axis: 1, start: 0, count: 2, step: 2),
        b.sliced(
          axis: 0, start: 0, count: 2, step: 1)
      ), (a.sliced(axis: 0, start: 0, count: 1, step: 1), b),
      (a, b.sliced(axis: 1, start: 2, count: 1, step: 1)), (a.sliced(axis: 0, start: 0, count: 0, step: 1), b),
    ]
    for (x, y) in views { expectClose(try LinearAlgebra.product(x, y).doubles, product(x, y), tolerance: 1e-14) }
    let single = try LinearAlgebra.product(a.astype(.float32), b.astype(.float32))
    #expect(single.dtype == .float32)
    expectClose(single.doubles, product(a, b), tolerance: 1e-6)
    expectClose(try LinearAlgebra.gram(a).doubles, product(a.transposed, a), tolerance: 1e-14)
    expectClose(try LinearAlgebra.gram(a.transposed).doubles, product(a, a.transposed), tolerance: 1e-14)
    #expect(throws: ArrayError.self) { try LinearAlgebra.product(a, a) }
  }

  @Test func solutions() throws {
    let a = Self.random(5, 5)
    let b = Self.random(5, 2, seed: 3)
    expectClose(product(a, try LinearAlgebra.solve(a, b)), b.doubles)
    #expect(try LinearAlgebra.solve(a, NDArray([1.0, 2, 3, 4, 5])).shape == [5])
    let identity = (0..<25).map { $0 % 6 == 0 ? 1.0 : 0.0 }
    expectClose(product(a, try LinearAlgebra.inverse(a)), identity)
    let spd = try LinearAlgebra.gram(a)
    let l = try LinearAlgebra.cholesky(spd)
    expectClose(product(l, l.transposed), spd.doubles)
    expectClose(product(spd, try LinearAlgebra.choleskySolve(spd, b)), b.doubles, tolerance: 1e-9)
    let small = NDArray([4.0, 3, 6, 3], shape: [2, 2])
    expectClose([try LinearAlgebra.determinant(small)], [-6], tolerance: 1e-15)
    let (sign, logarithm) = try LinearAlgebra.signAndLogDeterminant(small)
    expectClose([sign, logarithm], [-1, 1.791759469228055])
  }

  @Test func factors() throws {
    for (m, n) in [(5, 3), (3, 5), (4, 4)] {
      let a = Self.random(m, n)
      for full in [false, true] {
        let parts = try LinearAlgebra.svd(a, full: full)
        let k = min(m, n)
        #expect(parts.u.shape == [m, full ? m : k])
        #expect(parts.vt.shape == [full ? n : k, n])
        let u = parts.u.sliced(axis: 1, start: 0, count: k, step: 1)
        let scaled = try u * parts.s
        expectClose(product(scaled, parts.vt.sliced(axis: 0, start: 0, count: k, step: 1)), a.doubles)
      }
      let (q, r) = try LinearAlgebra.qr(a)
      expectClose(product(q, r), a.doubles)
      let inverse = try LinearAlgebra.pseudoInverse(a)
      expectClose(product(NDArray(product(a, inverse), shape: [m, m]), a), a.doubles)
    }
    let symmetric = try LinearAlgebra.gram(Self.random(4, 4))
    let eigen = try LinearAlgebra.symmetricEigen(symmetric)
    let vectors = try #require(eigen.vectors)
    expectClose(product(symmetric, vectors), try (vectors * eigen.values).doubles)
    #expect(eigen.values.doubles == eigen.values.doubles.sorted())
    #expect(try LinearAlgebra.eigen(NDArray([2.0, 0, 1, 3], shape: [2, 2])).values.doubles.sorted() == [2, 3])
    #expect(throws: ArrayError.self) { try LinearAlgebra.eigen(NDArray([0.0, 1, -1, 0], shape: [2, 2])) }
  }

  @Test func leastSquares() throws {
    let a = NDArray([1.0, 0, 1, 1, 1, 2, 1, 3], shape: [4, 2])
    let fit = try LinearAlgebra.leastSquares(a, NDArray([-1, 0.2, 0.9, 2.1]))
    expectClose(fit.x.doubles, [-0.95, 1])
    expectClose(fit.residuals.doubles, [0.05])
    #expect(fit.rank == 2)
    #expect(try LinearAlgebra.matrixRank(NDArray([1.0, 2, 2, 4], shape: [2, 2])) == 1)
    expectClose([try LinearAlgebra.condition(NDArray([4.0, 0, 0, 2], shape: [2, 2]))], [2])
    let power = try LinearAlgebra.matrixPower(NDArray([1, 1, 1, 0], shape: [2, 2]), 10)
    #expect(power.ints == [89, 55, 55, 34])
    expectClose(
      try LinearAlgebra.matrixPower(NDArray([2.0, 0, 0, 4], shape: [2, 2]), -2).doubles, [0.25, 0, 0, 0.0625])
  }

  @Test func exponential() throws {
    let angle = NDArray([0.0, -7, 7, 0], shape: [2, 2])
    let (c, s) = (0.7539022543433046, 0.6569865987187891)
    expectClose(try LinearAlgebra.exponential(angle).doubles, [c, -s, s, c], tolerance: 1e-13)
    let nilpotent = NDArray([0.0, 1, 2, 0, 0, 3, 0, 0, 0], shape: [3, 3])
    expectClose(try LinearAlgebra.exponential(nilpotent).doubles, [1, 1, 3.5, 0, 1, 3, 0, 0, 1], tolerance: 1e-15)
  }

  @Test func norms() throws {
    let a = NDArray([1.0, -2, 3, 4], shape: [2, 2])
    let cases: [(LinearAlgebra.NormOrder, [Int]?, [Double])] = [
      (.standard, nil, [5.477225575051661]), (.frobenius, nil, [5.477225575051661]),
      (.exponent(1), nil, [6]), (.exponent(.infinity), nil, [7]), (.exponent(2), nil, [5.116672736016927]),
      (.nuclear, nil, [7.0710678118654755]),
      (.standard, [1], [2.23606797749979, 5]), (.exponent(1), [0], [4, 6]),
      (
        .exponent(3), [1],
        [
          2.080083823051904, 4.497941445275415,
        ]
      ), (.exponent(.infinity), [1], [2, 4]),
    ]
    for (order, axes, expected) in cases {
      expectClose(try LinearAlgebra.norm(a, order, axes: axes).doubles, expected, tolerance: 1e-14, "\(order)")
    }
    #expect(try LinearAlgebra.norm(a, axes: [1], keepDims: true).shape == [2, 1])
    #expect(throws: ArrayError.self) { try LinearAlgebra.norm(NDArray([1.0]), .frobenius, axes: [0]) }
  }

  @Test func impossibleSystemsAreErrors() {
    let singular = NDArray([1.0, 2, 2, 4], shape: [2, 2])
    let rectangular = NDArray([1.0, 2, 3, 4, 5, 6], shape: [2, 3])
    let broken = NDArray([1.0, .nan, 2, 4], shape: [2, 2])
    #expect(throws: ArrayError.self) { try LinearAlgebra.solve(singular, NDArray([1.0, 2])) }
    #expect(throws: ArrayError.self) { try LinearAlgebra.inverse(singular) }
    #expect(throws: ArrayError.self) { try LinearAlgebra.inverse(rectangular) }
    #expect(throws: ArrayError.self) { try LinearAlgebra.solve(singular, NDArray([1.0, 2, 3])) }
    #expect(throws: ArrayError.self) { try LinearAlgebra.cholesky(NDArray([1.0, 2, 2, 1], shape: [2, 2])) }
    #expect(throws: ArrayError.self) { try LinearAlgebra.svd(broken) }
    #expect(throws: ArrayError.self) { try LinearAlgebra.symmetricEigen(broken) }
    #expect(throws: ArrayError.self) { try LinearAlgebra.determinant(NDArray([1.0])) }
  }
}

@Suite struct SpecialFunctionTests {
  @Test func incompleteBeta() {
    // I(2, 1/2; x) = 1 - 3/2 (1 - x)^(1/2) + 1/2 (1 - x)^(3/2)
    let root = 0.7.squareRoot()
    expectClose([SpecialFunctions.regularizedBeta(2, 0.5, 0.3)], [1 - 1.5 * root + 0.5 * 0.7 * root], tolerance: 1e-13)
    for (a, b) in [(0.5, 0.5), (4, 0.5), (500, 0.5)] {
      for p in [1e-6, 0.2, 0.9] {
        let x = SpecialFunctions.inverseRegularizedBeta(a, b, p)
        expectClose([SpecialFunctions.regularizedBeta(a, b, x)], [p], tolerance: 1e-9)
      }
    }
    #expect(SpecialFunctions.regularizedBeta(-1, 2, 0.5).isNaN)
    #expect(SpecialFunctions.inverseRegularizedBeta(1, 2, 3).isNaN)
  }

  @Test func fourierTransforms() {
    let stream = RandomState(seed: 1)
    for count in [1, 2, 3, 7, 12, 30, 97, 128] {
      let x = (0..<count).map { _ in stream.gauss() }
      let half = FourierTransform.realForward(x)
      #expect(half.count == count / 2 + 1)
      expectClose([half.re[0]], [x.reduce(0, +)], tolerance: 1e-13)
      expectClose(FourierTransform.realInverse(half, count: count), x, tolerance: 1e-13, "length \(count)")
    }
  }
}

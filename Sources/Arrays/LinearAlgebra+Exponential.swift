import Glibc

extension LinearAlgebra {
  /// The matrix exponential, by a Padé approximant of order 13 after scaling, and squaring (Higham 2005).
  public static func exponential(_ a: NDArray) throws -> NDArray {
    let (n, _) = try extents(a, square: true)
    let values = a.doubles
    try requireFinite(values, "array must not contain infs or NaNs")
    guard n > 0 else { return try NDArray(zeros: [0, 0]) }
    let norm = (0..<n).map { j in (0..<n).reduce(0.0) { $0 + abs(values[$1 * n + j]) } }.max() ?? 0
    guard norm.isFinite else { throw ArrayError(.overflow, "the exponential of such a large matrix is not finite") }
    // Above a 1-norm of 5.37 the approximant loses accuracy.
    let squarings = norm > 5.371920351148152 ? max(0, Int(ceil(log2(norm / 5.371920351148152)))) : 0
    var result = try padé(values.map { scalbn($0, Int32(-squarings)) }, n)
    for _ in 0..<squarings { result = try product(result, result) }
    return result
  }

  private static let coefficients: [Double] = [
    64_764_752_532_480_000, 32_382_376_266_240_000, 7_771_770_303_897_600, 1_187_353_796_428_800, 129_060_195_264_000,
    10_559_470_521_600, 670_442_572_800, 33_522_128_640, 1_323_241_920, 40_840_800, 960_960, 16380, 182, 1,
  ]

  /// The quotient (V - U)⁻¹ (V + U) of the odd part U and the even part V of the numerator.
  private static func padé(_ values: [Double], _ n: Int) throws -> NDArray {
    let a = NDArray(values, shape: [n, n])
    let a2 = try product(a, a)
    let a4 = try product(a2, a2)
    let a6 = try product(a4, a2)
    let powers = [a2.doubles, a4.doubles, a6.doubles]
    /// c[0] A² + c[1] A⁴ + c[2] A⁶ + identity · c[3]
    func combine(_ c: (Double, Double, Double, Double)) -> [Double] {
      (0..<(n * n)).map { i in
        c.0 * powers[0][i] + c.1 * powers[1][i] + c.2 * powers[2][i] + (i % (n + 1) == 0 ? c.3 : 0)
      }
    }
    let c = coefficients
    func part(_ start: Int) throws -> [Double] {
      let high = NDArray(combine((c[start + 8], c[start + 10], c[start + 12], 0)), shape: [n, n])
      let low = combine((c[start + 2], c[start + 4], c[start + 6], c[start]))
      return zip(try product(a6, high).doubles, low).map { $0 + $1 }
    }
    let odd = try product(a, NDArray(part(1), shape: [n, n])).doubles
    let even = try part(0)
    return try solve(
      NDArray(zip(even, odd).map { $0 - $1 }, shape: [n, n]), NDArray(zip(even, odd).map { $0 + $1 }, shape: [n, n]))
  }
}

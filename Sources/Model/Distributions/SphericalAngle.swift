import Arrays
import Glibc
import Synchronization

/// The quantile function of an angle of the spherical coordinates of uniform directions, in half turns.
///
/// With `dimensions` D the angle φ has a density like sin^(D-1)(φ), whose quantiles are
/// t = asin(√z)/π with z = I⁻¹(D/2, 1/2; 2 min(y, 1-y)), mirrored for y ≥ 0.5.
struct SphericalAngle {
  private let dimensions: Int
  private let table: BetaTable?

  init(dimensions: Int, tabulated: Bool) {
    self.dimensions = dimensions
    table = tabulated ? BetaTable.of(dimensions: dimensions) : nil
  }

  func turns(_ y: Double) -> Double {
    let doubled = 2 * min(y, 1 - y)
    let z = table?.value(doubled) ?? SpecialFunctions.inverseRegularizedBeta(Double(dimensions) / 2, 0.5, doubled)
    let t = asin(z.squareRoot()) / .pi
    return y < 0.5 ? t : 1 - t
  }
}

/// A table of the inverse incomplete beta function I⁻¹(D/2, 1/2; x), 200 points for one D.
///
/// Tables are defined for the dimensions of `rows`; between two of them the curve is a weighted mean, above the last one
/// the last curve. Exactly these tables, with their interpolation errors of up to 1e-3, are part of what makes a
/// seeded ensemble the same as elsewhere.
struct BetaTable: Sendable {
  let xs: [Double]
  let ys: [Double]

  func value(_ x: Double) -> Double { Numerics.interpolate(x, xs, ys) }

  /// The tabulated dimensions, and how many random abscissae each adds to its regular ones.
  private static let rows: [(dimensions: Int, randomCount: Int)] =
    (1...26).map { ($0, 0) } + [
      (30, 0), (35, 0), (41, 1), (48, 1), (56, 1), (65, 1), (75, 1), (88, 1), (102, 1), (119, 1), (138, 1), (161, 1),
      (188, 1), (219, 1), (254, 1), (296, 2), (345, 3), (402, 4), (468, 7), (544, 11), (634, 16), (738, 22), (859, 29),
      (1000, 37),
    ]

  /// Tables that were asked for before. They cost 200 inverse beta functions each, and an ensemble of d dimensions
  /// needs d - 1 of them.
  private static let made = Mutex<[Int: BetaTable]>([:])

  static func of(dimensions: Int) -> BetaTable {
    if let table = made.withLock({ $0[dimensions] }) { return table }
    let table = make(dimensions)
    made.withLock { $0[dimensions] = table }
    return table
  }

  private static func make(_ dimensions: Int) -> BetaTable {
    let above = rows.firstIndex { $0.dimensions >= dimensions } ?? rows.count - 1
    if rows[above].dimensions == dimensions || above == 0 || dimensions > rows[above].dimensions {
      return tabulated(row: above)
    }
    let (low, high) = (rows[above - 1].dimensions, rows[above].dimensions)
    let (a, b) = (of(dimensions: low), of(dimensions: high))
    let wa = Double(high - dimensions) / Double(high - low)
    let wb = 1 - wa
    let xs = zip(a.xs, b.xs).map { wa * $0 + wb * $1 }
    return BetaTable(xs: xs, ys: xs.map { wa * a.value($0) + wb * b.value($0) })
  }

  /// 40 even abscissae, 160 at even ordinates, and a few uniforms in place of the smallest ones.
  private static func tabulated(row: Int) -> BetaTable {
    let a = Double(rows[row].dimensions) / 2
    let stream = RandomState(seed: 0)
    for _ in 0..<rows[..<row].reduce(0, { $0 + $1.randomCount }) { _ = stream.randomSample() }
    let randomCount = rows[row].randomCount
    var xs = Numerics.linspace(0, 1, 40)
    xs += Numerics.linspace(1e-16, 1 - 1e-7, 160).map { SpecialFunctions.regularizedBeta(a, 0.5, $0) }
    xs += (0..<randomCount).map { _ in stream.randomSample() }
    xs.sort()
    xs.removeFirst(randomCount)
    xs[0] = 0
    return BetaTable(xs: xs, ys: xs.map { SpecialFunctions.inverseRegularizedBeta(a, 0.5, $0) })
  }
}

import Arrays

/// A spline through points, as a sum of B-splines.
struct Spline: Sendable {
  private let degree: Int
  private let knots: [Double]
  /// One coefficient per B-spline.
  private let coefficients: [Double]

  /// The spline of degree 2 or 3 through (x, y); `x` ascends strictly and has more than `degree` entries.
  ///
  /// Degree 3 is the not-a-knot spline: its inner knots are the points without the first two and the last two.
  /// Degree 2 has its inner knots half way between points, without the first and last of these.
  init(degree: Int, x: [Double], y: [Double]) throws {
    self.degree = degree
    let inner: [Double]
    if degree == 2 {
      inner = Array(zip(x, x.dropFirst()).map { ($0 + $1) / 2 }.dropFirst().dropLast())
    } else {
      inner = Array(x.dropFirst(2).dropLast(2))
    }
    let (first, last) = (x[0], x[x.count - 1])
    let ends = degree + 1
    knots = [Double](repeating: first, count: ends) + inner + [Double](repeating: last, count: ends)
    let n = x.count
    let allKnots = knots
    let collocation = try Numerics.array([n, n]) { cells in
      for (row, point) in x.enumerated() {
        let interval = Self.interval(allKnots, degree, n, point)
        for (i, value) in Self.basis(allKnots, degree, interval, point).enumerated() {
          cells[row * n + interval - degree + i] = value
        }
      }
    }
    coefficients = try LinearAlgebra.solve(collocation, NDArray(y)).doubles
  }

  func value(_ x: Double) -> Double {
    let interval = Self.interval(knots, degree, coefficients.count, x)
    var sum = 0.0
    for (i, value) in Self.basis(knots, degree, interval, x).enumerated() {
      sum += coefficients[interval - degree + i] * value
    }
    return sum
  }

  /// The index of the last inner knot that is at most `x`.
  private static func interval(_ knots: [Double], _ degree: Int, _ count: Int, _ x: Double) -> Int {
    var i = degree
    while i + 1 < count && knots[i + 1] <= x { i += 1 }
    return i
  }

  /// The B-splines that are nonzero in an interval, by the recurrence of Cox and de Boor.
  private static func basis(_ knots: [Double], _ degree: Int, _ interval: Int, _ x: Double) -> [Double] {
    var values = [1.0]
    for k in 1...degree {
      var next = [Double](repeating: 0, count: k + 1)
      for (i, value) in values.enumerated() {
        let left = knots[interval + 1 - k + i]
        let right = knots[interval + 1 + i]
        let share = (x - left) / (right - left)
        next[i] += (1 - share) * value
        next[i + 1] += share * value
      }
      values = next
    }
    return values
  }
}

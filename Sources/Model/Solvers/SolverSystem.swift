import Arrays

/// What the solvers share: shapes, residuals, the time they took.
enum SolverSystem {
  /// Solves with `targets` as a matrix and reports the errors of the result.
  ///
  /// - Parameters:
  ///   - scalarErrors: whether the error for a vector of targets is one number, not a list of one.
  ///   - body: X for A [m, n] and Y [m, k], with whatever else it has to report.
  static func solved(
    _ activities: NDArray, _ targets: NDArray, owner: String, scalarErrors: Bool,
    _ body: (NDArray, NDArray) throws -> (NDArray, SolverInfo)
  ) throws -> (NDArray, SolverInfo) {
    let (a, y) = try matrices(activities, targets, owner)
    let clock = ContinuousClock()
    let start = clock.now
    let (x, info) = try body(a, y)
    let elapsed = (clock.now - start).components
    let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
    let head = [("rmses", try errors(a, x, y, isScalar: targets.ndim == 1 && scalarErrors))]
    let result = targets.ndim == 1 ? try x.reshaped([x.shape[0]]) : x
    return (result, SolverInfo(head + info.entries + [("time", .number(seconds))]))
  }

  /// A and Y as float64 matrices with the same number of rows.
  static func matrices(_ activities: NDArray, _ targets: NDArray, _ owner: String) throws -> (NDArray, NDArray) {
    guard activities.ndim == 2, targets.ndim == 1 || targets.ndim == 2 else {
      throw NengoError(
        .value,
        "\(owner): activities must be a matrix and targets a vector or matrix, got shapes "
          + "\(ArrayError.text(shape: activities.shape)) and \(ArrayError.text(shape: targets.shape))")
    }
    guard activities.shape[0] == targets.shape[0] else {
      throw NengoError(
        .value,
        "\(owner): activities and targets must have one row per evaluation point, got shapes "
          + "\(ArrayError.text(shape: activities.shape)) and \(ArrayError.text(shape: targets.shape))")
    }
    let y = try targets.cast(to: .float64)
    return (
      try activities.cast(to: .float64).contiguous(),
      try (targets.ndim == 1 ? y.reshaped([y.size, 1]) : y).contiguous()
    )
  }

  /// What is reported of the errors of X.
  static func errors(_ a: NDArray, _ x: NDArray, _ y: NDArray, isScalar: Bool) throws -> SolverInfo.Entry {
    let values = try rootMeanSquares(a, x, y)
    return .array(isScalar ? NDArray(scalar: values.first ?? 0) : NDArray(values))
  }

  /// sqrt(mean((Y - A X)²)) per column.
  static func rootMeanSquares(_ a: NDArray, _ x: NDArray, _ y: NDArray) throws -> [Double] {
    let fit = try LinearAlgebra.product(a, x).doubles
    let (m, k) = (y.shape[0], y.shape[1])
    return y.withDoubles { y in
      (0..<k).map { j in
        var sum = 0.0
        for i in 0..<m {
          let difference = y[i * k + j] - fit[i * k + j]
          sum += difference * difference
        }
        return (sum / Double(m)).squareRoot()
      }
    }
  }

  /// The largest activity.
  static func maximum(_ a: NDArray) -> Double { a.withDoubles { a in a.max() ?? 0 } }

  /// The largest magnitude.
  static func magnitude(_ a: NDArray) -> Double { a.withDoubles { a in a.reduce(0) { max($0, abs($1)) } } }

  /// How much of each column is nonzero (or positive), from 0 to 1.
  static func activeFractions(_ a: NDArray, where isActive: (Double) -> Bool) -> [Double] {
    let (m, n) = (a.shape[0], a.shape[1])
    return a.withDoubles { a in
      (0..<n).map { j in
        var count = 0
        for i in 0..<m where isActive(a[i * n + j]) { count += 1 }
        return Double(count) / Double(m)
      }
    }
  }
}

extension SolverSystem {
  /// A new float64 array of `body` of each element, in row-major order.
  static func map(_ a: NDArray, _ body: (Double) -> Double) throws -> NDArray {
    try a.withDoubles { a in
      try Numerics.array([a.count]) { cells in
        for i in cells.indices { cells[i] = body(a[i]) }
      }
    }.reshaped(a.shape)
  }

  /// Aᵀ A + diag(m σ²) with one σ or one per column, for m evaluation points.
  static func regularizedGram(_ a: NDArray, sigma: [Double], points m: Int) throws -> NDArray {
    let n = a.shape[1]
    let gram = try LinearAlgebra.gram(a)
    try gram.withMutableDoubles { cells in
      for i in 0..<n {
        let s = sigma[sigma.count == 1 ? 0 : i]
        cells[i * n + i] += Double(m) * (s * s)
      }
    }
    return gram
  }

  /// Column `j` of a matrix as a list.
  static func column(_ a: NDArray, _ j: Int) -> [Double] { a.sliced(axis: 1, start: j, count: 1, step: 1).doubles }

  /// A matrix from its columns.
  static func matrix(columns: [[Double]], rows: Int) throws -> NDArray {
    try Numerics.array([rows, columns.count]) { cells in
      for (j, column) in columns.enumerated() {
        for i in 0..<rows { cells[i * columns.count + j] = column[i] }
      }
    }
  }
}

import Arrays
import Testing
import _TestSupport

@testable import Model

@Suite struct SolverTests {
  /// Direct solvers agree to rounding, iterative ones to their own tolerance.
  private static let tolerances = [
    "LstsqL1": 1e-10, "Conjgrad": 1e-9, "BlockConjgrad": 1e-9, "ConjgradScipy": 1e-9, "LSMRScipy": 1e-10, "Nnls": 1e-10,
    "NnlsL2": 1e-9, "NnlsL2nz": 1e-9,
  ]

  @Test func smallSystems() throws {
    let reference = try ReferenceData(file: "solvers")
    for row in reference["results"].items {
      let text = row["solver"].string
      let system = reference["systems"][row["system"].string]
      let solver = try Description(text).solver()
      let label = "\(text), \(row["system"].string)"
      let rng = RandomState(seed: 13)
      let (x, info) = try solver.solve(
        activities: NDArray(system["A"].doubles, shape: system["A"].shape),
        targets: NDArray(system["Y"].doubles, shape: system["Y"].shape), rng: rng)
      let kind = try Description(text).call("solver")?.name ?? solver.typeName
      let tolerance = Self.tolerances[kind] ?? 1e-10
      expectClose(x.doubles, row["X"].doubles, tolerance: tolerance, label)
      #expect(x.shape == row["X"].shape, "\(label)")
      #expect(Int(rng.u32()) == row["next_u32"].int, "\(label)")
      if case .array(let rmses)? = info["rmses"], row["system"].string == "tall" {
        expectClose(rmses.doubles, row["info"]["rmses"].doubles, tolerance: max(tolerance, 1e-10), label)
      }
      if case .count(let rank)? = info["rank"] { #expect(rank == row["info"]["rank"].int) }
    }
  }

  /// At the optimum the gradient is 0 where x is above 0, and nowhere calls for more of a column that is out. The rows
  /// are rates of rectified neurons with close intercepts, whose Gram matrix is ill-conditioned.
  @Test(arguments: [12, 40])
  func nonNegativeOptimum(neurons n: Int) throws {
    let points = 200
    let rates = (0..<points * n).map { cell -> Double in
      let (x, neuron) = (Double(cell / n) / Double(points), Double(cell % n))
      return max(x - 0.9 * neuron / Double(n), 0) * (100 + neuron)
    }
    let a = NDArray(rates, shape: [points, n])
    let b = (0..<points).map { max(Double($0) / Double(points) - 0.2, 0) }
    let x = NonNegativeLeastSquares.solve(a, b)
    let active = ActiveColumns(a, b)
    var rest = b
    for row in 0..<points { for j in 0..<n { rest[row] -= rates[row * n + j] * x[j] } }
    let gradient = (0..<n).map { j in (0..<points).reduce(0) { $0 + rates[$1 * n + j] * rest[$1] } }
    for j in 0..<n {
      #expect(x[j] >= 0)
      #expect(x[j] > 0 ? abs(gradient[j]) < 1e-7 : gradient[j] < 1e-7, "column \(j): \(x[j]), \(gradient[j])")
    }
    #expect(active.gradient([Double](repeating: 0, count: n)).count == n)
  }

  @Test func columnsComeAndGo() {
    let a = NDArray([1.0, 0, 2, 0, 1, 2, 1, 1, 4], shape: [3, 3])  // the last column is twice the sum of the others
    var active = ActiveColumns(a, [1, 2, 3])
    for column in [0, 1, 2] { active.append(column) }
    #expect(active.solution()[2] == 0)
    active.remove([0])
    #expect(active.indices == [1, 2])
    #expect(abs(active.solution()[0] - 1) < 1e-12 && abs(active.solution()[1] - 0.5) < 1e-12)
  }

  @Test func vectorsAsTargets() throws {
    let a = NDArray([1.0, 0, 1, 1, 1, 2, 1, 3], shape: [4, 2])
    let y = NDArray([1.0, 2, 3, 4])
    let rng = RandomState(seed: 0)
    for solver in [LstsqL2.standard, try Lstsq(), Nnls(), try LstsqDrop(drop: 0)] as [any Solver] {
      #expect(try solver.solve(activities: a, targets: y, rng: rng).0.shape == [2], "\(solver.text)")
    }
    expectClose(try Lstsq().solve(activities: a, targets: y, rng: rng).0.doubles, [1, 1])
    expectClose(try Nnls().solve(activities: a, targets: y, rng: rng).0.doubles, [1, 1])
  }

  @Test func randomisedSingularValues() throws {
    let stream = RandomState(seed: 2)
    let left = NDArray((0..<(200 * 20)).map { _ in stream.gauss() }, shape: [200, 20])
    let right = NDArray((0..<(20 * 90)).map { _ in stream.gauss() }, shape: [20, 90])
    // A matrix of rank 20, so that 60 components hold all of it.
    let a = try LinearAlgebra.product(left, right)
    let y = NDArray((0..<200).map { _ in stream.gauss() }, shape: [200, 1])
    let exact = try LstsqL2(solver: SVDSolver()).solve(activities: a, targets: y, rng: stream).0
    for matrix in [a, a] {
      let solver = try LstsqL2(solver: RandomizedSVD(iterationCount: 1))
      let x = try solver.solve(activities: matrix, targets: y, rng: stream).0
      expectClose(x.doubles, exact.doubles, tolerance: 1e-9)
    }
  }

  @Test func nonNegativeSolutionsAreOptimal() throws {
    let stream = RandomState(seed: 9)
    let a = NDArray((0..<(40 * 15)).map { _ in abs(stream.gauss()) }, shape: [40, 15])
    let y = NDArray((0..<40).map { _ in stream.gauss() })
    let x = try Nnls().solve(activities: a, targets: y, rng: stream).0.doubles
    #expect(x.allSatisfy { $0 >= 0 })
    // At the optimum the gradient is 0 where x > 0 and not positive elsewhere.
    let fit = try LinearAlgebra.product(a, NDArray(x, shape: [15, 1])).doubles
    let residual = NDArray(zip(y.doubles, fit).map { $0 - $1 }, shape: [40, 1])
    let gradient = try LinearAlgebra.product(a.transposed, residual).doubles
    for (x, g) in zip(x, gradient) { #expect(x > 0 ? abs(g) < 1e-9 : g < 1e-9) }
  }

  @Test func badArgumentsAreRefused() throws {
    let a = NDArray([1.0, 2, 3, 4], shape: [2, 2])
    let rng = RandomState(seed: 0)
    #expect(throws: NengoError.self) { try LstsqL2(reg: -1) }
    #expect(throws: NengoError.self) { try LstsqDrop(drop: 2) }
    #expect(throws: NengoError.self) { try LstsqDrop(drop: 1).solve(activities: a, targets: a, rng: rng) }
    #expect(throws: NengoError.self) {
      try LstsqL2.standard.solve(activities: a, targets: NDArray([1.0, 2, 3]), rng: rng)
    }
    #expect(throws: NengoError.self) { try NoSolver(values: NDArray([1.0])) }
  }
}

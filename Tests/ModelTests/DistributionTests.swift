import Arrays
import Testing
import _TestSupport

@testable import Model

@Suite struct DistributionTests {
  /// Samples, and what the stream gives afterwards: the next word and, after it, the next normal.
  @Test func samples() throws {
    for row in try ReferenceData(file: "distributions")["samples"].items {
      let label = "\(row["dist"].string), n=\(row["n"].int), d=\(row["d"].int), seed=\(row["seed"].int)"
      let distribution = try Description(row["dist"].string).distribution()
      let stream = RandomState(seed: UInt32(row["seed"].int))
      let samples = try distribution.sample(row["n"].int, row["d"].isNull ? nil : row["d"].int, stream)
      #expect(samples.shape == row["samples"].shape, "\(label)")
      expectClose(samples.doubles, row["samples"].doubles, tolerance: 1e-12, label)
      #expect(Int(stream.u32()) == row["next_u32"].int, "\(label)")
      expectClose([stream.gauss()], [row["next_normal"].double], tolerance: 1e-14, label)
    }
  }

  @Test func fillsAsItSamples() throws {
    for text in ["Gaussian(1, 2)", "Uniform(-1, 3)", "Uniform(0, 9, integer=True)", "Exponential(0.4)"] {
      let distribution = try Description(text).distribution()
      let samples = try distribution.sample(1, 4, RandomState(seed: 8)).doubles
      var row = [Double](repeating: 0, count: 4)
      try row.withUnsafeMutableBufferPointer { try distribution.fill($0, RandomState(seed: 8)) }
      #expect(row == samples, "\(text)")
    }
  }

  @Test func densities() throws {
    let functions = try ReferenceData(file: "distributions")["functions"]
    for text in functions.keys {
      let distribution = try #require(Description(text).distribution() as? any ContinuousDistribution)
      let row = functions[text]
      expectClose(row["x"].doubles.map(distribution.pdf), row["pdf"].doubles, tolerance: 1e-13, text)
      expectClose(row["x"].doubles.map(distribution.cdf), row["cdf"].doubles, tolerance: 1e-13, text)
      expectClose(row["y"].doubles.map(distribution.ppf), row["ppf"].doubles, tolerance: 1e-12, text)
    }
  }

  @Test func mapsToTheSphere() throws {
    let stages = try ReferenceData(file: "distributions")["scattered_internals"]
    for d in stages["phi"].keys {
      let phi = try QuasirandomSequence.generalizedGoldenRatio(#require(Int(d)))
      expectClose([phi], [stages["phi"][d].double], tolerance: 1e-14)
    }
    let cube = stages["cube_points"]
    for (key, method) in [
      ("sct_exact", ScatteredHypersphere.Method.exact), ("sct_approx", .tabulated),
      (
        "tfww", .products
      ),
    ] {
      for width in stages[key].keys {
        let columns = try #require(Int(width))
        let points = cube.items.flatMap { $0.doubles.prefix(columns) }
        let mapped = try ScatteredHypersphere(method: method).onSphere(
          Array(points), count: cube.items.count, width: columns, stride: columns)
        expectClose(mapped.doubles, stages[key][width].doubles, tolerance: 1e-11, "\(key) \(width)")
      }
    }
    for key in stages["random_orthogonal"].keys {
      let parts = key.split { "=,".contains($0) }
      let (d, seed) = (try #require(Int(parts[1])), try #require(UInt32(parts[3])))
      let rotation = try ScatteredHypersphere.randomRotation(d, RandomState(seed: seed))
      expectClose(rotation.doubles, stages["random_orthogonal"][key].doubles, tolerance: 1e-12, key)
    }
  }

  @Test func anglesOfTheSphere() throws {
    let rows = try ReferenceData(file: "distributions")["scattered_internals"]["spherical_coords_ppf"]
    for key in rows.keys {
      let d = try #require(Int(key.dropFirst("dims=".count)))
      for (kind, tabulated) in [("exact", false), ("approx", true)] {
        let angle = SphericalAngle(dimensions: d, tabulated: tabulated)
        // Above 100 dimensions the reference table is inaccurate near 0.
        expectClose(
          rows[key]["y"].doubles.map(angle.turns), rows[key][kind].doubles, tolerance: 1e-10, "\(key) \(kind)")
      }
    }
  }

  @Test func tablesOfTheInverseBeta() throws {
    let reference = try ReferenceData(file: "beta-tables")
    for key in reference["x"].keys {
      let table = BetaTable.of(dimensions: try #require(Int(key)))
      expectClose(table.xs, reference["x"][key].doubles, tolerance: 1e-13, "abscissae for \(key)")
      expectClose(table.ys, reference["y"][key].doubles, tolerance: 1e-11, "ordinates for \(key)")
    }
  }

  @Test func wideSpheres() throws {
    for d in [64, 300, 1200] {
      let points = try ScatteredHypersphere.sphere.sample(4, d, RandomState(seed: 1))
      for row in 0..<4 {
        let values = points[row: row].doubles
        expectClose([values.reduce(0) { $0 + $1 * $1 }], [1], tolerance: 1e-12)
      }
    }
  }

  @Test func weightInitialisers() throws {
    let stream = RandomState(seed: 4)
    let truncated = try TruncatedNormal(mean: 1, stddev: 0.5).sample(500, nil, stream).doubles
    #expect(truncated.allSatisfy { abs($0 - 1) <= 1 })
    let limit = (3.0 / 25).squareRoot()
    let glorot = try Glorot().sample(20, 30, stream).doubles
    #expect(glorot.allSatisfy { abs($0) <= limit })
    #expect(glorot.contains { abs($0) > 0.9 * limit })
    let he = try He(scale: 2).sample(40, 50, stream).doubles
    expectClose([he.reduce(0) { $0 + $1 * $1 } / 2000], [0.7737 * 4 / 50], tolerance: 0.1)
  }

  @Test func badArgumentsAreRefused() throws {
    let rng = RandomState(seed: 0)
    func refuses(_ attribute: String, _ body: () throws -> Void) {
      do {
        try body()
        Issue.record("\(attribute) should be refused")
      } catch let error as NengoError {
        #expect(error.kind == .validation && error.attribute == attribute, "\(error)")
      } catch {
        Issue.record("\(attribute): \(error)")
      }
    }
    refuses("std") { _ = try Gaussian(mean: 0, std: 0) }
    refuses("scale") { _ = try Exponential(scale: 0) }
    refuses("p") { _ = try PDF(x: NDArray([0.0, 1]), p: NDArray([0.5, 0.6])) }
    refuses("weights") { _ = try Choice(NDArray([1.0, 2]), weights: NDArray([1.0])) }
    refuses("weights") { _ = try Choice(NDArray([1.0, 2]), weights: NDArray([0.0, 0])) }
    refuses("options") { _ = try Choice([1, -1]).sample(3, 1, rng) }
    refuses("samples") { _ = try Samples(NDArray([1.0, 2])).sample(3, nil, rng) }
    refuses("min_magnitude") { _ = try UniformHypersphere(minMagnitude: 1) }
    refuses("d") { _ = try ScatteredHypersphere.ball.sample(3, 0, rng) }
    refuses("d") { _ = try UniformHypersphere().sample(3, nil, rng) }
    #expect(throws: ArrayError.self) { try ScatteredHypersphere.ball.sample(1, 1, rng) }
    #expect(throws: NengoError.self) { try Uniform(3, 3, integer: true).sample(1, nil, rng) }
    for n in [0, 1, -1] {
      #expect(throws: (any Error).self) { try ScatteredHypersphere.ball.sample(n, 1 << 60, rng) }
    }
    #expect(throws: (any Error).self) { try QuasirandomSequence().sample(0, 1 << 60, rng) }
    #expect(throws: (any Error).self) { try SqrtBeta(n: 0).sample(1, nil, rng) }
  }

  @Test(arguments: [
    ("Uniform(low=0.2, high=1)", "Uniform(0.2, 1)"), ("Uniform(low=-1.0, high=1e-05)", "Uniform(-1.0, 0.00001)"),
    ("Choice(options=array([[1.]]))", "Choice([[1]])"),
    ("ScatteredHypersphere(surface=True)", "ScatteredHypersphere(surface=True)"),
    ("Exponential(scale=0.15, high=1.0)", "Exponential(0.15, shift=0, high=1.0)"),
  ])
  func textForms(text: String, description: String) throws {
    let distribution = try Description(description).distribution()
    #expect(distribution.text == text)
    #expect(distribution.isEqual(to: try Description(description).distribution()))
    #expect(!distribution.isEqual(to: QuasirandomSequence()))
  }
}

import Testing
import _TestSupport

@testable import Arrays

@Suite struct RandomStateTests {
  /// The draws of one table row: its name in the reference data, and the call.
  struct Draw: Sendable, CustomTestStringConvertible {
    let name: String
    let draw: @Sendable (RandomState) throws -> [Double]
    var testDescription: String { name }

    init(_ name: String, _ draw: @escaping @Sendable (RandomState) throws -> [Double]) {
      self.name = name
      self.draw = draw
    }

    /// `count` draws of one kind.
    init(_ name: String, _ count: Int, _ draw: @escaping @Sendable (RandomState) -> Double) {
      self.init(name) { stream in (0..<count).map { _ in draw(stream) } }
    }
  }

  static let draws: [Draw] = [
    Draw("raw_u32", 8) { Double($0.u32()) },
    Draw("random_sample", 5) { $0.randomSample() },
    Draw("rand_2x3", 6) { $0.randomSample() },
    Draw("uniform", 5) { $0.uniform(-1, 0.9) },
    Draw("uniform_reversed", 5) { $0.uniform(400, 200) },
    Draw("randint_2^31-1", 5) { Double($0.drawSeed()) },
    Draw("randint_0_100", 8) { Double($0.randint(0, 100)) },
    Draw("randint_-7_100", 8) { Double($0.randint(-7, 100)) },
    Draw("randint_width1", 3) { Double($0.randint(5, 6)) },
    Draw("randint_2^32", 5) { Double($0.randint(0, 1 << 32)) },
    Draw("randint_2^40+5", 5) { Double($0.randint(0, 1 << 40 + 5)) },
    Draw("standard_normal", 5) { $0.gauss() },
    Draw("normal", 5) { $0.normal(0.5, 2) },
    Draw("randn_3x3", 9) { $0.gauss() },
    Draw("mixed") {
      [$0.gauss(), $0.randomSample(), $0.gauss(), $0.gauss(), $0.randomSample(), $0.gauss()]
    },
    Draw("exponential", 5) { 0.3 * $0.standardExponential() },
    Draw("gamma_shape<1", 5) { 1.5 * $0.standardGamma(0.3) },
    Draw("gamma_shape=1", 5) { 1.5 * $0.standardGamma(1) },
    Draw("gamma_shape>1", 5) { $0.standardGamma(2.5) },
    Draw("beta_both<=1", 5) { $0.beta(0.5, 0.5) },
    Draw("beta_mixed", 5) { $0.beta(0.5, 1.5) },
    Draw("beta_large", 5) { $0.beta(8, 31.5) },
    Draw("poisson_0.2", 10) { Double($0.poisson(0.2)) },
    Draw("poisson_5", 10) { Double($0.poisson(5)) },
    Draw("poisson_12", 10) { Double($0.poisson(12)) },
    Draw("poisson_1000", 10) { Double($0.poisson(1000)) },
    Draw("poisson_array") { try $0.poisson(mean: NDArray([0.2, 0, 12, 100, 3]), size: nil).doubles },
    Draw("permutation_10") { $0.permutation(10).map(Double.init) },
    Draw("shuffle_10") {
      var list = Array(0..<10)
      $0.shuffle(&list)
      return list.map(Double.init)
    },
    Draw("shuffle_rows") {
      let rows = NDArray((0..<10).flatMap { [Double($0), Double(10 * $0)] }, shape: [10, 2])
      try $0.shuffle(rows)
      return rows.doubles
    },
    Draw("choice") { try $0.choice(7, count: 8).map(Double.init) },
    Draw("choice_p") { try $0.choice(probabilities: [0.1, 0.2, 0.3, 0.4], count: 8).map(Double.init) },
    Draw("choice_noreplace") { try $0.choiceWithoutReplacement(50, count: 8).map(Double.init) },
    Draw("choice_noreplace_p") {
      try $0.choiceWithoutReplacement(probabilities: [0.1, 0.2, 0.3, 0.2, 0.1, 0.1], count: 5).map(Double.init)
    },
  ]

  /// Values to the last bit of the elementary functions, and the raw output that follows them.
  @Test(arguments: draws) func matchesReference(_ draw: Draw) throws {
    let reference = try ReferenceData(file: "random-draws")["draws"][draw.name]
    for seed in reference["values"].keys {
      let stream = RandomState(seed: try #require(UInt32(seed)))
      expectClose(
        try draw.draw(stream), reference["values"][seed].doubles, tolerance: 1e-15, "\(draw.name), seed \(seed)")
      #expect(Int(stream.u32()) == reference["next_u32"][seed].int, "\(draw.name), seed \(seed)")
    }
  }

  @Test func rawOutputsFarIntoTheStream() throws {
    let reference = try ReferenceData(file: "random-draws")["raw_by_index"]
    for seed in reference.keys {
      let stream = RandomState(seed: try #require(UInt32(seed)))
      let outputs = (0..<2000).map { _ in Int(stream.u32()) }
      for index in reference[seed].keys {
        guard let position = Int(index), position < outputs.count else { continue }
        #expect(outputs[position] == reference[seed][index].int)
      }
    }
  }

  /// Values of NumPy 2: `RandomState([1, 2, 3])` and narrow integer types.
  @Test func listSeedsAndNarrowIntegers() throws {
    let listed = RandomState(seeds: [1, 2, 3])
    #expect((0..<3).map { _ in listed.u32() } == [2619334238, 1552691353, 3808334787])
    let bytes = try RandomState(seed: 5).integers(
      low: NDArray(scalar: 0), high: NDArray(scalar: 200), size: [10], dtype: .uint8)
    #expect(bytes.ints == [99, 139, 56, 72, 32, 14, 79, 189, 139, 52])
    let bits = try RandomState(seed: 5).integers(
      low: NDArray(scalar: 0), high: NDArray(scalar: 2), size: [12], dtype: .bool)
    #expect(bits.ints == [1, 1, 0, 0, 0, 1, 1, 0, 1, 1, 0, 1])
    let stream = RandomState(seed: 5)
    #expect((0..<5).map { _ in stream.binomial(10, 0.3) } == [2, 5, 2, 5, 3])
    #expect((0..<5).map { _ in stream.binomial(1000, 0.7) } == [696, 686, 694, 713, 718])
    expectClose(
      (0..<3).map { _ in stream.laplace(1, 2) }, [-0.20232897418978268, 0.6236507865482497, -0.04795727506820735],
      tolerance: 1e-15)
    expectClose(
      (0..<3).map { _ in stream.lognormal(0, 0.5) }, [1.7783669595480167, 2.531129140109774, 0.46973349414139165],
      tolerance: 1e-15)
  }

  @Test func stateRoundTrip() throws {
    let stream = RandomState(seed: 3)
    _ = stream.gauss()
    let saved = stream.snapshot()
    #expect(saved.spareNormal != nil)
    let first = (0..<1000).map { _ in stream.gauss() }
    let copy = try RandomState(snapshot: saved)
    #expect((0..<1000).map { _ in copy.gauss() } == first)
    try stream.restore(saved)
    #expect((0..<1000).map { _ in stream.gauss() } == first)
    #expect(throws: ArrayError.self) {
      try stream.restore(.init(key: [1, 2], position: 0, spareNormal: nil))
    }
    #expect(throws: ArrayError.self) {
      try stream.restore(.init(key: saved.key, position: 625, spareNormal: nil))
    }
  }

  @Test func badArgumentsAreRefused() {
    let stream = RandomState(seed: 0)
    let (zero, one, minus) = (NDArray(scalar: 0), NDArray(scalar: 1), NDArray(scalar: -1.0))
    #expect(throws: ArrayError.self) { try stream.integers(low: one, high: one, size: nil) }
    #expect(throws: ArrayError.self) {
      try stream.integers(low: zero, high: NDArray(scalar: 300), size: nil, dtype: .int8)
    }
    #expect(throws: ArrayError.self) { try stream.normal(loc: zero, scale: minus, size: [3]) }
    #expect(throws: ArrayError.self) { try stream.poisson(mean: minus, size: nil) }
    #expect(throws: ArrayError.self) { try stream.beta(a: zero, b: one, size: nil) }
    #expect(throws: ArrayError.self) { try stream.normal(loc: NDArray([1.0, 2.0]), scale: one, size: [3]) }
    #expect(throws: ArrayError.self) { try stream.choice(population: 3, size: [4], replace: false) }
    #expect(throws: ArrayError.self) { try stream.choice(population: 0, size: [1]) }
    #expect(throws: ArrayError.self) {
      try stream.choice(population: 2, size: [1], probabilities: NDArray([0.5, 0.6]))
    }
    #expect(throws: ArrayError.self) { try stream.permutation(below: 1 << 60) }
  }
}

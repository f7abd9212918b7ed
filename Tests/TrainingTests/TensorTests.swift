import Testing

@testable import Training

@Suite struct TensorTests {
  /// Slopes against central differences.
  private func check(_ what: String, _ x: Tensor, _ f: (Tensor) throws -> Tensor) throws {
    let tape = Tape()
    let watched = tape.watch(x)
    let result = try f(watched)
    let seed = (0..<result.count).map { 0.5 + Double($0 % 3) }
    let gradient = try tape.gradients(of: result, seed: seed, sources: [watched])[0]
    for i in 0..<x.count {
      func value(_ shift: Double) throws -> Double {
        var values = x.values
        values[i] += shift
        let moved = try f(Tensor(values, shape: x.shape))
        return zip(moved.values, seed).reduce(0) { $0 + $1.0 * $1.1 }
      }
      let want = (try value(1e-6) - value(-1e-6)) / 2e-6
      #expect(abs(gradient[i] - want) < 1e-6 * max(1, abs(want)), "\(what)[\(i)]: \(gradient[i]), expected \(want)")
    }
  }

  private let x: Tensor
  init() throws { x = try Tensor([0.3, 0.7, 0.45, 0.21, 0.62, 0.13], shape: [2, 3]) }

  @Test func unarySlopes() throws {
    for row in UnaryOperation.all + [.elu(), .leakyRelu(), .clip(0.2, 0.5)] where row.slope != nil {
      try check(row.name, x) { row($0) }
      if !["sqrt", "rsqrt", "log", "log1p", "asin", "acos"].contains(row.name) {
        try check(row.name + " of negatives", x) { row(-$0) }
      }
    }
  }

  @Test func binarySlopesWithBroadcasting() throws {
    let row = try Tensor([0.8, 0.37, 1.7], shape: [3])
    let column = try Tensor([0.9, 1.3], shape: [2, 1])
    for operation in BinaryOperation.all where operation.slopes != nil && operation.name != "floordiv" {
      for other in [row, column, Tensor(scalar: 0.55)] {
        try check(operation.name + " left", x) { try operation($0, other) }
        try check(operation.name + " right", other) { try operation(x, $0) }
      }
    }
  }

  @Test func reductionSlopes() throws {
    for operation in ReductionOperation.all + [.norm(order: 1), .norm(order: 3), .norm(order: .infinity)]
    where operation.slopes != nil {
      for axes in [nil, [0], [1], [-1, 0]] as [[Int]?] {
        try check(operation.name, x) { try operation($0, axes: axes) }
      }
    }
  }

  @Test func movingAndProductSlopes() throws {
    let other = try Tensor([0.2, -0.4, 0.9, 1.1, 0.3, -0.8], shape: [3, 2])
    try check("matmul left", x) { try $0.matmul(other) }
    try check("matmul right", other) { try x.matmul($0) }
    try check("softmax", x) { try $0.softmax() }
    try check("log softmax", x) { try $0.logSoftmax(axis: 0) }
    try check("transpose", x) { try $0.transposed() }
    try check("slice", x) { try $0.indexed([.at(-1), .range(start: nil, stop: nil, step: -2)]) }
    try check("concat", x) { try Tensor.concatenated([$0, $0.affine(2)], axis: 1) }
    try check("stack", x) { try Tensor.stacked([$0, $0], axis: -1) }
    try check("tile", x) { try $0.tiled([2, 3]) }
    try check("pad", x) { try $0.padded([(1, 0), (2, 1)]) }
    try check("cumsum", x) { try $0.cumulativeSum(axis: 1) }
    try check("tensordot", x) { try $0.tensordot(x, leftAxes: [0], rightAxes: [0]) }
    try check("where", x) { try Tensor.choose(BinaryOperation.greater(x, Tensor(scalar: 0.4)), $0, $0.affine(3)) }
  }

  @Test func indexing() throws {
    let y = try Tensor((0..<24).map(Double.init), shape: [2, 3, 4])
    #expect(try y.indexed([.at(1), .ellipsis, .at(-1)]).values == [15, 19, 23])
    #expect(try y.indexed([.range(start: nil, stop: nil, step: nil), .newAxis, .at(0)]).shape == [2, 1, 4])
    #expect(try y.indexed([.range(start: 5, stop: nil, step: nil)]).shape == [0, 3, 4])
    #expect(throws: (any Error).self) { try y.indexed([.at(2)]) }
    #expect(throws: (any Error).self) { try y.indexed([.at(0), .at(0), .at(0), .at(0)]) }
    #expect(throws: (any Error).self) { try y.indexed([.range(start: nil, stop: nil, step: 0)]) }
  }

  @Test func precisionOfTheType() throws {
    let third = try Tensor([1], shape: [1], dtype: .float32) / Tensor([3], shape: [1], dtype: .float32)
    #expect(third.values == [Double(Float(1) / 3)])
    #expect(throws: (any Error).self) { try x + Tensor([1, 2], shape: [2]) }
    #expect(throws: (any Error).self) { try x.reshaped([4]) }
  }
}

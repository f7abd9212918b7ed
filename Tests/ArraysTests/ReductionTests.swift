import Testing

@testable import Arrays

@Suite struct ReductionTests {
  private static let matrix = NDArray([1, 2, 3, 4, 5, 9.0], shape: [2, 3])

  @Test(arguments: [
    ([0], [5.0, 7, 12]), ([1], [6, 18]), ([-1], [6, 18]), ([0, 1], [24]),
  ])
  func sums(axes: [Int], want: [Double]) throws {
    #expect(try Reduction.fold(.add, Self.matrix, axes: axes).doubles == want)
    #expect(try Reduction.fold(.add, Self.matrix.transposed, axes: axes.map { $0 < 0 ? 0 : 1 - $0 }).doubles == want)
  }

  @Test func pairwiseSumsStayExact() throws {
    let values = [Float](repeating: 0.1, count: 1_000_000)
    let sum = try Reduction.fold(.add, NDArray(values)).floats[0]
    #expect(abs(sum - 100_000) < 0.1)
  }

  @Test func emptyFoldings() throws {
    #expect(try Reduction.fold(.add, NDArray([Double]())).doubles == [0])
    #expect(throws: ArrayError(.value, "zero-size array to reduction operation maximum which has no identity")) {
      try Reduction.fold(.maximum, NDArray([Double]()))
    }
    #expect(throws: ArrayError(.axis, "axis 2 is out of bounds for array of dimension 2")) {
      try Reduction.fold(.add, Self.matrix, axes: [2])
    }
  }

  @Test func statistics() throws {
    var events: FloatingErrors = []
    #expect(try Statistics.mean(Self.matrix, axes: [0]).doubles == [2.5, 3.5, 6])
    #expect(try Statistics.variance(NDArray([1, 2, 3, 4]), errors: &events).doubles == [1.25])
    #expect(try Statistics.median(Self.matrix, axes: [1]).doubles == [2, 5])
    #expect(try Statistics.quantiles(NDArray([1, 2, 3, 4]), NDArray([0.25])).doubles == [1.75])
    #expect(try Reduction.accumulate(.add, Self.matrix, axis: 1).doubles == [1, 3, 6, 4, 9, 18])
  }

  @Test func ordering() throws {
    #expect(try Sorting.sorted(NDArray([Double.nan, 1, 0])).doubles.prefix(2) == [0, 1])
    #expect(try Sorting.argsort(NDArray([3, 1, 2, 1])).ints == [1, 3, 2, 0])
    #expect(try Sorting.argExtreme(NDArray([1, Double.nan, 3]), greatest: true).ints == [1])
    #expect(try Sets.distinct(NDArray([3, 1, 2, 1])).counts.ints == [2, 1, 1])
    #expect(try Sets.distinct(NDArray([3, 1, 2, 1])).inverse.ints == [2, 0, 1, 0])
  }
}

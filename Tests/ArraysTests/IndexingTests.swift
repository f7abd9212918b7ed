import Testing

@testable import Arrays

@Suite struct IndexingTests {
  private static let cube = try? Creation.arange(0, 24, 1).reshaped([2, 3, 4])
  private static let all = IndexPart.slice(start: nil, stop: nil, step: nil)

  @Test(arguments: [
    ([IndexPart.integer(0), .integer(1), .integer(2)], [Int](), [6]),
    ([.integer(-1), all, .integer(0)], [3], [12, 16, 20]),
    ([.ellipsis, .integer(0)], [2, 3], [0, 4, 8, 12, 16, 20]),
    ([.integer(0), .slice(start: nil, stop: nil, step: -2), .integer(0)], [2], [8, 0]),
    ([.newAxis, .integer(1), .integer(0)], [1, 4], [12, 13, 14, 15]),
    ([.integer(0), all, .array(NDArray([0, 3]))], [2, 3], [0, 4, 8, 3, 7, 11]),
    ([all, .array(NDArray([2, 0])), .integer(1)], [2, 2], [9, 1, 21, 13]),
    ([.array(NDArray([0, 1])), .array(NDArray([1, 2]))], [2, 4], [4, 5, 6, 7, 20, 21, 22, 23]),
    ([.mask(NDArray([true, false])), .integer(0), .integer(3)], [1], [3]),
  ])
  func reads(parts: [IndexPart], shape: [Int], want: [Int]) throws {
    let result = try #require(Self.cube).indexed(parts)
    #expect(result.shape == shape)
    #expect(result.ints == want)
  }

  @Test func writes() throws {
    let a = NDArray([10, 20, 30, 40])
    try a.assign(NDArray([1, 2]), at: [.array(NDArray([0, 0]))])
    try a.assign(NDArray(scalar: 7.9), at: [.slice(start: 2, stop: nil, step: nil)])
    #expect(a.ints == [2, 20, 7, 7])
    #expect(throws: ArrayError.self) {
      try a.assign(NDArray([1, 2, 3]), at: [.mask(NDArray([true, true, false, false]))])
    }
  }

  @Test(arguments: [
    ([IndexPart.integer(2)], "index 2 is out of bounds for axis 0 with size 2"),
    (
      [.integer(0), .integer(0), .integer(0), .integer(0)],
      "too many indices for array: array is 3-dimensional, but 4 were indexed"
    ),
    (
      [.mask(NDArray([true, false, true]))],
      "boolean index did not match indexed array along axis 0; size of axis is 2 but size of corresponding boolean axis is 3"
    ),
  ])
  func refuses(parts: [IndexPart], message: String) throws {
    let cube = try #require(Self.cube)
    #expect(throws: ArrayError(.index, message)) { try cube.indexed(parts) }
  }

  @Test func reshapesAreViewsWhereStridesAllow() throws {
    let cube = try #require(Self.cube)
    #expect(try cube.reshaped([6, 4]).buffer === cube.buffer)
    #expect(try cube.reshaped([-1]).buffer === cube.buffer)
    #expect(try cube.transposed().reshaped([-1]).buffer !== cube.buffer)
    let columns = cube.sliced(axis: 2, start: 0, count: 2)
    #expect(try columns.reshaped([6, 2]).buffer === cube.buffer)
    #expect(try columns.reshaped([6, 2]).ints == columns.ints)
    #expect(throws: ArrayError(.value, "cannot reshape array of size 24 into shape (5,5)")) {
      try cube.reshaped([5, 5])
    }
  }
}

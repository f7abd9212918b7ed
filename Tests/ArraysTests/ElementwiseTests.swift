import Testing

@testable import Arrays

@Suite struct ElementwiseTests {
  private static let floats = NDArray([1, 4, 9.0])
  private static let ints = NDArray([7, -7, 5])

  @Test(arguments: [
    (DType.int64, DType.float32, DType.float64), (.int8, .uint8, .int16), (.int64, .uint64, .float64),
    (.int8, .float16, .float16), (.int16, .float16, .float32), (.bool, .int8, .int8), (.uint32, .int32, .int64),
    (.float16, .uint8, .float16), (.uint8, .uint16, .uint16),
  ])
  func promotes(a: DType, b: DType, want: DType) {
    #expect(DType.promote(a, b) == want)
    #expect(DType.promote(b, a) == want)
  }

  @Test func weakNumbersYield() throws {
    let single = Operand.array(try Self.floats.astype(.float32))
    #expect(Operand.resultType([single, .weakFloat(2.5)]) == .float32)
    #expect(Operand.resultType([.array(Self.ints), .weakFloat(1)]) == .float64)
    #expect(Operand.resultType([.array(NDArray([true])), .weakInt(1)]) == .int64)
    let byte = Operand.array(try Self.ints.astype(.uint8))
    var events: FloatingErrors = []
    #expect(throws: ArrayError(.overflow, "Python integer 300 out of bounds for uint8")) {
      try BinaryUfunc.add.apply(byte, .weakInt(300), errors: &events)
    }
  }

  @Test(arguments: [
    ("add", [9.0, -5, 7]), ("subtract", [5, -9, 3]), ("multiply", [14, -14, 10]), ("floor_divide", [3, -4, 2]),
    ("remainder", [1, 1, 1]), ("fmod", [1, -1, 1]), ("power", [49, 49, 25]), ("maximum", [7, 2, 5]),
    ("minimum", [2, -7, 2]), ("divide", [3.5, -3.5, 2.5]), ("greater", [1, 0, 1]), ("left_shift", [28, -28, 20]),
  ])
  func binary(name: String, want: [Double]) throws {
    let operation = try #require(BinaryUfunc.all.first { $0.name == name })
    var events: FloatingErrors = []
    let result = try operation.apply(.array(Self.ints), .weakInt(2), errors: &events)
    #expect(result.doubles == want)
  }

  @Test func eventsAreCollected() throws {
    var events: FloatingErrors = []
    let result = try BinaryUfunc.divide.apply(.array(NDArray([1.0, 0, -1])), .weakInt(0), errors: &events)
    #expect(events == [.divide, .invalid])
    #expect(result.doubles[0] == .infinity && result.doubles[2] == -.infinity)
    events = []
    #expect(try BinaryUfunc.floorDivide.apply(.array(Self.ints), .weakInt(0), errors: &events).ints == [0, 0, 0])
    #expect(events == .divide)
  }

  @Test func inPlaceKeepsTypeAndCopesWithOverlap() throws {
    var events: FloatingErrors = []
    let a = NDArray([1, 2, 3, 4])
    let (late, early) = (a.sliced(axis: 0, start: 1, count: 3), a.sliced(axis: 0, start: 0, count: 3))
    try BinaryUfunc.add.apply(.array(late), .array(early), into: late, errors: &events)
    #expect(a.ints == [1, 3, 5, 7])
    #expect(throws: ArrayError.self) {
      try BinaryUfunc.add.apply(.array(a), .weakFloat(0.5), into: a, errors: &events)
    }
  }

  @Test func narrowIntegersWrap() throws {
    let a = try NDArray([200, 250]).astype(.uint8)
    #expect(try (a + a).ints == [144, 244])
    #expect(try (NDArray([Int.max]) + NDArray([1])).ints == [Int.min])
  }

  @Test func shapesStretchOrFail() throws {
    let column = try NDArray([0, 10, 20]).reshaped([3, 1])
    #expect(try (column + NDArray([1, 2])).ints == [1, 2, 11, 12, 21, 22])
    #expect(throws: ArrayError(.value, "operands could not be broadcast together with shapes (3,) (4,) ")) {
      try NDArray([1, 2, 3]) + NDArray([1, 2, 3, 4])
    }
  }

  @Test func unaryTypes() throws {
    #expect(try UnaryUfunc.sqrt(Self.floats).doubles == [1, 2, 3])
    #expect(try UnaryUfunc.sqrt(NDArray([4])).dtype == .float64)
    #expect(try UnaryUfunc.sqrt(NDArray([Float(4)])).dtype == .float32)
    #expect(try UnaryUfunc.isnan(NDArray([Double.nan, 1])).bools == [true, false])
    #expect(throws: ArrayError.self) { try UnaryUfunc.negative(NDArray([true])) }
  }
}

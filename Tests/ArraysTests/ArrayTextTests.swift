import Testing

@testable import Arrays

@Suite struct ArrayTextTests {
  @Test(
    arguments: [
      ([1, 1000.5], "[1.0000e+00 1.0005e+03]"), ([0.001, 100], "[1.e-03 1.e+02]"), ([1, 1e7], "[1.e+00 1.e+07]"),
      ([12345678.9], "[12345678.9]"), ([0.123456785], "[0.12345678]"), ([Double.leastNonzeroMagnitude], "[5.e-324]"),
      ([2, .nan], "[ 2. nan]"),
      ([.nan, .infinity, -.infinity, 1], "[ nan  inf -inf   1.]"), ([100, 0.25], "[100.     0.25]"), ([], "[]"),
      ([-0.0, 0], "[-0.  0.]"), ([1e-300, 1e300], "[1.e-300 1.e+300]"),
    ] as [([Double], String)])
  func floats(values: [Double], want: String) throws {
    #expect(try ArrayText.str(NDArray(values)) == want)
  }

  @Test func singlePrecision() throws {
    let a = try NDArray([1e6, 1]).astype(.float32)
    #expect(try ArrayText.str(a) == "[1.e+06 1.e+00]")
    #expect(ArrayText.elements(a) == ["1e+06", "1.0"])
    #expect(FloatText.scalar(Double(Float(0.1)), .float32) == "0.1")
  }

  @Test func wrapsAndSummarises() throws {
    let long = try Creation.arange(0, 1001, 1)
    #expect(try ArrayText.str(long) == "[   0    1    2 ...  998  999 1000]")
    #expect(try ArrayText.repr(long) == "array([   0,    1,    2, ...,  998,  999, 1000], shape=(1001,))")
    let matrix = try Creation.arange(0, 60, 1).reshaped([2, 30])
    #expect(try ArrayText.str(matrix).split(separator: "\n").allSatisfy { $0.count <= 75 })
    #expect(try ArrayText.repr(NDArray(zeros: [0, 3])) == "array([], shape=(0, 3), dtype=float64)")
    #expect(try ArrayText.repr(NDArray(scalar: 2.5)) == "array(2.5)")
    #expect(try ArrayText.repr(NDArray(texts: ["a", "bcd"])) == "array(['a', 'bcd'], dtype='<U3')")
  }
}

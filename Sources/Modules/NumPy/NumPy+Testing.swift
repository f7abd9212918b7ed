import Arrays
import Language

/// The module `numpy.testing`.
extension NumPy {
  static func makeTestingModule() -> ModuleObject {
    ModuleObject("numpy.testing", doc: "Assertions about arrays.") { module in
      for function in assertions { module.define(function) }
    }
  }

  private static let assertions: [BuiltinFunction] = [
    function(
      "assert_allclose",
      [
        .arrayLike("actual"), .arrayLike("desired"), .optional("rtol", .float(1e-7), "tolerance relative to desired"),
        .optional("atol", .float(0), "absolute tolerance"),
        .optional("equal_nan", .bool(true), "whether nan equals nan"),
        .optional("err_msg", .string(""), "text of the error"), .optional("verbose", .bool(true), "accepted"),
      ], "Raises AssertionError unless numbers are equal within tolerances.", module: "numpy.testing"
    ) { call in
      let (actual, desired) = (try call.array("actual"), try call.array("desired"))
      let (rtol, atol) = (try call.float("rtol"), try call.float("atol"))
      let title = "Not equal to tolerance rtol=\(general(rtol)), atol=\(general(atol))"
      try check(call, actual, desired, title) {
        try Numerical.isClose(actual, desired, rtol: rtol, atol: atol, equalNaN: call.bool("equal_nan"))
      }
      return .none
    },
    function("assert_array_equal", pair, "Raises AssertionError unless arrays are equal.", module: "numpy.testing") {
      call in
      let (actual, desired) = (try call.array("actual"), try call.array("desired"))
      try check(call, actual, desired, "Arrays are not equal") { try equal(actual, desired) }
      return .none
    },
    function("assert_equal", pair, "Raises AssertionError unless values are equal.", module: "numpy.testing") { call in
      let (actual, desired) = (call.value("actual"), call.value("desired"))
      if actual.ndarray == nil, desired.ndarray == nil {
        guard try call.interpreter.equals(actual, desired) else {
          throw ScriptError(
            .assertionError,
            "\nItems are not equal:\n ACTUAL: \(try call.interpreter.repr(actual))\n DESIRED: "
              + (try call.interpreter.repr(desired)))
        }
        return .none
      }
      let (first, second) = (try call.array("actual"), try call.array("desired"))
      try check(call, first, second, "Arrays are not equal") { try equal(first, second) }
      return .none
    },
    function(
      "assert_array_almost_equal", pair + [.optional("decimal", .int(6), "decimals that must agree")],
      "Raises AssertionError unless arrays agree to a number of decimals.", module: "numpy.testing"
    ) { call in
      let (actual, desired) = (try call.array("actual"), try call.array("desired"))
      let decimals = try call.int("decimal")
      let tolerance = 1.5 * (0..<min(max(decimals, 0), 400)).reduce(1.0) { value, _ in value / 10 }
      try check(call, actual, desired, "Arrays are not almost equal to \(decimals) decimals") {
        try Numerical.isClose(actual, desired, rtol: 0, atol: tolerance, equalNaN: true)
      }
      return .none
    },
  ]

  private static var pair: [Parameter] {
    [
      .arrayLike("actual"), .arrayLike("desired"), .optional("err_msg", .string(""), "text of the error"),
      .optional("verbose", .bool(true), "accepted"),
    ]
  }

  /// Equal elements; nan equals nan.
  private static func equal(_ a: NDArray, _ b: NDArray) throws -> NDArray {
    var result = try BinaryUfunc.equal(a, b)
    if a.dtype.isFloat, b.dtype.isFloat {
      result = try BinaryUfunc.logicalOr(result, BinaryUfunc.logicalAnd(UnaryUfunc.isnan(a), UnaryUfunc.isnan(b)))
    }
    return result
  }

  private static func general(_ value: Double) -> String {
    let text = FloatText.scalar(value, .float64)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func check(
    _ call: Call, _ actual: NDArray, _ desired: NDArray, _ title: String, _ compare: () throws -> NDArray
  ) throws {
    let message = try call.string("err_msg")
    var lines = ["", title, message]
    if actual.shape != desired.shape, actual.size != 1, desired.size != 1 {
      lines.append(
        "(shapes \(ArrayError.text(shape: actual.shape)), \(ArrayError.text(shape: desired.shape)) mismatch)")
    } else {
      let flags = try compare().bools
      let wrong = flags.filter { !$0 }.count
      if wrong == 0 { return }
      let share = 100 * Double(wrong) / Double(flags.count)
      lines.append("Mismatched elements: \(wrong) / \(flags.count) (\(general(significant(share)))%)")
      lines += try mismatches(flags, actual, desired)
      if !actual.dtype.isText, !desired.dtype.isText {
        let difference = try UnaryUfunc.absolute(actual.cast(to: .float64) - desired.cast(to: .float64))
        let relative = try difference / UnaryUfunc.absolute(desired.cast(to: .float64))
        let most = difference.doubles.filter { !$0.isNaN }.max() ?? .nan
        let mostRelative = relative.doubles.filter { !$0.isNaN }.max() ?? .nan
        lines.append("Max absolute difference among violations: \(general(shortened(most)))")
        lines.append("Max relative difference among violations: \(general(shortened(mostRelative)))")
      }
    }
    let options = try NumPyState.of(call.interpreter).printOptions
    lines.append(" ACTUAL: " + (try ArrayText.repr(actual, options)))
    lines.append(" DESIRED: " + (try ArrayText.repr(desired, options)))
    throw ScriptError(.assertionError, lines.joined(separator: "\n"))
  }

  /// Where the first five mismatches are, and the elements there.
  private static func mismatches(_ flags: [Bool], _ actual: NDArray, _ desired: NDArray) throws -> [String] {
    let shape = try Broadcasting.shape([actual.shape, desired.shape])
    guard !shape.isEmpty else { return [] }
    let places = flags.indices.filter { !flags[$0] }
    let strides = rowMajorStrides(shape)
    let (a, b) = (try actual.broadcast(to: shape), try desired.broadcast(to: shape))
    let title =
      places.count > 5
      ? "First 5 mismatches are at indices:"
      : places.count == 1 ? "Mismatch at index:" : "Mismatch at indices:"
    return [title]
      + (try places.prefix(5).map { place in
        let index = shape.indices.map { place / strides[$0] % shape[$0] }
        let parts = index.map { IndexPart.integer($0) }
        let (x, y) = (ArrayText.elements(try a.indexed(parts))[0], ArrayText.elements(try b.indexed(parts))[0])
        return " \(index): \(x) (ACTUAL), \(y) (DESIRED)"
      })
  }

  /// Three significant digits.
  private static func significant(_ value: Double) -> Double {
    FloatText.parse(FloatText.exponent(value, decimals: 2)) ?? value
  }

  /// Eight decimals, as arrays print.
  private static func shortened(_ value: Double) -> Double {
    guard value.isFinite else { return value }
    let text =
      value >= 1e-4 && value < 1e8
      ? FloatText.fixed(value, decimals: 8) : FloatText.exponent(value, decimals: 8)
    return FloatText.parse(text) ?? value
  }
}

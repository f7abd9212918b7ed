import Arrays
import Glibc
import Language

/// Complex numbers as scripts see them: what a filter's frequency response is. They can be taken apart
/// (`abs`, `np.angle`, `.real`, `.imag`), indexed, printed and saved; arithmetic is not there yet.
final class ComplexObject: HostObject {
  let real: NDArray
  let imaginary: NDArray

  /// Both float64, of one shape.
  init(real: NDArray, imaginary: NDArray) {
    self.real = real
    self.imaginary = imaginary
  }

  static let typeObject = TypeObject(
    "complex_array", module: "numpy", doc: "An array of complex numbers.",
    properties: [
      Property("real", doc: "Real parts.") { (object: ComplexObject, _) in .result(object.real) },
      Property("imag", doc: "Imaginary parts.") { (object: ComplexObject, _) in .result(object.imaginary) },
      Property("shape", doc: "Extents.") { (object: ComplexObject, _) in .shape(object.real.shape) },
      Property("ndim", doc: "Number of axes.") { (object: ComplexObject, _) in .int(object.real.ndim) },
      Property("size", doc: "Number of elements.") { (object: ComplexObject, _) in .int(object.real.size) },
    ])
  var type: TypeObject { Self.typeObject }

  private func combined(_ body: (Double, Double) -> Double) -> Value {
    .result(NDArray(zip(real.doubles, imaginary.doubles).map(body), shape: real.shape))
  }

  var magnitude: Value { combined { hypot($0, $1) } }

  /// Angles in radians, or in degrees.
  func angle(degrees: Bool) -> Value { combined { atan2($1, $0) * (degrees ? 180 / Double.pi : 1) } }

  var conjugate: ComplexObject {
    ComplexObject(real: real, imaginary: NDArray(imaginary.doubles.map { -$0 }, shape: imaginary.shape))
  }
}

extension ComplexObject: HasLength, Indexable, Printable, UnaryOperators, TakesArrayFunctions {
  func length(_ interpreter: Interpreter) throws -> Int {
    guard let first = real.shape.first else { throw ScriptError(.typeError, "len() of unsized object") }
    return first
  }

  func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    let parts = try [real, imaginary].map {
      try NDArray(from: interpreter.item(.array($0), key), dtype: .float64, interpreter)
    }
    return .object(ComplexObject(real: parts[0], imaginary: parts[1]))
  }

  func repr(_ interpreter: Interpreter) throws -> String {
    let texts = zip(real.doubles, imaginary.doubles).map { x, y in
      FloatText.scalar(x, .float64) + (y.sign == .minus ? "-" : "+") + FloatText.scalar(abs(y), .float64) + "j"
    }
    return real.ndim == 0 ? "(\(texts[0]))" : "array([\(texts.joined(separator: ", "))])"
  }

  func unary(_ op: UnaryOperator, _ interpreter: Interpreter) throws -> Value? { nil }
  func absolute(_ interpreter: Interpreter) throws -> Value? { magnitude }

  func apply(arrayFunction name: String, _ call: Call) throws -> Value? {
    switch name {
    case "absolute": magnitude
    case "angle": angle(degrees: try call.bool("deg"))
    case "real": .result(real)
    case "imag": .result(imaginary)
    case "conj": .object(conjugate)
    default:
      throw ScriptError(.notImplementedError, "numpy.\(name): complex numbers are not supported")
    }
  }
}

/// The functions that take complex numbers apart; real numbers are their own real part.
extension NumPy {
  static let complexParts: [BuiltinFunction] = [
    function(
      "angle", [.arrayLike("z"), .optional("deg", .bool(false), "degrees instead of radians")],
      "The angle of complex numbers; 0 or π for real ones."
    ) { call in
      let z = try call.array("z", dtype: .float64)
      return ComplexObject(real: z, imaginary: try NDArray(zeros: z.shape)).angle(degrees: try call.bool("deg"))
    },
    function("real", [.arrayLike("val")], "The real part.") { .result(try $0.array("val")) },
    function("imag", [.arrayLike("val")], "The imaginary part: zeros for real numbers.") { call in
      let array = try call.array("val")
      return .result(try NDArray(zeros: array.shape, dtype: array.dtype))
    },
    function("conj", [.arrayLike("x")], "The complex conjugate.") { .result(try $0.array("x")) },
  ]
}

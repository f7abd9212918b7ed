import Arrays
import Language

/// Elementwise operations on script values: operands are converted, floating-point events reported.
struct ArrayArithmetic {
  let interpreter: Interpreter

  init(_ interpreter: Interpreter) { self.interpreter = interpreter }

  /// A binary operation; nil if the other side is no operand. The result is a number where both sides are.
  func apply(
    _ ufunc: BinaryUfunc, _ value: Value, _ other: Value, _ reflected: Bool, scalar: Bool = false
  ) throws -> Value? {
    guard let x = try Operand(value, interpreter), let y = try Operand(other, interpreter) else { return nil }
    return .result(try apply(ufunc, reflected ? y : x, reflected ? x : y, scalar: scalar))
  }

  func apply(
    _ ufunc: BinaryUfunc, _ x: Operand, _ y: Operand, into target: NDArray? = nil, scalar: Bool = false
  ) throws -> NDArray {
    var events: FloatingErrors = []
    let result = try ufunc.apply(x, y, into: target, errors: &events)
    if !events.isEmpty { try report(events, (scalar && result.ndim == 0 ? "scalar " : "") + ufunc.name) }
    return result
  }

  func apply(_ ufunc: UnaryUfunc, _ x: NDArray, scalar: Bool = false) throws -> Value {
    .result(try apply(ufunc, x, into: nil))
  }

  func apply(_ ufunc: UnaryUfunc, _ x: NDArray, into target: NDArray?) throws -> NDArray {
    var events: FloatingErrors = []
    let result = try ufunc.apply(x, into: target, errors: &events)
    if !events.isEmpty { try report(events, ufunc.name) }
    return result
  }

  /// Warns of floating-point events or raises them, as `np.errstate` says.
  func report(_ events: FloatingErrors, _ name: String) throws {
    let handling = try NumPyState.of(interpreter).errorHandling
    for kind in FloatingErrors.kinds where events.contains(kind.event) {
      switch handling[kind.name] ?? .ignore {
      case .ignore: break
      case .warn: try interpreter.warn(.runtimeWarning, "\(kind.text) \(name)")
      case .raise: throw ScriptError(.floatingPointError, "\(kind.text) \(name)")
      }
    }
  }
}

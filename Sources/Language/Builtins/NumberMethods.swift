import BigInt

/// Methods of `int` and `float`.
enum NumberMethods {
  static let parts: [Property] = [
    Property(value: "real", doc: "The number itself.") { value, _ in value },
    Property(value: "imag", doc: "0.") { value, _ in if case .float = value { .float(0) } else { .int(0) } },
  ]

  private static let conjugate = Method("conjugate", summary: "The number itself.", onValue: { value, _ in value })

  static let int: [Method] = [
    conjugate,
    Method(
      "bit_length", summary: "The number of bits of the magnitude.",
      onValue: { value, _ in .int(Arithmetic.Number(value)?.big.magnitude.bitWidth ?? 0) }),
    Method(
      "bit_count", summary: "The number of ones in the magnitude.",
      onValue: { value, _ in
        .int(Arithmetic.Number(value).map { $0.big.magnitude.words.reduce(0) { $0 + $1.nonzeroBitCount } } ?? 0)
      }),
    Method("is_integer", summary: "True.", onValue: { _, _ in .bool(true) }),
  ]

  static let float: [Method] = [
    conjugate,
    Method(
      "is_integer", summary: "Whether the number has no fraction.",
      onValue: { value, call in
        let x = try call.interpreter.float(value)
        return .bool(x.isFinite && x == x.rounded())
      }),
    Method(
      "as_integer_ratio", summary: "The fraction in lowest terms.",
      onValue: { value, call in
        let x = try call.interpreter.float(value)
        guard x.isFinite else {
          throw ScriptError(
            x.isNaN ? .valueError : .overflowError,
            "cannot convert \(x.isNaN ? "NaN" : "Infinity") to integer ratio")
        }
        if x == 0 { return .newTuple([.int(0), .int(1)]) }
        let bits = BigInt(x.significandBitPattern | (x.isNormal ? 1 << 52 : 0))
        let exponent = (x.isNormal ? Int(x.exponent) : -1022) - 52
        var top = x < 0 ? -bits : bits
        var bottom = BigInt(1)
        if exponent > 0 { top <<= exponent } else { bottom <<= -exponent }
        let divisor = BigInt(top.magnitude).greatestCommonDivisor(with: bottom)
        return .newTuple([.integer(top / divisor), .integer(bottom / divisor)])
      }),
  ]
}

extension Property {
  /// A property of a core type.
  init(value name: String, doc: String, get: @escaping (Value, Interpreter) throws -> Value) {
    self.name = name
    self.doc = doc
    self.get = get
    set = nil
    onClass = nil
  }
}

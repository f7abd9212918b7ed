import BigInt

/// `format % values`
enum PercentFormat {
  static func format(_ format: String, _ values: Value, _ i: Interpreter) throws -> String {
    var state = State(format, values, i)
    return try state.run()
  }

  private struct Flags {
    var alternate = false
    var zero = false
    var left = false
    var blank = false
    var plus = false
  }

  private struct State {
    let scalars: [Unicode.Scalar]
    let values: Value
    let arguments: [Value]
    let interpreter: Interpreter
    var place = 0
    var next = 0
    var usedKeys = false

    init(_ format: String, _ values: Value, _ interpreter: Interpreter) {
      scalars = Array(format.unicodeScalars)
      self.values = values
      self.interpreter = interpreter
      if case .tuple(let tuple) = values { arguments = tuple.elements } else { arguments = [values] }
    }

    mutating func run() throws -> String {
      var result = String.UnicodeScalarView()
      while place < scalars.count {
        let scalar = scalars[place]
        place += 1
        if scalar != "%" {
          result.append(scalar)
          continue
        }
        result.append(contentsOf: try field().unicodeScalars)
      }
      if next < arguments.count, !usedKeys, !isMapping {
        throw ScriptError(.typeError, "not all arguments converted during string formatting")
      }
      return String(result)
    }

    private var isMapping: Bool {
      switch values {
      case .dict, .list: return true
      case .object(let object): return object is any Indexable
      default: return false
      }
    }

    private mutating func take() throws -> Value {
      guard next < arguments.count else { throw ScriptError(.typeError, "not enough arguments for format string") }
      next += 1
      return arguments[next - 1]
    }

    private func peek() throws -> Unicode.Scalar {
      guard place < scalars.count else { throw ScriptError(.valueError, "incomplete format") }
      return scalars[place]
    }

    private mutating func number() throws -> Int? {
      if try peek() == "*" {
        place += 1
        guard let width = try interpreter.optionalIndex(try take()) else {
          throw ScriptError(.typeError, "* wants int")
        }
        return width
      }
      var value: Int?
      while try ("0"..."9").contains(peek()) {
        value = (value ?? 0) * 10 + Int(scalars[place].value - 48)
        if let value, value > Int(Int32.max) { throw ScriptError(.valueError, "width too big") }
        place += 1
      }
      return value
    }

    private mutating func field() throws -> String {
      if try peek() == "%" {
        place += 1
        return "%"
      }
      var value: Value?
      if try peek() == "(" { value = try keyed() }
      var flags = Flags()
      scan: while true {
        switch try peek() {
        case "#": flags.alternate = true
        case "0": flags.zero = true
        case "-": flags.left = true
        case " ": flags.blank = true
        case "+": flags.plus = true
        default: break scan
        }
        place += 1
      }
      var width = try number() ?? 0
      if width < 0 {
        flags.left = true
        width = width == .min ? 0 : -width
      }
      var precision: Int?
      if try peek() == "." {
        place += 1
        precision = max(0, try number() ?? 0)
      }
      if ["h", "l", "L"].contains(try peek()) { place += 1 }
      let code = try peek()
      place += 1
      if code == "%" { throw unsupported(code) }
      let argument = try value ?? take()
      if max(width, precision ?? 0) > 1 << 26 { throw Limits.exceeded() }
      let (head, body) = try convert(argument, code, flags, precision)
      return pad(head, body, flags, width, isNumber: !["s", "r", "a", "c"].contains(code))
    }

    private mutating func keyed() throws -> Value {
      place += 1
      var depth = 1
      let start = place
      while depth > 0 {
        guard place < scalars.count else { throw ScriptError(.valueError, "incomplete format key") }
        if scalars[place] == "(" { depth += 1 }
        if scalars[place] == ")" { depth -= 1 }
        place += 1
      }
      if case .tuple = values { throw ScriptError(.typeError, "format requires a mapping") }
      guard isMapping else { throw ScriptError(.typeError, "format requires a mapping") }
      usedKeys = true
      return try interpreter.item(values, .str(Text(scalars[start..<(place - 1)])))
    }

    private func pad(_ head: String, _ body: String, _ flags: Flags, _ width: Int, isNumber: Bool) -> String {
      let missing = width - head.unicodeScalars.count - body.unicodeScalars.count
      if missing <= 0 { return head + body }
      if flags.left { return head + body + String(repeating: " ", count: missing) }
      if flags.zero, isNumber { return head + String(repeating: "0", count: missing) + body }
      return String(repeating: " ", count: missing) + head + body
    }

    /// Sign and prefix, and the rest.
    private func convert(
      _ value: Value, _ code: Unicode.Scalar, _ flags: Flags, _ precision: Int?
    ) throws -> (String, String) {
      switch code {
      case "s": return ("", cut(try interpreter.str(value), precision))
      case "r": return ("", cut(try interpreter.repr(value), precision))
      case "a": return ("", cut(Escapes.ascii(try interpreter.repr(value)), precision))
      case "c": return ("", try character(value))
      case "d", "i", "u", "x", "X", "o": return try integer(value, code, flags, precision)
      case "e", "E", "f", "F", "g", "G": return try float(value, code, flags, precision)
      default: throw unsupported(code)
      }
    }

    private func unsupported(_ code: Unicode.Scalar) -> ScriptError {
      let shown = code.value > 31 && code.value < 128 ? String(code) : "?"
      return ScriptError(
        .valueError,
        "unsupported format character '\(shown)' (0x\(String(code.value, radix: 16))) at index \(place - 1)")
    }

    private func cut(_ text: String, _ precision: Int?) -> String {
      guard let precision else { return text }
      var view = String.UnicodeScalarView()
      view.append(contentsOf: text.unicodeScalars.prefix(precision))
      return String(view)
    }

    private func character(_ value: Value) throws -> String {
      if case .str(let text) = value, text.count == 1 { return text.string }
      if let number = try interpreter.optionalIndex(value) {
        guard let small = UInt32(exactly: number), let scalar = Unicode.Scalar(small) else {
          throw ScriptError(.overflowError, "%c arg not in range(0x110000)")
        }
        return String(scalar)
      }
      throw ScriptError(.typeError, "%c requires int or char")
    }

    private func sign(_ negative: Bool, _ flags: Flags) -> String {
      negative ? "-" : (flags.plus ? "+" : (flags.blank ? " " : ""))
    }

    private func integer(
      _ value: Value, _ code: Unicode.Scalar, _ flags: Flags, _ precision: Int?
    ) throws -> (String, String) {
      let isDecimal = code == "d" || code == "i" || code == "u"
      var whole = try interpreter.integerValue(value)
      if whole == nil, isDecimal, let x = try interpreter.optionalFloat(value) {
        whole = try Conversions.integer(x)
      }
      guard let whole, let number = Arithmetic.Number(whole) else {
        let wanted = isDecimal ? "a real number is required" : "an integer is required"
        throw ScriptError(.typeError, "%\(code) format: \(wanted), not \(value.typeName)")
      }
      let big = number.big
      var digits: String
      var prefix = ""
      switch code {
      case "x", "X":
        digits = String(BigInt(big.magnitude), radix: 16, uppercase: code == "X")
        if flags.alternate { prefix = "0\(code)" }
      case "o":
        digits = String(BigInt(big.magnitude), radix: 8)
        if flags.alternate { prefix = "0o" }
      default: digits = try IntText.decimal(BigInt(big.magnitude))
      }
      if let precision, digits.utf8.count < precision {
        digits = String(repeating: "0", count: precision - digits.utf8.count) + digits
      }
      return (sign(big.sign == .minus && !big.isZero, flags) + prefix, digits)
    }

    private func float(
      _ value: Value, _ code: Unicode.Scalar, _ flags: Flags, _ precision: Int?
    ) throws -> (String, String) {
      guard let x = try interpreter.optionalFloat(value) else {
        throw ScriptError(.typeError, "must be real number, not \(value.typeName)")
      }
      let head = sign(x.sign == .minus && !x.isNaN, flags)
      guard x.isFinite else {
        let text = x.isNaN ? "nan" : "inf"
        return (head, code == "E" || code == "F" || code == "G" ? text.uppercased() : text)
      }
      let text = FormatSpec.text(x.magnitude, code, precision, flags.alternate)
      return (head, code == "E" || code == "G" ? text.uppercased() : text)
    }
  }
}

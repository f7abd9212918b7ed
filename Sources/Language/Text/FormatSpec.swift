import BigInt

/// `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`
struct FormatSpec {
  var fill: Unicode.Scalar = " "
  var align: Unicode.Scalar?
  var sign: Unicode.Scalar = "-"
  var noNegativeZero = false
  var alternate = false
  var width = 0
  var grouping: Unicode.Scalar?
  var precision: Int?
  var type: Unicode.Scalar?
  var zeroPadded = false

  /// - Throws: `ValueError: Invalid format specifier '…' for object of type '…'`
  init(_ text: String, for typeName: String) throws {
    let scalars = Array(text.unicodeScalars)
    var place = 0
    func peek(_ offset: Int = 0) -> Unicode.Scalar? {
      place + offset < scalars.count ? scalars[place + offset] : nil
    }
    func isAlign(_ scalar: Unicode.Scalar?) -> Bool {
      scalar == "<" || scalar == ">" || scalar == "=" || scalar == "^"
    }
    if isAlign(peek(1)), let first = peek() {
      fill = first
      align = peek(1)
      place += 2
    } else if isAlign(peek()) {
      align = peek()
      place += 1
    }
    if let found = peek(), found == "+" || found == "-" || found == " " {
      sign = found
      place += 1
    }
    if peek() == "z" {
      noNegativeZero = true
      place += 1
    }
    if peek() == "#" {
      alternate = true
      place += 1
    }
    if peek() == "0" {
      zeroPadded = true
      if align == nil {
        fill = "0"
        align = "="
      }
      place += 1
    }
    func number() throws -> Int? {
      var value: Int?
      while let digit = peek(), ("0"..."9").contains(digit) {
        value = (value ?? 0) * 10 + Int(digit.value - 48)
        if let value, value > Int(Int32.max) {
          throw ScriptError(.valueError, "Too many decimal digits in format string")
        }
        place += 1
      }
      return value
    }
    width = try number() ?? 0
    if let found = peek(), found == "," || found == "_" {
      grouping = found
      place += 1
      if let second = peek(), second == "," || second == "_" {
        throw ScriptError(
          .valueError,
          second == found ? "Cannot specify '\(found)' with '\(found)'." : "Cannot specify both ',' and '_'.")
      }
    }
    if peek() == "." {
      place += 1
      guard let digits = try number() else { throw ScriptError(.valueError, "Format specifier missing precision") }
      precision = digits
    }
    if let last = peek() {
      type = last
      place += 1
    }
    if place < scalars.count {
      throw ScriptError(.valueError, "Invalid format specifier '\(text)' for object of type '\(typeName)'")
    }
    if width > Limits.stringBytes { throw Limits.exceeded() }
  }

  static func unknown(_ code: Unicode.Scalar, _ typeName: String) -> ScriptError {
    let shown = code.value > 32 && code.value < 128 ? "\(code)" : "\\x\(String(code.value, radix: 16))"
    return ScriptError(.valueError, "Unknown format code '\(shown)' for object of type '\(typeName)'")
  }

  // MARK: strings

  func format(_ text: String) throws -> String {
    if let type, type != "s" { throw FormatSpec.unknown(type, "str") }
    if sign != "-" {
      throw ScriptError(
        .valueError,
        sign == " " ? "Space not allowed in string format specifier" : "Sign not allowed in string format specifier")
    }
    if alternate { throw ScriptError(.valueError, "Alternate form (#) not allowed in string format specifier") }
    if align == "=", !zeroPadded {
      throw ScriptError(.valueError, "'=' alignment not allowed in string format specifier")
    }
    if let grouping { throw ScriptError(.valueError, "Cannot specify '\(grouping)' with 's'.") }
    var shown = text
    if let precision {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: text.unicodeScalars.prefix(precision))
      shown = String(view)
    }
    return pad(shown, default: "<")
  }

  /// Pads to the width with the fill.
  func pad(_ text: String, default fallback: Unicode.Scalar) -> String {
    let missing = width - text.unicodeScalars.count
    if missing <= 0 { return text }
    var side = align ?? fallback
    if side == "=" { side = fallback == "<" ? "<" : ">" }
    let left = side == ">" ? missing : (side == "^" ? missing / 2 : 0)
    func filler(_ count: Int) -> String { String(repeating: String(fill), count: count) }
    return filler(left) + text + filler(missing - left)
  }

  // MARK: numbers

  /// Sign, prefix and digits joined, padded; `=` puts the padding after sign and prefix.
  func assemble(negative: Bool, prefix: String, digits: String, groupSize: Int = 3, tail: String = "") -> String {
    let signText = negative ? "-" : (sign == "-" ? "" : String(sign))
    let head = signText + prefix
    var body = digits
    if let grouping {
      let inner = align == "=" && fill == "0" ? width - head.unicodeScalars.count - tail.unicodeScalars.count : 0
      body = FormatSpec.grouped(digits, grouping, groupSize, atLeast: inner)
    }
    let whole = body + tail
    if align == "=" {
      let missing = width - head.unicodeScalars.count - whole.unicodeScalars.count
      return head + String(repeating: String(fill), count: max(0, missing)) + whole
    }
    return pad(head + whole, default: ">")
  }

  /// Digits with a separator at each `size` from the right, zeros added up to a width.
  static func grouped(_ digits: String, _ separator: Unicode.Scalar, _ size: Int, atLeast width: Int) -> String {
    var plain = Array(digits.utf8)
    while plain.count + (plain.count - 1) / size < width { plain.insert(48, at: 0) }
    var result = ""
    for (place, byte) in plain.enumerated() {
      if place > 0, (plain.count - place) % size == 0 { result.unicodeScalars.append(separator) }
      result.unicodeScalars.append(Unicode.Scalar(byte))
    }
    return result
  }

  func format(_ value: BigInt, typeName: String) throws -> String {
    let code = type ?? "d"
    switch code {
    case "e", "E", "f", "F", "g", "G", "%": return try format(try Arithmetic.double(value))
    case "c":
      guard let number = UInt32(exactly: value), let scalar = Unicode.Scalar(number) else {
        throw ScriptError(.overflowError, "%c arg not in range(0x110000)")
      }
      return pad(String(scalar), default: "<")
    case "d", "n", "b", "o", "x", "X": break
    default: throw FormatSpec.unknown(code, typeName)
    }
    if precision != nil { throw ScriptError(.valueError, "Precision not allowed in integer format specifier") }
    let (radix, prefix): (Int, String) =
      switch code {
      case "b": (2, "0b")
      case "o": (8, "0o")
      case "x": (16, "0x")
      case "X": (16, "0X")
      default: (10, "")
      }
    if grouping == ",", radix != 10 { throw ScriptError(.valueError, "Cannot specify ',' with '\(code)'.") }
    let magnitude = BigInt(value.magnitude)
    let digits =
      radix == 10 ? try IntText.decimal(magnitude) : String(magnitude, radix: radix, uppercase: code == "X")
    return assemble(
      negative: value.sign == .minus && !value.isZero, prefix: alternate ? prefix : "", digits: digits,
      groupSize: radix == 10 ? 3 : 4)
  }

  func format(_ value: Double) throws -> String {
    let code = type
    switch code {
    case nil, "e", "E", "f", "F", "g", "G", "n", "%": break
    default: throw FormatSpec.unknown(code ?? " ", "float")
    }
    if let precision, precision > 1 << 20 { throw Limits.exceeded() }
    var negative = value.sign == .minus && !value.isNaN
    var text: String
    if value.isFinite {
      text = FormatSpec.text(value.magnitude, code, precision, alternate)
      if noNegativeZero, negative, !text.utf8.contains(where: { (49...57).contains($0) }) { negative = false }
    } else {
      text = value.isNaN ? "nan" : "inf"
      if code == "%" { text += "%" }
    }
    if code == "E" || code == "F" || code == "G" { text = text.uppercased() }
    // Only the digits before the point are grouped.
    let whole = text.prefix { $0.isASCII && $0.isNumber }
    let tail = String(text.dropFirst(whole.count))
    if whole.isEmpty {
      var plain = self
      plain.grouping = nil
      return plain.assemble(negative: negative, prefix: "", digits: text)
    }
    return assemble(negative: negative, prefix: "", digits: String(whole), tail: tail)
  }

  /// A finite value that is not negative.
  static func text(_ value: Double, _ code: Unicode.Scalar?, _ precision: Int?, _ alternate: Bool) -> String {
    switch code {
    case "f", "F":
      let shown = FloatText.fixed(value, precision ?? 6)
      return alternate && precision == 0 ? shown + "." : shown
    case "%": return FloatText.fixed(value * 100, precision ?? 6) + "%"
    case "e", "E": return FloatText.exponential(value, precision ?? 6)
    case "g", "G", "n": return general(value, precision ?? 6, alternate, withPoint: false)
    default:
      guard let precision else { return FloatText.repr(value) }
      return general(value, precision, alternate, withPoint: true)
    }
  }

  /// `g`: `precision` significant digits, without trailing zeros. With `withPoint` at least one decimal, and exponent
  /// form one digit earlier, as for no type.
  static func general(_ value: Double, _ precision: Int, _ alternate: Bool, withPoint: Bool) -> String {
    let significant = max(precision, 1)
    var (digits, point) = FloatText.split(FloatText.exponential(value, significant - 1))
    if alternate {
      while digits.count < significant { digits.append(48) }
    }
    let limit = withPoint ? min(significant, max(significant - 1, 1)) : significant
    let exponent = point - 1
    if value == 0 {
      return withPoint ? "0.0" : (alternate ? "0." + String(repeating: "0", count: significant - 1) : "0")
    }
    if withPoint, exponent >= limit, significant > 1 || exponent >= 1 {
      let text = String(decoding: digits, as: UTF8.self)
      let fraction = digits.count > 1 ? "." + text.dropFirst() : ""
      return text.prefix(1) + fraction + FloatText.exponentText(exponent, "e")
    }
    return FloatText.layOut(digits, point, exponentFrom: withPoint ? max(limit, 1) : significant, withPoint: withPoint)
  }
}

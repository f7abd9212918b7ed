/// Methods of `str`.
enum StringMethods {
  static let all: [Method] = casing + padding + stripping + searching + splitting + testing + changing

  static func method(
    _ name: String, _ parameters: [Parameter] = [], _ summary: String, _ body: @escaping (Text, Call) throws -> Value
  ) -> Method {
    Method(
      name, parameters, summary: summary,
      onValue: { value, call in
        guard case .str(let text) = value else { return .none }
        return try body(text, call)
      })
  }

  static func scalars(_ scalars: some Collection<Unicode.Scalar>) -> Value { .str(Text(scalars)) }

  // MARK: case

  private static let casing: [Method] = [
    method("upper", [], "All letters in upper case.") { text, _ in .string(text.string.uppercased()) },
    method("lower", [], "All letters in lower case.") { text, _ in .string(text.string.lowercased()) },
    method("casefold", [], "For comparing without regard to case.") { text, _ in
      .string(text.string.lowercased().replacing("ß", with: "ss"))
    },
    method("capitalize", [], "The first letter in upper case, the others in lower case.") { text, _ in
      guard let first = text.string.unicodeScalars.first else { return .str(text) }
      let rest = String(text.string.unicodeScalars.dropFirst())
      return .string(first.properties.titlecaseMapping + rest.lowercased())
    },
    method("title", [], "Words begin in upper case.") { text, _ in
      var result = ""
      var inWord = false
      for scalar in text.string.unicodeScalars {
        let cased = scalar.properties.isCased
        if cased {
          result += inWord ? scalar.properties.lowercaseMapping : scalar.properties.titlecaseMapping
        } else {
          result.unicodeScalars.append(scalar)
        }
        inWord = cased
      }
      return .string(result)
    },
    method("swapcase", [], "Upper and lower case exchanged.") { text, _ in
      .string(
        text.string.unicodeScalars.map {
          $0.properties.isUppercase
            ? $0.properties.lowercaseMapping : ($0.properties.isLowercase ? $0.properties.uppercaseMapping : String($0))
        }.joined())
    },
  ]

  // MARK: padding

  private static func padded(_ name: String, _ summary: String, _ split: @escaping (Int, Int) -> Int) -> Method {
    method(
      name, [.positionOnly("width"), Parameter("fillchar", .positionalOnly, default: .value(" "))], summary
    ) { text, call in
      let fill = try call.string("fillchar")
      guard fill.unicodeScalars.count == 1 else {
        throw ScriptError(.typeError, "The fill character must be exactly one character long")
      }
      let missing = try call.interpreter.index(call.value("width")) - text.count
      if missing <= 0 { return .str(text) }
      if missing > Limits.stringBytes { throw Limits.exceeded() }
      let left = split(missing, text.count + missing)
      return .string(
        String(repeating: fill, count: left) + text.string + String(repeating: fill, count: missing - left))
    }
  }

  private static let padding: [Method] = [
    padded("ljust", "Padded on the right to a width.") { _, _ in 0 },
    padded("rjust", "Padded on the left to a width.") { missing, _ in missing },
    padded("center", "Padded on both sides to a width.") { missing, width in missing / 2 + (missing & width & 1) },
    method("zfill", [.positionOnly("width")], "Zeros added on the left, after a sign, to a width.") { text, call in
      let missing = try call.interpreter.index(call.value("width")) - text.count
      if missing <= 0 { return .str(text) }
      if missing > Limits.stringBytes { throw Limits.exceeded() }
      let hasSign = text.string.hasPrefix("-") || text.string.hasPrefix("+")
      let zeros = String(repeating: "0", count: missing)
      if !hasSign { return .string(zeros + text.string) }
      return .string(String(text.string.prefix(1)) + zeros + text.string.dropFirst())
    },
    method("expandtabs", [.optional("tabsize", .int(8))], "Tabs replaced by blanks up to the next stop.") {
      text, call in
      let size = min(try call.int("tabsize"), 1 << 16)
      var result = String.UnicodeScalarView()
      var column = 0
      for scalar in text.string.unicodeScalars {
        switch scalar {
        case "\t":
          let count = size > 0 ? size - column % size : 0
          for _ in 0..<count { result.append(" ") }
          column += count
        case "\n", "\r":
          result.append(scalar)
          column = 0
        default:
          result.append(scalar)
          column += 1
        }
      }
      return .string(String(result))
    },
  ]

  // MARK: stripping

  private static func stripped(_ name: String, _ summary: String, left: Bool, right: Bool) -> Method {
    method(name, [Parameter("chars", .positionalOnly, default: .value(.none))], summary) { text, call in
      let given = call.value("chars")
      let drops: (Unicode.Scalar) -> Bool
      if given.isNone {
        drops = { $0.properties.isWhitespace || isSeparator($0) }
      } else {
        guard let chars = given.string else { throw ScriptError(.typeError, "\(name) arg must be None or str") }
        let set = Set(chars.unicodeScalars)
        drops = { set.contains($0) }
      }
      var rest = text.string.unicodeScalars[...]
      if left { while let first = rest.first, drops(first) { rest.removeFirst() } }
      if right { while let last = rest.last, drops(last) { rest.removeLast() } }
      return .string(String(rest))
    }
  }

  /// The separators of ASCII, blanks for Python.
  static func isSeparator(_ scalar: Unicode.Scalar) -> Bool { (0x1c...0x1f).contains(scalar.value) }
  static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace || isSeparator(scalar) }

  private static let stripping: [Method] = [
    stripped("strip", "Without blanks (or given characters) at both ends.", left: true, right: true),
    stripped("lstrip", "Without blanks (or given characters) at the start.", left: true, right: false),
    stripped("rstrip", "Without blanks (or given characters) at the end.", left: false, right: true),
    method("removeprefix", [.positionOnly("prefix")], "Without a prefix, if it is there.") { text, call in
      let prefix = Array(try call.string("prefix").unicodeScalars)
      return text.string.unicodeScalars.starts(with: prefix)
        ? scalars(Array(text.string.unicodeScalars.dropFirst(prefix.count))) : .str(text)
    },
    method("removesuffix", [.positionOnly("suffix")], "Without a suffix, if it is there.") { text, call in
      let suffix = Array(try call.string("suffix").unicodeScalars)
      return text.string.unicodeScalars.reversed().starts(with: suffix.reversed())
        ? scalars(Array(text.string.unicodeScalars.dropLast(suffix.count))) : .str(text)
    },
  ]
}

/// Searching, splitting, testing and changing strings.
extension StringMethods {
  private static let range: [Parameter] = [
    Parameter("start", .positionalOnly, default: .value(.none)),
    Parameter("end", .positionalOnly, default: .value(.none)),
  ]

  /// The part of `text` between the arguments `start` and `end`; nil if `start` lies behind the end.
  private static func part(_ text: Text, _ call: Call) throws -> (offset: Int, text: Text)? {
    let count = text.count
    func bound(_ name: String, _ fallback: Int) throws -> Int {
      let value = call.value(name)
      if value.isNone { return fallback }
      guard let index = try call.interpreter.optionalIndex(value) else {
        throw ScriptError(
          .typeError, "slice indices must be integers or None or have an __index__ method")
      }
      return index < 0 ? max(0, index &+ count) : index
    }
    let start = try bound("start", 0)
    let end = min(try bound("end", count), count)
    if start > end { return nil }
    return start == 0 && end == count ? (0, text) : (start, text.slice(start..<end))
  }

  /// Offset in scalars of `needle` in the part of `text`.
  private static func find(_ text: Text, _ call: Call, last: Bool) throws -> Int? {
    guard let needle = call.value("sub").string else {
      throw ScriptError(.typeError, "must be str, not \(call.value("sub").typeName)")
    }
    guard let (offset, part) = try part(text, call) else { return nil }
    let found =
      last
      ? StringSearch.findLast(Array(needle.utf8), in: Array(part.string.utf8))
      : StringSearch.find(needle, in: part.string)
    guard let found else { return nil }
    if part.isASCII { return offset + found }
    let bytes = part.string.utf8
    return offset + part.string[..<bytes.index(bytes.startIndex, offsetBy: found)].unicodeScalars.count
  }

  private static func finder(_ name: String, last: Bool, throwing: Bool, _ summary: String) -> Method {
    method(name, [.positionOnly("sub")] + range, summary) { text, call in
      if let place = try find(text, call, last: last) { return .int(place) }
      if throwing { throw ScriptError(.valueError, "substring not found") }
      return .int(-1)
    }
  }

  private static func affix(_ name: String, _ summary: String, atEnd: Bool) -> Method {
    method(name, [.positionOnly("prefix")] + range, summary) { text, call in
      guard let (_, part) = try part(text, call) else { return .bool(false) }
      func fits(_ value: Value) throws -> Bool {
        guard let wanted = value.string else {
          throw ScriptError(
            .typeError, "\(name) first arg must be str or a tuple of str, not \(value.typeName)")
        }
        let bytes = Array(wanted.utf8)
        let own = part.string.utf8
        return atEnd ? own.suffix(bytes.count).elementsEqual(bytes) : own.starts(with: bytes)
      }
      if case .tuple(let tuple) = call.value("prefix") { return .bool(try tuple.elements.contains(where: fits)) }
      return .bool(try fits(call.value("prefix")))
    }
  }

  static let searching: [Method] = [
    finder("find", last: false, throwing: false, "The place of the first occurrence, else -1."),
    finder("rfind", last: true, throwing: false, "The place of the last occurrence, else -1."),
    finder("index", last: false, throwing: true, "The place of the first occurrence."),
    finder("rindex", last: true, throwing: true, "The place of the last occurrence."),
    affix("startswith", "Whether the text begins so.", atEnd: false),
    affix("endswith", "Whether the text ends so.", atEnd: true),
    method("count", [.positionOnly("sub")] + range, "How often a text occurs, without overlap.") { text, call in
      let needle = try call.string("sub")
      guard let (_, part) = try part(text, call) else { return .int(0) }
      if needle.isEmpty { return .int(part.count + 1) }
      return .int(StringSearch.split(part.string, needle, limit: .max).count - 1)
    },
  ]

  // MARK: splitting

  private static let splitParameters: [Parameter] = [.optional("sep", .none), .optional("maxsplit", .int(-1))]

  private static func separator(_ call: Call) throws -> String? {
    let value = call.value("sep")
    if value.isNone { return nil }
    guard let text = value.string else { throw ScriptError(.typeError, "must be str or None, not \(value.typeName)") }
    if text.isEmpty { throw ScriptError(.valueError, "empty separator") }
    return text
  }

  private static func list(_ parts: [String]) -> Value { .newList(parts.map { .string($0) }) }

  /// Words between blanks.
  private static func words(_ text: Text, limit: Int) -> [String] {
    var parts: [String] = []
    var rest = text.string.unicodeScalars[...]
    while true {
      rest = rest.drop(while: isBlank)
      if rest.isEmpty { return parts }
      if parts.count >= limit {
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return parts + [String(rest)]
      }
      let word = rest.prefix { !isBlank($0) }
      parts.append(String(word))
      rest = rest[word.endIndex...]
    }
  }

  private static func lastWords(_ text: Text, limit: Int) -> [String] {
    var parts: [String] = []
    var rest = text.string.unicodeScalars[...]
    while true {
      while let last = rest.last, isBlank(last) { rest.removeLast() }
      if rest.isEmpty { return parts.reversed() }
      if parts.count >= limit {
        return [String(rest.drop(while: isBlank))] + parts.reversed()
      }
      let word = rest.suffix(while: { !isBlank($0) })
      parts.append(String(word))
      rest = rest[..<word.startIndex]
    }
  }

  /// Line ends as Python sees them.
  private static let lineEnds: Set<Unicode.Scalar> = [
    "\n", "\r", "\u{b}", "\u{c}", "\u{1c}", "\u{1d}", "\u{1e}", "\u{85}", "\u{2028}", "\u{2029}",
  ]

  private static func lines(_ text: Text, keepEnds: Bool) -> [Value] {
    let all = text.scalars
    var result: [Value] = []
    var start = 0
    var place = 0
    while place < all.count {
      guard lineEnds.contains(all[place]) else {
        place += 1
        continue
      }
      let next = all[place] == "\r" && place + 1 < all.count && all[place + 1] == "\n" ? place + 2 : place + 1
      result.append(scalars(all[start..<(keepEnds ? next : place)]))
      start = next
      place = next
    }
    if start < all.count { result.append(scalars(all[start...])) }
    return result
  }

  static let splitting: [Method] = [
    method("split", splitParameters, "The parts between separators, or between blanks.") { text, call in
      let limit = try call.int("maxsplit")
      let most = limit < 0 ? Int.max : limit
      guard let separator = try separator(call) else { return list(words(text, limit: most)) }
      return list(StringSearch.split(text.string, separator, limit: most))
    },
    method("rsplit", splitParameters, "As split, counted from the end.") { text, call in
      let limit = try call.int("maxsplit")
      let most = limit < 0 ? Int.max : limit
      guard let separator = try separator(call) else { return list(lastWords(text, limit: most)) }
      let parts = StringSearch.split(text.string, separator, limit: .max)
      if parts.count - 1 <= most { return list(parts) }
      let head = parts.prefix(parts.count - most).joined(separator: separator)
      return list([head] + parts.suffix(most))
    },
    method("splitlines", [.optional("keepends", .bool(false))], "The lines.") { text, call in
      .newList(lines(text, keepEnds: try call.bool("keepends")))
    },
    method("partition", [.positionOnly("sep")], "What stands before a separator, the separator, and the rest.") {
      text, call in
      let separator = try call.string("sep")
      if separator.isEmpty { throw ScriptError(.valueError, "empty separator") }
      let parts = StringSearch.split(text.string, separator, limit: 1)
      if parts.count < 2 { return .newTuple([.str(text), "", ""]) }
      return .newTuple([.string(parts[0]), .string(separator), .string(parts[1])])
    },
    method("rpartition", [.positionOnly("sep")], "As partition, at the last separator.") { text, call in
      let separator = try call.string("sep")
      if separator.isEmpty { throw ScriptError(.valueError, "empty separator") }
      let parts = StringSearch.split(text.string, separator, limit: .max)
      if parts.count < 2 { return .newTuple(["", "", .str(text)]) }
      let head = parts.dropLast().joined(separator: separator)
      return .newTuple([.string(head), .string(separator), .string(parts[parts.count - 1])])
    },
    method("join", [.positionOnly("iterable")], "The texts of an iterable with this one between them.") { text, call in
      guard call.interpreter.isIterable(call.value("iterable")) else {
        throw ScriptError(.typeError, "can only join an iterable")
      }
      let elements = try call.elements("iterable")
      var result = ""
      for (place, element) in elements.enumerated() {
        guard let part = element.string else {
          throw ScriptError(
            .typeError, "sequence item \(place): expected str instance, \(element.typeName) found")
        }
        if place > 0 { result += text.string }
        result += part
        if result.utf8.count > Limits.stringBytes { throw Limits.exceeded() }
      }
      return .string(result)
    },
  ]

  // MARK: testing

  private static func test(
    _ name: String, _ summary: String, _ holds: @escaping (Unicode.Scalar.Properties) -> Bool
  ) -> Method {
    method(name, [], summary) { text, _ in
      .bool(!text.string.isEmpty && text.string.unicodeScalars.allSatisfy { holds($0.properties) })
    }
  }

  private static func isLetter(_ properties: Unicode.Scalar.Properties) -> Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  private static func cased(_ name: String, _ summary: String, _ wrong: @escaping (Unicode.Scalar) -> Bool) -> Method {
    method(name, [], summary) { text, _ in
      let scalars = text.string.unicodeScalars
      return .bool(scalars.contains { $0.properties.isCased } && !scalars.contains(where: wrong))
    }
  }

  static let testing: [Method] = [
    test("isalpha", "Whether all are letters.", isLetter),
    test("isdecimal", "Whether all are decimal digits.") { $0.numericType == .decimal },
    test("isdigit", "Whether all are digits.") { $0.numericType == .decimal || $0.numericType == .digit },
    test("isnumeric", "Whether all are numeric.") { $0.numericType != nil },
    test("isalnum", "Whether all are letters or numbers.") { isLetter($0) || $0.numericType != nil },
    method("isspace", [], "Whether all are blanks.") { text, _ in
      .bool(!text.string.isEmpty && text.string.unicodeScalars.allSatisfy(isBlank))
    },
    cased("isupper", "Whether the letters are in upper case.") { $0.properties.isLowercase },
    cased("islower", "Whether the letters are in lower case.") { $0.properties.isUppercase },
    method("istitle", [], "Whether words begin in upper case.") { text, _ in
      var inWord = false
      var found = false
      for scalar in text.string.unicodeScalars {
        if scalar.properties.isUppercase || scalar.properties.generalCategory == .titlecaseLetter {
          if inWord { return .bool(false) }
          inWord = true
          found = true
        } else if scalar.properties.isLowercase {
          if !inWord { return .bool(false) }
        } else {
          inWord = false
        }
      }
      return .bool(found)
    },
    method("isidentifier", [], "Whether the text could be a name.") { text, _ in
      guard let first = text.string.unicodeScalars.first else { return .bool(false) }
      return .bool(
        (first == "_" || first.properties.isXIDStart)
          && text.string.unicodeScalars.dropFirst().allSatisfy(\.properties.isXIDContinue))
    },
    method("isascii", [], "Whether all characters are ASCII.") { text, _ in .bool(text.isASCII) },
    method("isprintable", [], "Whether repr would show all characters as they are.") { text, _ in
      .bool(text.string.unicodeScalars.allSatisfy(Escapes.isPrintable))
    },
  ]

  // MARK: changing

  static let changing: [Method] = [
    method(
      "replace",
      [.positionOnly("old"), .positionOnly("new"), Parameter("count", .positionalOnly, default: .value(.int(-1)))],
      "Occurrences replaced."
    ) { text, call in
      guard let old = call.value("old").string else {
        throw ScriptError(.typeError, "replace() argument 1 must be str, not \(call.value("old").typeName)")
      }
      guard let new = call.value("new").string else {
        throw ScriptError(.typeError, "replace() argument 2 must be str, not \(call.value("new").typeName)")
      }
      let count = try call.interpreter.index(call.value("count"))
      let limit = count < 0 ? Int.max : count
      if old.isEmpty { return .string(interleaved(text, new, limit)) }
      return .string(StringSearch.split(text.string, old, limit: limit).joined(separator: new))
    },
    method("format", [.variadic("args"), .keywords("kwargs")], "Fields in braces filled in.") { text, call in
      var formatter = StringFormat(call.interpreter, call.variadic) { name in
        guard let found = call.keywords.first(where: { $0.name == name }) else {
          throw ScriptError(ExceptionObject(.keyError, [.string(name)]))
        }
        return found.value
      }
      return .string(try formatter.format(text.string))
    },
    method("format_map", [.positionOnly("mapping")], "As format, with the names from a mapping.") { text, call in
      let mapping = call.value("mapping")
      var formatter = StringFormat(call.interpreter, []) { try call.interpreter.item(mapping, .string($0)) }
      return .string(try formatter.format(text.string))
    },
    method("translate", [.positionOnly("table")], "Characters replaced by a table of code points.") { text, call in
      .string(try translated(text, call))
    },
    Method(
      "maketrans",
      [
        .positionOnly("x"), Parameter("y", .positionalOnly, default: .omitted("")),
        Parameter("z", .positionalOnly, default: .omitted("")),
      ], summary: "A table for translate.", kind: .free, onValue: { _, call in try table(call) }),
    method("encode", [.variadic("arguments")], "Not supported.") { _, _ in
      throw ScriptError(.notImplementedError, "str.encode is not supported").noted("soma has no bytes")
    },
  ]

  /// `new` before each character and at the end.
  private static func interleaved(_ text: Text, _ new: String, _ limit: Int) -> String {
    var result = ""
    var left = limit
    for scalar in text.string.unicodeScalars {
      if left > 0 {
        result += new
        left -= 1
      }
      result.unicodeScalars.append(scalar)
    }
    return left > 0 ? result + new : result
  }

  private static func translated(_ text: Text, _ call: Call) throws -> String {
    let table = call.value("table")
    var result = ""
    for scalar in text.string.unicodeScalars {
      let found: Value
      do { found = try call.interpreter.item(table, .int(Int(scalar.value))) } catch let error as ScriptError {
        guard error.isInstance(of: .lookupError) else { throw error }
        result.unicodeScalars.append(scalar)
        continue
      }
      switch found {
      case .none: continue
      case .str(let text): result += text.string
      default:
        guard let code = UInt32(exactly: try call.interpreter.index(found)), let mapped = Unicode.Scalar(code) else {
          throw ScriptError(.valueError, "character mapping must be in range(0x110000)")
        }
        result.unicodeScalars.append(mapped)
      }
    }
    return result
  }

  private static func table(_ call: Call) throws -> Value {
    let dict = DictObject()
    let i = call.interpreter
    guard let to = call[1] else {
      guard case .dict(let given) = call.value("x") else {
        throw ScriptError(.typeError, "if you give only one argument to maketrans it must be a dict")
      }
      for (key, value) in given.items {
        if case .str(let text) = key {
          guard text.count == 1 else {
            throw ScriptError(.valueError, "string keys in translate table must be of length 1")
          }
          try dict.setValue(value, for: .int(Int(text[0].value)), i)
        } else {
          try dict.setValue(value, for: key, i)
        }
      }
      return .dict(dict)
    }
    guard case .str(let from) = call.value("x"), case .str(let target) = to, from.count == target.count else {
      throw ScriptError(.valueError, "the first two maketrans arguments must have equal length")
    }
    for place in 0..<from.count {
      try dict.setValue(.int(Int(target[place].value)), for: .int(Int(from[place].value)), i)
    }
    if let dropped = call[2]?.string {
      for scalar in dropped.unicodeScalars { try dict.setValue(.none, for: .int(Int(scalar.value)), i) }
    }
    return .dict(dict)
  }
}

extension Substring.UnicodeScalarView {
  /// The longest suffix whose elements satisfy a condition.
  func suffix(while condition: (Unicode.Scalar) -> Bool) -> Substring.UnicodeScalarView {
    var start = endIndex
    while start > startIndex {
      let before = index(before: start)
      if !condition(self[before]) { break }
      start = before
    }
    return self[start...]
  }
}

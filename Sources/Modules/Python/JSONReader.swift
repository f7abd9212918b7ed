import BigInt
import Language

/// Reads JSON text from left to right.
struct JSONReader {
  private let scalars: [Unicode.Scalar]
  private var place = 0
  private var depth = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// The one value of the text.
  mutating func readAll() throws -> Value {
    skipBlanks()
    let value = try read()
    skipBlanks()
    guard place == scalars.count else { throw failure("Extra data") }
    return value
  }

  private func failure(_ message: String, at offset: Int? = nil) -> ScriptError {
    let at = min(offset ?? place, scalars.count)
    let line = scalars[..<at].count { $0 == "\n" } + 1
    let column = at - (scalars[..<at].lastIndex(of: "\n").map { $0 + 1 } ?? 0) + 1
    return ScriptError(JSONModule.decodeError, "\(message): line \(line) column \(column) (char \(at))")
  }

  private var current: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

  private mutating func skipBlanks() {
    while let scalar = current, [" ", "\t", "\n", "\r"].contains(scalar) { place += 1 }
  }

  private mutating func read() throws -> Value {
    depth += 1
    defer { depth -= 1 }
    guard depth < 900 else { throw ScriptError(.recursionError, "maximum recursion depth exceeded") }
    switch current {
    case "{": return try readObject()
    case "[": return try readArray()
    case "\"": return .string(try readString())
    default: break
    }
    for (word, value) in JSONReader.words where matches(word) {
      place += word.unicodeScalars.count
      return value
    }
    return try readNumber()
  }

  private static var words: [(String, Value)] {
    [
      ("null", .none), ("true", .bool(true)), ("false", .bool(false)), ("NaN", .float(.nan)),
      ("Infinity", .float(.infinity)), ("-Infinity", .float(-.infinity)),
    ]
  }

  private func matches(_ word: String) -> Bool { scalars[place...].starts(with: word.unicodeScalars) }

  private mutating func readNumber() throws -> Value {
    let start = place
    var isFloat = false
    if current == "-" { place += 1 }
    let first = place
    try digits(from: start)
    if scalars[first] == "0", place > first + 1 { place = first + 1 }
    if current == ".", place + 1 < scalars.count, isDigit(scalars[place + 1]) {
      isFloat = true
      place += 1
      try digits(from: start)
    }
    if current == "e" || current == "E" {
      let signed = place + 1 < scalars.count && (scalars[place + 1] == "+" || scalars[place + 1] == "-")
      let digit = place + (signed ? 2 : 1)
      if digit < scalars.count, isDigit(scalars[digit]) {
        isFloat = true
        place = digit
        try digits(from: start)
      }
    }
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars[start..<place])
    if isFloat { return .float(Double(text) ?? .nan) }
    if let small = Int(text) { return .int(small) }
    guard text.utf8.count <= 4301, let number = BigInt(text) else { throw failure("Expecting value", at: start) }
    return .integer(number)
  }

  private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private mutating func digits(from start: Int) throws {
    guard let first = current, isDigit(first) else { throw failure("Expecting value", at: start) }
    while let scalar = current, isDigit(scalar) { place += 1 }
  }

  private mutating func readArray() throws -> Value {
    place += 1
    var elements: [Value] = []
    skipBlanks()
    if current == "]" {
      place += 1
      return .newList([])
    }
    while true {
      skipBlanks()
      elements.append(try read())
      skipBlanks()
      if current == "]" {
        place += 1
        return .newList(elements)
      }
      guard current == "," else { throw failure("Expecting ',' delimiter") }
      place += 1
    }
  }

  private mutating func readObject() throws -> Value {
    let dict = DictObject()
    place += 1
    skipBlanks()
    if current == "}" {
      place += 1
      return .dict(dict)
    }
    while true {
      skipBlanks()
      guard current == "\"" else { throw failure("Expecting property name enclosed in double quotes") }
      let key = try readString()
      skipBlanks()
      guard current == ":" else { throw failure("Expecting ':' delimiter") }
      place += 1
      skipBlanks()
      dict[key] = try read()
      skipBlanks()
      if current == "}" {
        place += 1
        return .dict(dict)
      }
      guard current == "," else { throw failure("Expecting ',' delimiter") }
      place += 1
    }
  }

  private mutating func readString() throws -> String {
    let start = place
    place += 1
    var units: [UInt16] = []
    while let scalar = current {
      place += 1
      switch scalar {
      case "\"": return String(decoding: units, as: UTF16.self)
      case "\\": units.append(try readEscape())
      default:
        guard scalar.value >= 0x20 else { throw failure("Invalid control character at", at: place - 1) }
        units.append(contentsOf: String(scalar).utf16)
      }
    }
    throw failure("Unterminated string starting at", at: start)
  }

  private static let escapes: [Unicode.Scalar: UInt16] = [
    "\"": 0x22, "\\": 0x5C, "/": 0x2F, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9,
  ]

  private mutating func readEscape() throws -> UInt16 {
    guard let letter = current else { throw failure("Unterminated string starting at") }
    place += 1
    if let unit = JSONReader.escapes[letter] { return unit }
    guard letter == "u" else { throw failure("Invalid \\escape", at: place - 2) }
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let digit = current.flatMap({ Character($0).hexDigitValue }) else {
        throw failure("Invalid \\uXXXX escape", at: place)
      }
      unit = unit << 4 | UInt16(digit)
      place += 1
    }
    return unit
  }
}

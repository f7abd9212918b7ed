/// Reads the inside of one f-string token.
///
/// As in CPython 3.11, where a field's expression ends is found by its brackets and quotes alone; then its text is
/// parsed by itself, as if it stood in parentheses. `read` walks the content once, from left to right.
struct FormattedReader {
  let source: SourceText
  let bytes: [UInt8]
  let isRaw: Bool
  let token: SourceRange
  let fieldDepth: Int
  let depth: Int
  private let end: Int
  private var offset: Int
  /// A place that has been passed, from which lines and columns are counted on.
  private var known: SourcePosition

  init(
    source: SourceText, bytes: [UInt8], literal: StringLiteral, token: SourceRange, fieldDepth: Int, depth: Int
  ) {
    self.source = source
    self.bytes = bytes
    isRaw = literal.isRaw
    self.token = token
    self.fieldDepth = fieldDepth
    self.depth = depth
    offset = literal.content.lowerBound
    end = literal.content.upperBound
    known = token.start
  }

  /// Adds the texts and fields of the whole literal to `parts`.
  mutating func read(into parts: inout TextParts) throws(SyntaxError) {
    try read(level: 0, into: &parts)
  }

  private mutating func read(level: Int, into parts: inout TextParts) throws(SyntaxError) {
    while true {
      try readText(level: level, into: &parts)
      guard offset < end, bytes[offset] == UInt8(ascii: "{") else { return }
      try readField(level: level, into: &parts)
    }
  }

  // MARK: text

  /// Reads up to a field, or the end of the literal or spec.
  private mutating func readText(level: Int, into parts: inout TextParts) throws(SyntaxError) {
    var start = offset
    while offset < end {
      let next = bytes[offset]
      if next == UInt8(ascii: "\\"), !isRaw, offset + 1 < end {
        let isBrace = bytes[offset + 1] == UInt8(ascii: "{") || bytes[offset + 1] == UInt8(ascii: "}")
        offset += isBrace ? 1 : 2
        continue
      }
      guard next == UInt8(ascii: "{") || next == UInt8(ascii: "}") else {
        offset += 1
        continue
      }
      if level == 0, offset + 1 < end, bytes[offset + 1] == next {
        parts.add(try decoded(start..<offset + 1))
        offset += 2
        start = offset
        continue
      }
      if level == 0, next == UInt8(ascii: "}") { throw failure("single '}' is not allowed") }
      break
    }
    parts.add(try decoded(start..<offset))
  }

  private func decoded(_ content: Range<Int>) throws(SyntaxError) -> String {
    do throws(StringLiteral.EscapeError) {
      return try StringLiteral.decode(bytes, content, isRaw: isRaw)
    } catch {
      throw SyntaxError(error.message, at: token, note: error.note)
    }
  }

  private mutating func failure(_ message: String) -> SyntaxError {
    let start = position(min(offset, end))
    let stop = SourcePosition(line: Int(start.line), column: Int(start.column) + 1, offset: Int(start.offset) + 1)
    return SyntaxError("f-string: " + message, at: SourceRange(start, stop))
  }

  /// The place of the byte `target`; not before places asked for earlier.
  private mutating func position(_ target: Int) -> SourcePosition {
    var at = Int(known.offset)
    var line = Int(known.line)
    var column = Int(known.column)
    while at < target, at < bytes.count {
      if bytes[at] == UInt8(ascii: "\n") {
        line += 1
        column = 0
      } else if bytes[at] & 0xC0 != 0x80 {
        column += 1
      }
      at += 1
    }
    known = SourcePosition(line: line, column: column, offset: at)
    return known
  }

  // MARK: fields

  /// `'{' expression ['='] ['!' conversion] [':' spec] '}'`
  private mutating func readField(level: Int, into parts: inout TextParts) throws(SyntaxError) {
    guard level < 2 else { throw failure("expressions nested too deeply") }
    offset += 1
    let start = position(offset)
    try findEnd()
    let value = try expression(from: start, to: offset)
    let isShown = offset < end && bytes[offset] == UInt8(ascii: "=")
    if isShown {
      offset += 1
      while offset < end, [0x20, 0x09, 0x0A, 0x0C, 0x0D, 0x0B].contains(bytes[offset]) { offset += 1 }
      parts.add(String(decoding: bytes[Int(start.offset)..<offset], as: UTF8.self))
    }
    var conversion = try readConversion()
    let spec = try readSpec(level: level)
    guard offset < end, bytes[offset] == UInt8(ascii: "}") else { throw failure("expecting '}'") }
    offset += 1
    if isShown, spec == nil, conversion == .none { conversion = .repr }
    parts.add(FormattedField(value: value, conversion: conversion, spec: spec))
  }

  private mutating func readConversion() throws(SyntaxError) -> FormattedField.Conversion {
    guard offset < end, bytes[offset] == UInt8(ascii: "!") else { return .none }
    offset += 1
    guard offset < end else { throw failure("expecting '}'") }
    defer { offset += 1 }
    switch bytes[offset] {
    case UInt8(ascii: "s"): return .str
    case UInt8(ascii: "r"): return .repr
    case UInt8(ascii: "a"): return .ascii
    default: throw failure("invalid conversion character: expected 's', 'r', or 'a'")
    }
  }

  private mutating func readSpec(level: Int) throws(SyntaxError) -> FormattedNode? {
    guard offset < end else { throw failure("expecting '}'") }
    guard bytes[offset] == UInt8(ascii: ":") else { return nil }
    offset += 1
    let start = position(offset)
    var parts = TextParts()
    try read(level: level + 1, into: &parts)
    return FormattedNode(parts.all, SourceRange(start, position(offset)))
  }

  /// Moves to the byte that ends the expression: `!`, `:`, `=` or `}` outside of brackets and quotes.
  private mutating func findEnd() throws(SyntaxError) {
    var open: [UInt8] = []
    var quote: (byte: UInt8, isTriple: Bool)?
    scan: while offset < end {
      let next = bytes[offset]
      if next == UInt8(ascii: "\\") { throw failure2("f-string expression part cannot include a backslash") }
      if let inside = quote {
        if next == inside.byte, !inside.isTriple || isTripled(next) {
          offset += inside.isTriple ? 2 : 0
          quote = nil
        }
        offset += 1
        continue
      }
      switch next {
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        quote = (next, isTripled(next))
        offset += isTripled(next) ? 2 : 0
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        guard open.count < Lexer.maximumNesting else { throw failure("too many nested parenthesis") }
        open.append(next)
      case UInt8(ascii: "#"): throw failure2("f-string expression part cannot include '#'")
      case UInt8(ascii: "!"), UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"):
        guard open.isEmpty else { break }
        if offset + 1 < end, bytes[offset + 1] == UInt8(ascii: "=") {
          offset += 1
        } else if next == UInt8(ascii: "!") || next == UInt8(ascii: "=") {
          break scan
        }
      case UInt8(ascii: ":") where open.isEmpty: break scan
      case UInt8(ascii: "}") where open.isEmpty: break scan
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): try close(next, &open)
      default: break
      }
      offset += 1
    }
    if quote != nil { throw failure("unterminated string") }
    if let last = open.last { throw failure("unmatched '\(Character(Unicode.Scalar(last)))'") }
    if offset >= end { throw failure("expecting '}'") }
  }

  private func isTripled(_ quote: UInt8) -> Bool {
    offset + 2 < end && bytes[offset + 1] == quote && bytes[offset + 2] == quote
  }

  private mutating func failure2(_ message: String) -> SyntaxError {
    let error = failure("")
    return SyntaxError(message, at: error.range)
  }

  private mutating func close(_ byte: UInt8, _ open: inout [UInt8]) throws(SyntaxError) {
    let closing = Character(Unicode.Scalar(byte))
    guard let last = open.popLast() else { throw failure("unmatched '\(closing)'") }
    let opening = Character(Unicode.Scalar(last))
    guard ["()", "[]", "{}"].contains("\(opening)\(closing)") else {
      throw failure("closing parenthesis '\(closing)' does not match opening parenthesis '\(opening)'")
    }
  }

  /// The expression between `start` and the byte `stop`.
  private mutating func expression(from start: SourcePosition, to stop: Int) throws(SyntaxError) -> Expression {
    let blanks: [UInt8] = [0x20, 0x09, 0x0A, 0x0C, 0x0D]
    guard bytes[Int(start.offset)..<stop].contains(where: { !blanks.contains($0) }) else {
      let next = bytes[stop]
      throw failure(
        next == UInt8(ascii: "}")
          ? "empty expression not allowed" : "expression required before '\(Character(Unicode.Scalar(next)))'")
    }
    var lexer = Lexer(fragmentOf: bytes, from: start, to: stop)
    try lexer.tokenize()
    var parser = Parser(source, lexer, fieldDepth: fieldDepth + 1, depth: depth + 1)
    do throws(SyntaxError) {
      return try parser.fieldExpression()
    } catch {
      let isPlain = error.note != nil || error.message.hasPrefix("f-string") || error.kind != .syntax
      throw SyntaxError(
        isPlain ? error.message : "f-string: " + error.message, at: error.range, kind: error.kind, note: error.note)
    }
  }
}

extension Parser {
  /// All of the tokens as the expression of a field.
  mutating func fieldExpression() throws(SyntaxError) -> Expression {
    guard depth < Parser.maximumDepth else {
      throw SyntaxError("maximum recursion depth exceeded during compilation", at: peek().range, kind: .recursion)
    }
    let result = try expressionList(allowsStar: true)
    guard peek().kind == .endOfText else { throw unexpected() }
    if case .starred = result { throw failure("cannot use starred expression here", at: result.range) }
    return result
  }
}

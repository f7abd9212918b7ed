/// Strings, adjacent ones joined.
extension Parser {
  /// `strings: string+`
  mutating func strings() throws(SyntaxError) -> Expression {
    let start = peek().range
    var parts = TextParts()
    var isFormatted = false
    while peek().kind == .string {
      let token = next()
      let extent = Int(token.range.start.offset)..<Int(token.range.end.offset)
      let literal = StringLiteral(bytes, extent)
      if literal.isFormatted {
        isFormatted = true
        var reader = FormattedReader(
          source: source, bytes: bytes, literal: literal, token: token.range, fieldDepth: fieldDepth, depth: depth)
        try reader.read(into: &parts)
      } else {
        parts.add(try decoded(literal.content, isRaw: literal.isRaw, token))
      }
    }
    let whole = range(from: start)
    if isFormatted { return try bounded(.formatted(FormattedNode(parts.all, whole))) }
    return .constant(ConstantNode(.string(parts.text), whole))
  }

  private func decoded(_ content: Range<Int>, isRaw: Bool, _ token: Token) throws(SyntaxError) -> String {
    do throws(StringLiteral.EscapeError) {
      return try StringLiteral.decode(bytes, content, isRaw: isRaw)
    } catch {
      throw SyntaxError(error.message, at: token.range, note: error.note)
    }
  }
}

/// Parts of an f-string in the making: neighbouring texts become one.
struct TextParts {
  private var parts: [FormattedNode.Part] = []
  private(set) var text = ""

  mutating func add(_ more: String) { text += more }

  mutating func add(_ field: FormattedField) {
    flush()
    parts.append(.field(field))
  }

  private mutating func flush() {
    if !text.isEmpty { parts.append(.text(text)) }
    text = ""
  }

  var all: [FormattedNode.Part] {
    var copy = self
    copy.flush()
    return copy.parts
  }
}

/// The line forms of IPython, recognised where a statement may start: `%magic`, `!command`, `?name`, `name?`.
extension Lexer {
  /// Reads such a line if there is one at the current offset.
  mutating func beginStatement() throws(SyntaxError) {
    switch byte() {
    case UInt8(ascii: "%"): restOfLine(.magic)
    case UInt8(ascii: "!"): restOfLine(.shell)
    case UInt8(ascii: "?"): restOfLine(.help)
    default: if isHelpLine() { restOfLine(.help) }
    }
  }

  /// `%%name` on the first line that is not blank takes all of the text.
  mutating func cellMagic() -> Bool {
    var index = offset
    var lineStart = offset
    while index < end, bytes[index] == UInt8(ascii: "\n") || bytes[index] == UInt8(ascii: " ") {
      index += 1
      if bytes[index - 1] == UInt8(ascii: "\n") { lineStart = index }
    }
    guard index == lineStart, index + 1 < end, bytes[index] == UInt8(ascii: "%"), bytes[index + 1] == bytes[index]
    else { return false }
    while offset < index { advanceLine() }
    let start = position(offset)
    offset = end
    let range = SourceRange(start, SourcePosition(line: Int(start.line), column: Int(start.column), offset: end))
    for kind in [Token.Kind.cellMagic, .newline, .endOfText] {
      tokens.append(Token(kind: kind, range: range, nesting: 0))
    }
    return true
  }

  /// A token of everything up to the end of the line.
  mutating func restOfLine(_ kind: Token.Kind) {
    let start = position(offset)
    while let next = byte(), next != UInt8(ascii: "\n") { offset += 1 }
    add(kind, from: start)
  }

  /// Whether the line is a dotted name, possibly with subscripts, and one or two question marks.
  private func isHelpLine() -> Bool {
    var stop = offset
    while stop < end, bytes[stop] != UInt8(ascii: "\n") { stop += 1 }
    while stop > offset, bytes[stop - 1] == UInt8(ascii: " ") { stop -= 1 }
    var name = stop
    while name > offset, bytes[name - 1] == UInt8(ascii: "?") { name -= 1 }
    guard name > offset, (1...2).contains(stop - name) else { return false }
    let others = [".", "[", "]", "*", "%"].map { (text: String) in text.utf8.first }
    return bytes[offset..<name].allSatisfy { Lexer.isNameByte($0) || others.contains($0) }
  }
}

/// Finds where strings end. What stands in them is read by the parser.
extension Lexer {
  /// Reads a string whose prefix starts at `from` and whose opening quote is at the current offset.
  mutating func scanString(from: Int) throws(SyntaxError) {
    let start = position(from)
    let prefix = text(from, offset)
    if prefix.lowercased().contains("b") { throw refusedBytes(from: start) }
    guard let quote = byte() else { return }
    let isTriple = byte(1) == quote && byte(2) == quote
    offset += isTriple ? 3 : 1
    let startLine = Int(start.line)
    var current = startLine
    while true {
      guard let next = byte() else { throw unterminated(isTriple, from: start, line: current) }
      switch next {
      case UInt8(ascii: "\\"):
        offset += 1
        if byte() == UInt8(ascii: "\n") {
          advanceLine()
          current += 1
        } else if byte() != nil {
          offset += 1
        }
      case UInt8(ascii: "\n"):
        guard isTriple else { throw unterminated(false, from: start, line: current) }
        advanceLine()
        current += 1
      case quote where !isTriple:
        offset += 1
        return add(.string, from: start)
      case quote where byte(1) == quote && byte(2) == quote:
        offset += 3
        return add(.string, from: start)
      default:
        offset += 1
      }
    }
  }

  private mutating func refusedBytes(from start: SourcePosition) -> SyntaxError {
    var refused = error("bytes are not supported", from: start)
    refused = SyntaxError(refused.message, at: refused.range, note: Refused.bytes)
    return refused
  }

  private mutating func unterminated(_ isTriple: Bool, from start: SourcePosition, line: Int) -> SyntaxError {
    let what = isTriple ? "triple-quoted string" : "string"
    // A text that ends in a newline does not have the empty line after it.
    let isPastEnd = offset >= end && end > 0 && bytes[end - 1] == UInt8(ascii: "\n")
    let last = isPastEnd && line > Int(start.line) ? line - 1 : line
    return error(
      "unterminated \(what) literal (detected at line \(last))", from: start, isIncomplete: isTriple)
  }
}

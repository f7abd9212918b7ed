/// Magics and help: what stands in their tokens.
extension Parser {
  /// `'%' name arguments`, or `'%%' name arguments newline body`.
  func magic(_ token: Token) -> Statement {
    let whole = text(token)
    let isCell = token.kind == .cellMagic
    let lines = whole.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    let line = lines.first.map { $0.dropFirst(isCell ? 2 : 1) } ?? ""
    let name = line.prefix { !$0.isWhitespace }
    let arguments = line.dropFirst(name.count).drop(while: \.isWhitespace)
    let start = token.range.start
    let width = name.unicodeScalars.count + (isCell ? 2 : 1)
    let nameEnd = SourcePosition(
      line: Int(start.line), column: Int(start.column) + width, offset: Int(start.offset) + name.utf8.count + 1)
    return .magic(
      MagicStatement(
        String(name), arguments: String(arguments), cellBody: isCell ? String(lines.count > 1 ? lines[1] : "") : nil,
        bodyLine: token.range.line + 1, nameRange: SourceRange(start, nameEnd), token.range))
  }

  /// `'?' subject | subject '?' | subject '??'`
  func help(_ token: Token) -> Statement {
    let whole = text(token)
    let subject = whole.filter { $0 != "?" && !$0.isWhitespace }
    let marks = whole.count { $0 == "?" }
    return .help(HelpStatement(subject, expression(of: subject, token), isDetailed: marks > 1, token.range))
  }

  private func expression(of subject: String, _ token: Token) -> Expression? {
    guard
      let first = bytes[Int(token.range.start.offset)..<Int(token.range.end.offset)].firstIndex(where: {
        $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: " ")
      })
    else { return nil }
    let start = SourcePosition(
      line: token.range.line, column: Int(token.range.start.column) + first - Int(token.range.start.offset),
      offset: first)
    var lexer = Lexer(fragmentOf: bytes, from: start, to: first + subject.utf8.count)
    guard (try? lexer.tokenize()) != nil else { return nil }
    var parser = Parser(source, lexer, fieldDepth: 0, depth: depth)
    return try? parser.fieldExpression()
  }
}

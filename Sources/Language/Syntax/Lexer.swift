/// Text → tokens.
///
/// The whole text is read before parsing begins, so that an error of spelling anywhere takes precedence over an error
/// of grammar. Brackets are matched here: inside of them line ends are blanks. Indentation becomes `indent` and `dedent`
/// tokens; each column is measured twice, with tabs of eight and of one, and the two must agree.
struct Lexer {
  static let maximumNesting = 200
  static let maximumIndents = 100

  let bytes: [UInt8]
  let end: Int
  var offset: Int
  var tokens: [Token] = []
  /// Brackets that are open, innermost last.
  private(set) var brackets: [(byte: UInt8, range: SourceRange)] = []

  private var line: Int
  /// A place on the current line, from which columns are counted on.
  private var known: (offset: Int, column: Int)
  private var indents: [(column: Int, alternative: Int)] = [(0, 0)]
  /// Part of a line (the expression of an f-string): no statements, as if inside of a bracket.
  private let isFragment: Bool

  /// A lexer for a whole text, whose first line has the number `firstLine`.
  init(_ text: String, firstLine: Int = 1) {
    bytes = Array(text.utf8)
    end = bytes.count
    offset = 0
    line = firstLine
    known = (0, 0)
    isFragment = false
  }

  /// A lexer for the expression that starts at `start` and ends before the byte `end`.
  init(fragmentOf bytes: [UInt8], from start: SourcePosition, to end: Int) {
    self.bytes = bytes
    self.end = min(end, bytes.count)
    offset = Int(start.offset)
    line = Int(start.line)
    known = (Int(start.offset), Int(start.column))
    isFragment = true
  }

  /// All tokens of the text, ending with `endOfText`.
  mutating func tokenize() throws(SyntaxError) {
    if !isFragment, cellMagic() { return }
    if !isFragment { try beginLine() }
    while try scanToken() {}
  }

  // MARK: bytes and places

  func byte(_ ahead: Int = 0) -> UInt8? {
    let index = offset + ahead
    return index < end ? bytes[index] : nil
  }

  /// The place of the byte `target`, which is on the current line and not before places asked for earlier.
  mutating func position(_ target: Int) -> SourcePosition {
    var (at, column) = known
    while at < min(target, end) {
      if bytes[at] & 0xC0 != 0x80 { column += 1 }
      at += 1
    }
    known = (at, column)
    return SourcePosition(line: line, column: column, offset: target)
  }

  /// Steps over the newline at `offset`.
  mutating func advanceLine() {
    offset += 1
    line += 1
    known = (offset, 0)
  }

  func text(_ from: Int, _ to: Int) -> String { String(decoding: bytes[from..<to], as: UTF8.self) }

  mutating func add(_ kind: Token.Kind, from start: SourcePosition) {
    tokens.append(Token(kind: kind, range: SourceRange(start, position(offset)), nesting: brackets.count))
  }

  /// An error whose range starts at `start` and ends at the current offset.
  mutating func error(
    _ message: String, from start: SourcePosition, kind: SyntaxError.Kind = .syntax, isIncomplete: Bool = false
  ) -> SyntaxError {
    let stop = start.line == Int32(clamping: line) ? position(offset) : start
    return SyntaxError(message, at: SourceRange(start, stop), kind: kind, isIncomplete: isIncomplete)
  }

  private var isNested: Bool { isFragment || !brackets.isEmpty }

  // MARK: lines

  /// Reads blank lines and the indentation of the first line that has a statement.
  private mutating func beginLine() throws(SyntaxError) {
    while true {
      var column = 0
      var alternative = 0
      while let next = byte() {
        if next == UInt8(ascii: " ") {
          column += 1
          alternative += 1
        } else if next == UInt8(ascii: "\t") {
          column = (column / 8 + 1) * 8
          alternative += 1
        } else if next == 0x0C {
          column = 0
          alternative = 0
        } else {
          break
        }
        offset += 1
      }
      if byte() == UInt8(ascii: "#") { skipComment() }
      guard let next = byte() else { return }
      guard next == UInt8(ascii: "\n") else {
        try indent(to: column, alternative)
        try beginStatement()
        return
      }
      advanceLine()
    }
  }

  private mutating func indent(to column: Int, _ alternative: Int) throws(SyntaxError) {
    let start = position(offset)
    let tabs = "inconsistent use of tabs and spaces in indentation"
    let top = indents[indents.count - 1]
    if column > top.column {
      guard alternative > top.alternative else { throw error(tabs, from: start, kind: .tab) }
      guard indents.count <= Lexer.maximumIndents else {
        throw error("too many levels of indentation", from: start, kind: .indentation)
      }
      indents.append((column, alternative))
      add(.indent, from: start)
      return
    }
    while let top = indents.last, column < top.column {
      indents.removeLast()
      add(.dedent, from: start)
    }
    guard let now = indents.last, now.column == column else {
      throw error("unindent does not match any outer indentation level", from: start, kind: .indentation)
    }
    guard now.alternative == alternative else { throw error(tabs, from: start, kind: .tab) }
  }

  private mutating func endOfText() -> Bool {
    let here = position(offset)
    if !isNested, let last = tokens.last, last.kind != .newline, last.kind != .dedent { add(.newline, from: here) }
    for _ in indents.dropFirst() { add(.dedent, from: here) }
    indents.removeLast(indents.count - 1)
    add(.endOfText, from: here)
    return false
  }

  private mutating func skipComment() {
    while let next = byte(), next != UInt8(ascii: "\n") { offset += 1 }
  }

  // MARK: tokens

  /// Reads one token; false at the end of the text.
  private mutating func scanToken() throws(SyntaxError) -> Bool {
    guard let next = byte() else { return endOfText() }
    switch next {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0C:
      offset += 1
    case UInt8(ascii: "#"):
      skipComment()
    case UInt8(ascii: "\n"):
      try endLine()
    case UInt8(ascii: "\\"):
      try joinLines()
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      try scanNumber()
    case UInt8(ascii: "."):
      if let digit = byte(1), Lexer.isDigit(digit) { try scanNumber() } else { try scanSymbol() }
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      try scanString(from: offset)
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), 0x80...0xFF:
      try scanName()
    default:
      try scanSymbol()
    }
    return true
  }

  private mutating func endLine() throws(SyntaxError) {
    guard !isNested else { return advanceLine() }
    let start = position(offset)
    tokens.append(Token(kind: .newline, range: SourceRange(start, start), nesting: 0))
    advanceLine()
    try beginLine()
  }

  private mutating func joinLines() throws(SyntaxError) {
    let start = position(offset)
    offset += 1
    guard let next = byte() else {
      throw unclosed ?? error("unexpected EOF while parsing", from: start, isIncomplete: true)
    }
    guard next == UInt8(ascii: "\n") else {
      throw error("unexpected character after line continuation character", from: start)
    }
    advanceLine()
    if byte() == nil, brackets.isEmpty { throw error("unexpected EOF while parsing", from: start, isIncomplete: true) }
  }

  /// The error for the innermost bracket that is still open.
  var unclosed: SyntaxError? {
    guard let open = brackets.last else { return nil }
    let bracket = Character(Unicode.Scalar(open.byte))
    return SyntaxError("'\(bracket)' was never closed", at: open.range, isIncomplete: true)
  }

  private mutating func scanName() throws(SyntaxError) {
    let from = offset
    let start = position(from)
    while let next = byte(), Lexer.isNameByte(next) { offset += 1 }
    if byte() == UInt8(ascii: "\"") || byte() == UInt8(ascii: "'"), offset - from <= 2,
      Lexer.isStringPrefix(bytes[from..<offset])
    {
      return try scanString(from: from)
    }
    let spelling = text(from, offset)
    if let keyword = Keyword.byName[spelling] { return add(.keyword(keyword), from: start) }
    if let wrong = Identifier.firstInvalid(in: spelling) {
      offset = from + wrong.offset
      let place = position(offset)
      offset += String(wrong.scalar).utf8.count
      throw error(Identifier.complaint(about: wrong.scalar), from: place)
    }
    add(.name, from: start)
  }

  private mutating func scanSymbol() throws(SyntaxError) {
    let start = position(offset)
    if byte() == UInt8(ascii: "!"), byte(1) != UInt8(ascii: "="), brackets.isEmpty, !isFragment,
      tokens.last?.kind == .symbol(.assign)
    {
      return restOfLine(.shell)
    }
    for length in stride(from: min(3, end - offset), through: 1, by: -1) {
      guard let symbol = Symbol.byKey[Symbol.key(bytes[offset..<offset + length])] else { continue }
      offset += length
      try match(symbol, from: start)
      return add(.symbol(symbol), from: start)
    }
    let first = bytes[offset]
    offset += 1
    guard first >= 0x20, first != 0x7F else {
      let code = String(first, radix: 16, uppercase: true)
      throw error(
        "invalid non-printable character U+" + String(repeating: "0", count: 4 - code.count) + code, from: start)
    }
    add(.unknown, from: start)
  }

  /// Keeps account of open brackets.
  private mutating func match(_ symbol: Symbol, from start: SourcePosition) throws(SyntaxError) {
    switch symbol {
    case .leftParenthesis, .leftBracket, .leftBrace:
      guard brackets.count < Lexer.maximumNesting else { throw error("too many nested parentheses", from: start) }
      brackets.append((bytes[offset - 1], SourceRange(start, position(offset))))
    case .rightParenthesis, .rightBracket, .rightBrace:
      let closing = symbol.rawValue
      guard let open = brackets.popLast() else { throw error("unmatched '\(closing)'", from: start) }
      let opening = Character(Unicode.Scalar(open.byte))
      guard "\(opening)\(closing)" == "()" || "\(opening)\(closing)" == "[]" || "\(opening)\(closing)" == "{}" else {
        let place = open.range.start.line == start.line ? "" : " on line \(open.range.start.line)"
        throw error(
          "closing parenthesis '\(closing)' does not match opening parenthesis '\(opening)'\(place)", from: start)
      }
    default: break
    }
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  /// Letters, digits, `_` and whatever is not ASCII.
  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), 0x80...0xFF,
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  private static func isStringPrefix(_ name: ArraySlice<UInt8>) -> Bool {
    ["r", "u", "f", "b", "rf", "fr", "rb", "br"].contains(String(decoding: name, as: UTF8.self).lowercased())
  }
}

/// The reserved words.
enum Keyword: String, CaseIterable, Sendable {
  case `false` = "False", none = "None", `true` = "True", and, `as`, assert, async, await, `break`, `class`, `continue`
  case def, del, elif, `else`, except, finally, `for`, from, global, `if`, `import`, `in`, `is`, lambda, nonlocal
  case not, or, pass, raise, `return`, `try`, `while`, with, yield

  static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
}

/// Operators and punctuation.
enum Symbol: String, CaseIterable, Sendable {
  case plus = "+", minus = "-", star = "*", slash = "/", doubleSlash = "//", percent = "%", doubleStar = "**", at = "@"
  case shiftLeft = "<<", shiftRight = ">>", ampersand = "&", bar = "|", caret = "^", tilde = "~"
  case less = "<", greater = ">", lessEqual = "<=", greaterEqual = ">=", equalEqual = "==", notEqual = "!="
  case assign = "=", plusAssign = "+=", minusAssign = "-=", starAssign = "*=", slashAssign = "/="
  case doubleSlashAssign = "//=", percentAssign = "%=", doubleStarAssign = "**=", atAssign = "@="
  case shiftLeftAssign = "<<=", shiftRightAssign = ">>=", ampersandAssign = "&=", barAssign = "|=", caretAssign = "^="
  case leftParenthesis = "(", rightParenthesis = ")", leftBracket = "[", rightBracket = "]", leftBrace = "{"
  case rightBrace = "}", comma = ",", colon = ":", semicolon = ";", dot = ".", ellipsis = "...", arrow = "->"
  case walrus = ":="

  /// Spelling, packed as by `Symbol.key`, → symbol.
  static let byKey = Dictionary(uniqueKeysWithValues: allCases.map { (key(Array($0.rawValue.utf8)), $0) })

  /// Up to three bytes as one number.
  static func key(_ bytes: some Sequence<UInt8>) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }

  /// The operator of an augmented assignment.
  var augmented: BinaryOperator? {
    switch self {
    case .plusAssign: .add
    case .minusAssign: .subtract
    case .starAssign: .multiply
    case .slashAssign: .divide
    case .doubleSlashAssign: .floorDivide
    case .percentAssign: .modulo
    case .doubleStarAssign: .power
    case .atAssign: .matrixMultiply
    case .shiftLeftAssign: .leftShift
    case .shiftRightAssign: .rightShift
    case .ampersandAssign: .bitAnd
    case .barAssign: .bitOr
    case .caretAssign: .bitXor
    default: nil
    }
  }

  /// The operator of two operands and how tightly it binds.
  var binary: (op: BinaryOperator, precedence: Int)? {
    switch self {
    case .bar: (.bitOr, 1)
    case .caret: (.bitXor, 2)
    case .ampersand: (.bitAnd, 3)
    case .shiftLeft: (.leftShift, 4)
    case .shiftRight: (.rightShift, 4)
    case .plus: (.add, 5)
    case .minus: (.subtract, 5)
    case .star: (.multiply, 6)
    case .slash: (.divide, 6)
    case .doubleSlash: (.floorDivide, 6)
    case .percent: (.modulo, 6)
    case .at: (.matrixMultiply, 6)
    default: nil
    }
  }
}

/// The smallest piece of a text that has a meaning of its own.
struct Token: Sendable {
  enum Kind: Equatable, Sendable {
    case name, number
    /// The whole literal, with its prefix and quotes.
    case string
    case keyword(Keyword)
    case symbol(Symbol)
    case newline, indent, dedent, endOfText
    /// `%name arguments`, `%%name …` with the rest of the cell, `!command`, `?subject` or `subject?`.
    case magic, cellMagic, shell, help
    /// A character that no construct uses: `$`, `?`, `!`, a backquote.
    case unknown
  }
  let kind: Kind
  let range: SourceRange
  /// Number of brackets open after the token.
  let nesting: Int
}

/// Arithmetic over the names of pointers: `A * ~B + 0.5 * C`, as vocabularies and actions read it.

/// A parsed expression.
indirect enum PointerExpression {
  case integer(Int)
  case number(Double)
  case name(String)
  case dot(PointerExpression, PointerExpression)
  case negative(PointerExpression)
  case inverse(PointerExpression)
  case binary(Operator, PointerExpression, PointerExpression)

  enum Operator: Character { case add = "+", subtract = "-", multiply = "*", divide = "/" }

  /// - Parameter inverseOfNamesOnly: whether `~` has to stand right before a letter, as it has to in actions.
  /// - Throws: a syntax error for text that is no expression.
  init(_ text: String, inverseOfNamesOnly: Bool = false) throws {
    var parser = PointerExpressionParser(text, inverseOfNamesOnly: inverseOfNamesOnly)
    self = try parser.whole()
  }
}

/// expr := term (("+" | "-") term)*;  term := unary (("*" | "/") unary)*;  unary := ("-" | "+" | "~") unary | atom;
/// atom := number | name | "dot(" expr "," expr ")" | "(" expr ")"
private struct PointerExpressionParser {
  private let text: String
  private let characters: [Character]
  private let inverseOfNamesOnly: Bool
  private var position = 0
  private var depth = 0

  init(_ text: String, inverseOfNamesOnly: Bool) {
    self.text = text
    characters = text.map { $0.isNewline ? " " : $0 }
    self.inverseOfNamesOnly = inverseOfNamesOnly
  }

  mutating func whole() throws -> PointerExpression {
    let expression = try sum()
    skipBlanks()
    guard position == characters.count else { throw malformed() }
    return expression
  }

  private func malformed() -> NengoError { NengoError(.syntax, "invalid syntax in expression '\(text)'") }

  private mutating func skipBlanks() {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
  }

  private mutating func next() -> Character? {
    skipBlanks()
    return position < characters.count ? characters[position] : nil
  }

  /// Takes a character if it comes next.
  private mutating func take(_ character: Character) -> Bool {
    guard next() == character else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ character: Character) throws { if !take(character) { throw malformed() } }

  private mutating func sum() throws -> PointerExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { throw malformed() }
    var left = try product()
    while let op = next(), op == "+" || op == "-", let kind = PointerExpression.Operator(rawValue: op) {
      position += 1
      left = .binary(kind, left, try product())
    }
    return left
  }

  private mutating func product() throws -> PointerExpression {
    var left = try unary()
    while let op = next(), op == "*" || op == "/", let kind = PointerExpression.Operator(rawValue: op) {
      position += 1
      // A power is no operation of pointers.
      if op == "*", position < characters.count, characters[position] == "*" {
        throw NengoError(.spaParse, "unsupported operation '**' in '\(text)'")
      }
      left = .binary(kind, left, try unary())
    }
    return left
  }

  private mutating func unary() throws -> PointerExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { throw malformed() }
    if take("-") { return .negative(try unary()) }
    if take("+") { return try unary() }
    guard take("~") else { return try atom() }
    if inverseOfNamesOnly {
      guard position < characters.count, characters[position].isLetter || characters[position] == "_" else {
        throw NengoError(.spaParse, "'~' has to stand before a name in '\(text)'")
      }
    }
    return .inverse(try unary())
  }

  private mutating func atom() throws -> PointerExpression {
    guard let character = next() else { throw malformed() }
    if take("(") {
      let inner = try sum()
      try expect(")")
      return inner
    }
    if character.isNumber || character == "." { return try number() }
    guard character.isLetter || character == "_" else { throw malformed() }
    let name = word { $0.isLetter || $0.isNumber || $0 == "_" }
    guard name == "dot", take("(") else { return .name(name) }
    let first = try sum()
    guard take(",") else { throw NengoError(.spaParse, "dot() takes two arguments in '\(text)'") }
    let second = try sum()
    try expect(")")
    return .dot(first, second)
  }

  private mutating func number() throws -> PointerExpression {
    var literal = word { $0.isNumber || $0 == "." }
    if position < characters.count, characters[position] == "e" || characters[position] == "E" {
      literal.append("e")
      position += 1
      if position < characters.count, "+-".contains(characters[position]) {
        literal.append(characters[position])
        position += 1
      }
      literal += word(\.isNumber)
    }
    if let integer = Int(literal) { return .integer(integer) }
    if literal.hasPrefix(".") { literal = "0" + literal }
    if literal.hasSuffix(".") { literal += "0" }
    guard let value = Double(literal) else { throw malformed() }
    return .number(value)
  }

  private mutating func word(_ belongs: (Character) -> Bool) -> String {
    let start = position
    while position < characters.count, belongs(characters[position]) { position += 1 }
    return String(characters[start..<position])
  }
}

/// The algebra of actions: symbols, sources, dot products, convolutions, and sums of them.
import Arrays

/// A value in the expression of an action.
indirect enum ActionTerm {
  case number(Number)
  case symbol(ActionSymbol)
  case source(ActionSource)
  case dot(ActionDotProduct)
  case convolution(ActionConvolution)
  case sum([ActionTerm])

  var text: String {
    switch self {
    case .number(let number): number.description
    case .symbol(let symbol): symbol.text
    case .source(let source): source.text
    case .dot(let dot): dot.text
    case .convolution(let convolution): convolution.text
    case .sum(let items): items.map(\.text).joined(separator: " + ")
    }
  }

  /// The items of the sum that the term is.
  var items: [ActionTerm] { if case .sum(let items) = self { items } else { [self] } }

  /// Whether sums with the term become lists of items.
  private var isComposite: Bool {
    switch self {
    case .number, .symbol: false
    case .source, .dot, .convolution, .sum: true
    }
  }
}

/// An expression over pointers that is known when the network is built, as text.
struct ActionSymbol {
  var text: String

  static let one = ActionSymbol(text: "1")

  static func * (a: ActionSymbol, b: ActionSymbol) -> ActionSymbol {
    if b.text == "1" { return a }
    if a.text == "1" { return b }
    return ActionSymbol(text: "(\(a.text) * \(b.text))")
  }

  static func * (a: ActionSymbol, number: Double) -> ActionSymbol {
    if number == 1 { return a }
    if a.text == "1" { return ActionSymbol(text: generalText(number)) }
    return ActionSymbol(text: "(\(a.text) * \(generalText(number)))")
  }

  static prefix func - (a: ActionSymbol) -> ActionSymbol { a.toggling("-") }
  static prefix func ~ (a: ActionSymbol) -> ActionSymbol { a.toggling("~") }

  private func toggling(_ sign: String) -> ActionSymbol {
    ActionSymbol(text: text.hasPrefix(sign) ? String(text.dropFirst()) : sign + text)
  }
}

/// The output of a module, with a transform over its pointers.
struct ActionSource {
  var name: String
  var transform = ActionSymbol.one
  var isInverted = false

  var text: String { (transform.text == "1" ? "" : "\(transform.text) * ") + (isInverted ? "~" : "") + name }
}

/// How much two pointers resemble each other, at least one of them a source.
struct ActionDotProduct {
  var first: ActionTerm
  var second: ActionTerm
  var scale = 1.0

  var text: String {
    let prefix = scale == 1 ? "" : scale == -1 ? "-" : "\(generalText(scale)) * "
    return "\(prefix)dot(\(first.text), \(second.text))"
  }
}

/// Two sources bound to each other.
struct ActionConvolution {
  var first: ActionSource
  var second: ActionSource
  var transform = ActionSymbol.one

  var text: String { "((\(first.text)) * (\(second.text))) * \(transform.text)" }
}

/// A number with six significant digits and no trailing zeros, as C's `%g` writes it.
func generalText(_ value: Double) -> String {
  guard value.isFinite, value != 0 else { return value == 0 ? "0" : numberText(value) }
  let scientific = FloatText.exponent(value, decimals: 5)
  guard let mark = scientific.firstIndex(of: "e"), let exponent = Int(scientific[scientific.index(after: mark)...])
  else { return scientific }
  func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
  if exponent < -4 || exponent >= 6 { return trimmed(String(scientific[..<mark])) + String(scientific[mark...]) }
  return trimmed(FloatText.fixed(value, decimals: 5 - exponent))
}

// MARK: reading expressions

extension ActionTerm {
  /// The term that an expression stands for.
  ///
  /// - Parameter sources: the names of modules' outputs; other names are symbols.
  init(_ text: String, sources: Set<String>) throws {
    self = try ActionTerm.evaluate(PointerExpression(text, inverseOfNamesOnly: true), sources, text)
  }

  private static func evaluate(
    _ expression: PointerExpression, _ sources: Set<String>, _ text: String
  ) throws -> ActionTerm {
    switch expression {
    case .integer(let number): return .number(Number(number))
    case .number(let number): return .number(Number(number))
    case .name(let name):
      if sources.contains(name) { return .source(ActionSource(name: name)) }
      guard let first = name.first, first.isUppercase else {
        throw NengoError(
          .spaParse,
          "'\(name)' in '\(text)' is neither a module output nor a semantic pointer; pointers begin with a "
            + "capital letter")
      }
      return .symbol(ActionSymbol(text: name))
    case .dot(let first, let second):
      return try dotProduct(try evaluate(first, sources, text), try evaluate(second, sources, text))
    case .negative(let inner): return -(try evaluate(inner, sources, text))
    case .inverse(let inner): return try ~(evaluate(inner, sources, text))
    case .binary(let op, let left, let right):
      let (a, b) = (try evaluate(left, sources, text), try evaluate(right, sources, text))
      switch op {
      case .add: return try a + b
      case .subtract: return try a - b
      case .multiply: return try a * b
      case .divide: return try a / b
      }
    }
  }

  private static func dotProduct(_ first: ActionTerm, _ second: ActionTerm) throws -> ActionTerm {
    var hasSource = false
    for term in [first, second] {
      switch term {
      case .source: hasSource = true
      case .symbol, .number: break
      default: throw NengoError(.spaParse, "dot() takes module outputs and pointers, got '\(term.text)'")
      }
    }
    guard hasSource else {
      throw NengoError(.spaParse, "dot(\(first.text), \(second.text)) needs at least one module output")
    }
    return .dot(ActionDotProduct(first: first, second: second))
  }
}

// MARK: arithmetic

extension ActionTerm {
  private static func unsupported(_ a: ActionTerm, _ op: String, _ b: ActionTerm) -> NengoError {
    NengoError(.spaParse, "unsupported operation: '\(a.text)' \(op) '\(b.text)'")
  }

  static prefix func - (a: ActionTerm) -> ActionTerm {
    switch a {
    case .number(let number): return .number(number.negated)
    case .symbol(let symbol): return .symbol(-symbol)
    case .source(var source):
      source.transform = -source.transform
      return .source(source)
    case .dot(var dot):
      dot.scale = -dot.scale
      return .dot(dot)
    case .convolution(var convolution):
      convolution.transform = -convolution.transform
      return .convolution(convolution)
    case .sum(let items): return .sum(items.map { -$0 })
    }
  }

  static prefix func ~ (a: ActionTerm) throws -> ActionTerm {
    switch a {
    case .symbol(let symbol): return .symbol(~symbol)
    case .source(var source) where source.transform.text == "1":
      source.isInverted.toggle()
      return .source(source)
    default: throw NengoError(.spaParse, "'\(a.text)' cannot be inverted")
    }
  }

  static func + (a: ActionTerm, b: ActionTerm) throws -> ActionTerm {
    if a.isComposite { return .sum(a.items + b.items) }
    if b.isComposite { return .sum(b.items + a.items) }
    switch (a, b) {
    case (.number(let x), .number(let y)): return .number(x.combined(y, +))
    case (.symbol(let x), .symbol(let y)): return .symbol(ActionSymbol(text: "(\(x.text) + \(y.text))"))
    case (.symbol(let x), .number(let y)):
      return .symbol(ActionSymbol(text: "(\(x.text) + \(generalText(y.value)))"))
    default: throw unsupported(a, "+", b)
    }
  }

  static func - (a: ActionTerm, b: ActionTerm) throws -> ActionTerm {
    if a.isComposite || b.isComposite { return try a + -b }
    switch (a, b) {
    case (.number(let x), .number(let y)): return .number(x.combined(y, -))
    case (.symbol(let x), .symbol(let y)): return .symbol(ActionSymbol(text: "(\(x.text) - \(y.text))"))
    default: throw unsupported(a, "-", b)
    }
  }

  static func * (a: ActionTerm, b: ActionTerm) throws -> ActionTerm {
    switch (a, b) {
    case (.number(let x), .number(let y)): return .number(x.combined(y, *))
    case (.symbol(let x), .symbol(let y)): return .symbol(x * y)
    case (.symbol(let x), .number(let y)), (.number(let y), .symbol(let x)): return .symbol(x * y.value)
    case (.source(let x), .source(let y)): return .convolution(ActionConvolution(first: x, second: y))
    case (.source(var x), .number(let y)), (.number(let y), .source(var x)):
      x.transform = x.transform * y.value
      return .source(x)
    case (.source(var x), .symbol(let y)), (.symbol(let y), .source(var x)):
      x.transform = x.transform * y
      return .source(x)
    case (.dot(var x), .number(let y)), (.number(let y), .dot(var x)):
      x.scale *= y.value
      return .dot(x)
    case (.convolution(var x), .number(let y)), (.number(let y), .convolution(var x)):
      x.transform = x.transform * y.value
      return .convolution(x)
    case (.convolution(var x), .symbol(let y)), (.symbol(let y), .convolution(var x)):
      x.transform = x.transform * y
      return .convolution(x)
    case (.sum(let items), let other), (let other, .sum(let items)): return .sum(try items.map { try $0 * other })
    default: throw unsupported(a, "*", b)
    }
  }

  static func / (a: ActionTerm, b: ActionTerm) throws -> ActionTerm {
    guard case .number(let y) = b, y.value != 0 else { throw unsupported(a, "/", b) }
    switch a {
    case .number(let x): return .number(Number(x.value / y.value))
    case .dot(var x):
      x.scale /= y.value
      return .dot(x)
    case .sum(let items): return .sum(try items.map { try $0 * .number(Number(1 / y.value)) })
    default: throw unsupported(a, "/", b)
    }
  }
}

extension Number {
  fileprivate var negated: Number {
    isInteger ? Int(exactly: -value).map { Number($0) } ?? Number(-value) : Number(-value)
  }

  /// The result of an operation, an integer if both operands are.
  fileprivate func combined(_ other: Number, _ op: (Double, Double) -> Double) -> Number {
    let result = op(value, other.value)
    if isInteger, other.isInteger, let whole = Int(exactly: result) { return Number(whole) }
    return Number(result)
  }
}

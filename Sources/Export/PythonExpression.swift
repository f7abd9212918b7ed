/// Python expressions as trees, so that long ones can be broken at their commas.

/// An expression: a text, or a call or display that can be spread over lines.
public indirect enum PythonExpression {
  /// Written as it is.
  case text(String)
  case call(String, [Argument])
  case list([PythonExpression])
  case tuple([PythonExpression])
  case dict([(key: PythonExpression, value: PythonExpression)])

  /// One argument of a call.
  public struct Argument {
    public let name: String?
    public let value: PythonExpression

    public init(_ name: String?, _ value: PythonExpression) {
      self.name = name
      self.value = value
    }
  }

  /// Longer lines are broken where they can be.
  static let width = 88

  /// The expression on one line, unless a text in it has lines of its own.
  public var line: String {
    switch self {
    case .text(let text): text
    case .tuple(let items) where items.count == 1: "(\(items[0].line),)"
    default: opening + parts.map { $0.label + $0.value.line }.joined(separator: ", ") + closing
    }
  }

  private var opening: String {
    switch self {
    case .text: ""
    case .call(let callee, _): callee + "("
    case .list: "["
    case .tuple: "("
    case .dict: "{"
    }
  }

  private var closing: String {
    switch self {
    case .text: ""
    case .call, .tuple: ")"
    case .list: "]"
    case .dict: "}"
    }
  }

  /// What stands between the commas.
  private var parts: [(label: String, value: PythonExpression)] {
    switch self {
    case .text: []
    case .call(_, let arguments): arguments.map { (($0.name.map { "\($0)=" }) ?? "", $0.value) }
    case .list(let items), .tuple(let items): items.map { ("", $0) }
    case .dict(let entries): entries.map { ("\($0.key.line): ", $0.value) }
    }
  }

  /// The expression, broken at its commas if it does not fit.
  ///
  /// - Parameters:
  ///   - column: where it begins on its line.
  ///   - indent: the blanks before the line on which it begins.
  ///   - tail: characters that follow it on its last line.
  func laidOut(column: Int, indent: Int, tail: Int = 0) -> String {
    let line = self.line
    if case .text = self { return line }
    if parts.isEmpty || (!line.contains("\n") && column + line.count + tail <= Self.width) { return line }
    let inner = String(repeating: " ", count: indent + 4)
    let items = parts.map { label, value in
      inner + label + value.laidOut(column: inner.count + label.count, indent: inner.count, tail: 1) + ",\n"
    }
    return opening + "\n" + items.joined() + String(repeating: " ", count: indent) + closing
  }
}

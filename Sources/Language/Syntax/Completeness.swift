/// Whether a text typed at a prompt can run.
public enum Completeness: Sendable {
  case complete
  /// More lines are needed; `indent` is the column at which the next one would naturally start.
  case incomplete(indent: Int)
  case invalid(SyntaxError)

  /// What the parser says of `text`.
  ///
  /// Open brackets, triple-quoted strings and blocks that have not begun need more lines. A text that ends in a block
  /// needs an empty line to end it.
  public init(of text: String) {
    let source = SourceText(name: "prompt", text: text, isFile: false)
    do throws(SyntaxError) {
      let unit = try CodeUnit.compile(source, globals: GlobalNames())
      let needsBlank = unit.body.last.map(Completeness.needsBlankLine) ?? false
      self =
        needsBlank && !Completeness.endsInBlankLine(source.text)
        ? .incomplete(indent: Completeness.indent(after: source.text)) : .complete
    } catch {
      self =
        error.isIncomplete
        ? .incomplete(indent: Completeness.indent(after: source.text)) : .invalid(error)
    }
  }

  private static func needsBlankLine(_ statement: Statement) -> Bool {
    switch statement {
    case .conditional, .forLoop, .whileLoop, .with, .function, .classDefinition, .tryBlock: true
    case .magic(let node): node.cellBody != nil
    default: false
    }
  }

  private static func endsInBlankLine(_ text: String) -> Bool {
    guard let last = text.utf8.lastIndex(of: UInt8(ascii: "\n")) else { return false }
    let rest = text.utf8[text.utf8.index(after: last)...]
    return rest.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }

  /// The column of the last line that is not blank, four further after a colon or an opening bracket, four less after
  /// a statement that leaves its block.
  private static func indent(after text: String) -> Int {
    let lines = text.split(separator: "\n").filter { !$0.allSatisfy(\.isWhitespace) }
    guard let line = lines.last else { return 0 }
    let column = line.prefix { $0 == " " }.count
    let code = line.dropFirst(column)
    if let last = code.last(where: { !$0.isWhitespace }), ":([{".contains(last) { return column + 4 }
    let word = code.prefix { $0.isLetter }
    let leaves = ["return", "pass", "break", "continue", "raise"].contains(String(word))
    return leaves ? max(0, column - 4) : column
  }
}

/// How a new line of a cell begins.
public enum Indentation {
  /// Spaces before what follows the last line of `text`: those of that line, four more after a colon, four fewer after
  /// a statement that leaves its block.
  public static func next(after text: String) -> Int {
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    let indent = line.prefix { $0 == " " }.count
    let body = line.dropFirst(indent)
    let code = body.prefix { $0 != "#" }.reversed().drop { $0 == " " }
    if code.first == ":" { return indent + 4 }
    let word = body.prefix { $0.isLetter }
    if ["return", "pass", "break", "continue", "raise"].contains(word) { return max(0, indent - 4) }
    return indent
  }
}

/// A part of a file between `# %%` marks.
public struct Cell: Sendable, Equatable {
  /// What stands after the mark, without `[markdown]`.
  public let title: String
  /// False for `# %% [markdown]` parts, which are skipped.
  public let isCode: Bool
  /// The lines below the mark.
  public let text: String
  /// The line of the file on which `text` starts, counted from 1.
  public let firstLine: Int

  /// The cells of a file's text. What stands before the first mark is a cell if it has a statement; a text without
  /// marks is one cell.
  public static func split(_ text: String) -> [Cell] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var cells: [Cell] = []
    var start = 0
    var mark: (title: String, isCode: Bool)?
    func close(before end: Int) {
      let body = lines[start..<end]
      guard mark != nil || body.contains(where: hasStatement) else { return }
      cells.append(
        Cell(
          title: mark?.title ?? "", isCode: mark?.isCode ?? true, text: body.joined(separator: "\n"),
          firstLine: start + 1))
    }
    for (number, line) in lines.enumerated() {
      guard let found = Cell.mark(in: line) else { continue }
      close(before: number)
      mark = found
      start = number + 1
    }
    close(before: lines.count)
    return cells
  }

  private static func hasStatement(_ line: Substring) -> Bool {
    line.first { !$0.isWhitespace }.map { $0 != "#" } ?? false
  }

  private static func mark(in line: Substring) -> (title: String, isCode: Bool)? {
    guard line.first == "#" else { return nil }
    let rest = line.dropFirst().drop { $0 == " " }
    guard rest.hasPrefix("%%") else { return nil }
    var title = rest.dropFirst(2).drop { $0 == " " }
    while title.last == " " || title.last == "\r" { title.removeLast() }
    for kind in ["[markdown]", "[md]", "[raw]"] where title.hasPrefix(kind) {
      return (String(title.dropFirst(kind.count).drop { $0 == " " }), false)
    }
    return (String(title), true)
  }
}

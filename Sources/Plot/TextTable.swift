/// A table in columns of their own width: no frame, two spaces between.
public struct TextTable: Equatable, Sendable {
  public enum Alignment: Sendable { case left, right }

  public struct Column: Equatable, Sendable {
    public var title: String
    public var alignment: Alignment

    public init(_ title: String, _ alignment: Alignment = .left) {
      self.title = title
      self.alignment = alignment
    }
  }

  public var columns: [Column]
  public var rows: [[StyledText]]

  public init(_ columns: [Column], rows: [[StyledText]] = []) {
    self.columns = columns
    self.rows = rows
  }

  public func lines(indent: Int = 0) -> [StyledText] {
    let widths = columns.indices.map { index in
      rows.reduce(displayWidth(columns[index].title)) { max($0, index < $1.count ? $1[index].width : 0) }
    }
    let margin = String(repeating: " ", count: indent)
    func line(_ cells: [StyledText]) -> StyledText {
      var line = StyledText(margin)
      for (index, column) in columns.enumerated() {
        let cell = index < cells.count ? cells[index] : StyledText()
        let fill = String(repeating: " ", count: widths[index] - cell.width)
        if index > 0 { line.append("  ") }
        if column.alignment == .right { line.append(fill) }
        line.append(cell)
        if column.alignment == .left, index < columns.count - 1 { line.append(fill) }
      }
      return line.trimmedEnd
    }
    let hasTitles = columns.contains { !$0.title.isEmpty }
    let head = hasTitles ? [line(columns.map { StyledText($0.title, .muted) })] : []
    return head + rows.map(line)
  }
}

/// Who draws on a canvas, and how it looks.
struct Pen: Equatable {
  /// Tells series apart: dots of one owner stand together in a cell.
  var owner: Int
  var role = Role.plain
  var ink: Ink?
  /// What a dot is where there are no braille dots.
  var character: Character = "."
  /// Dots drawn and left out in turn; empty: all are drawn.
  var dash: [Int] = []
  /// Adds its dots to those of others that do so too: marks are no lines, and each of them counts.
  var merges = false
}

/// A grid of cells to draw dots and marks into: 2 × 4 dots a cell in braille, one dot a cell in ASCII.
///
/// A cell has one foreground colour, so a series that draws over the dots of another replaces them; draw what matters
/// most last.
struct Canvas {
  let columns: Int
  let rows: Int
  let glyphs: Glyphs
  private var cells: [Cell]

  private struct Cell {
    var dots: UInt8 = 0
    var mark: Character?
    var owner = -1
    var role = Role.plain
    var ink: Ink?
    var merges = false

    init() {}

    init(_ pen: Pen, mark: Character?) {
      owner = pen.owner
      role = pen.role
      ink = pen.ink
      merges = pen.merges
      self.mark = mark
    }
  }

  init(columns: Int, rows: Int, glyphs: Glyphs) {
    self.columns = max(1, columns)
    self.rows = max(1, rows)
    self.glyphs = glyphs
    cells = Array(repeating: Cell(), count: self.columns * self.rows)
  }

  var dotColumns: Int { glyphs.isUnicode ? columns * 2 : columns }
  var dotRows: Int { glyphs.isUnicode ? rows * 4 : rows }

  /// Sets the dot at (x, y), y downwards; outside the canvas nothing happens.
  mutating func dot(_ x: Int, _ y: Int, _ pen: Pen) {
    guard x >= 0, y >= 0, x < dotColumns, y < dotRows else { return }
    let index = glyphs.isUnicode ? (y / 4) * columns + x / 2 : y * columns + x
    if pen.merges, cells[index].merges, cells[index].mark == nil {
      cells[index].ink = pen.ink
    } else if cells[index].owner != pen.owner {
      cells[index] = Cell(pen, mark: nil)
    }
    guard glyphs.isUnicode else {
      cells[index].mark = pen.character
      return
    }
    guard cells[index].mark == nil else { return }
    cells[index].dots |= Canvas.brailleBit(x % 2, y % 4)
  }

  /// A straight line of dots, both ends included.
  ///
  /// - Parameter phase: how far along its dashes the pen is.
  mutating func line(_ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int, _ pen: Pen, phase: inout Int) {
    let steps = max(abs(x1 - x0), abs(y1 - y0))
    for step in 0...steps {
      if step > 0 { phase += 1 }
      guard isDrawn(phase, pen.dash) else { continue }
      let share = steps == 0 ? 0 : Double(step) / Double(steps)
      let x = Double(x0) + share * Double(x1 - x0)
      let y = Double(y0) + share * Double(y1 - y0)
      dot(Int(x.rounded()), Int(y.rounded()), pen)
    }
  }

  private func isDrawn(_ phase: Int, _ dash: [Int]) -> Bool {
    guard !dash.isEmpty else { return true }
    var left = phase % max(1, dash.reduce(0, +))
    for (place, length) in dash.enumerated() {
      if left < length { return place % 2 == 0 }
      left -= length
    }
    return true
  }

  /// Puts a character into the cell that holds the dot (x, y).
  mutating func mark(_ x: Int, _ y: Int, _ character: Character, _ pen: Pen) {
    guard x >= 0, y >= 0, x < dotColumns, y < dotRows else { return }
    put(character, column: glyphs.isUnicode ? x / 2 : x, row: glyphs.isUnicode ? y / 4 : y, pen)
  }

  /// Puts a character into a cell; outside the canvas nothing happens.
  mutating func put(_ character: Character, column: Int, row: Int, _ pen: Pen) {
    guard column >= 0, row >= 0, column < columns, row < rows else { return }
    cells[row * columns + column] = Cell(pen, mark: character)
  }

  /// Text from a cell on, cut at the canvas' edge; a character of two columns takes both.
  mutating func write(_ text: StyledText, column: Int, row: Int, owner: Int) {
    var place = column
    for span in text.spans {
      for character in span.text {
        let width = displayWidth(character)
        guard width > 0 else { continue }
        guard place + width <= columns else { return }
        put(character, column: place, row: row, Pen(owner: owner, role: span.role, ink: span.ink))
        if width == 2 { put("\u{0}", column: place + 1, row: row, Pen(owner: owner)) }
        place += width
      }
    }
  }

  /// How many cells of a rectangle hold anything.
  func used(columns columnRange: Range<Int>, rows rowRange: Range<Int>) -> Int {
    var count = 0
    for row in rowRange.clamped(to: 0..<rows) {
      for column in columnRange.clamped(to: 0..<columns) {
        let cell = cells[row * columns + column]
        if cell.dots != 0 || cell.mark.map({ $0 != " " }) ?? false { count += 1 }
      }
    }
    return count
  }

  /// The braille patterns number their dots by columns, the last row apart.
  private static func brailleBit(_ x: Int, _ y: Int) -> UInt8 {
    let bits: [UInt8] = x == 0 ? [0x01, 0x02, 0x04, 0x40] : [0x08, 0x10, 0x20, 0x80]
    return bits[y]
  }

  func line(row: Int) -> StyledText {
    var text = StyledText()
    for cell in cells[row * columns..<(row + 1) * columns] {
      if let mark = cell.mark {
        // The second column of a wide character.
        if mark != "\u{0}" { text.append(String(mark), cell.role, ink: cell.ink) }
      } else if cell.dots == 0 {
        text.append(" ")
      } else if let scalar = Unicode.Scalar(0x2800 + UInt32(cell.dots)) {
        text.append(String(Character(scalar)), cell.role, ink: cell.ink)
      }
    }
    return text
  }
}

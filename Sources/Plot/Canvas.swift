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
  mutating func dot(_ x: Int, _ y: Int, owner: Int, role: Role) {
    guard x >= 0, y >= 0, x < dotColumns, y < dotRows else { return }
    let index = glyphs.isUnicode ? (y / 4) * columns + x / 2 : y * columns + x
    if cells[index].owner != owner {
      cells[index] = Cell(dots: 0, mark: nil, owner: owner, role: role)
    }
    guard cells[index].mark == nil else { return }
    cells[index].dots |= glyphs.isUnicode ? Canvas.brailleBit(x % 2, y % 4) : 1
  }

  /// A straight line of dots, both ends included.
  mutating func line(_ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int, owner: Int, role: Role) {
    let steps = max(abs(x1 - x0), abs(y1 - y0))
    guard steps > 0 else { return dot(x0, y0, owner: owner, role: role) }
    for step in 0...steps {
      let share = Double(step) / Double(steps)
      let x = Double(x0) + share * Double(x1 - x0)
      let y = Double(y0) + share * Double(y1 - y0)
      dot(Int(x.rounded()), Int(y.rounded()), owner: owner, role: role)
    }
  }

  /// Puts a character into the cell that holds the dot (x, y).
  mutating func mark(_ x: Int, _ y: Int, _ character: Character, owner: Int, role: Role) {
    guard x >= 0, y >= 0, x < dotColumns, y < dotRows else { return }
    let index = glyphs.isUnicode ? (y / 4) * columns + x / 2 : y * columns + x
    cells[index] = Cell(dots: 0, mark: character, owner: owner, role: role)
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
        text.append(String(mark), cell.role)
      } else if cell.dots == 0 {
        text.append(" ")
      } else if glyphs.isUnicode, let scalar = Unicode.Scalar(0x2800 + UInt32(cell.dots)) {
        text.append(String(Character(scalar)), cell.role)
      } else {
        text.append(".", cell.role)
      }
    }
    return text
  }
}

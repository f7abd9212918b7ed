import CTerminal

/// Where the characters of an edited text stand on the screen.
struct BufferLayout {
  let columns: Int
  let promptWidth: Int

  /// Row below the prompt's, and column, after `text` has been written behind the prompt.
  func position(after text: some Sequence<wchar_t>) -> (row: Int, column: Int) {
    var row = 0
    var column = promptWidth
    for character in text {
      if character == 0x0A {
        row += 1
        column = 0
        continue
      }
      let width = max(0, Int(soma_wcwidth(character)))
      // A wide character that does not fit starts the next row.
      if column + width > columns {
        row += 1
        column = 0
      }
      column += width
      if column == columns {
        row += 1
        column = 0
      }
    }
    return (row, column)
  }
}

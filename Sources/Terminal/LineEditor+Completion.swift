import CTerminal

/// Completing words: what all candidates share is inserted, and a list appears under the text until the next key.
extension LineEditor {
  func completeOrIndent() -> Int32 {
    let buffer = buffer
    let line = buffer.characters[buffer.lineStart..<buffer.cursor]
    if line.allSatisfy({ $0 == 0x20 }) {
      insert(String(repeating: " ", count: 4 - line.count % 4))
      return CC_REFRESH
    }
    let completion = completion(buffer.before)
    guard let first = completion.candidates.first else { return CC_REFRESH_BEEP }
    let common = completion.candidates.dropFirst().reduce(first.insertion) { $0.commonPrefix(with: $1.insertion) }
    if common != completion.typed, common.hasPrefix(completion.typed) {
      insert(String(common.dropFirst(completion.typed.count)))
    } else if completion.candidates.count == 1 {
      // The one candidate differs in case or by more than an ending: it replaces the word.
      let typed = completion.typed.unicodeScalars.count
      if typed > 0 { el_deletestr(handle, Int32(clamping: typed)) }
      insert(first.insertion)
    }
    if completion.candidates.count > 1 {
      let (rows, columns) = TerminalGuard.size
      menuLines = menu(completion.candidates, max(1, min(10, rows - positions().end.row - 2)), columns)
    }
    return CC_REFRESH
  }

  /// Paints the list under the text: makes room first, so that on the last row the screen scrolls before the cursor's
  /// place is saved.
  func showMenu() {
    guard !menuLines.isEmpty, !isMenuShown, hasEscapeCodes else { return }
    let (cursor, end) = positions()
    let room = end.row - cursor.row + menuLines.count
    var codes = String(repeating: "\r\n", count: room) + "\u{1B}[\(room)A\u{1B}[\(cursor.column + 1)G\u{1B}7"
    if end.row > cursor.row { codes += "\u{1B}[\(end.row - cursor.row)B" }
    for line in menuLines { codes += "\r\n\u{1B}[K" + line }
    write(codes + "\u{1B}8")
    isMenuShown = true
  }

  func hideMenu() {
    guard isMenuShown else { return }
    let (cursor, end) = positions()
    let down = end.row > cursor.row ? "\u{1B}[\(end.row - cursor.row)B" : ""
    write("\u{1B}7" + down + "\r\n\u{1B}[J\u{1B}8")
    isMenuShown = false
    menuLines = []
  }
}

extension String {
  func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}

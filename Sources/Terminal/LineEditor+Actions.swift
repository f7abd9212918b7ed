import CTerminal
import Glibc

/// What the keys do. Each returns what libedit has to draw again.
extension LineEditor {
  /// The buffer as it stands.
  struct Buffer {
    var characters: [wchar_t]
    var cursor: Int
    var text: String { String(wide: characters) }
    var before: String { String(wide: characters[..<cursor]) }

    /// Start of the line that holds the cursor, and its end (the newline, or the end of the text).
    var lineStart: Int { (characters[..<cursor].lastIndex(of: 0x0A) ?? -1) + 1 }
    var lineEnd: Int { characters[cursor...].firstIndex(of: 0x0A) ?? characters.count }
  }

  var buffer: Buffer {
    guard let line = el_wline(handle)?.pointee, let start = line.buffer, let end = line.lastchar,
      let cursor = line.cursor
    else { return Buffer(characters: [], cursor: 0) }
    let characters = Array(UnsafeBufferPointer(start: start, count: max(0, end - start)))
    return Buffer(characters: characters, cursor: max(0, min(characters.count, cursor - start)))
  }

  func insert(_ text: String) { _ = text.withWide { el_winsertstr(handle, $0) } }

  func moveCursor(to position: Int) { _ = el_cursor(handle, Int32(clamping: position - buffer.cursor)) }

  func replaceAll(with text: String) {
    let length = buffer.characters.count
    moveCursor(to: length)
    if length > 0 { el_deletestr(handle, Int32(clamping: length)) }
    insert(text)
  }

  // MARK: lines

  func enter() -> Int32 {
    let buffer = buffer
    let text = buffer.text
    guard buffer.lineEnd == buffer.characters.count else { return newLine() }
    switch submission(text) {
    case .run:
      moveCursor(to: buffer.characters.count)
      input.inject(KeyTable.acceptKey)
      return CC_REFRESH
    case .newLine(let indent):
      insert("\n" + String(repeating: " ", count: max(0, min(200, indent))))
      return CC_REFRESH
    }
  }

  func newLine() -> Int32 {
    insert("\n" + String(repeating: " ", count: min(200, Indentation.next(after: buffer.before))))
    return CC_REFRESH
  }

  func lineStart() -> Int32 {
    moveCursor(to: buffer.lineStart)
    return CC_CURSOR
  }

  func lineEnd() -> Int32 {
    moveCursor(to: buffer.lineEnd)
    return CC_CURSOR
  }

  /// The same column one line up; on the first line, the history.
  func up() -> Int32 {
    let buffer = buffer
    guard buffer.lineStart > 0 else {
      guard let entry = history.previous(text: buffer.text, before: buffer.before) else { return CC_REFRESH_BEEP }
      replaceAll(with: entry)
      return CC_REFRESH
    }
    let end = buffer.lineStart - 1
    let start = (buffer.characters[..<end].lastIndex(of: 0x0A) ?? -1) + 1
    moveCursor(to: min(end, start + buffer.cursor - buffer.lineStart))
    return CC_CURSOR
  }

  func down() -> Int32 {
    let buffer = buffer
    guard buffer.lineEnd < buffer.characters.count else {
      guard let entry = history.next(text: buffer.text) else { return CC_REFRESH_BEEP }
      replaceAll(with: entry)
      return CC_REFRESH
    }
    let start = buffer.lineEnd + 1
    let end = buffer.characters[start...].firstIndex(of: 0x0A) ?? buffer.characters.count
    moveCursor(to: min(end, start + buffer.cursor - buffer.lineStart))
    return CC_CURSOR
  }

  // MARK: deleting

  /// One character; within an indent, back to the indent before.
  func backspace() -> Int32 {
    let buffer = buffer
    guard buffer.cursor > 0 else { return CC_REFRESH_BEEP }
    let indent = buffer.characters[buffer.lineStart..<buffer.cursor]
    let isIndent = !indent.isEmpty && indent.allSatisfy { $0 == 0x20 }
    el_deletestr(handle, isIndent ? Int32(clamping: (indent.count - 1) % 4 + 1) : 1)
    return CC_REFRESH
  }

  func deleteForward() -> Int32 {
    let buffer = buffer
    guard buffer.cursor < buffer.characters.count else { return CC_REFRESH_BEEP }
    moveCursor(to: buffer.cursor + 1)
    el_deletestr(handle, 1)
    return CC_REFRESH
  }

  func deleteOrEnd() -> Int32 {
    guard buffer.characters.isEmpty else { return deleteForward() }
    markEnd()
    write("\r\n")
    return CC_EOF
  }

  // MARK: pastes and signals

  func paste() -> Int32 {
    var text: [wchar_t] = []
    let end = KeyTable.pasteEnd.wide.dropLast()
    var character: wchar_t = 0
    while el_wgetc(handle, &character) == 1 {
      text.append(character)
      if text.count >= end.count, text.suffix(end.count).elementsEqual(end) {
        text.removeLast(end.count)
        break
      }
    }
    insert(Paste.cleaned(String(wide: text)))
    return CC_REFRESH
  }

  func interrupt() -> Int32 {
    goBelowText(saying: "^C")
    replaceAll(with: "")
    history.leave()
    soma_editor_refresh(handle)
    return CC_NORM
  }

  func resize() -> Int32 {
    el_resize(handle)
    return CC_REDISPLAY
  }

  func suspend() -> Int32 {
    setPasteMode(false)
    soma_editor_raw(handle, 0)
    Signals.suspend()
    soma_editor_raw(handle, 1)
    setPasteMode(true)
    el_resize(handle)
    return CC_REDISPLAY
  }

  /// Puts the terminal's cursor on a fresh line under the text, with a word at its end.
  func goBelowText(saying word: String) {
    guard hasEscapeCodes else { return write(word + "\r\n") }
    let (cursor, end) = positions()
    let down = end.row > cursor.row ? "\u{1B}[\(end.row - cursor.row)B" : ""
    write(down + "\u{1B}[\(end.column + 1)G" + word + "\r\n")
  }

  /// Where the cursor and the end of the text stand, in rows below the prompt's.
  func positions() -> (cursor: (row: Int, column: Int), end: (row: Int, column: Int)) {
    let layout = BufferLayout(columns: TerminalGuard.size.columns, promptWidth: promptWidth)
    let buffer = buffer
    return (layout.position(after: buffer.characters[..<buffer.cursor]), layout.position(after: buffer.characters))
  }
}

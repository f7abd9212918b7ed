/// Walking through earlier inputs that begin with what was typed.
struct HistoryCursor {
  /// Oldest first.
  var entries: [String] = []
  private var position: Int?
  private var prefix = ""
  private var draft = ""
  private var shown = ""

  /// Forgets where the walk was.
  mutating func leave() { position = nil }

  /// The entry before the one shown in `text`; `before` is the text up to the cursor.
  mutating func previous(text: String, before: String) -> String? {
    start(text: text, before: before)
    var index = (position ?? entries.count) - 1
    while index >= 0 {
      if entries[index].hasPrefix(prefix), entries[index] != text { return show(index) }
      index -= 1
    }
    return nil
  }

  /// The entry after the one shown, and after the newest one what had been typed.
  mutating func next(text: String) -> String? {
    guard let current = position, text == shown else { return nil }
    var index = current + 1
    while index < entries.count {
      if entries[index].hasPrefix(prefix), entries[index] != text { return show(index) }
      index += 1
    }
    position = nil
    return draft
  }

  /// A text that was edited since starts a new walk.
  private mutating func start(text: String, before: String) {
    if position != nil, text == shown { return }
    position = nil
    prefix = before
    draft = text
  }

  private mutating func show(_ index: Int) -> String {
    position = index
    shown = entries[index]
    return shown
  }
}

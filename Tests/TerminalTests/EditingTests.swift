import Testing

@testable import Terminal

@Suite("Editing")
struct EditingTests {
  @Test(arguments: [
    ("a\r\nb\rc\td", "a\nb\nc    d"),
    (">>> x = 1\n>>> if x:\n...     y\n1\n", "x = 1\nif x:\n    y\n"),
    ("In [3]: x = 1\n   ...: y\nOut[3]: 5", "x = 1\ny"),
    ("x >>> 2", "x >>> 2"),
    ("...\n", "\n"),
    ("plain\n    text", "plain\n    text"),
    ("bell\u{7}\u{1B}", "bell"),
  ])
  func pastes(text: String, want: String) { #expect(Paste.cleaned(text) == want) }

  @Test(arguments: [
    ("x = 1", 0), ("for i in x:", 4), ("with a:\n    b = 1", 4), ("if x:  # why", 4), ("def f():\n    return 1", 0),
    ("def f():\n    for i in x:", 8), ("", 0), ("    passing = 1", 4),
  ])
  func indentation(text: String, want: Int) { #expect(Indentation.next(after: text) == want) }

  @Test func historyByPrefix() {
    var cursor = HistoryCursor()
    cursor.entries = ["sim.run(1)", "x = 1", "sim.fit()", "x = 2"]
    #expect(cursor.previous(text: "sim", before: "sim") == "sim.fit()")
    #expect(cursor.previous(text: "sim.fit()", before: "sim.fit()") == "sim.run(1)")
    #expect(cursor.previous(text: "sim.run(1)", before: "sim.run(1)") == nil)
    #expect(cursor.next(text: "sim.run(1)") == "sim.fit()")
    #expect(cursor.next(text: "sim.fit()") == "sim")
    #expect(cursor.next(text: "sim") == nil)
    // A text that was edited starts a new walk.
    #expect(cursor.previous(text: "", before: "") == "x = 2")
    #expect(cursor.previous(text: "x =", before: "x =") == "x = 2")
  }

  @Test func layout() {
    let layout = BufferLayout(columns: 10, promptWidth: 4)
    func at(_ text: String) -> [Int] {
      let position = layout.position(after: text.wide.dropLast())
      return [position.row, position.column]
    }
    #expect(at("") == [0, 4])
    #expect(at("abc") == [0, 7])
    #expect(at("abcdef") == [1, 0])
    #expect(at("ab\ncd") == [1, 2])
    #expect(at("abcdefghijklmnopq") == [2, 1])
  }

  @Test func wideTextSurvives() {
    let text = "é ⠿ 日本 😀"
    #expect(String(wide: text.wide.dropLast()) == text)
  }

  @Test func keysAreBoundOnce() {
    let keys = KeyTable.rows.flatMap(\.keys) + KeyTable.builtIn.map(\.key)
    #expect(Set(keys).count == keys.count)
  }
}

import Testing

@testable import Language

struct CellTests {
  @Test func marksSplitAFile() {
    let text = "# about\nimport numpy\n# %% Build\nx = 1\n# %% [markdown] Notes\n# text\n#%%\ny = 2\n"
    let cells = Cell.split(text)
    #expect(cells.map(\.title) == ["", "Build", "Notes", ""])
    #expect(cells.map(\.isCode) == [true, true, false, true])
    #expect(cells.map(\.firstLine) == [1, 4, 6, 8])
    #expect(cells.map(\.text) == ["# about\nimport numpy", "x = 1", "# text", "y = 2\n"])
  }

  @Test func commentsBeforeTheFirstMarkAreNoCell() {
    #expect(Cell.split("# about\n\n# %%\nx = 1").map(\.firstLine) == [4])
    #expect(Cell.split("x = 1\ny = 2").map(\.text) == ["x = 1\ny = 2"])
  }

  @Test func lineNumbersOfCellsAreThoseOfTheFile() {
    let source = SourceText(name: "model.py", text: "x = 1\ny = = 2", firstLine: 10)
    #expect(throws: SyntaxError.self) { try CodeUnit.parse(source) }
    do { _ = try CodeUnit.parse(source) } catch {
      #expect(error.range.line == 11)
      #expect(source.line(error.range.line) == "y = = 2")
    }
  }

  @Test(arguments: [
    ("x = 1", "complete"), ("x = 1 +", "invalid"), ("x = (1 +", "incomplete 0"), ("f(", "incomplete 4"),
    ("if x:", "incomplete 4"), ("if x:\n  y", "incomplete 2"), ("if x:\n  y\n", "complete"),
    ("if x: y", "incomplete 0"),
    ("def f():\n    return 1", "incomplete 0"), ("def f():\n    return 1\n\n", "complete"), ("'''abc", "incomplete 0"),
    ("'abc", "invalid"), ("@d", "incomplete 0"), ("try:\n  x", "incomplete 2"),
    ("try:\n  x\nexcept E:", "incomplete 4"),
    ("x = 1 \\", "incomplete 0"), ("for i in range(3):\n    if i:", "incomplete 8"), ("", "complete"),
    ("%time x", "complete"), ("%%time\nx = 1", "incomplete 0"), ("%%time\nx = 1\n\n", "complete"), ("x?", "complete"),
    ("print 'a'", "invalid"), ("f(a b", "incomplete 0"), ("f(a\nb = 1", "invalid"), ("(]", "invalid"),
    ("if x:\n  y\n z", "invalid"), ("while x:\n  break", "incomplete 0"),
  ])
  func completeness(text: String, want: String) {
    let found =
      switch Completeness(of: text) {
      case .complete: "complete"
      case .incomplete(let indent): "incomplete \(indent)"
      case .invalid: "invalid"
      }
    #expect(found == want, "\(text.debugDescription)")
  }

  @Test(arguments: [
    ("x", true), ("x;", false), ("x\n", true), ("x  # note", true), ("x = 1", false), ("x; y", true),
    ("'a';\n\n", false),
  ])
  func shownValues(text: String, want: Bool) throws {
    #expect(try CodeUnit.parse(SourceText(name: "cell", text: text)).showsLast == want)
  }
}

import Testing

@testable import Language

struct CellRunTests {
  private func shown(_ cells: [String]) throws -> [String] {
    let interpreter = Interpreter(host: RecordingHost())
    return try cells.enumerated().map { place, text in
      guard let value = try interpreter.run(cell: SourceText(name: "cell \(place + 1)", text: text)) else { return "" }
      try interpreter.shown.add(value, cell: place + 1, interpreter)
      return try interpreter.repr(value)
    }
  }

  @Test(arguments: [
    (["1 + 1"], ["2"]), (["1 + 1;"], [""]), (["None"], [""]), (["x = 3", "x"], ["", "3"]), (["if True:\n  5"], [""]),
    (["1; 2"], ["2"]), (["3", "_ + 1", "__"], ["3", "4", "3"]), (["3", "_1", "Out[1]"], ["3", "3", "3"]),
    (["3", "_ = 'mine'", "7", "_"], ["3", "", "7", "'mine'"]), (["'a'  # comment"], ["'a'"]),
  ])
  func lastValuesAreShown(cells: [String], want: [String]) throws {
    #expect(try shown(cells) == want)
  }

  @Test func namesLiveOnAfterAFailingCell() throws {
    let interpreter = Interpreter(host: RecordingHost())
    #expect(throws: ScriptError.self) {
      try interpreter.run(cell: SourceText(name: "cell 1", text: "a = 1\n1 / 0\nb = 2"))
    }
    #expect(evaluated("a", interpreter) == "1")
    #expect(evaluated("b", interpreter) == "NameError name 'b' is not defined")
  }
}

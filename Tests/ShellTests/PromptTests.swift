import Foundation
import Testing

/// The real program in a real terminal.
@Suite("The prompt in a terminal", .serialized, .timeLimit(.minutes(1)))
struct PromptTests {
  @Test func aCellRunsAndItsValueIsShown() throws {
    let terminal = try TmuxTerminal()
    terminal.wait(for: "In [1]:")
    terminal.enter("x = 6 * 7")
    terminal.wait(for: "In [2]:")
    terminal.enter("x")
    terminal.wait(for: "Out[2]: 42")
    terminal.wait(for: "In [3]:")
    terminal.enter("_ + 1;")
    terminal.wait(for: "In [4]:")
    #expect(!terminal.screen.contains("Out[3]"))
  }

  @Test func theSessionIsWrittenAsAScript() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).py")
    defer { try? FileManager.default.removeItem(at: file) }
    let terminal = try TmuxTerminal()
    terminal.wait(for: "In [1]:")
    terminal.enter("x = 6 * 7")
    terminal.wait(for: "In [2]:")
    terminal.enter("%history -f \(file.path)")
    terminal.wait(for: "1 cells written")
    #expect(try String(contentsOf: file, encoding: .utf8) == "# %%\nx = 6 * 7\n")
    terminal.wait(for: "In [3]:")
    terminal.enter("%history -x")
    terminal.wait(for: "UsageError")
  }

  @Test func aBlockNeedsAnEmptyLine() throws {
    let terminal = try TmuxTerminal()
    terminal.wait(for: "In [1]:")
    terminal.enter("for i in range(3):")
    terminal.enter("print('turn', i)")
    usleep(300_000)
    #expect(!terminal.screen.contains("turn 2"))
    terminal.press("Enter")
    terminal.wait(for: "turn 2")
    terminal.wait(for: "In [2]:")
  }

  @Test func aPasteIsOneCellAndWaitsForEnter() throws {
    let terminal = try TmuxTerminal()
    terminal.wait(for: "In [1]:")
    try terminal.paste(">>> total = 0\n>>> for i in range(4):\n...     total += i\n\nprint('sum', total)\n")
    try terminal.paste("total = 0\nfor i in range(4):\n    total += i\n\nprint('sum', total)")
    terminal.press("C-c")
    terminal.wait(for: "^C")
    try terminal.paste("total = 0\nfor i in range(4):\n    total += i\n\nprint('sum', total)")
    usleep(300_000)
    #expect(!terminal.screen.contains("sum 6"))
    terminal.press("Enter")
    terminal.wait(for: "sum 6")
    terminal.wait(for: "In [2]:")
  }

  @Test func interruptsEndALoopAndLeaveThePromptUsable() throws {
    let terminal = try TmuxTerminal()
    terminal.wait(for: "In [1]:")
    terminal.enter("while True: pass")
    terminal.press("Enter")
    usleep(500_000)
    terminal.press("C-c")
    terminal.wait(for: "KeyboardInterrupt")
    terminal.wait(for: "In [2]:")
    terminal.type("lost")
    terminal.press("C-c")
    terminal.wait(for: "^C")
    terminal.enter("1 + 1")
    terminal.wait(for: "2")
  }

  @Test func endOfInputLeaves() throws {
    let terminal = try TmuxTerminal()
    terminal.wait(for: "In [1]:")
    terminal.press("C-d")
    terminal.wait(for: "status 0")
    #expect(terminal.screen.contains("icanon") && !terminal.screen.contains("-icanon"))
  }

  @Test func exitLeavesWithItsStatus() throws {
    let terminal = try TmuxTerminal()
    terminal.wait(for: "In [1]:")
    terminal.enter("exit(3)")
    terminal.wait(for: "status 3")
  }

  @Test func tabCompletesAndLists() throws {
    let terminal = try TmuxTerminal()
    terminal.wait(for: "In [1]:")
    terminal.enter("alpha_one = 1; alpha_two = 2")
    terminal.wait(for: "In [2]:")
    terminal.type("alp")
    terminal.press("Tab")
    terminal.wait(for: "In [2]: alpha_")
    terminal.press("Tab")
    terminal.wait("the list") { $0.contains("alpha_one") && $0.contains("  alpha_two") }
    terminal.type("t")
    terminal.press("Tab", "Enter")
    terminal.wait(for: "Out[2]: 2")
  }

  @Test func earlierInputsComeBackByPrefixAndAcrossSessions() throws {
    let terminal = try TmuxTerminal()
    terminal.wait(for: "In [1]:")
    terminal.enter("first = 11")
    terminal.wait(for: "In [2]:")
    terminal.enter("second = 22")
    terminal.wait(for: "In [3]:")
    terminal.type("fi")
    terminal.press("Up")
    terminal.wait(for: "In [3]: first = 11")
    let file = terminal.folder.appendingPathComponent("soma/history")
    #expect(try String(contentsOf: file, encoding: .utf8) == "\"first = 11\"\n\"second = 22\"\n")
  }

  @Test func anErrorIsMarkedUnderTheInput() throws {
    let terminal = try TmuxTerminal()
    terminal.wait(for: "In [1]:")
    terminal.enter("x = 1 + unknown_name")
    terminal.wait(for: "NameError: name 'unknown_name' is not defined")
    #expect(terminal.screen.contains("                ^^^^^^^^^^^^"))
  }

  @Test func helpComesFromTheDeclaration() throws {
    let terminal = try TmuxTerminal()
    terminal.wait(for: "In [1]:")
    terminal.enter("len?")
    terminal.wait(for: "len(")
    terminal.wait(for: "In [2]:")
  }

  @Test func termGivesTheTerminalBack() throws {
    let terminal = try TmuxTerminal()
    terminal.wait(for: "In [1]:")
    guard let process = terminal.processID else {
      Issue.record("no process")
      return
    }
    kill(process, SIGTERM)
    terminal.wait(for: "status 143")
    #expect(terminal.screen.contains("icanon") && !terminal.screen.contains("-icanon"))
  }

  @Test func aResizedWindowIsUsedWhole() throws {
    let terminal = try TmuxTerminal()
    terminal.wait(for: "In [1]:")
    terminal.resize(columns: 40, rows: 12)
    terminal.type("'a' + 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'")
    terminal.press("Enter")
    terminal.wait(for: "Out[1]: 'abbb")
  }
}

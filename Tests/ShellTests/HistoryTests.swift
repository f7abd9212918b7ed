import Glibc
import Testing

@testable import Shell

@Suite("The history file")
struct HistoryTests {
  private func withFolder(_ body: (String) throws -> Void) throws {
    var name = Array("/tmp/soma-history-XXXXXX".utf8CString)
    let folder = mkdtemp(&name).map { String(cString: $0) } ?? "/tmp"
    defer {
      unlink(folder + "/deep/history")
      rmdir(folder + "/deep")
      rmdir(folder)
    }
    try body(folder + "/deep")
  }

  @Test func inputsSurviveAndInterleave() throws {
    try withFolder { (folder: String) throws in
      var first = History(folder: folder)
      var second = History(folder: folder)
      #expect(try first.append("a = 1"))
      #expect(try second.append("for i in x:\n    print(\"é\\n\")"))
      #expect(try first.append("b"))
      #expect(History(folder: folder).entries == ["a = 1", "for i in x:\n    print(\"é\\n\")", "b"])
      var info = stat()
      #expect(stat(folder + "/history", &info) == 0)
      #expect(info.st_mode & 0o777 == 0o600)
    }
  }

  @Test func secretsAndRepetitionsAreNotKept() throws {
    try withFolder { (folder: String) throws in
      var history = History(folder: folder)
      #expect(try !history.append(" password = 1"))
      #expect(try !history.append("  "))
      #expect(try history.append("x"))
      #expect(try history.append("x"))
      #expect(History(folder: folder).entries == ["x"])
    }
  }

  @Test func damagedLinesAreSkipped() throws {
    try withFolder { (folder: String) throws in
      var history = History(folder: folder)
      _ = try history.append("good")
      let file = open(folder + "/history", O_WRONLY | O_APPEND)
      let rubbish = Array("{half\n\u{0}\u{1}\n\"cut".utf8)
      _ = write(file, rubbish, rubbish.count)
      close(file)
      #expect(History(folder: folder).entries == ["good"])
    }
  }

  @Test func aFolderThatCannotBeMadeIsAnError() {
    var history = History(folder: "/dev/null/soma")
    #expect(throws: (any Error).self) { _ = try history.append("x") }
    #expect(history.entries == ["x"])
  }

  @Test func withoutAHomeNothingIsStored() throws {
    var history = History(folder: nil)
    #expect(try history.append("x"))
    #expect(history.entries == ["x"])
  }
}

import Glibc
import Testing

@testable import Record

@Suite("The log of a run")
struct RecordTests {
  /// A folder that goes away with the test.
  private final class TemporaryFolder {
    let path: String
    init() {
      var name = Array("/tmp/soma-test-XXXXXX".utf8CString)
      path = mkdtemp(&name).map { String(cString: $0) } ?? "/tmp/soma-test"
    }
    deinit { remove(path) }

    private func remove(_ path: String) {
      if let directory = opendir(path) {
        while let entry = readdir(directory) {
          let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
          }
          if name != ".", name != ".." { remove(path + "/" + name) }
        }
        closedir(directory)
        rmdir(path)
      } else {
        unlink(path)
      }
    }
  }

  private static let point = RunPoint(
    epoch: 2, batch: 3, step: 13, metrics: [RunMetric("loss", 0.125), RunMetric("val \"x\"\n", .nan)])

  static let events: [RunEvent] = [
    .started(RunDescription(kind: .fit, name: "Ünïcode ⠿", epochs: 3, stepsPerEpoch: 10, minibatch: 8, seed: 4)),
    .epochStarted(epoch: 1), .batch(point), .validation(point), .epochEnded(point, seconds: 1.5),
    .note(.warning, "tab\tand \\ and \u{1}"), .paused(step: 13), .resumed(step: 13),
    .finished(.stopped, step: 13, message: ""),
  ]

  @Test(arguments: events)
  func everyEventSurvivesItsLine(event: RunEvent) {
    let timed = TimedEvent(time: 1_700_000_000.25, event: event)
    let read = JSON(parsing: timed.json.text).flatMap { TimedEvent(json: $0) }
    #expect(read == timed)
  }

  @Test func aReaderFollowsTheWriter() throws {
    let temporary = TemporaryFolder()
    let folder = try RunFolder.make(in: temporary.path + "/runs")
    #expect(folder.number == 1)
    let writer = try RunWriter(folder: folder)
    let reader = RunReader(folder: folder)
    var seen: [RunEvent] = []
    for event in Self.events {
      writer.record(event)
      seen += reader.poll().map(\.event)
    }
    seen += reader.poll().map(\.event)
    #expect(seen == Self.events)
    #expect(folder.silence(now: currentTime()).map { $0 < 5 } == true)
    #expect(try RunFolder.make(in: temporary.path + "/runs").number == 2)
    #expect(RunFolder.existing(in: temporary.path + "/runs").count == 2)
  }

  @Test func theOldestLogMakesRoomForANewOne() throws {
    let temporary = TemporaryFolder()
    #expect(try RunFolder.make(in: temporary.path).number == 1)
    let newest = temporary.path + "/\(RunFolder.keptRuns)"
    #expect(mkdir(newest, 0o700) == 0)
    #expect(try RunFolder.make(in: temporary.path).number == RunFolder.keptRuns + 1)
    #expect(RunFolder.existing(in: temporary.path).map(\.number) == [RunFolder.keptRuns, RunFolder.keptRuns + 1])
  }

  @Test func requestsReachTheRun() throws {
    let temporary = TemporaryFolder()
    let folder = try RunFolder.make(in: temporary.path)
    let writer = try RunWriter(folder: folder)
    #expect(!writer.isPauseRequested)
    folder.ask(.pause)
    waitUntil { writer.isPauseRequested }
    #expect(writer.isPauseRequested)
    folder.ask(.pause, false)
    folder.ask(.stop)
    waitUntil { writer.isStopRequested && !writer.isPauseRequested }
    #expect(writer.isStopRequested)
    #expect(!writer.isPauseRequested)
  }

  private func waitUntil(_ condition: () -> Bool) {
    for _ in 0..<200 where !condition() { usleep(10_000) }
  }

  @Test func halfALineWaitsForItsEnd() throws {
    let temporary = TemporaryFolder()
    let folder = RunFolder(path: temporary.path)
    let file = open(folder.eventsPath, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    defer { close(file) }
    let reader = RunReader(folder: folder)
    func put(_ text: String) { _ = text.withCString { write(file, $0, strlen($0)) } }
    put(#"{"t":1,"e":"epo"#)
    #expect(reader.poll().isEmpty)
    put("ch\",\"epoch\":4}\nrubbish\n{\"t\":2,\"e\":\"of a later version\"}\n")
    #expect(reader.poll() == [TimedEvent(time: 1, event: .epochStarted(epoch: 4))])
    #expect(reader.unreadableLines == 2)
  }

  @Test(arguments: [
    "", "{", "[1,", "\"abc", "\"\\u12", "\"\\ud800\"", "nul", "1e", "{\"a\" 1}", "[1 2]",
    String(repeating: "[", count: 5000), "{\"a\":1}x",
  ])
  func damagedTextIsNoValue(text: String) {
    if text == "\"\\ud800\"" {
      #expect(JSON(parsing: text) == .string("\u{FFFD}"))
    } else {
      #expect(JSON(parsing: text) == nil)
    }
  }

  @Test func values() {
    let text = #" {"a": [1, -2.5e3, true, null], "b": {"c": "é\n\u00e9\ud83d\ude00"}} "#
    let json = JSON(parsing: text)
    #expect(json?["a"] == .array([.number(1), .number(-2500), .bool(true), .null]))
    #expect(json?["b"]?["c"]?.string == "é\né😀")
    #expect(json.flatMap { JSON(parsing: $0.text) } == json)
  }
}

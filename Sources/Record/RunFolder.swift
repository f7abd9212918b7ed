import Glibc

/// The folder of one run: its log, its heartbeat, and the requests of those who watch.
///
///     events.jsonl    one event a line, only ever appended to
///     heartbeat       its modification time is the last sign of life
///     request.pause   present: pause at the next batch;  removed: go on
///     request.stop    present: stop after the current batch and keep what was learned
public struct RunFolder: Equatable, Sendable {
  public let path: String

  public init(path: String) { self.path = path }

  public var eventsPath: String { path + "/events.jsonl" }
  public var heartbeatPath: String { path + "/heartbeat" }
  func requestPath(_ request: RunRequest) -> String { path + "/request." + request.rawValue }

  /// The number in the folder's name, `7` for `runs/7`.
  public var number: Int? { path.split(separator: "/").last.flatMap { Int($0) } }

  /// The logs of so many runs are kept; a new one takes the place of the oldest.
  public static let keptRuns = 500

  /// Removes the run's own files, and the folder if nothing else is in it.
  private func remove() {
    for file in [eventsPath, heartbeatPath] + RunRequest.allCases.map(requestPath) { unlink(file) }
    rmdir(path)
  }

  /// A new folder `root/N`, *N* one more than the largest there is; made with its parents.
  public static func make(in root: String) throws -> RunFolder {
    try makeFolders(root)
    for number in ((existing(in: root).last?.number ?? 0) + 1)... {
      let path = "\(root)/\(number)"
      if mkdir(path, 0o700) == 0 {
        RunFolder(path: "\(root)/\(number - keptRuns)").remove()
        return RunFolder(path: path)
      }
      // Another soma was quicker: take the next number.
      guard errno == EEXIST else { throw RunFileError(path: path, code: errno) }
    }
    throw RunFileError(path: root, code: ENOSPC)
  }

  /// The runs in `root`, oldest first.
  public static func existing(in root: String) -> [RunFolder] {
    guard let directory = opendir(root) else { return [] }
    defer { closedir(directory) }
    var numbers: [Int] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if let number = Int(name), number > 0 { numbers.append(number) }
    }
    return numbers.sorted().map { RunFolder(path: "\(root)/\($0)") }
  }

  /// Where runs are kept: `$XDG_STATE_HOME/soma/runs`, or the same below `~/.local/state`; `nil` without a home.
  public static func root(environment: [String: String]) -> String? {
    stateFolder(environment: environment).map { $0 + "/runs" }
  }

  /// soma's folder for things to remember between sessions.
  public static func stateFolder(environment: [String: String]) -> String? {
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/soma" }
    if let home = environment["HOME"], home.hasPrefix("/") { return home + "/.local/state/soma" }
    return nil
  }

  /// Asks the run for `request`, or takes the wish back.
  public func ask(_ request: RunRequest, _ wanted: Bool = true) {
    let path = requestPath(request)
    if wanted {
      let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
      if file >= 0 { close(file) }
    } else {
      unlink(path)
    }
  }

  public func isAsked(_ request: RunRequest) -> Bool { access(requestPath(request), F_OK) == 0 }

  /// Seconds since the last sign of life, or `nil` if there never was one.
  public func silence(now: Double) -> Double? {
    var info = stat()
    guard stat(heartbeatPath, &info) == 0 else { return nil }
    return now - Double(info.st_mtim.tv_sec) - Double(info.st_mtim.tv_nsec) * 1e-9
  }
}

public enum RunRequest: String, CaseIterable, Sendable { case pause, stop }

/// A file of a run could not be made or written.
public struct RunFileError: Error, CustomStringConvertible {
  public let path: String
  public let code: Int32
  public var description: String { "\(path): \(String(cString: strerror(code)))" }

  public init(path: String, code: Int32) {
    self.path = path
    self.code = code
  }
}

/// Makes `path` and the folders above it, for the owner only.
public func makeFolders(_ path: String) throws {
  var partial = path.hasPrefix("/") ? "" : "."
  for part in path.split(separator: "/") {
    partial += "/" + part
    guard mkdir(partial, 0o700) == 0 || errno == EEXIST else { throw RunFileError(path: partial, code: errno) }
  }
}

/// Seconds since 1970.
public func currentTime() -> Double {
  var now = timespec()
  clock_gettime(CLOCK_REALTIME, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
}

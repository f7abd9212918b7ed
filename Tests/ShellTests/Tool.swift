import Foundation

/// A program that has run to its end.
struct Tool {
  private(set) var status: Int32 = -1
  private(set) var output = ""
  private(set) var error = ""

  /// Runs a program by the system's own calls, its streams in files.
  ///
  /// Foundation's `Process` takes a program for running as long as a server that it has started lives, and the ends of
  /// its pipes are inherited by what other tests start meanwhile: then nobody ever sees the end of a stream.
  ///
  /// - Parameter environment: the whole environment of the program, but for `PATH`.
  init(_ arguments: [String], input: String = "", environment: [String: String] = [:]) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("soma-tool-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    func text(_ name: String) -> String {
      String(decoding: FileManager.default.contents(atPath: path(name)) ?? Data(), as: UTF8.self)
    }
    guard (try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)) != nil,
      FileManager.default.createFile(atPath: path("input"), contents: Data(input.utf8))
    else { return }
    status = Tool.spawn(arguments, environment, streams: ["input", "output", "error"].map(path))
    output = text("output")
    error = text("error")
  }

  private static func spawn(_ arguments: [String], _ environment: [String: String], streams: [String]) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, streams[0], O_RDONLY, 0)
    for descriptor in 1...2 {
      posix_spawn_file_actions_addopen(
        &actions, Int32(descriptor), streams[descriptor], O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }
    let variables = environment.map { "\($0.key)=\($0.value)" }
    var words = (["/usr/bin/env", "-i", "PATH=/usr/bin:/bin"] + variables + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    // Threads of the test process block most signals; a server that inherited that would never end.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    guard posix_spawn(&process, "/usr/bin/env", &actions, &attributes, &words, nil) == 0 else { return -1 }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    // The low seven bits: the signal that ended it.
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }
}

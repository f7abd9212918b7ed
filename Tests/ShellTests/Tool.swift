import Glibc

/// Runs a program and waits for it, by the system's own calls: Foundation's `Process` takes a program for running as long
/// as a server that it has started lives.
///
/// - Returns: what the program printed, if `isCaptured`.
func runTool(_ arguments: [String], isCaptured: Bool = false) -> String {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
  var ends: [Int32] = [-1, -1]
  if isCaptured, pipe(&ends) == 0 {
    // What this process keeps is nothing to other programs that are started meanwhile.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
  } else {
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
  }
  var words = (["env"] + arguments).map { strdup($0) } + [nil]
  defer { for word in words { free(word) } }
  var process: pid_t = 0
  let result = posix_spawn(&process, "/usr/bin/env", &actions, nil, &words, nil)
  if ends[1] >= 0 { close(ends[1]) }
  var output: [UInt8] = []
  if ends[0] >= 0 {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while result == 0 {
      let count = read(ends[0], &chunk, chunk.count)
      if count <= 0 { break }
      output += chunk[..<count]
    }
    close(ends[0])
  }
  var status: Int32 = 0
  if result == 0 { while waitpid(process, &status, 0) < 0, errno == EINTR {} }
  return String(decoding: output, as: UTF8.self)
}

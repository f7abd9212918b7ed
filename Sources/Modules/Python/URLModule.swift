import Glibc
import Language

/// `urllib.request`: files from the network, for the sake of published notebooks.
enum URLModule {
  static func make(_ settings: ModuleSettings) -> ModuleObject {
    ModuleObject("urllib", doc: "Files from the network.") { module in
      let request = ModuleObject("urllib.request", doc: "Files from the network.") { module in
        module.define(retrieve(settings))
        module.refuse("urlopen", "Request", note: "use urlretrieve")
      }
      module.define("request", .object(request))
      module.refuse("parse", "error")
    }
  }

  private static func retrieve(_ settings: ModuleSettings) -> BuiltinFunction {
    BuiltinFunction(
      "urlretrieve", module: "urllib.request",
      [.required("url"), .omittable("filename"), .omittable("reporthook"), .omittable("data")],
      summary: "Fetch a file, unless it is there already."
    ) { call in
      guard call.value("reporthook").isNone, call.value("data").isNone else {
        throw ScriptError(.notImplementedError, "urllib.request.urlretrieve: reporthook and data are not supported")
      }
      let url = try call.string("url")
      let name = try call.optionalString("filename") ?? Paths.split(url).tail
      if Paths.kind(of: name) != .file {
        try Download(url: url, file: name, isOffline: settings.isOffline).run(call.interpreter)
      }
      return .newTuple([.string(name), .none])
    }
  }
}

/// One file fetched over http(s) by the system's `curl`: written beside its place and renamed over it.
struct Download {
  let url: String
  let file: String
  let isOffline: Bool

  /// - Throws: `OSError: could not fetch NAME (reason); save it there yourself and run again`.
  func run(_ interpreter: Interpreter) throws {
    guard url.hasPrefix("http://") || url.hasPrefix("https://") else { throw failure("not an http(s) address") }
    if isOffline { throw failure("soma is offline") }
    interpreter.host.write("fetching \(url)\n", to: .error)
    let partial = file + ".part"
    let status = try wait(for: try start(partial), interpreter)
    guard status == 0 else {
      unlink(partial)
      throw failure(Download.reasons[status] ?? "curl ended with status \(status)")
    }
    guard rename(partial, file) == 0 else { throw ScriptError.system(errno, file) }
  }

  private static let reasons: [Int32: String] = [
    5: "the proxy is unknown", 6: "the host is unknown", 7: "no connection", 22: "the server refused",
    28: "it took too long", 35: "the secure connection failed", 60: "the certificate is not trusted",
    127: "curl is not installed",
  ]

  private func failure(_ reason: String) -> ScriptError {
    ScriptError(.osError, "could not fetch \(file) (\(reason)); save it there yourself and run again")
  }

  private func start(_ partial: String) throws -> pid_t {
    let words = ["curl", "--fail", "--silent", "--location", "--connect-timeout", "15", "--output", partial, "--", url]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child = pid_t()
    guard posix_spawnp(&child, "curl", nil, nil, &arguments, environ) == 0 else {
      throw failure("curl is not installed")
    }
    return child
  }

  /// The exit status; an interrupt ends the child.
  private func wait(for child: pid_t, _ interpreter: Interpreter) throws -> Int32 {
    var status: Int32 = 0
    while true {
      let ended = waitpid(child, &status, WNOHANG)
      if ended == child { return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F) }
      if ended < 0, errno != EINTR { return 126 }
      do { try interpreter.checkInterrupt() } catch {
        kill(child, SIGTERM)
        waitpid(child, &status, 0)
        throw error
      }
      usleep(20_000)
    }
  }
}

import Glibc
import Language
import Modules

/// `soma run FILE`, `soma -c CODE`: runs a script on a thread with a large stack.

private final class StandardHost: InterpreterHost {
  private var buffer = ""
  private let loader = ModuleLoader()

  var moduleNames: [String] { loader.names }

  func module(named name: String, _ interpreter: Interpreter) throws -> ModuleObject? {
    try loader.module(named: name)
  }

  func exception(for error: any Error) -> ScriptError? { ScriptError(for: error) }

  func write(_ text: String, to stream: OutputStream) {
    switch stream {
    case .output:
      buffer += text
      if buffer.utf8.count > 1 << 16 { flush() }
    case .error:
      flush()
      put(text, 2)
    }
  }

  func flush() {
    put(buffer, 1)
    buffer = ""
  }

  private func put(_ text: String, _ descriptor: Int32) {
    var copy = text
    copy.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while let base = rest.baseAddress, rest.count > 0 {
        let count = Glibc.write(descriptor, base, rest.count)
        if count <= 0 { return }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
    }
  }
}

private func readFile(_ path: String) -> String? {
  guard let file = fopen(path, "rb") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&chunk, 1, chunk.count, file)
    if count == 0 { break }
    bytes += chunk.prefix(count)
  }
  return String(decoding: bytes, as: UTF8.self)
}

private func runScript() -> Int32 {
  let arguments = CommandLine.arguments
  guard arguments.count > 2 else { return 2 }
  let host = StandardHost()
  let interpreter = Interpreter(host: host)
  defer { host.flush() }
  let source: SourceText
  if arguments[1] == "-c" { source = SourceText(name: "<string>", text: arguments[2]) } else {
    guard let text = readFile(arguments[2]) else { return 2 }
    source = SourceText(name: arguments[2], text: text)
  }
  interpreter.arguments = Array(arguments.dropFirst(2))
  do { try interpreter.run(source) } catch {
    guard let raised = error as? ScriptError else { return 1 }
    host.flush()
    host.write(Report(raised, interpreter).text, to: .error)
    return 1
  }
  return 0
}

private func start(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  exit(runScript())
}

var attributes = pthread_attr_t()
pthread_attr_init(&attributes)
pthread_attr_setstacksize(&attributes, Interpreter.recommendedStackSize)
var thread = pthread_t()
guard pthread_create(&thread, &attributes, start, nil) == 0 else { exit(70) }
pthread_join(thread, nil)

import Glibc
import Language
import Terminal

/// `%run file.py [arguments]`: runs a script in this session.
let runMagic = Magic("run", .line, "run a script in this session", takesFiles: true) { call in
  guard var path = call.words.first else { throw call.usage("Missing filename: %run FILE [arguments]") }
  if !path.contains("."), access(path, F_OK) != 0 { path += ".py" }
  let source = try scriptSource(path)
  let outer = call.interpreter.arguments
  call.interpreter.arguments = [path] + call.words.dropFirst()
  defer { call.interpreter.arguments = outer }
  try call.interpreter.run(source)
  return nil
}

/// `%pwd`: the working folder.
let pwdMagic = Magic("pwd", .line, "the working folder") { _ in .string(workingFolder()) }

/// `%cd folder`: changes the working folder; without one, goes home.
let cdMagic = Magic("cd", .line, "change the working folder", takesFiles: true) { call in
  let home = environmentVariables()["HOME"] ?? "/"
  var path = call.words.first ?? home
  if path == "~" { path = home }
  if path.hasPrefix("~/") { path = home + path.dropFirst() }
  guard chdir(path) == 0 else {
    throw ScriptError(.fileNotFoundError, "[Errno \(errno)] \(String(cString: strerror(errno))): '\(path)'")
  }
  call.print(workingFolder())
  return nil
}

/// `%env`, `%env NAME`, `%env NAME=value`: the environment.
let envMagic = Magic("env", .line, "variables of the environment: show or set") { call in
  let text = call.arguments.trimmed
  let variables = environmentVariables()
  if text.isEmpty {
    for (name, value) in variables.sorted(by: { $0.key < $1.key }) { call.print("\(name)=\(value)") }
    return nil
  }
  let separator = text.firstIndex { $0 == "=" || $0 == " " }
  guard let separator else {
    guard let value = variables[text] else { throw call.usage("Environment does not have key: \(text)") }
    return .string(value)
  }
  let name = String(text[..<separator])
  let value = String(text[text.index(after: separator)...]).trimmed
  guard !name.isEmpty, setenv(name, value, 1) == 0 else { throw call.usage("refusing to set env var '\(name)'") }
  call.print("env: \(name)=\(value)")
  return nil
}

func workingFolder() -> String {
  guard let path = getcwd(nil, 0) else { return "." }
  defer { free(path) }
  return String(cString: path)
}

/// The text of a script.
///
/// - Throws: `FileNotFoundError` and the like with the path; `SyntaxError` if the bytes are not UTF-8.
func scriptSource(_ path: String) throws -> SourceText {
  guard let bytes = readFile(path) else {
    let code = errno == 0 ? EISDIR : errno
    let type: TypeObject = code == ENOENT ? .fileNotFoundError : code == EISDIR ? .isADirectoryError : .osError
    throw ScriptError(type, "[Errno \(code)] \(String(cString: strerror(code))): '\(path)'")
  }
  do { return try SourceText(name: path, bytes: bytes) } catch { throw ScriptError(error, nil) }
}

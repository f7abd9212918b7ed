import Glibc
import Language

extension ScriptError {
  /// The exception for a failed system call: `OSError` or the class of its number, with the path.
  static func system(_ number: Int32, _ path: String?) -> ScriptError {
    let type: TypeObject =
      switch number {
      case ENOENT: .fileNotFoundError
      case EEXIST: .fileExistsError
      case EACCES, EPERM: .permissionError
      case EISDIR: .isADirectoryError
      case ENOTDIR: .notADirectoryError
      case ETIMEDOUT: .timeoutError
      default: .osError
      }
    let text = strerror(number).map { String(cString: $0) } ?? "Unknown error"
    let exception = ExceptionObject(type, [.int(Int(number)), .string(text)] + (path.map { [.string($0)] } ?? []))
    exception.ownAttributes["errno"] = .int(Int(number))
    exception.ownAttributes["strerror"] = .string(text)
    exception.ownAttributes["filename"] = path.map { .string($0) } ?? Value.none
    return ScriptError(exception)
  }
}

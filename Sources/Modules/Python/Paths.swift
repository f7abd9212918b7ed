import Glibc

/// Paths as text, as `os.path` of POSIX treats them.
enum Paths {
  static func join(_ parts: [String]) -> String {
    parts.dropFirst().reduce(parts.first ?? "") { path, part in
      if part.hasPrefix("/") { return part }
      return path.isEmpty || path.hasSuffix("/") ? path + part : path + "/" + part
    }
  }

  /// What stands before and after the last slash; slashes at the end of the head go, unless it is all slashes.
  static func split(_ path: String) -> (head: String, tail: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", path) }
    let after = path.utf8.index(after: slash)
    var head = String(path[..<after])
    if head.contains(where: { $0 != "/" }) { while head.hasSuffix("/") { head.removeLast() } }
    return (head, String(path[after...]))
  }

  /// The path and its extension with the dot; leading dots of a name are no extension.
  static func splitExtension(_ path: String) -> (root: String, suffix: String) {
    let name = split(path).tail
    guard let dot = name.lastIndex(of: "."), name[..<dot].contains(where: { $0 != "." }) else { return (path, "") }
    let suffix = String(name[dot...])
    return (String(path.dropLast(suffix.count)), suffix)
  }

  /// Without `.`, `..` and doubled slashes where they can be resolved.
  static func normalized(_ path: String) -> String {
    if path.isEmpty { return "." }
    let slashes = path.hasPrefix("//") && !path.hasPrefix("///") ? "//" : path.hasPrefix("/") ? "/" : ""
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part != ".." || (slashes.isEmpty && parts.isEmpty) || parts.last == ".." {
        parts.append(part)
      } else if !parts.isEmpty {
        parts.removeLast()
      }
    }
    let result = slashes + parts.joined(separator: "/")
    return result.isEmpty ? "." : result
  }

  static func absolute(_ path: String) -> String {
    normalized(path.hasPrefix("/") ? path : join([currentFolder, path]))
  }

  static var currentFolder: String {
    guard let buffer = getcwd(nil, 0) else { return "." }
    defer { free(buffer) }
    return String(cString: buffer)
  }

  static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// With a leading `~` replaced by the home folder.
  static func expanded(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/"), let home = environment("HOME") else { return path }
    return (home.hasSuffix("/") ? String(home.dropLast()) : home) + path.dropFirst()
  }

  enum Kind { case missing, file, folder, other }

  static func kind(of path: String) -> Kind {
    status(of: path).map { info in
      switch info.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      default: .other
      }
    } ?? .missing
  }

  static func status(of path: String) -> stat? {
    var info = stat()
    return path.utf8.contains(0) || stat(path, &info) != 0 ? nil : info
  }

  /// Names in a folder, sorted; nil with `errno` set if it cannot be read.
  static func names(in path: String) -> [String]? {
    guard let folder = opendir(path) else { return nil }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Removes a folder with all that is in it. Links are removed, not followed.
  static func removeTree(_ path: String) {
    var info = stat()
    guard lstat(path, &info) == 0 else { return }
    if info.st_mode & S_IFMT == S_IFDIR {
      for name in names(in: path) ?? [] { removeTree(path + "/" + name) }
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}

import Glibc

/// Whole files in and out, with errors that name the file.
public enum FileAccess {
  /// The error for the system's last failure on `path`, with the number and the words that Python gives.
  static func failure(_ path: String, _ number: Int32 = errno) -> ArrayError {
    let text = strerror(number).map { String(cString: $0) } ?? "unknown error"
    return ArrayError(
      number == ENOENT ? .notFound : .io, "[Errno \(number)] \(text): \(ArrayText.quoted(path))")
  }

  public static func read(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw failure(path, EISDIR) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(max(0, Int(status.st_size)))
    let chunk = 1 << 18
    while true {
      var received = 0
      let start = bytes.count
      bytes += [UInt8](unsafeUninitializedCapacity: chunk) { target, count in
        received = Glibc.read(descriptor, target.baseAddress, chunk)
        count = max(0, received)
      }
      if received < 0 {
        if errno == EINTR { continue }
        throw failure(path)
      }
      if bytes.count == start { return bytes }
    }
  }

  /// Writes a file beside its place and renames it over: the old file or the new one stays, never half of one.
  public static func write(_ path: String, _ parts: [UnsafeRawBufferPointer]) throws {
    try replacing(path) { temporary in
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { throw failure(path) }
      defer { close(descriptor) }
      for part in parts {
        var rest = part
        while !rest.isEmpty {
          let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
          if written < 0 {
            if errno == EINTR { continue }
            throw failure(path)
          }
          rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
      }
      guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure(path) }
    }
  }

  public static func write(_ path: String, _ text: String) throws {
    try Array(text.utf8).withUnsafeBytes { try write(path, [$0]) }
  }

  /// Lets `make` write a file beside `path` and puts it in its place.
  static func replacing(_ path: String, _ make: (String) throws -> Void) throws {
    let temporary = "\(path).tmp\(getpid())"
    do {
      try make(temporary)
      guard rename(temporary, path) == 0 else { throw failure(path) }
    } catch {
      unlink(temporary)
      throw error
    }
  }
}

import CZip
import Glibc

/// An `.npz` archive opened for reading: named arrays, each read when it is asked for.
public final class NPZ {
  /// The names of the arrays in their order, without `.npy`.
  public let names: [String]
  private let archive: OpaquePointer
  private let path: String

  /// - Throws: `.notFound`, `.io`, or `.value` for a file that is no archive.
  public init(_ path: String) throws {
    self.path = path
    var code: Int32 = 0
    guard let archive = zip_open(path, ZIP_RDONLY, &code) else {
      throw code == ZIP_ER_NOENT ? FileAccess.failure(path, ENOENT) : Self.failure(path, code)
    }
    self.archive = archive
    names = (0..<max(0, zip_get_num_entries(archive, 0))).compactMap { index in
      guard let name = zip_get_name(archive, UInt64(index), UInt32(ZIP_FL_ENC_GUESS)) else { return nil }
      let text = String(cString: name)
      return text.hasSuffix(".npy") ? String(text.dropLast(4)) : text
    }
  }

  deinit { zip_discard(archive) }

  private static func failure(_ path: String, _ code: Int32) -> ArrayError {
    var error = zip_error_t()
    zip_error_init_with_code(&error, code)
    defer { zip_error_fini(&error) }
    return ArrayError(
      code == ZIP_ER_NOZIP || code == ZIP_ER_INCONS ? .value : .io,
      "\(ArrayText.quoted(path)): \(String(cString: zip_error_strerror(&error)))")
  }

  /// The array of that name.
  ///
  /// - Throws: `.key` if there is none, `.value` if the member is damaged or no array.
  public func array(_ name: String) throws -> NDArray {
    guard names.contains(name) else {
      throw ArrayError(.key, "\(name) is not a file in the archive")
    }
    for candidate in [name + ".npy", name] {
      let index = zip_name_locate(archive, candidate, 0)
      if index >= 0 { return try NPY.decode(bytes(UInt64(index), name)) }
    }
    throw ArrayError(.key, "\(name) is not a file in the archive")
  }

  private func bytes(_ index: UInt64, _ name: String) throws -> [UInt8] {
    func failure(_ reason: String) -> ArrayError {
      ArrayError(.value, "\(ArrayText.quoted(path)): array '\(name)' cannot be read (\(reason))")
    }
    guard let file = zip_fopen_index(archive, index, 0) else {
      throw failure(String(cString: zip_strerror(archive)))
    }
    defer { zip_fclose(file) }
    var result: [UInt8] = []
    let chunk = 1 << 18
    while true {
      var received: Int64 = 0
      result += [UInt8](unsafeUninitializedCapacity: chunk) { target, count in
        received = zip_fread(file, target.baseAddress, UInt64(chunk))
        count = max(0, Int(received))
      }
      guard received >= 0 else { throw failure("damaged data") }
      if received == 0 { return result }
    }
  }

  /// What an archive can hold.
  public enum Member {
    case array(NDArray)
    /// Complex numbers as two arrays of one shape.
    case complex(real: NDArray, imaginary: NDArray)

    func encoded() throws -> [UInt8] {
      switch self {
      case .array(let array): try NPY.encode(array)
      case .complex(let real, let imaginary): NPY.encode(real: real, imaginary: imaginary)
      }
    }
  }

  /// Writes arrays under their names, deflated if asked.
  public static func save(_ arrays: [(name: String, array: NDArray)], _ path: String, compressed: Bool) throws {
    try save(members: arrays.map { ($0.name, .array($0.array)) }, path, compressed: compressed)
  }

  /// Writes members under their names, deflated if asked.
  public static func save(members: [(name: String, member: Member)], _ path: String, compressed: Bool) throws {
    try FileAccess.replacing(path) { temporary in
      var code: Int32 = 0
      guard let archive = zip_open(temporary, ZIP_CREATE | ZIP_TRUNCATE, &code) else { throw failure(path, code) }
      do {
        for (name, member) in members { try add(member, name + ".npy", to: archive, path, compressed) }
      } catch {
        zip_discard(archive)
        throw error
      }
      guard zip_close(archive) == 0 else {
        let reason = String(cString: zip_strerror(archive))
        zip_discard(archive)
        throw ArrayError(.io, "\(ArrayText.quoted(path)): \(reason)")
      }
      // An archive without members is not written at all.
      if members.isEmpty { try FileAccess.write(temporary, "PK\u{05}\u{06}" + String(repeating: "\0", count: 18)) }
    }
  }

  private static func add(
    _ member: Member, _ name: String, to archive: OpaquePointer, _ path: String, _ compressed: Bool
  ) throws {
    let bytes = try member.encoded()
    // The archive reads the memory when it closes, and frees it.
    guard let memory = malloc(max(bytes.count, 1)) else { throw ArrayError.memory(shape: [bytes.count], dtype: .uint8) }
    memory.copyMemory(from: bytes, byteCount: bytes.count)
    guard let source = zip_source_buffer(archive, memory, UInt64(bytes.count), 1) else {
      free(memory)
      throw ArrayError(.io, "\(ArrayText.quoted(path)): \(String(cString: zip_strerror(archive)))")
    }
    let index = zip_file_add(archive, name, source, UInt32(ZIP_FL_ENC_UTF_8))
    guard index >= 0 else {
      zip_source_free(source)
      throw ArrayError(.io, "\(ArrayText.quoted(path)): \(String(cString: zip_strerror(archive)))")
    }
    zip_set_file_compression(archive, UInt64(index), Int32(compressed ? ZIP_CM_DEFLATE : ZIP_CM_STORE), 0)
    // 1 January 1980, so that equal arrays give equal files.
    zip_file_set_dostime(archive, UInt64(index), 0, 33, 0)
  }
}

import Arrays
import Glibc

/// What an export has written.
public struct ExportReport: Sendable {
  public let path: String
  public let lineCount: Int
  public let byteCount: Int
  /// Nil: the network has no arrays to keep.
  public let arraysPath: String?
  public let arraysByteCount: Int
  public let counts: ExportedScript.Counts
  /// The keys of the script's `probes`.
  public let probes: [String]
}

extension ExportedScript {
  /// Writes `name.py` and, if there are arrays, `name.npz` beside it.
  ///
  /// Each file is written beside its place and renamed over it, the arrays first. A script that an export wrote is
  /// replaced with its arrays; any other file stays.
  ///
  /// - Parameters:
  ///   - path: of the script; `.py` is added if it has no ending.
  ///   - overwrites: replaces other files too.
  /// - Throws: a `ValueError` for another ending, `FileExistsError` for a file that is to stay, and what the system says.
  public func write(to path: String, overwrites: Bool = false) throws -> ExportReport {
    let (script, stem) = try Self.place(path)
    let archive = stem + ".npz"
    if !overwrites { try Self.checkFree(script, arrays.isEmpty ? nil : archive) }
    let name = stem.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? stem
    let text = self.text(named: name)
    if !arrays.isEmpty { try NPZ.save(arrays, archive, compressed: true) }
    try FileAccess.write(script, text)
    return ExportReport(
      path: script, lineCount: text.utf8.count { $0 == UInt8(ascii: "\n") }, byteCount: text.utf8.count,
      arraysPath: arrays.isEmpty ? nil : archive, arraysByteCount: arrays.isEmpty ? 0 : Self.size(archive),
      counts: counts, probes: probes)
  }

  /// The path of the script, and the same without `.py`.
  private static func place(_ path: String) throws -> (script: String, stem: String) {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    let script = name.contains(".") ? path : path + ".py"
    guard script.hasSuffix(".py"), !name.isEmpty, name != ".py" else {
      throw ArrayError(.value, "the name of a script ends in .py, got \(ArrayText.quoted(path))")
    }
    return (script, String(script.dropLast(3)))
  }

  /// - Throws: `FileExistsError` if a file is there that no export wrote.
  private static func checkFree(_ script: String, _ archive: String?) throws {
    func refuse(_ path: String) -> ArrayError {
      ArrayError(
        .exists, "\(ArrayText.quoted(path)) exists and was not written by an export; overwrite=True replaces it")
    }
    if access(script, F_OK) == 0 {
      let start = try FileAccess.read(script).prefix { $0 != UInt8(ascii: "\n") }
      guard String(decoding: start, as: UTF8.self).hasSuffix(mark) else { throw refuse(script) }
    } else if let archive, access(archive, F_OK) == 0 {
      throw refuse(archive)
    }
  }

  private static func size(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }
}

import Glibc

/// Writes one line of numbers per epoch to a file: `epoch`, then the logs sorted by name.
public final class CSVLogger: TrainingCallback {
  private let path: String
  private let separator: String
  private let appends: Bool
  private var file: UnsafeMutablePointer<FILE>?
  private var keys: [String]?
  private var writesHeader = true

  public init(path: String, separator: String = ",", appends: Bool = false) {
    self.path = path
    self.separator = separator
    self.appends = appends
  }

  deinit { if let file { fclose(file) } }

  public func handle(_ event: CallbackEvent, _ logs: inout Logs, _ session: TrainingSession) throws {
    switch event {
    case .begin(.train): try open()
    case .epochEnd(let epoch): try write(epoch, logs, session)
    case .end(.train):
      if let file { fclose(file) }
      (file, keys) = (nil, nil)
    default: break
    }
  }

  private func open() throws {
    if let file { fclose(file) }
    var status = stat()
    writesHeader = !(appends && stat(path, &status) == 0 && status.st_size > 0)
    file = fopen(path, appends ? "a" : "w")
    guard file != nil else {
      throw TrainingError(.io, "cannot write '\(path)': \(String(cString: strerror(errno)))")
    }
  }

  private func write(_ epoch: Int, _ logs: Logs, _ session: TrainingSession) throws {
    let names = keys ?? logs.names.sorted()
    if keys == nil {
      keys = names
      if writesHeader { try put((["epoch"] + names).joined(separator: separator)) }
    }
    let values = names.map { name in logs[name].map { Self.shortest($0) } ?? "NA" }
    try put(([String(epoch)] + values).joined(separator: separator))
  }

  /// The shortest text that reads back as the same number, as Python writes it.
  private static func shortest(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    return value.description
  }

  private func put(_ line: String) throws {
    guard let file, fputs(line + "\n", file) >= 0, fflush(file) == 0 else {
      throw TrainingError(.io, "cannot write '\(path)': \(String(cString: strerror(errno)))")
    }
  }
}

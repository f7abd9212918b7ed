/// Tables of numbers as text: `savetxt`, `loadtxt`, `genfromtxt`.
public enum DelimitedText {
  /// How a table is read.
  public struct Options {
    public var delimiter: String?
    public var comments: String? = "#"
    public var skippedRows = 0
    public var maximumRows: Int?
    /// The columns to keep; nil keeps all.
    public var columns: [Int]?
    /// What stands for missing or unreadable numbers; nil makes them an error.
    public var missing: Double?
    public var minimumDimensions = 0

    public init() {}
  }

  /// The numbers (or texts) of a file, a row a line.
  ///
  /// - Throws: `.value` for rows of different lengths and for words that are no numbers.
  public static func load(_ path: String, dtype: DType = .float64, _ options: Options = Options()) throws -> NDArray {
    let rows = try words(String(decoding: FileAccess.read(path), as: UTF8.self), options)
    let columns = rows.first?.count ?? 0
    for (index, row) in rows.enumerated() where row.count != columns {
      throw ArrayError(
        .value,
        "the number of columns changed from \(columns) to \(row.count) at row \(index + 1); use `usecols` to select a "
          + "subset and avoid this error")
    }
    let flat = Array(rows.joined())
    let shape = [rows.count, columns]
    if dtype.isText { return try squeezed(NDArray(texts: flat, shape: shape), options) }
    var numbers: [Double] = []
    numbers.reserveCapacity(flat.count)
    for (index, word) in flat.enumerated() {
      if let number = dtype.isInteger ? Int(word).map(Double.init) ?? FloatText.parse(word) : FloatText.parse(word) {
        numbers.append(number)
      } else if let missing = options.missing {
        numbers.append(missing)
      } else {
        let name = dtype.isInteger ? "int64" : "float64"
        throw ArrayError(
          .value,
          "could not convert string '\(word)' to \(name) at row \(index / max(columns, 1)), column "
            + "\(index % max(columns, 1) + 1).")
      }
    }
    return try squeezed(NDArray(numbers, shape: shape).cast(to: dtype), options)
  }

  private static func squeezed(_ array: NDArray, _ options: Options) throws -> NDArray {
    if array.size == 0 { return try array.reshaped([0]) }
    var result = try array.squeezed()
    while result.ndim < options.minimumDimensions {
      result = try result.expandingDims([array.shape[0] == 1 ? 0 : result.ndim])
    }
    return result
  }

  private static func words(_ text: String, _ options: Options) throws -> [[String]] {
    var rows: [[String]] = []
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).dropFirst(options.skippedRows)
    {
      if let most = options.maximumRows, rows.count >= most { break }
      var body = line
      if let comments = options.comments, !comments.isEmpty, let mark = body.firstRange(of: comments) {
        body = body[..<mark.lowerBound]
      }
      guard body.contains(where: { !$0.isWhitespace }) else { continue }
      let words: [Substring]
      if let delimiter = options.delimiter, delimiter != " ", !delimiter.isEmpty {
        words = body.split(separator: delimiter, omittingEmptySubsequences: false)
      } else {
        words = body.split(whereSeparator: \.isWhitespace)
      }
      let trimmed = words.map(trimmed)
      guard let columns = options.columns else {
        rows.append(trimmed)
        continue
      }
      rows.append(
        try columns.map { column in
          let place = column < 0 ? column + trimmed.count : column
          guard trimmed.indices.contains(place) else {
            throw ArrayError(
              .value, "invalid column index \(column) at row \(rows.count + 1) with \(trimmed.count) columns")
          }
          return trimmed[place]
        })
    }
    return rows
  }

  private static func trimmed(_ text: Substring) -> String {
    var body = text
    while let first = body.first, first.isWhitespace { body = body.dropFirst() }
    while let last = body.last, last.isWhitespace { body = body.dropLast() }
    return String(body)
  }

  /// Writes rows of words that are formatted already, with header and footer lines marked as comments.
  public static func save(
    _ path: String, _ rows: [[String]], delimiter: String, newline: String, header: String, footer: String,
    comments: String
  ) throws {
    func commented(_ text: String) -> String {
      text.isEmpty
        ? ""
        : comments
          + text.split(separator: "\n", omittingEmptySubsequences: false)
          .joined(separator: "\n" + comments) + newline
    }
    let body = rows.map { $0.joined(separator: delimiter) + newline }.joined()
    try FileAccess.write(path, commented(header) + body + commented(footer))
  }
}

import Arrays

/// What a probe recorded: pieces of (batch, steps, …), one per run, joined when somebody looks.
struct Recording {
  private var pieces: [NDArray] = []

  mutating func append(_ piece: NDArray) { if piece.shape.count > 1, piece.shape[1] > 0 { pieces.append(piece) } }

  /// A recording of nothing but NaN, (batch, steps, …), for the time when the probe wasn't there.
  static func absent(shape: [Int], dtype: DType) throws -> Recording {
    var recording = Recording()
    let array = try NDArray(zeros: shape, dtype: .float64)
    try array.withMutableDoubles { cells in for i in cells.indices { cells[i] = .nan } }
    recording.append(try array.cast(to: dtype))
    return recording
  }

  /// The recording with another type and number of items; nil if items would have to become one.
  func converted(to items: Int, _ dtype: DType) throws -> Recording? {
    guard pieces.allSatisfy({ $0.shape[0] == items || $0.shape[0] == 1 }) else { return nil }
    var result = Recording()
    result.pieces = try pieces.map { piece in
      let row = try piece.cast(to: dtype)
      return row.shape[0] == items ? row : try NDArray.joiningRows([NDArray](repeating: row, count: items))
    }
    return result
  }

  var isEmpty: Bool { pieces.isEmpty }

  /// All steps, (batch, steps, …); nil if there are none.
  mutating func joined() throws -> NDArray? {
    guard let first = pieces.first else { return nil }
    if pieces.count == 1 { return first }
    let steps = pieces.reduce(0) { $0 + $1.shape[1] }
    var shape = first.shape
    shape[1] = steps
    let result = try NDArray(uninitialized: shape, dtype: first.dtype)
    let row = shape.dropFirst(2).reduce(1, *) * first.dtype.itemSize
    var start = 0
    for piece in pieces {
      let source = piece.contiguous()
      let count = source.shape[1]
      for item in 0..<shape[0] {
        (result.base + (item * steps + start) * row).copyMemory(
          from: source.base + item * count * row, byteCount: count * row)
      }
      start += count
    }
    pieces = [result]
    return result
  }
}

import Arrays

/// What a probe recorded: pieces of (batch, steps, …), one per run, joined when somebody looks. A piece of one item, where
/// others have several, stands for all of them: what is probed had one value then.
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

  /// The recording with another type of numbers.
  func converted(to dtype: DType) throws -> Recording {
    var result = Recording()
    result.pieces = try pieces.map { try $0.cast(to: dtype) }
    return result
  }

  var isEmpty: Bool { pieces.isEmpty }

  /// All steps, (batch, steps, …); nil if there are none.
  mutating func joined() throws -> NDArray? {
    guard let first = pieces.first else { return nil }
    if pieces.count == 1 { return first }
    let steps = pieces.reduce(0) { $0 + $1.shape[1] }
    var shape = first.shape
    shape[0] = pieces.reduce(0) { max($0, $1.shape[0]) }
    shape[1] = steps
    let result = try NDArray(uninitialized: shape, dtype: first.dtype)
    let row = shape.dropFirst(2).reduce(1, *) * first.dtype.itemSize
    var start = 0
    for piece in pieces {
      let source = piece.contiguous()
      let count = source.shape[1]
      for item in 0..<shape[0] {
        (result.base + (item * steps + start) * row).copyMemory(
          from: source.base + (source.shape[0] == 1 ? 0 : item) * count * row, byteCount: count * row)
      }
      start += count
    }
    pieces = [result]
    return result
  }
}

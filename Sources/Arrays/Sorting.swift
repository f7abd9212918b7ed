/// Sorting and searching along an axis.
public enum Sorting {
  /// A sorted copy along `axis` (of the raveled array for nil); nan comes last.
  public static func sorted(_ array: NDArray, axis: Int? = -1) throws -> NDArray {
    guard let axis else { return try sorted(array.raveled(), axis: 0) }
    let place = try normalized(axis: axis, ndim: array.ndim)
    if array.dtype.isText {
      let codes = TextCodes(array)
      return try codes.texts(sorted(codes.codes, axis: axis), dtype: array.dtype)
    }
    // The wide copy has the axis last and contiguous.
    let rows = try array.movingAxes([place], to: [-1]).astype(array.dtype.ordered)
    try array.dtype.dispatchOrdered(SortRows(rows: rows, length: array.shape[place]))
    return try rows.cast(to: array.dtype).movingAxes([-1], to: [place]).contiguous()
  }

  /// The indices (int64) that sort along `axis`; stable.
  public static func argsort(_ array: NDArray, axis: Int? = -1) throws -> NDArray {
    guard let axis else { return try argsort(array.raveled(), axis: 0) }
    let place = try normalized(axis: axis, ndim: array.ndim)
    if array.dtype.isText { return try argsort(TextCodes(array).codes, axis: axis) }
    let rows = try array.movingAxes([place], to: [-1]).astype(array.dtype.ordered)
    let order = try NDArray(zeros: rows.shape, dtype: .int64)
    try array.dtype.dispatchOrdered(ArgSortRows(rows: rows, order: order, length: array.shape[place]))
    return try order.movingAxes([-1], to: [place]).contiguous()
  }

  /// The index (int64) of the first greatest or least element along `axis`; of the raveled array for nil. nan wins.
  public static func argExtreme(
    _ array: NDArray, greatest: Bool, axis: Int? = nil, keepDims: Bool = false
  ) throws -> NDArray {
    let name = greatest ? "argmax" : "argmin"
    let flat = axis == nil ? array.raveled() : array
    let place = try normalized(axis: axis ?? 0, ndim: flat.ndim)
    guard flat.shape[place] > 0 else {
      throw ArrayError(.value, "attempt to get \(name) of an empty sequence")
    }
    let numbers = array.dtype.isText ? TextCodes(flat).codes : flat
    let rows = try numbers.movingAxes([place], to: [-1]).cast(to: numbers.dtype.ordered).contiguous()
    let result = try NDArray(zeros: Array(rows.shape.dropLast()), dtype: .int64)
    try numbers.dtype.dispatchOrdered(
      ArgExtremeRows(rows: rows, result: result, length: flat.shape[place], greatest: greatest))
    guard keepDims else { return result }
    return try axis == nil
      ? result.reshaped([Int](repeating: 1, count: array.ndim)) : result.expandingDims([place])
  }

  /// Where each of `values` would go into the ascending one-dimensional `sorted`: before equals (`left`) or after them.
  public static func search(_ sorted: NDArray, _ values: NDArray, rightSide: Bool = false) throws -> NDArray {
    guard sorted.ndim == 1 else { throw ArrayError(.value, "object too deep for desired array") }
    if sorted.dtype.isText || values.dtype.isText {
      let both = try Assembly.concatenate([sorted, values.raveled()], axis: 0)
      let codes = TextCodes(both).codes
      return try search(
        codes.sliced(axis: 0, start: 0, count: sorted.size),
        codes.sliced(axis: 0, start: sorted.size, count: values.size).reshaped(values.shape), rightSide: rightSide)
    }
    let common = DType.promote(sorted.dtype, values.dtype)
    let table = try sorted.cast(to: common.ordered).contiguous()
    let wanted = try values.cast(to: common.ordered).contiguous()
    let result = try NDArray(zeros: values.shape, dtype: .int64)
    try common.dispatchOrdered(SearchEach(table: table, wanted: wanted, result: result, rightSide: rightSide))
    return result
  }
}

private struct SortRows: OrderedVisitor {
  let rows: NDArray, length: Int
  func visit<T: Element & Comparable>(_ type: T.Type) throws {
    guard length > 1 else { return }
    for start in stride(from: 0, to: rows.size, by: length) {
      var row = UnsafeMutableBufferPointer(start: rows.pointer(T.self) + start, count: length)
      row.sort(by: precedes)
    }
  }
}

private struct ArgSortRows: OrderedVisitor {
  let rows: NDArray, order: NDArray, length: Int
  func visit<T: Element & Comparable>(_ type: T.Type) throws {
    guard length > 0 else { return }
    for start in stride(from: 0, to: rows.size, by: length) {
      let values = rows.pointer(T.self) + start
      var indices = UnsafeMutableBufferPointer(start: order.pointer(Int.self) + start, count: length)
      for index in 0..<length { indices[index] = index }
      // The index breaks ties, so that stability is not left to the library's sort.
      indices.sort { a, b in
        let (x, y) = (values[a], values[b])
        return precedes(x, y) || (!precedes(y, x) && a < b)
      }
    }
  }
}

private struct ArgExtremeRows: OrderedVisitor {
  let rows: NDArray, result: NDArray, length: Int, greatest: Bool
  func visit<T: Element & Comparable>(_ type: T.Type) throws {
    let out = result.pointer(Int.self)
    for row in 0..<result.size {
      let values = rows.pointer(T.self) + row &* length
      var (best, place) = (values[0], 0)
      var index = 1
      while index < length, best == best {
        let value = values[index]
        if greatest ? value > best : value < best { (best, place) = (value, index) }
        if value != value { (best, place) = (value, index) }
        index &+= 1
      }
      out[row] = place
    }
  }
}

private struct SearchEach: OrderedVisitor {
  let table: NDArray, wanted: NDArray, result: NDArray, rightSide: Bool
  func visit<T: Element & Comparable>(_ type: T.Type) throws {
    let (sorted, values, out) = (table.pointer(T.self), wanted.pointer(T.self), result.pointer(Int.self))
    for index in 0..<wanted.size {
      let value = values[index]
      var (low, high) = (0, table.size)
      while low < high {
        let middle = (low + high) / 2
        let goesRight = rightSide ? !precedes(value, sorted[middle]) : precedes(sorted[middle], value)
        if goesRight { low = middle + 1 } else { high = middle }
      }
      out[index] = low
    }
  }
}

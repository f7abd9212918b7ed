/// Shapes stretched from the right: missing axes and extents of 1 repeat.
public enum Broadcasting {
  /// The shape that all of `shapes` stretch to; `ValueError` if there is none.
  public static func shape(_ shapes: [[Int]]) throws -> [Int] {
    var result = [Int](repeating: 1, count: shapes.map(\.count).max() ?? 0)
    for shape in shapes {
      for (back, extent) in shape.reversed().enumerated() where extent != 1 {
        let axis = result.count - 1 - back
        guard result[axis] == 1 || result[axis] == extent else {
          let given = shapes.map { ArrayError.tight(shape: $0) }.joined(separator: " ")
          throw ArrayError(.value, "operands could not be broadcast together with shapes \(given) ")
        }
        result[axis] = extent
      }
    }
    return result
  }
}

extension NDArray {
  /// A read-only view stretched to `target`; nil if it does not stretch.
  func stretched(to target: [Int]) -> NDArray? {
    if target == shape { return self }
    let missing = target.count - ndim
    guard missing >= 0 else { return nil }
    var steps = [Int](repeating: 0, count: target.count)
    for axis in shape.indices {
      if shape[axis] == target[axis + missing] {
        steps[axis + missing] = strides[axis]
      } else if shape[axis] != 1 {
        return nil
      }
    }
    return NDArray(buffer: buffer, dtype: dtype, shape: target, strides: steps, offset: offset, isReadOnly: true)
  }

  /// A read-only view stretched to `target`; `ValueError` if it does not stretch.
  public func broadcast(to target: [Int]) throws -> NDArray {
    guard var view = stretched(to: target) else {
      throw ArrayError(
        .value,
        "operands could not be broadcast together with remapped shapes [original->remapped]: "
          + "\(ArrayError.tight(shape: shape))  and requested shape \(ArrayError.tight(shape: target))")
    }
    // Whoever copies the view needs that much.
    let bytes = target.reduce(Double(dtype.itemSize)) { $0 * Double($1) }
    guard bytes <= Double(MachineMemory.limit) else { throw ArrayError.memory(shape: target, dtype: dtype) }
    view.isReadOnly = true
    return view
  }

  /// Writes `value`, stretched to this shape and converted, into the elements.
  ///
  /// - Throws: `ValueError` if the array is read-only or the shapes don't fit.
  public func fill(with value: NDArray) throws {
    guard !isReadOnly else { throw ArrayError(.value, "assignment destination is read-only") }
    var source = value
    // Leading axes of extent 1 may exceed the target's, as in NumPy.
    while source.ndim > ndim, source.shape[0] == 1 { source = source.selecting(axis: 0, index: 0) }
    guard let stretched = source.stretched(to: shape) else {
      throw ArrayError(
        .value,
        "could not broadcast input array from shape \(ArrayError.tight(shape: value.shape)) into shape "
          + ArrayError.tight(shape: shape))
    }
    try assign(source.buffer === buffer ? stretched.copy() : stretched)
  }
}

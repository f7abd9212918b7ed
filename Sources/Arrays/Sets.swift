/// Arrays as sets: distinct values in order, membership, unions.
public enum Sets {
  /// The distinct values of an array, ascending, and how they lie in it.
  public struct Distinct {
    public let values: NDArray
    /// Where each value first stands in the raveled array.
    public let firstIndices: NDArray
    /// For each element of the array its place among the values, in the array's shape.
    public let inverse: NDArray
    public let counts: NDArray
  }

  /// All nan count as one value.
  public static func distinct(_ array: NDArray) throws -> Distinct {
    let flat = array.raveled()
    let order = try Sorting.argsort(flat).ints
    let sorted = try flat.taking(order, axis: 0)
    let isNew: [Bool]
    if flat.size > 1 {
      let later = sorted.sliced(axis: 0, start: 1, count: flat.size - 1)
      let earlier = sorted.sliced(axis: 0, start: 0, count: flat.size - 1)
      var differs = try BinaryUfunc.notEqual(later, earlier)
      if flat.dtype.isFloat {
        let bothNaN = try BinaryUfunc.logicalAnd(UnaryUfunc.isnan(later), UnaryUfunc.isnan(earlier))
        differs = try BinaryUfunc.logicalAnd(differs, UnaryUfunc.logicalNot(bothNaN))
      }
      isNew = [true] + differs.bools
    } else {
      isNew = [Bool](repeating: true, count: flat.size)
    }
    let starts = isNew.indices.filter { isNew[$0] }
    var inverse = [Int](repeating: 0, count: flat.size)
    var group = -1
    for (place, index) in order.enumerated() {
      if isNew[place] { group += 1 }
      inverse[index] = group
    }
    return Distinct(
      values: try sorted.taking(starts, axis: 0), firstIndices: NDArray(starts.map { order[$0] }),
      inverse: NDArray(inverse, shape: array.shape),
      counts: NDArray(zip(starts, starts.dropFirst() + [flat.size]).map { $1 - $0 }))
  }

  /// For each element whether it is among `values`.
  public static func contains(_ values: NDArray, _ elements: NDArray) throws -> NDArray {
    let sorted = try Sorting.sorted(values.raveled())
    guard sorted.size > 0 else { return try NDArray(zeros: elements.shape, dtype: .bool) }
    let places = try Sorting.search(sorted, elements).ints.map { min($0, sorted.size - 1) }
    let found = try sorted.taking(places, axis: 0).reshaped(elements.shape)
    return try BinaryUfunc.equal(found, elements)
  }

  public static func intersection(_ a: NDArray, _ b: NDArray) throws -> NDArray {
    let values = try distinct(a).values
    return try values.indexed([.mask(contains(b, values))])
  }

  public static func union(_ a: NDArray, _ b: NDArray) throws -> NDArray {
    try distinct(Assembly.concatenate([a, b], axis: nil)).values
  }

  public static func difference(_ a: NDArray, _ b: NDArray) throws -> NDArray {
    let values = try distinct(a).values
    return try values.indexed([.mask(UnaryUfunc.logicalNot(contains(b, values)))])
  }
}

/// An elementwise operation of one array. The table of all of them is in `UnaryUfunc+Table.swift`.
public struct UnaryUfunc: Sendable {
  /// How types are found, as for `BinaryUfunc`.
  enum Rule: Sendable { case same, floating, predicate }

  public let name: String
  let rule: Rule
  let loops: LoopTable<UnaryLoop>
  let reportsErrors: Bool

  /// Operations that stay within a type.
  @inline(__always)
  init(
    _ name: String, reportsErrors: Bool = true, bool: (@Sendable (Bool) -> Bool)? = nil,
    int: (@Sendable (Int) -> Int)? = nil, uint: (@Sendable (UInt) -> UInt)? = nil,
    float: (@Sendable (Float) -> Float)? = nil, double: (@Sendable (Double) -> Double)? = nil
  ) {
    self.name = name
    rule = .same
    self.reportsErrors = reportsErrors
    loops = LoopTable(
      bool: bool.map { loop($0) }, int: int.map { loop($0) }, uint: uint.map { loop($0) },
      float: float.map { loop($0) },
      double: double.map { loop($0) })
  }

  /// Functions of real numbers: integers are converted to floats.
  @inline(__always)
  init(
    function name: String, _ float: @escaping @Sendable (Float) -> Float,
    _ double: @escaping @Sendable (Double) -> Double
  ) {
    self.name = name
    rule = .floating
    reportsErrors = true
    loops = LoopTable(float: loop(float), double: loop(double))
  }

  /// Predicates.
  @inline(__always)
  init(
    predicate name: String, bool: (@Sendable (Bool) -> Bool)? = nil, int: (@Sendable (Int) -> Bool)? = nil,
    uint: (@Sendable (UInt) -> Bool)? = nil, float: @escaping @Sendable (Float) -> Bool,
    double: @escaping @Sendable (Double) -> Bool
  ) {
    self.name = name
    rule = .predicate
    reportsErrors = false
    loops = LoopTable(
      bool: bool.map { loop($0) }, int: int.map { loop($0) }, uint: uint.map { loop($0) }, float: loop(float),
      double: loop(double))
  }
}

extension UnaryUfunc {
  /// The operation on an array.
  ///
  /// - Parameter target: where the result is written; it must have the result's shape. Without one a new array is made.
  /// - Throws: `TypeError` for types without this operation or a `target` whose type can't take the result.
  @discardableResult
  public func apply(_ a: NDArray, into target: NDArray? = nil, errors: inout FloatingErrors) throws -> NDArray {
    guard !a.dtype.isText else { throw unsupported(a.dtype) }
    let input = rule == .floating ? a.dtype.floatPartner : a.dtype
    let output = rule == .predicate ? DType.bool : input
    try target?.checkTarget(of: name, output)
    let loopClass = LoopClass(input)
    guard let loop = loops[loopClass] else { throw unsupported(a.dtype) }
    if let target, target.shape != a.shape {
      throw ArrayError(
        .value,
        "non-broadcastable output operand with shape \(ArrayError.tight(shape: target.shape)) doesn't match the "
          + "broadcast shape \(ArrayError.tight(shape: a.shape))")
    }
    let x = try a.cast(to: loopClass.dtype)
    let computed = rule == .predicate ? DType.bool : loopClass.dtype
    var result: NDArray
    if let target, target.dtype == computed, computed == output, !target.overlaps(x) {
      result = target
    } else {
      result = try NDArray(uninitialized: a.shape, dtype: computed)
    }
    if reportsErrors { FloatingErrors.clear() }
    Self.run(loop, x, result)
    if reportsErrors { errors.formUnion(FloatingErrors.current()) }
    if computed != output { result = try result.astype(output) }
    guard let target, result.buffer !== target.buffer else { return target ?? result }
    try target.assign(result)
    return target
  }

  public func callAsFunction(_ a: NDArray) throws -> NDArray {
    var ignored: FloatingErrors = []
    return try apply(a, errors: &ignored)
  }

  static func run(_ loop: UnaryLoop, _ x: NDArray, _ result: NDArray) {
    if x.isContiguous, result.isContiguous {
      loop(x.base, 1, result.base, 1, result.size)
      return
    }
    let (from, to) = (x.base, result.base)
    let (xItem, item) = (x.dtype.itemSize, result.dtype.itemSize)
    let walk = Traversal(shape: result.shape, strides: [x.strides, result.strides])
    walk.forEachRun { start in
      loop(from + start[0] &* xItem, walk.steps[0], to + start[1] &* item, walk.steps[1], walk.count)
    }
  }

  private func unsupported(_ dtype: DType) -> ArrayError {
    if dtype == .bool, name == "negative" {
      return ArrayError(
        .type,
        "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not "
          + "function instead.")
    }
    if dtype.isText, rule != .floating {
      return ArrayError(
        .ufunc,
        "ufunc '\(name)' did not contain a loop with signature matching types <class 'numpy.dtypes.StrDType'> -> None")
    }
    return ArrayError(
      .type,
      "ufunc '\(name)' not supported for the input types, and the inputs could not be safely coerced to any supported "
        + "types according to the casting rule ''safe''")
  }
}

extension UnaryUfunc {
  /// The operation on one float64 that gives a float64; nil if there is none.
  public func evaluate(_ x: Double, errors: inout FloatingErrors) -> Double? {
    guard rule != .predicate, let loop = loops.double else { return nil }
    var result = 0.0
    if reportsErrors { FloatingErrors.clear() }
    withUnsafePointer(to: x) { x in withUnsafeMutablePointer(to: &result) { loop(x, 0, $0, 0, 1) } }
    if reportsErrors { errors.formUnion(FloatingErrors.current()) }
    return result
  }
}

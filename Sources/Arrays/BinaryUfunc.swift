/// An elementwise operation of two arrays: what it computes for each class of types and what type comes out.
///
/// The table of all of them is in `BinaryUfunc+Table.swift`.
public struct BinaryUfunc: Sendable {
  /// How types are found: `in` is what operands are converted to, `out` what the result is.
  enum Rule: Sendable {
    /// The promoted type, in and out; types without a loop (bool, mostly) go up to the next that has one.
    case same
    /// The promoted type in, bool out.
    case comparison
    /// Everything becomes bool by being non-zero.
    case logical
    /// Integers compute in the float type that corresponds to them.
    case floating
    /// True division: all integers are float64.
    case division
  }

  /// NumPy's name for it, which warnings and errors give.
  public let name: String
  let rule: Rule
  let loops: LoopTable<BinaryLoop>
  /// Whether the processor's flags after a run mean anything (comparisons of nan set them without reason).
  let reportsErrors: Bool
  /// The value that reductions of nothing give; nil if there is none.
  let identity: Double?

  /// Whether a reduction may combine elements in any order without changing a bit of the result.
  func isFreelyOrdered(_ loopClass: LoopClass) -> Bool {
    let isArithmetic = name == "add" || name == "multiply"
    return isArithmetic ? loopClass != .float && loopClass != .double : rule == .logical || !reportsErrors
  }

  /// Operations that stay within a type.
  @inline(__always)
  init(
    _ name: String, _ rule: Rule = .same, identity: Double? = nil, reportsErrors: Bool = true,
    bool: (@Sendable (Bool, Bool) -> Bool)? = nil, int: (@Sendable (Int, Int) -> Int)? = nil,
    uint: (@Sendable (UInt, UInt) -> UInt)? = nil, float: (@Sendable (Float, Float) -> Float)? = nil,
    double: (@Sendable (Double, Double) -> Double)? = nil
  ) {
    self.name = name
    self.rule = rule
    self.identity = identity
    self.reportsErrors = reportsErrors
    loops = LoopTable(
      bool: bool.map { loop($0) }, int: int.map { loop($0) }, uint: uint.map { loop($0) },
      float: float.map { loop($0) },
      double: double.map { loop($0) })
  }

  /// Comparisons.
  @inline(__always)
  init(
    comparison name: String, bool: @escaping @Sendable (Bool, Bool) -> Bool,
    int: @escaping @Sendable (Int, Int) -> Bool, uint: @escaping @Sendable (UInt, UInt) -> Bool,
    float: @escaping @Sendable (Float, Float) -> Bool, double: @escaping @Sendable (Double, Double) -> Bool
  ) {
    self.name = name
    rule = .comparison
    identity = nil
    reportsErrors = false
    loops = LoopTable(bool: loop(bool), int: loop(int), uint: loop(uint), float: loop(float), double: loop(double))
  }
}

extension BinaryUfunc {
  /// The types of an application: `input` for both operands, `output` of the result.
  ///
  /// - Parameter given: the operands' own types, for the error.
  func types(for common: DType, given: [DType] = []) throws -> (input: DType, output: DType) {
    guard !common.isText else { throw noLoop(given.isEmpty ? [common, common] : given) }
    switch rule {
    case .comparison: return (common, .bool)
    case .logical: return (.bool, .bool)
    case .floating: return (common.floatPartner, common.floatPartner)
    case .division:
      let type = common.isFloat ? common : .float64
      return (type, type)
    case .same:
      if loops[LoopClass(common)] != nil { return (common, common) }
      guard common == .bool, loops.int != nil, name != "subtract" else { throw unsupported(common) }
      return (.int8, .int8)
    }
  }

  private func noLoop(_ given: [DType]) -> ArrayError {
    let shown = given.map { "dtype('\($0.description)')" }.joined(separator: ", ")
    return ArrayError(
      .ufunc, "ufunc '\(name)' did not contain a loop with signature matching types (\(shown)) -> None")
  }

  private func unsupported(_ dtype: DType) -> ArrayError {
    if dtype == .bool, name == "subtract" {
      return ArrayError(
        .type,
        "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the "
          + "logical_xor function instead.")
    }
    return ArrayError(
      .type,
      "ufunc '\(name)' not supported for the input types, and the inputs could not be safely coerced to any supported "
        + "types according to the casting rule ''safe''")
  }

  /// The operation on two operands, stretched to a common shape.
  ///
  /// - Parameter target: where the result is written; it must have the result's shape. Without one a new array is made.
  /// - Parameter errors: receives floating-point events.
  /// - Throws: `ValueError` for shapes that don't fit, `TypeError` for types without this operation or a `target`
  ///   whose type can't take the result.
  @discardableResult
  public func apply(
    _ a: Operand, _ b: Operand, into target: NDArray? = nil, errors: inout FloatingErrors
  ) throws -> NDArray {
    let common = Operand.resultType([a, b])
    if common.isText, rule == .comparison { return try compareTexts(a.array, b.array) }
    var (input, output) = try types(for: common, given: [a.array.dtype, b.array.dtype])
    if rule == .comparison, common.kind == .unsigned, a.isNegativeInt || b.isNegativeInt { input = .float64 }
    try target?.checkTarget(of: name, output)
    let loopClass = LoopClass(input)
    guard let loop = loops[loopClass] else { throw unsupported(common) }
    let x = try operand(a, input).cast(to: loopClass.dtype)
    let y = try operand(b, input).cast(to: loopClass.dtype)
    if name == "power", input.isInteger { try Self.refuseNegativeExponents(y) }
    let shape = try resultShape(x, y, target)
    let computed = output == .bool ? DType.bool : loopClass.dtype
    var result: NDArray
    if let target, target.dtype == computed, computed == output, !target.overlaps(x), !target.overlaps(y) {
      result = target
    } else {
      result = try NDArray(uninitialized: shape, dtype: computed)
    }
    if reportsErrors { FloatingErrors.clear() }
    Self.run(loop, x, y, result)
    if reportsErrors { errors.formUnion(FloatingErrors.current()) }
    if computed != output { result = try result.astype(output) }
    guard let target, result.buffer !== target.buffer else { return target ?? result }
    try target.assign(result)
    return target
  }

  public func callAsFunction(_ a: NDArray, _ b: NDArray) throws -> NDArray {
    var ignored: FloatingErrors = []
    return try apply(.array(a), .array(b), errors: &ignored)
  }

  public func callAsFunction(_ a: NDArray, _ b: Double) throws -> NDArray {
    var ignored: FloatingErrors = []
    return try apply(.array(a), .weakFloat(b), errors: &ignored)
  }

  /// Python ints that an integer type can't hold still compare: the loops' wide types have room for them.
  private func operand(_ operand: Operand, _ input: DType) throws -> NDArray {
    switch operand {
    case .weakInt(let value) where rule == .logical: return NDArray(scalar: value != 0)
    case .weakInt(let value) where rule == .comparison && input.isInteger: return NDArray(scalar: value)
    default: return try operand.array(input)
    }
  }

  private func resultShape(_ x: NDArray, _ y: NDArray, _ target: NDArray?) throws -> [Int] {
    guard let target else {
      return x.shape == y.shape ? x.shape : try Broadcasting.shape([x.shape, y.shape])
    }
    if x.shape == target.shape, y.shape == target.shape || y.ndim == 0 { return target.shape }
    let shapes = [x.shape, y.shape, target.shape]
    guard try Broadcasting.shape(shapes) == target.shape else {
      throw ArrayError(
        .value,
        "non-broadcastable output operand with shape \(ArrayError.tight(shape: target.shape)) doesn't match the "
          + "broadcast shape \(ArrayError.tight(shape: try Broadcasting.shape(shapes)))")
    }
    return target.shape
  }

  private static func refuseNegativeExponents(_ exponents: NDArray) throws {
    guard exponents.dtype == .int64, exponents.ints.contains(where: { $0 < 0 }) else { return }
    throw ArrayError(.value, "Integers to negative integer powers are not allowed.")
  }

  /// Runs a loop over operands stretched to the shape of `result`.
  static func run(_ loop: BinaryLoop, _ x: NDArray, _ y: NDArray, _ result: NDArray) {
    let (xItem, yItem, item) = (x.dtype.itemSize, y.dtype.itemSize, result.dtype.itemSize)
    let fitsX = x.shape == result.shape && x.isContiguous, fitsY = y.shape == result.shape && y.isContiguous
    if result.isContiguous, fitsX || x.size == 1, fitsY || y.size == 1 {
      loop(x.base, fitsX ? 1 : 0, y.base, fitsY ? 1 : 0, result.base, 1, result.size)
      return
    }
    guard let stretchedX = x.stretched(to: result.shape), let stretchedY = y.stretched(to: result.shape) else { return }
    let walk = Traversal(shape: result.shape, strides: [stretchedX.strides, stretchedY.strides, result.strides])
    let (xStep, yStep, step) = (walk.steps[0], walk.steps[1], walk.steps[2])
    let (from, other, to) = (x.base, y.base, result.base)
    walk.forEachRun { start in
      loop(
        from + start[0] &* xItem, xStep, other + start[1] &* yItem, yStep, to + start[2] &* item, step, walk.count)
    }
  }

  private func compareTexts(_ a: NDArray, _ b: NDArray) throws -> NDArray {
    guard a.dtype.isText, b.dtype.isText else {
      let shape = try Broadcasting.shape([a.shape, b.shape])
      guard name == "equal" || name == "not_equal" else { throw noLoop([a.dtype, b.dtype]) }
      return try NDArray(repeating: name == "equal" ? 0 : 1, shape: shape, dtype: .bool)
    }
    let shape = try Broadcasting.shape([a.shape, b.shape])
    let (left, right) = (try a.broadcast(to: shape).texts, try b.broadcast(to: shape).texts)
    let order = zip(left, right).map { x, y in
      x == y ? 0 : x.unicodeScalars.lexicographicallyPrecedes(y.unicodeScalars) ? -1 : 1
    }
    return try self(NDArray(order, shape: shape), NDArray(scalar: 0))
  }
}

extension NDArray {
  /// `TypeError` or `ValueError` unless results of type `output` may be written here.
  func checkTarget(of name: String, _ output: DType) throws {
    guard !isReadOnly else { throw ArrayError(.value, "output array is read-only") }
    guard output.casts(sameKindTo: dtype) else {
      throw ArrayError(
        .ufunc,
        "Cannot cast ufunc '\(name)' output from dtype('\(output.description)') to dtype('\(dtype.description)') with "
          + "casting rule 'same_kind'")
    }
  }

  /// Whether writing here element by element could change elements of `source` that are still to be read.
  func overlaps(_ source: NDArray) -> Bool {
    guard source.buffer === buffer else { return false }
    return source.offset != offset || source.strides != strides || source.shape != shape
  }
}

// MARK: single numbers, without arrays

extension BinaryUfunc {
  /// Whether results are bools.
  public var isPredicate: Bool { rule == .comparison || rule == .logical }

  /// The operation on two float64; nil if it has none.
  public func evaluate(_ a: Double, _ b: Double, errors: inout FloatingErrors) -> Double? {
    loops.double.map { single($0, a, b, 0.0, &errors) }
  }

  /// The operation on two int64 that gives an int64; nil if there is none.
  public func evaluate(_ a: Int, _ b: Int, errors: inout FloatingErrors) -> Int? {
    guard rule == .same, let loop = loops.int, name != "power" || b >= 0 else { return nil }
    return single(loop, a, b, 0, &errors)
  }

  /// A comparison of two numbers; nil for other operations.
  public func test(_ a: Double, _ b: Double) -> Bool? {
    guard rule == .comparison, let loop = loops.double else { return nil }
    var ignored: FloatingErrors = []
    return single(loop, a, b, false, &ignored)
  }

  public func test(_ a: Int, _ b: Int) -> Bool? {
    guard rule == .comparison, let loop = loops.int else { return nil }
    var ignored: FloatingErrors = []
    return single(loop, a, b, false, &ignored)
  }

  private func single<A, R>(_ loop: BinaryLoop, _ a: A, _ b: A, _ start: R, _ errors: inout FloatingErrors) -> R {
    var result = start
    if reportsErrors { FloatingErrors.clear() }
    withUnsafePointer(to: a) { a in
      withUnsafePointer(to: b) { b in withUnsafeMutablePointer(to: &result) { loop(a, 0, b, 0, $0, 0, 1) } }
    }
    if reportsErrors { errors.formUnion(FloatingErrors.current()) }
    return result
  }
}

import Glibc

/// Copies and conversions between element types.
extension NDArray {
  /// The array itself if its elements lie in row-major order, else a copy.
  public func contiguous() -> NDArray { isContiguous ? self : copy() }

  /// A row-major copy.
  ///
  /// - Precondition: the array isn't stretched by broadcasting beyond what memory holds; `copied()` throws then.
  public func copy() -> NDArray {
    guard let result = try? copied() else {
      preconditionFailure("out of memory while copying an array of shape \(ArrayError.text(shape: shape))")
    }
    return result
  }

  /// A row-major copy; `MemoryError` if it can't be had.
  public func copied() throws -> NDArray {
    let result = try NDArray(uninitialized: shape, dtype: dtype)
    result.copyElements(from: self)
    return result
  }

  /// A row-major copy with elements of another type: floats are cut toward zero, integers wrap, text is parsed.
  ///
  /// - Throws: `ValueError` for text that is no number, `MemoryError`.
  public func astype(_ target: DType) throws -> NDArray {
    var target = target
    if case .text(0) = target { target = .text(width: textWidth) }
    let result = try NDArray(uninitialized: shape, dtype: target)
    try result.assign(self)
    return result
  }

  /// The array itself if it has the type already, else a converted copy.
  public func cast(to target: DType) throws -> NDArray { dtype == target ? self : try astype(target) }

  /// Characters that the widest element's text needs.
  private var textWidth: Int {
    switch dtype {
    case .text(let width): width
    case .bool: 5
    case .float16, .float32, .float64: 32
    default: 21
    }
  }

  /// Writes the elements of `source`, which has this very shape, converting them. Memory may not overlap.
  func assign(_ source: NDArray) throws {
    if source.dtype == dtype {
      copyElements(from: source)
    } else if dtype.isText || source.dtype.isText {
      try assignText(source)
    } else {
      try source.dtype.dispatch(CastFrom(source: source, target: self))
    }
  }

  /// Writes the elements of `source`, which has this shape and type.
  func copyElements(from source: NDArray) {
    let item = dtype.itemSize
    if isContiguous, source.isContiguous {
      memmove(base, source.base, byteCount)
      return
    }
    let walk = Traversal(shape: shape, strides: [strides, source.strides])
    let (step, sourceStep) = (walk.steps[0], walk.steps[1])
    let (to, from) = (base, source.base)
    walk.forEachRun { start in
      let target = to + start[0] &* item
      let origin = from + start[1] &* item
      if step == 1, sourceStep == 1 {
        memmove(target, origin, walk.count &* item)
      } else {
        switch item {
        case 8: copyStrided(UInt.self, target, step, origin, sourceStep, walk.count)
        case 4: copyStrided(UInt32.self, target, step, origin, sourceStep, walk.count)
        case 2: copyStrided(UInt16.self, target, step, origin, sourceStep, walk.count)
        case 1: copyStrided(UInt8.self, target, step, origin, sourceStep, walk.count)
        default:
          for index in 0..<walk.count {
            memmove(target + index &* step &* item, origin + index &* sourceStep &* item, item)
          }
        }
      }
    }
  }

  private func assignText(_ source: NDArray) throws {
    if case .text(let width) = dtype {
      let values = source.dtype.isText ? source.texts : ArrayText.elements(source)
      var index = 0
      forEachElement { position in
        store(Array(values[index].unicodeScalars), at: position &* width)
        index += 1
      }
      return
    }
    let numbers = try source.texts.map { text -> Double in
      guard let value = dtype.isInteger ? Int(text).map(Double.init) : FloatText.parse(text) else {
        throw ArrayError(
          .value,
          dtype.isInteger
            ? "invalid literal for int() with base 10: '\(text)'" : "could not convert string to float: '\(text)'")
      }
      return value
    }
    try assign(NDArray(numbers, shape: source.shape))
  }
}

@inline(__always)
private func copyStrided<T>(
  _ type: T.Type, _ target: UnsafeMutableRawPointer, _ step: Int, _ source: UnsafeRawPointer, _ sourceStep: Int,
  _ count: Int
) {
  let to = target.assumingMemoryBound(to: T.self)
  let from = source.assumingMemoryBound(to: T.self)
  for index in 0..<count { to[index &* step] = from[index &* sourceStep] }
}

private struct CastFrom: ElementVisitor {
  let source: NDArray, target: NDArray
  func visit<S: Element>(_ type: S.Type) throws { try target.dtype.dispatch(CastTo<S>(source: source, target: target)) }
}

private struct CastTo<S: Element>: ElementVisitor {
  let source: NDArray, target: NDArray

  func visit<T: Element>(_ type: T.Type) throws {
    let walk = Traversal(shape: target.shape, strides: [target.strides, source.strides])
    let (step, sourceStep) = (walk.steps[0], walk.steps[1])
    let to = target.pointer(T.self)
    let from = source.pointer(S.self)
    walk.forEachRun { start in
      let (target, source) = (to + start[0], from + start[1])
      if step == 1, sourceStep == 1 {
        for index in 0..<walk.count { target[index] = convert(source[index]) }
      } else {
        for index in 0..<walk.count { target[index &* step] = convert(source[index &* sourceStep]) }
      }
    }
  }

  /// The branches vanish in each specialisation.
  @inline(__always)
  private func convert<T: Element>(_ value: S) -> T {
    if S.self == UInt.self { return T.from(UInt(bitPattern: value.asInt)) }
    if S.self == Double.self || S.self == Float.self || S.self == Float16.self { return T.from(value.asDouble) }
    return T.from(value.asInt)
  }
}

// MARK: arrays as Swift values

extension NDArray {
  /// All elements in row-major order, converted; text counts as nan.
  public var doubles: [Double] { values(.nan) }
  public var floats: [Float] { values(.nan) }
  /// All elements in row-major order, floats cut toward zero; text counts as 0.
  public var ints: [Int] { values(0) }
  public var bools: [Bool] { values(false) }

  private func values<T: Element>(_ substitute: T) -> [T] {
    if dtype.isText { return [T](repeating: substitute, count: size) }
    guard dtype == T.dtype, isContiguous else {
      return [T](unsafeUninitializedCapacity: size) { target, count in
        count = size
        guard let start = target.baseAddress, count > 0 else { return }
        let memory = ArrayBuffer(
          borrowing: UnsafeMutableRawPointer(start), byteCount: count * MemoryLayout<T>.stride, owner: buffer)
        let view = NDArray(buffer: memory, dtype: T.dtype, shape: shape, strides: rowMajorStrides(shape), offset: 0)
        // Conversions between numeric types do not fail.
        try? view.assign(self)
      }
    }
    return Array(UnsafeBufferPointer(start: pointer(T.self), count: size))
  }

  /// Reads the elements as contiguous float64, converting or copying where they aren't.
  public func withDoubles<R>(_ body: (UnsafeBufferPointer<Double>) throws -> R) rethrows -> R {
    if dtype == .float64, isContiguous {
      return try withExtendedLifetime(buffer) {
        try body(UnsafeBufferPointer(start: pointer(Double.self), count: size))
      }
    }
    return try doubles.withUnsafeBufferPointer(body)
  }

  public func withFloats<R>(_ body: (UnsafeBufferPointer<Float>) throws -> R) rethrows -> R {
    if dtype == .float32, isContiguous {
      return try withExtendedLifetime(buffer) {
        try body(UnsafeBufferPointer(start: pointer(Float.self), count: size))
      }
    }
    return try floats.withUnsafeBufferPointer(body)
  }

  /// Reads and writes the elements in place; `TypeError` unless they are contiguous float64.
  public func withMutableDoubles<R>(_ body: (UnsafeMutableBufferPointer<Double>) throws -> R) throws -> R {
    guard dtype == .float64, isContiguous else {
      throw ArrayError(.type, "expected a contiguous float64 array, got \(dtype.description)")
    }
    return try withExtendedLifetime(buffer) {
      try body(UnsafeMutableBufferPointer(start: pointer(Double.self), count: size))
    }
  }

  public func withMutableFloats<R>(_ body: (UnsafeMutableBufferPointer<Float>) throws -> R) throws -> R {
    guard dtype == .float32, isContiguous else {
      throw ArrayError(.type, "expected a contiguous float32 array, got \(dtype.description)")
    }
    return try withExtendedLifetime(buffer) {
      try body(UnsafeMutableBufferPointer(start: pointer(Float.self), count: size))
    }
  }
}

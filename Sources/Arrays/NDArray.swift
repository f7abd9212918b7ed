/// An n-dimensional array: a typed, strided view of a buffer, with NumPy's reference semantics.
///
/// Copies of the struct and views made from it share memory; `copy()` does not. Strides and offset count
/// elements, not bytes; strides may be negative or zero.
public struct NDArray: @unchecked Sendable {
  public let buffer: ArrayBuffer
  public let dtype: DType
  public let shape: [Int]
  public let strides: [Int]
  public let offset: Int
  /// Whether writing is refused: views made by broadcasting, arrays frozen by their owner.
  public var isReadOnly = false

  /// A view of `buffer`.
  ///
  /// - Precondition: every index within `shape` lies inside the buffer.
  public init(buffer: ArrayBuffer, dtype: DType, shape: [Int], strides: [Int], offset: Int, isReadOnly: Bool = false) {
    self.buffer = buffer
    self.dtype = dtype
    self.shape = shape
    self.strides = strides
    self.offset = offset
    self.isReadOnly = isReadOnly
  }

  /// A new array of zeros (of empty texts); `MemoryError` if it can't be had, `ValueError` for negative extents.
  public init(zeros shape: [Int], dtype: DType = .float64) throws {
    self = try NDArray.allocate(shape, dtype, zeroed: true)
  }

  /// A new array whose elements are yet to be written.
  public init(uninitialized shape: [Int], dtype: DType) throws {
    self = try NDArray.allocate(shape, dtype, zeroed: false)
  }

  private static func allocate(_ shape: [Int], _ dtype: DType, zeroed: Bool) throws -> NDArray {
    guard shape.count <= 64 else {
      throw ArrayError(.value, "maximum supported dimension for an ndarray is currently 64, found \(shape.count)")
    }
    var bytes = dtype.itemSize
    var overflow = false
    for extent in shape {
      guard extent >= 0 else { throw ArrayError(.value, "negative dimensions are not allowed") }
      // An extent of zero elsewhere must not hide an overflow of the strides, so zeros count as ones.
      let (product, carried) = bytes.multipliedReportingOverflow(by: max(extent, 1))
      bytes = product
      overflow = overflow || carried
    }
    let isEmpty = shape.contains(0)
    guard !overflow, let buffer = ArrayBuffer(byteCount: isEmpty ? 0 : bytes, zeroed: zeroed) else {
      throw ArrayError.memory(shape: shape, dtype: dtype)
    }
    return NDArray(buffer: buffer, dtype: dtype, shape: shape, strides: rowMajorStrides(shape), offset: 0)
  }

  public var ndim: Int { shape.count }

  /// The number of elements.
  public var size: Int { shape.reduce(1, &*) }

  /// Bytes of all elements.
  public var byteCount: Int { size &* dtype.itemSize }

  /// Whether the elements lie one after another in row-major order.
  public var isContiguous: Bool {
    var expected = 1
    for axis in stride(from: shape.count - 1, through: 0, by: -1) where shape[axis] != 1 {
      if strides[axis] != expected { return shape.contains(0) }
      expected &*= shape[axis]
    }
    return true
  }

  /// The address of the first element.
  public var base: UnsafeMutableRawPointer { buffer.base + offset &* dtype.itemSize }

  /// The first element's address as `T`.
  ///
  /// - Precondition: `T` is the Swift type of `dtype`.
  @inline(__always)
  public func pointer<T: Element>(_ type: T.Type = T.self) -> UnsafeMutablePointer<T> {
    assert(T.dtype == dtype)
    return base.assumingMemoryBound(to: T.self)
  }
}

/// Strides, in elements, of a row-major array.
public func rowMajorStrides(_ shape: [Int]) -> [Int] {
  var strides = [Int](repeating: 1, count: shape.count)
  for axis in stride(from: shape.count - 2, through: 0, by: -1) {
    strides[axis] = strides[axis + 1] &* max(shape[axis + 1], 1)
  }
  return strides
}

// MARK: arrays from Swift values

extension NDArray {
  /// A new row-major array of `values`.
  ///
  /// - Precondition: `shape`, if given, has as many elements as `values`; memory suffices.
  init<T: Element>(copying values: [T], shape: [Int]?) {
    let shape = shape ?? [values.count]
    precondition(shape.reduce(1, *) == values.count, "a shape has as many elements as there are values")
    guard let buffer = ArrayBuffer(byteCount: values.count * MemoryLayout<T>.stride, zeroed: false) else {
      preconditionFailure("out of memory")
    }
    values.withUnsafeBufferPointer { source in
      if let start = source.baseAddress {
        buffer.base.assumingMemoryBound(to: T.self).initialize(from: start, count: source.count)
      }
    }
    self.init(buffer: buffer, dtype: T.dtype, shape: shape, strides: rowMajorStrides(shape), offset: 0)
  }

  public init(_ values: [Double], shape: [Int]? = nil) { self.init(copying: values, shape: shape) }
  public init(_ values: [Float], shape: [Int]? = nil) { self.init(copying: values, shape: shape) }
  /// An int64 array.
  public init(_ values: [Int], shape: [Int]? = nil) { self.init(copying: values, shape: shape) }
  public init(_ values: [UInt], shape: [Int]? = nil) { self.init(copying: values, shape: shape) }
  public init(_ values: [Bool], shape: [Int]? = nil) { self.init(copying: values, shape: shape) }

  /// Arrays without dimensions.
  public init(scalar: Double) { self.init(copying: [scalar], shape: []) }
  public init(scalar: Float) { self.init(copying: [scalar], shape: []) }
  public init(scalar: Int) { self.init(copying: [scalar], shape: []) }
  public init(scalar: Bool) { self.init(copying: [scalar], shape: []) }

  /// A text array as wide as its longest text.
  public init(texts: [String], shape: [Int]? = nil) throws {
    let scalars = texts.map { Array($0.unicodeScalars) }
    let width = max(1, scalars.map(\.count).max() ?? 1)
    self = try NDArray(zeros: shape ?? [texts.count], dtype: .text(width: width))
    for (index, text) in scalars.enumerated() { store(text, at: index &* width) }
  }

  /// A new array with every element `value`.
  public init(repeating value: Double, shape: [Int], dtype: DType = .float64) throws {
    self = try NDArray(uninitialized: shape, dtype: dtype)
    try fill(with: NDArray(scalar: value))
  }
}

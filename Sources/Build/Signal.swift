/// Signals: the named arrays that operators read and write.
import Arrays
import Model

/// What a signal is to its network: whose it is, and what of it. A model that is built again has the same keys for the
/// same things; operators with a state of their own go by the signal that they write.
public struct SignalKey: Hashable {
  /// Nil: the model's own. Signals of the connection that a probe makes for itself are the probe's.
  public let object: ModelObject?
  public let role: String

  public init(_ object: ModelObject?, _ role: String) {
    if case .connection(let connection)? = object, connection.isForProbe, case .probe = connection.postObject {
      self.object = connection.postObject
      self.role = "decoding " + role
    } else {
      self.object = object
      self.role = role
    }
  }
}

/// An array with a name and an initial value, or a strided view of such an array.
///
/// Views share the memory of their base; a base is its own base. Strides and offset count elements of the base.
public final class Signal {
  public let name: String
  public let shape: [Int]
  public let strides: [Int]
  public let offset: Int
  /// The value before the first step and after a reset. A view's is a view of its base's.
  public let initial: NDArray
  /// Whether nothing but a learning rule's increment ever writes the signal: weights, encoders, biases, constants.
  public var isReadOnly: Bool { base.ownReadOnly }
  private var ownReadOnly: Bool
  /// Nil for signals that belong to no object.
  public let key: SignalKey?
  /// The entries of a sparse matrix; `initial` then holds just their values, [entries].
  public let sparse: SparseMatrix?
  private let parent: Signal?

  /// A new base signal.
  ///
  /// - Throws: a `SignalError` if the initial value has a NaN.
  public init(_ name: String, initial: NDArray, isReadOnly: Bool = false, key: SignalKey? = nil) throws {
    self.name = name
    self.key = key
    self.initial = initial.isContiguous ? initial : initial.copy()
    ownReadOnly = isReadOnly
    shape = initial.shape
    strides = rowMajorStrides(initial.shape)
    offset = 0
    sparse = nil
    parent = nil
    if initial.dtype.isFloat, initial.doubles.contains(where: \.isNaN) {
      throw NengoError(.signal, "Cannot set initial value of '\(name)' to NaN")
    }
  }

  /// A new base signal that holds a sparse matrix of `dtype`.
  public init(_ name: String, sparse: SparseMatrix, dtype: DType, key: SignalKey? = nil) throws {
    self.name = name
    self.key = key
    self.sparse = sparse
    initial = try NDArray(sparse.values).cast(to: dtype)
    ownReadOnly = true
    shape = [sparse.rowCount, sparse.columnCount]
    strides = rowMajorStrides(shape)
    offset = 0
    parent = nil
  }

  private init(view name: String, of base: Signal, shape: [Int], strides: [Int], offset: Int) {
    self.name = name
    key = base.key
    self.shape = shape
    self.strides = strides
    self.offset = offset
    ownReadOnly = base.ownReadOnly
    sparse = nil
    parent = base
    let whole = base.initial
    initial = NDArray(
      buffer: whole.buffer, dtype: whole.dtype, shape: shape, strides: strides, offset: whole.offset + offset)
  }

  /// The signal that owns the memory.
  public var base: Signal { parent ?? self }
  public var isView: Bool { parent != nil }
  public var isSparse: Bool { sparse != nil }
  public var dtype: DType { initial.dtype }
  public var size: Int { shape.reduce(1, *) }
  public var ndim: Int { shape.count }

  /// From now on operators may write the signal: a learning rule changes it.
  func makeWritable() { base.ownReadOnly = false }

  /// Entries `start, start + step, …` along the first axis, as a view.
  ///
  /// - Precondition: those entries exist.
  public func view(start: Int, count: Int, step: Int = 1) -> Signal {
    precondition(ndim > 0, "a view picks along an axis")
    let text = "\(name)[\(start):\(start + count * step)\(step == 1 ? "" : ":\(step)")]"
    return Signal(
      view: text, of: base, shape: [count] + shape.dropFirst(), strides: [strides[0] * step] + strides.dropFirst(),
      offset: offset + start * strides[0])
  }

  /// Columns `start, start + step, …` of a matrix, as a view.
  ///
  /// - Precondition: the signal is a matrix that has those columns.
  public func columns(start: Int, count: Int, step: Int = 1) -> Signal {
    precondition(ndim == 2, "only a matrix has columns")
    return Signal(
      view: "\(name)[:, \(start):\(start + count * step)]", of: base, shape: [shape[0], count],
      strides: [strides[0], strides[1] * step], offset: offset + start * strides[1])
  }

  /// The same elements in another shape, as a view. The signal has to be contiguous.
  public func reshaped(_ shape: [Int]) throws -> Signal {
    guard shape.reduce(1, *) == size, strides == rowMajorStrides(self.shape) else {
      throw NengoError(.signal, "Cannot view signal '\(name)' of shape \(self.shape) as \(shape)")
    }
    return Signal(view: "\(name).reshape", of: base, shape: shape, strides: rowMajorStrides(shape), offset: offset)
  }

  /// The first and last element of the base that the signal covers; nil if it covers none.
  public var extent: ClosedRange<Int>? {
    guard !shape.contains(0) else { return nil }
    var (low, high) = (offset, offset)
    for (count, stride) in zip(shape, strides) {
      let reach = (count - 1) * stride
      if reach < 0 { low += reach } else { high += reach }
    }
    return low...high
  }

  /// Whether both are on one base and their memory extents meet. Interleaved strided views count as overlapping.
  public func mayOverlap(_ other: Signal) -> Bool {
    guard base === other.base, let mine = extent, let theirs = other.extent else { return false }
    return mine.overlaps(theirs)
  }
}

extension Signal: Hashable {
  /// Views are the same signal if they cover the same elements the same way.
  public static func == (a: Signal, b: Signal) -> Bool {
    a === b || (a.base === b.base && a.offset == b.offset && a.shape == b.shape && a.strides == b.strides)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(base))
    hasher.combine(offset)
    hasher.combine(shape)
  }
}

extension Signal: CustomStringConvertible {
  public var description: String { "Signal(\(name), shape=\(ArrayError.text(shape: shape)))" }
}

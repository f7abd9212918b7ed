/// The memory of a running simulator: one float64 buffer for each base signal.
import Arrays
import Build
import Model

/// The elements of a signal in memory, seen as a matrix: vectors are columns, scalars one element. Signals of higher
/// rank are contiguous and seen as one column.
struct SignalView {
  let start: UnsafeMutablePointer<Double>
  let rows: Int
  let columns: Int
  let rowStride: Int
  let columnStride: Int

  var count: Int { rows * columns }

  /// Whether the elements lie one after another.
  var isContiguous: Bool { (columns == 1 || columnStride == 1) && (rows == 1 || rowStride == max(columns, 1)) }

  subscript(row: Int, column: Int) -> Double {
    get { start[row * rowStride + column * columnStride] }
    nonmutating set { start[row * rowStride + column * columnStride] = newValue }
  }

  /// An element in row-major order.
  subscript(index: Int) -> Double {
    get { start[position(index)] }
    nonmutating set { start[position(index)] = newValue }
  }

  private func position(_ index: Int) -> Int {
    columns == 1 ? index * rowStride : (index / columns) * rowStride + (index % columns) * columnStride
  }

  func fill(_ value: Double) { for i in 0..<count { self[i] = value } }

  /// Copies all elements out in row-major order.
  func read(into target: UnsafeMutablePointer<Double>) { for i in 0..<count { target[i] = self[i] } }

  /// Takes all elements in row-major order.
  func write(from source: UnsafePointer<Double>) { for i in 0..<count { self[i] = source[i] } }

  /// Rounds all elements to what a narrower type can hold.
  func round(to type: DType) {
    switch type {
    case .float32: for i in 0..<count { self[i] = Double(Float(self[i])) }
    case .float16: for i in 0..<count { self[i] = Double(Float16(self[i])) }
    default: break
    }
  }

  var hasNaN: Bool {
    for i in 0..<count where self[i].isNaN { return true }
    return false
  }
}

/// Owns the buffers of all signals of a model.
final class SignalMemory {
  private var buffers: [ObjectIdentifier: UnsafeMutableBufferPointer<Double>] = [:]
  private var bases: [Signal] = []

  /// Makes room for every signal that the operators of `model` touch, with initial values.
  init(_ model: BuiltModel) {
    for op in model.operators {
      for signal in op.sets + op.incs + op.reads + op.updates { allocate(signal.base) }
    }
    for probe in model.probes { if let signal = model.probeSignal(probe) { allocate(signal.base) } }
    reset()
  }

  deinit { for buffer in buffers.values { buffer.deallocate() } }

  private func allocate(_ base: Signal) {
    guard buffers[ObjectIdentifier(base)] == nil else { return }
    let buffer = UnsafeMutableBufferPointer<Double>.allocate(capacity: max(base.initial.size, 1))
    buffer.initialize(repeating: 0)
    buffers[ObjectIdentifier(base)] = buffer
    bases.append(base)
  }

  /// Puts every signal back to its initial value.
  func reset() {
    for base in bases {
      guard let buffer = buffers[ObjectIdentifier(base)] else { continue }
      base.initial.withDoubles { initial in for i in initial.indices { buffer[i] = initial[i] } }
    }
  }

  /// Takes the present values of another model's signals that `carryover` lets go on.
  func take(from other: SignalMemory, _ carryover: Carryover) {
    let before = Dictionary(other.bases.compactMap { base in base.key.map { ($0, base) } }) { first, _ in first }
    for base in bases {
      // Constants are what was built; a parameter that was learned once may be a constant now.
      guard let key = base.key, let old = before[key], !(base.isReadOnly && old.isReadOnly), old.shape == base.shape,
        old.initial.size == base.initial.size, carryover.keepsValue(of: key),
        let from = other.buffers[ObjectIdentifier(old)],
        let to = buffers[ObjectIdentifier(base)]
      else { continue }
      for i in 0..<base.initial.size { to[i] = from[i] }
    }
  }

  /// Whether a signal still has the value that it was built with.
  func hasInitialValue(_ base: Signal) -> Bool {
    guard let buffer = buffers[ObjectIdentifier(base)] else { return true }
    return base.initial.withDoubles { initial in initial.indices.allSatisfy { initial[$0] == buffer[$0] } }
  }

  /// The memory of a signal; nil for one that no operator touches.
  func view(_ signal: Signal) -> SignalView? {
    guard let start = buffers[ObjectIdentifier(signal.base)]?.baseAddress else { return nil }
    let first = start + signal.offset
    switch signal.ndim {
    case 0: return SignalView(start: first, rows: 1, columns: 1, rowStride: 1, columnStride: 1)
    case 1:
      return SignalView(
        start: first, rows: signal.shape[0], columns: 1, rowStride: signal.strides[0], columnStride: 1)
    case 2 where !signal.isSparse:
      return SignalView(
        start: first, rows: signal.shape[0], columns: signal.shape[1], rowStride: signal.strides[0],
        columnStride: signal.strides[1])
    default:
      return SignalView(start: first, rows: signal.initial.size, columns: 1, rowStride: 1, columnStride: 1)
    }
  }

  /// A copy of a signal's current value; sparse ones give their entries.
  func value(_ signal: Signal) throws -> NDArray? {
    guard let view = view(signal) else { return nil }
    let array = try NDArray(zeros: signal.isSparse ? [view.count] : signal.shape)
    try array.withMutableDoubles { cells in if let start = cells.baseAddress { view.read(into: start) } }
    return array
  }
}

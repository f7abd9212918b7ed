import Arrays
import Model

/// `output = f(t?, x?)`: a function of the script, interpreted once per step and item (Nengo's SimPyFunc).
///
/// A function of time alone, or of values that all items share, is called once per step. No gradient passes.
struct CallFunction: Operation {
  static let name = "SimPyFunc"

  let function: VectorFunction
  /// Nil: the function doesn't take the time.
  let time: View?
  let x: View?
  let output: View?

  var accesses: Accesses { Accesses(sets: output.map { [$0] } ?? [], reads: [time, x].compactMap { $0 }) }
  var mergeKey: AnyHashable? { time != nil }
  func isDifferentiable(in mode: RunMode) -> Bool { false }

  func emitForward(_ emitter: Emitter) {
    let (function, takesTime, precision, dt) = (function, time != nil, emitter.precision, emitter.dt)
    let (from, to) = (x.map { emitter.host($0) }, output.map { emitter.host($0) })
    let rows = output.map { emitter.kernel(over: $0).rows } ?? x.map { emitter.kernel(over: $0).rows } ?? 1
    let calls = x.map { emitter.kernel(over: $0).rows } ?? 1
    let buffer = DoubleBuffer(output?.count ?? 0)
    emitter.addHost(rows: rows) { clock, _ in
      let exact = Double(clock) * dt
      let time = precision == .float32 ? Double(Float(exact)) : exact
      for item in 0..<calls {
        let result = try function.body(takesTime ? time : nil, from.map { try $0.array(item: item) })
        guard let to else { continue }
        try FunctionResult.read(result, of: function.name, into: buffer)
        for row in calls == 1 ? 0..<rows : item..<(item + 1) { to.write(row, from: buffer.base) }
      }
    }
  }

  func emitAdjoint(_ emitter: Emitter) {
    if let output { emitter.clearGradient(output) }
  }
}

/// Memory for one vector.
final class DoubleBuffer {
  let base: UnsafeMutablePointer<Double>
  let count: Int

  init(_ count: Int) {
    self.count = count
    base = .allocate(capacity: max(count, 1))
    base.initialize(repeating: 0, count: max(count, 1))
  }

  deinit { base.deallocate() }
}

/// Checks of what a script's function gave back.
enum FunctionResult {
  /// Writes the values of a result into the buffer; a single value fills it.
  ///
  /// - Throws: a `SimulationError` for `None`, for values that aren't finite numbers, and for a wrong size.
  static func read(_ result: NDArray?, of name: String, into buffer: DoubleBuffer) throws {
    guard let result else { throw NengoError(.simulation, "Function '\(name)' returned None") }
    guard !result.dtype.isText else {
      throw NengoError(.simulation, "Function '\(name)' returned a value of invalid type '\(result.dtype.name)'")
    }
    let values = result.doubles
    guard values.allSatisfy(\.isFinite) else {
      throw NengoError(.simulation, "Function '\(name)' returned invalid value \(values)")
    }
    if values.count == buffer.count {
      for (i, value) in values.enumerated() { buffer.base[i] = value }
    } else if let value = values.first, values.count == 1 {
      buffer.base.update(repeating: value, count: buffer.count)
    } else {
      throw NengoError(
        .simulation,
        "Function '\(name)' returned \(values.count) values of shape "
          + "\(ArrayError.text(shape: result.shape)), expected \(buffer.count)")
    }
  }
}

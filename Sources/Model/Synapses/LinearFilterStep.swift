import Arrays

/// A linear filter at work on independent channels. The state X is [order, channels].
final class LinearFilterStep: ProcessStep {
  /// How the step is computed; the first form that fits wins.
  private enum Form {
    /// y = D u
    case stateless
    /// X ← A X; X ← X + (C B) u; y = X
    case oneState
    /// X ← A X + B u; y = C X: the output has seen this step's input.
    case noPassthrough
    /// y = C X + D u; then X ← A X + B u
    case general
  }

  let state: [NDArray]
  var stateNames: [String] { ["X"] }
  private let system: StateSpace
  private let form: Form
  private let size: Int
  private let x: NDArray
  /// The next state of one channel.
  private let next: UnsafeMutablePointer<Double>

  init(_ system: StateSpace, size: Int, initialOutput: [Double]?, owner: String) throws {
    self.system = system
    self.size = size
    form =
      system.order == 0 ? .stateless : system.d != 0 ? .general : system.order == 1 ? .oneState : .noPassthrough
    x = try NDArray(zeros: [system.order, size])
    state = [x]
    next = .allocate(capacity: max(system.order, 1))
    next.initialize(repeating: 0, count: max(system.order, 1))
    if let initialOutput { try settle(at: initialOutput, owner) }
  }

  deinit { next.deallocate() }

  /// Sets the state so that the output starts from `y0`.
  private func settle(at y0: [Double], _ owner: String) throws {
    guard y0.contains(where: { $0 != 0 }) else { return }
    guard form != .stateless else {
      throw NengoError(.value, "\(owner): a filter without state cannot start from y0, only from 0")
    }
    guard y0.count == size else {
      throw NengoError.validation("y0 must have \(size) values, got \(y0.count)", attribute: "y0", owner: owner)
    }
    let n = system.order
    if form == .oneState {
      guard system.a[0] != 1 else { throw ArrayError(.zeroDivision, "float division by zero") }
      let gain = system.c[0] * system.b[0] / (1 - system.a[0])
      try x.withMutableDoubles { x in for k in 0..<size { x[k] = gain * y0[k] } }
      return
    }
    var remaining = system.a.map { -$0 }
    for i in 0..<n { remaining[i * n + i] += 1 }
    let gains = try LinearAlgebra.solve(NDArray(remaining, shape: [n, n]), NDArray(system.b)).doubles
    let total = zip(system.c, gains).reduce(system.d) { $0 + $1.0 * $1.1 }
    guard abs(total) > 1e-8 else {
      throw NengoError.validation("Cannot solve for state if DC gain is zero", attribute: "y0", owner: owner)
    }
    try x.withMutableDoubles { x in
      for i in 0..<n {
        for k in 0..<size { x[i * size + k] = gains[i] * (y0[k] / total) }
      }
    }
  }

  func step(
    time: Double, input: UnsafeBufferPointer<Double>, output: UnsafeMutableBufferPointer<Double>
  ) throws {
    let x = x.pointer(Double.self)
    switch form {
    case .stateless:
      for k in 0..<size { output[k] = system.d * input[k] }
    case .oneState:
      let (a, b) = (system.a[0], system.c[0] * system.b[0])
      for k in 0..<size {
        x[k] = a * x[k] + b * input[k]
        output[k] = x[k]
      }
    case .noPassthrough:
      for k in 0..<size {
        advance(x, k, input[k])
        output[k] = read(x, k)
      }
    case .general:
      for k in 0..<size {
        let u = input[k]
        output[k] = read(x, k) + system.d * u
        advance(x, k, u)
      }
    }
  }

  /// C X for channel `k`.
  @inline(__always)
  private func read(_ x: UnsafeMutablePointer<Double>, _ k: Int) -> Double {
    var sum = 0.0
    for i in 0..<system.order { sum += system.c[i] * x[i * size + k] }
    return sum
  }

  /// X ← A X + B u for channel `k`.
  @inline(__always)
  private func advance(_ x: UnsafeMutablePointer<Double>, _ k: Int, _ u: Double) {
    let n = system.order
    for i in 0..<n {
      var sum = 0.0
      for j in 0..<n { sum += system.a[i * n + j] * x[j * size + k] }
      next[i] = sum + system.b[i] * u
    }
    for i in 0..<n { x[i * size + k] = next[i] }
  }
}

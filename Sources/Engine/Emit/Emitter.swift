import CKernels

/// A kernel with its name and the rule by which it may be joined to its neighbours.
struct EmittedKernel {
  var kernel: soma_kernel
  let name: String
  let joining: Body.Joining
}

/// Collects the kernels of one program. Operations ask it for operands: addresses are final.
final class Emitter {
  let mode: RunMode
  let precision: Precision
  let minibatch: Int
  let dt: Double
  private let arena: Arena
  private let pool: KernelPool
  private let active: Set<Int>
  private let written: Set<Int>

  private(set) var kernels: [EmittedKernel] = []
  /// Values that the adjoint of the present operation asked for.
  private(set) var remembered: [View] = []

  /// - Parameters:
  ///   - active: signals whose gradients are wanted.
  ///   - written: signals that change while the program runs.
  init(mode: RunMode, dt: Double, arena: Arena, pool: KernelPool, active: Set<Int>, written: Set<Int>) {
    self.mode = mode
    self.dt = dt
    precision = arena.precision
    minibatch = arena.minibatch
    self.arena = arena
    self.pool = pool
    self.active = active
    self.written = written
  }

  // MARK: operands

  func value(_ view: View) -> soma_operand { arena.operand(view) }

  /// The gradient of a view's value. Signals that are not active have none; ask `isActive` first.
  func gradient(_ view: View) -> soma_operand {
    var operand = arena.operand(view)
    operand.at = operand.at.map { $0 + arena.gradientOffset }
    return operand
  }

  /// Numbers that never change, in the precision of the program.
  func constant(_ values: [Double]) -> soma_operand {
    soma_operand(at: pool.numbers(values, precision), row: 0, step: 0, unit: 1)
  }

  /// Numbers in double precision, whatever the program's.
  func doubles(_ values: [Double]) -> UnsafeRawPointer { UnsafeRawPointer(pool.numbers(values, .float64)) }

  func table(_ indices: [Int32]?) -> UnsafeRawPointer? { indices.map { UnsafeRawPointer(pool.indices($0)) } }

  /// Memory for a kernel's own use while it runs.
  func scratch(_ count: Int) -> soma_operand {
    soma_operand(at: pool.numbers([Double](repeating: 0, count: count), precision), row: 0, step: 0, unit: 1)
  }

  /// An operand kept in memory, for kernels that need more than six.
  func stored(_ operand: soma_operand) -> UnsafeMutableRawPointer { pool.operand(operand) }

  /// The random stream of the operation that writes a view.
  func stream(for output: View) -> UnsafeMutableRawPointer { arena.streams.stream(for: output.signal) }

  // MARK: kernels

  /// A kernel whose `y` is the view's value, over as many items as the view has.
  func kernel(over target: View) -> soma_kernel {
    var kernel = kernel(rowsOf: [target])
    kernel.y = value(target)
    return kernel
  }

  /// A kernel over as many items as any of the views has.
  func kernel(rowsOf views: [View]) -> soma_kernel {
    var kernel = soma_kernel()
    kernel.rows = views.contains { arena.isSpread($0.signal) } ? minibatch : 1
    kernel.repeats = 1
    return kernel
  }

  func add(_ kernel: soma_kernel, _ body: Body) {
    var kernel = kernel
    kernel.body = precision == .float32 ? body.single : body.double
    kernels.append(EmittedKernel(kernel: kernel, name: body.name, joining: body.joining))
  }

  /// A call of the host in every step.
  func addHost(rows: Int, _ body: @escaping HostCall.Body) {
    var kernel = soma_kernel()
    kernel.rows = rows
    kernel.repeats = 1
    kernel.host = hostTrampoline
    kernel.object = pool.retained(HostCall(errors: pool.errors, body))
    add(kernel, .host)
  }

  /// A view as host calls see it.
  func host(_ view: View) -> HostVector { HostVector(value(view), count: view.count, precision: precision) }

  func hostGradient(_ view: View) -> HostVector {
    HostVector(gradient(view), count: view.count, precision: precision)
  }

  /// An operand for values that nobody wants, as large as the view.
  func sink(_ view: View) -> soma_operand {
    var operand = scratch(view.count * (isSpread(view) ? minibatch : 1))
    operand.row = isSpread(view) ? view.count : 0
    return operand
  }

  /// Whether each batch item has its own memory for the signal.
  func isSpread(_ view: View) -> Bool { arena.isSpread(view.signal) }

  /// Takes the kernels emitted so far.
  func take() -> [EmittedKernel] {
    defer { kernels = [] }
    return kernels
  }

  // MARK: adjoints

  /// Whether somebody wants the gradient of the view.
  func isActive(_ view: View) -> Bool { active.contains(view.signal) }

  /// Whether the view's value changes while the program runs.
  func isWritten(_ view: View) -> Bool { written.contains(view.signal) }

  /// Has the value that the view has when the operation reads it back in place when its adjoint runs.
  func remember(_ view: View) {
    if isWritten(view), !remembered.contains(view) { remembered.append(view) }
  }

  func takeRemembered() -> [View] {
    defer { remembered = [] }
    return remembered
  }

  /// Sets a view to zero.
  func addZero(_ view: View) {
    var kernel = kernel(over: view)
    kernel.n = view.count
    add(kernel, .fill)
  }

  /// Sets the gradient of an overwritten view to zero.
  func clearGradient(_ view: View) {
    guard isActive(view) else { return }
    var kernel = kernel(rowsOf: [view])
    kernel.y = gradient(view)
    kernel.n = view.count
    add(kernel, .fill)
  }

  /// Sets the gradient of some elements of a view to zero.
  func clearGradient(_ view: View, elements: [Int32]) {
    guard isActive(view) else { return }
    var kernel = kernel(rowsOf: [view])
    kernel.y = gradient(view)
    kernel.x = constant([Double](repeating: 0, count: elements.count))
    kernel.n = elements.count
    kernel.table = table(elements)
    add(kernel, .gather)
  }
}

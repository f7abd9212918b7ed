/// What each operator does in a step, as a closure over the memory of its signals.
import Arrays
import Build
import Model

/// One prepared operator.
struct OperatorStep {
  let run: () throws -> Void
  /// What it writes, to be searched for NaNs.
  let written: [SignalView]
  /// What it writes and has to be rounded, since the model keeps its signals in fewer than 64 bits.
  let rounded: [SignalView]
  let name: String
}

/// The prepared uses of processes by the signals that they write: their state and their streams.
typealias ProcessSteps = [SignalKey: any ProcessStep]

/// Prepares operators to run, in step order: processes take their streams from `stream` on the way.
struct OperatorPreparation {
  let model: BuiltModel
  let memory: SignalMemory
  let stream: RandomState
  /// Uses that go on from an earlier model, in place of new ones.
  var ongoing: ProcessSteps = [:]
  private(set) var processes: ProcessSteps = [:]

  init(model: BuiltModel, memory: SignalMemory, stream: RandomState, ongoing: ProcessSteps = [:]) {
    self.model = model
    self.memory = memory
    self.stream = stream
    self.ongoing = ongoing
  }

  var dt: Double { model.dt }

  mutating func prepare(_ op: any Operator) throws -> OperatorStep {
    let written = op.sets + op.incs + op.updates
    let rounded = model.floatType == .float64 ? [] : written.filter(\.dtype.isFloat)
    return OperatorStep(
      run: try action(of: op), written: try written.map(view), rounded: try rounded.map(view), name: op.typeName)
  }

  func view(_ signal: Signal) throws -> SignalView {
    guard let view = memory.view(signal) else {
      throw NengoError(.signal, "signal '\(signal.name)' is not in the memory of this simulator")
    }
    return view
  }

  private mutating func action(of op: any Operator) throws -> () throws -> Void {
    switch op {
    case let op as TimeUpdate: return try timeUpdate(op)
    case let op as Reset:
      let (dst, value) = (try view(op.dst), op.value)
      return { dst.fill(value) }
    case let op as Copy: return try copy(op)
    case let op as ElementwiseInc: return try elementwise(op)
    case let op as DotInc: return try dot(op)
    case let op as SparseDotInc: return try sparseDot(op)
    case let op as ConvInc: return try convolution(op)
    case let op as ConvTransposeInc: return try transposedConvolution(op)
    case let op as SimPyFunc: return try function(op)
    case let op as SimNeurons: return try neurons(op)
    case let op as SimProcess: return try process(op)
    case is SimProbe: return {}
    case let op as SimPES: return try pes(op)
    case let op as SimRLS: return try rls(op)
    case let op as SimBCM: return try bcm(op)
    case let op as SimOja: return try oja(op)
    case let op as SimVoja: return try voja(op)
    case is SimTensorNode:
      throw NengoError(
        .simulation, "nengo.Simulator cannot run TensorNodes, which work on whole batches; use nengo_dl.Simulator")
    default:
      throw NengoError(.notImplemented, "the reference simulator has no step for operator '\(op.typeName)'")
    }
  }

  // MARK: signals

  private func timeUpdate(_ op: TimeUpdate) throws -> () -> Void {
    let (step, time, dt) = (try view(op.step), try view(op.time), dt)
    return {
      step[0] += 1
      time[0] = step[0] * dt
    }
  }

  private func copy(_ op: Copy) throws -> () -> Void {
    let (src, dst) = (try view(op.src), try view(op.dst))
    guard op.srcIndices != nil || op.dstIndices != nil else {
      guard op.src.size == dst.count else { throw mismatch(op.src, op.dst) }
      return op.inc
        ? { for i in 0..<dst.count { dst[i] += src[i] } } : { for i in 0..<dst.count { dst[i] = src[i] } }
    }
    let from = op.srcIndices ?? Array(0..<src.count)
    let to = op.dstIndices ?? Array(0..<dst.count)
    guard from.count == to.count else { throw mismatch(op.src, op.dst) }
    let pairs = Array(zip(from, to))
    return op.inc
      ? { for (from, to) in pairs { dst[to] += src[from] } } : { for (from, to) in pairs { dst[to] = src[from] } }
  }

  private func mismatch(_ src: Signal, _ dst: Signal) -> NengoError {
    .build(
      "shape mismatch: cannot copy '\(src.name)' \(ArrayError.text(shape: src.shape)) to '\(dst.name)' "
        + ArrayError.text(shape: dst.shape))
  }

  private func elementwise(_ op: ElementwiseInc) throws -> () -> Void {
    let (a, x, y) = (try view(op.a), try view(op.x), try view(op.y))
    return a.count == 1
      ? { for i in 0..<y.count { y[i] += a[0] * x[i] } } : { for i in 0..<y.count { y[i] += a[i] * x[i] } }
  }

  private func dot(_ op: DotInc) throws -> () -> Void {
    let (a, x, y) = (try view(op.a), try view(op.x), try view(op.y))
    return {
      for row in 0..<a.rows {
        let cells = a.start + row * a.rowStride
        var sum = 0.0
        for column in 0..<a.columns { sum += cells[column * a.columnStride] * x.start[column * x.rowStride] }
        y[row] += sum
      }
    }
  }

  private func sparseDot(_ op: SparseDotInc) throws -> () -> Void {
    let (entries, x, y) = (try view(op.a), try view(op.x), try view(op.y))
    let places = Array(zip(op.matrix.rows, op.matrix.columns))
    return { for (k, (row, column)) in places.enumerated() { y[row] += entries[k] * x[column] } }
  }

  // MARK: functions, neurons, processes

  private func function(_ op: SimPyFunc) throws -> () throws -> Void {
    let (output, x, time) = (try op.output.map(view), try op.x.map(view), try op.time.map(view))
    let function = op.function
    let origin = op.output?.key?.object?.origin
    return {
      let argument = try x.map { x in
        let copy = try NDArray(zeros: [x.count])
        try copy.withMutableDoubles { cells in if let start = cells.baseAddress { x.read(into: start) } }
        return copy
      }
      do {
        let value = try function.body(time.map { $0[0] }, argument)
        guard let output else { return }
        try Self.write(value, to: output, from: function.name)
      } catch let error as NengoError {
        throw error.blaming("output").placed(at: origin)
      }
    }
  }

  /// Writes what a function gave, one value to all entries or one to each.
  private static func write(_ value: NDArray?, to output: SignalView, from name: String) throws {
    guard let value else {
      throw NengoError(.simulation, "Function '\(name)' returned non-finite value: None")
    }
    guard !value.dtype.isText, value.ndim <= 1, value.size == 1 || value.size == output.count else {
      throw NengoError(
        .simulation,
        "Function '\(name)' returned value of shape \(ArrayError.text(shape: value.shape)) of invalid type; "
          + "expected \(output.count) numbers")
    }
    try value.withDoubles { given in
      guard given.allSatisfy(\.isFinite) else {
        throw NengoError(.simulation, "Function '\(name)' returned non-finite value: \(Array(given))")
      }
      if given.count == 1 { output.fill(given[0]) } else { for i in 0..<output.count { output[i] = given[i] } }
    }
  }

  private func neurons(_ op: SimNeurons) throws -> () throws -> Void {
    let (j, output) = (try view(op.j), try view(op.output))
    let states = try op.states.map { try view($0).start }
    let (type, dt, rng) = (op.neurons, dt, op.rng)
    return {
      try type.step(dt: dt, current: j.start, output: output.start, state: states, count: j.count, rng: rng)
    }
  }

  private mutating func process(_ op: SimProcess) throws -> () throws -> Void {
    let (input, output, time) = (try op.input.map(view), try view(op.output), try view(op.time))
    let ongoing = op.output.key.flatMap { self.ongoing[$0] }
    let step =
      try ongoing
      ?? op.process.makeStep(
        sizeIn: input?.count ?? 0, sizeOut: output.count, dt: dt, rng: op.process.stream(from: stream))
    if let key = op.output.key { processes[key] = step }
    // Processes read and write vectors of their own: a step may not see its own output in its input.
    let x = Scratch(input?.count ?? 0), y = Scratch(output.count)
    let adds = op.mode == .inc
    return {
      input?.read(into: x.start)
      try step.step(time: time[0], input: UnsafeBufferPointer(x.buffer), output: y.buffer)
      if adds {
        for i in 0..<output.count { output[i] += y.start[i] }
      } else {
        output.write(from: y.start)
      }
    }
  }
}

/// A vector that a prepared operator keeps for itself.
final class Scratch {
  let buffer: UnsafeMutableBufferPointer<Double>
  let start: UnsafeMutablePointer<Double>

  init(_ count: Int) {
    start = .allocate(capacity: max(count, 1))
    start.initialize(repeating: 0, count: max(count, 1))
    buffer = UnsafeMutableBufferPointer(start: start, count: count)
  }

  deinit { start.deallocate() }
}

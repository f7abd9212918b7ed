import Arrays
import Build
import Model

/// One case per operator of `Build`.
extension Lowering {
  mutating func lower(_ op: any Operator) throws {
    switch op {
    case let op as TimeUpdate:
      operations.append(AdvanceTime(step: try view(op.step), time: try view(op.time)))
    case let op as Reset:
      operations.append(Assign(target: try view(op.dst), value: .scalar(op.value)))
    case let op as Copy: try lower(op)
    case let op as ElementwiseInc:
      let (a, x) = (try readable(op.a), try readable(op.x))
      try addable(op.y) { $0.operations.append(Product(a: a, x: x, target: $1, mode: .increment)) }
    case let op as DotInc: try lower(op)
    case let op as SparseDotInc:
      let (a, x) = (try view(op.a), try readable(op.x))
      guard let layout = signals[a.signal].sparse else { throw NengoError.build("'\(op.a.name)' is not sparse") }
      try addable(op.y) {
        $0.operations.append(SparseProduct(a: a, layout: layout, x: x, target: $1, mode: .increment))
      }
    case let op as ConvInc: try lower(op.convolution, op.w, op.x, op.y)
    case let op as ConvTransposeInc: try lower(op.convolution, op.w, op.x, op.y)
    case let op as SimPyFunc:
      operations.append(
        CallFunction(
          function: op.function, time: try op.time.map { try view($0) }, x: try op.x.map { try readable($0) },
          output: try op.output.map { try view($0) }))
    case let op as SimTensorNode: try lower(op)
    case let op as SimNeurons: try lower(op)
    case let op as SimProcess: try lower(op)
    case let op as SimProbe:
      operations.append(Observe(source: try readable(op.signal)))
    default: try lowerLearning(op)
    }
  }

  private mutating func lower(_ op: Copy) throws {
    let isPlain = op.srcIndices == nil && op.dstIndices == nil
    let mode: WriteMode = op.inc ? .increment : .set
    if isPlain, Self.isContiguous(op.src), Self.isContiguous(op.dst) {
      let (source, target) = (try view(op.src), try view(op.dst))
      guard source.count == target.count else { throw Self.mismatch(op, source.count, target.count) }
      operations.append(Transfer(source: source, target: target, mode: mode, isToPart: op.isToPart))
      return
    }
    let (source, from) = try place(op.src, op.srcIndices)
    let (target, to) = try place(op.dst, op.dstIndices)
    let (read, written) = (from?.count ?? source.count, to?.count ?? target.count)
    guard read == written else { throw Self.mismatch(op, read, written) }
    operations.append(Transfer(source: source, target: target, from: from, to: to, mode: mode))
  }

  /// Where the elements of one side of a copy are; no list if they are a run.
  private mutating func place(_ signal: Signal, _ indices: [Int]?) throws -> (View, [Int32]?) {
    if indices == nil, Self.isContiguous(signal) { return (try view(signal), nil) }
    let (span, elements) = scattered(signal, indices: indices)
    return (span, elements)
  }

  private static func mismatch(_ op: Copy, _ read: Int, _ written: Int) -> NengoError {
    .build("cannot copy \(read) elements of '\(op.src.name)' to \(written) of '\(op.dst.name)'")
  }

  private mutating func lower(_ op: DotInc) throws {
    let x = try readable(op.x)
    if Self.isContiguous(op.a) {
      let a = try view(op.a)
      return try addable(op.y) { $0.operations.append(MatrixProduct(a: a, x: x, target: $1, mode: .increment)) }
    }
    // Some columns of a matrix: the vector is spread over all columns instead, with zeros elsewhere.
    guard op.a.strides[0] == op.a.base.strides[0], op.a.base.ndim == 2, op.a.strides[1] > 0 else {
      throw NengoError(.notImplemented, "\(op.a): products with such a view of a matrix")
    }
    let whole = try view(op.a.base.view(start: op.a.offset / op.a.strides[0], count: op.a.shape[0]))
    let first = op.a.offset % op.a.strides[0]
    let columns = (0..<op.a.shape[1]).map { Int32(clamping: first + $0 * op.a.strides[1]) }
    let padded = temporary("\(op.x.name) padded", whole.trailing)
    operations.append(Transfer(source: x, target: padded, from: nil, to: columns, mode: .set))
    try addable(op.y) { $0.operations.append(MatrixProduct(a: whole, x: padded, target: $1, mode: .increment)) }
  }

  private mutating func lower(_ transform: any Transform, _ w: Signal, _ x: Signal, _ y: Signal) throws {
    let (kernel, x) = (try view(w), try readable(x))
    switch transform {
    case let transform as Convolution:
      let geometry = ConvolutionGeometry(transform)
      try addable(y) {
        $0.operations.append(Convolve(geometry: geometry, kernel: kernel, x: x, target: $1, mode: .increment))
      }
    case let transform as ConvolutionTranspose:
      let geometry = ConvolutionGeometry(transform)
      try addable(y) {
        $0.operations.append(TransposeConvolve(geometry: geometry, kernel: kernel, x: x, target: $1, mode: .increment))
      }
    default: throw NengoError.build("'\(transform.typeName)' is not a convolution that can be simulated")
    }
  }

  private mutating func lower(_ op: SimTensorNode) throws {
    guard let function = op.function as? any BatchFunction else {
      throw NengoError(.simulation, "TensorNode '\(op.function.name)' can't be run here: it has no batch function")
    }
    operations.append(
      CallBatchFunction(
        function: function, time: try view(op.time), input: try op.input.map { try readable($0) },
        output: try op.output.map { try view($0) }))
  }

  private mutating func lower(_ op: SimNeurons) throws {
    let (current, output) = (try readable(op.j), try view(op.output))
    let states = try op.states.map { try view($0) }
    let native = NativeNeurons.row(of: op.neurons, smoothing: options.lifSmoothing)
    if let native, states.allSatisfy({ $0.count == output.count }), current.count == output.count {
      operations.append(
        StepNeurons(
          typeName: op.neurons.typeName, native: native, current: current, output: output, states: states))
    } else {
      note(genericNeurons: op.neurons.typeName)
      operations.append(
        StepGenericNeurons(neurons: op.neurons, current: current, output: output, states: states, rng: op.rng))
    }
  }

  private mutating func lower(_ op: SimProcess) throws {
    let (time, output) = (try view(op.time), try view(op.output))
    let input = try op.input.map { try readable($0) }
    if let synapse = op.process as? any LinearSynapse, let input, op.mode != .inc, input.count == output.count {
      let system = try synapse.discretised(dt: model.dt)
      if system.order == 0 || (system.order == 1 && system.d == 0) {
        let isLowpass = synapse is Lowpass
        operations.append(
          LowpassFilter(
            time: time, input: input, output: output, keep: system.order == 0 ? 0 : system.a[0],
            gain: system.order == 0 ? system.d : system.c[0] * system.b[0], isUpdate: op.mode == .update,
            kind: isLowpass ? [0, 0, input.count] : [synapse.num.count, synapse.den.count, input.count]))
        return
      }
      if system.order <= StateSpaceFilter.Coefficients.largestOrder {
        let state = temporary(
          "\(output.signal) filter state", [system.order, output.count], memoryOf: op.output.key)
        operations.append(
          StateSpaceFilter(
            coefficients: .init(a: system.a, b: system.b, c: system.c, d: system.d), time: time, input: input,
            output: output, state: state, writing: op.mode == .update ? .update : .set,
            kind: [synapse.num.count, synapse.den.count, input.count]))
        return
      }
    }
    let uses = ProcessUses(
      op.process, key: op.output.key, sizeIn: input?.count ?? 0, sizeOut: output.count, items: options.minibatch,
      dt: model.dt)
    note(uses)
    operations.append(
      StepProcess(
        uses: uses, time: time, input: input, output: output,
        writing: op.mode == .set ? .set : op.mode == .inc ? .increment : .update))
  }

  private mutating func lowerLearning(_ op: any Operator) throws {
    let dt = model.dt
    switch op {
    case let op as SimPES:
      let (activities, error) = (try readable(op.activities), try readable(op.error))
      operations.append(
        LearnPES(
          activities: activities, error: error, delta: try view(op.delta),
          rate: -op.learningRate * dt / Double(max(activities.count, 1))))
    case let op as SimBCM:
      operations.append(
        LearnBCM(
          pre: try readable(op.pre), post: try readable(op.post), theta: try readable(op.theta),
          delta: try view(op.delta), rate: op.learningRate * dt))
    case let op as SimOja:
      operations.append(
        LearnOja(
          pre: try readable(op.pre), post: try readable(op.post), weights: try view(op.weights),
          delta: try view(op.delta), rate: op.learningRate * dt, beta: op.beta))
    case let op as SimVoja:
      operations.append(
        LearnVoja(
          decoded: try readable(op.decoded), post: try readable(op.post), encoders: try view(op.encoders),
          learning: try readable(op.learning), delta: try view(op.delta), rate: op.learningRate * dt,
          scale: op.scale))
    case let op as SimRLS:
      operations.append(
        LearnRLS(
          activities: try readable(op.activities), error: try readable(op.error),
          inverseGamma: try view(op.inverseGamma), delta: try view(op.delta)))
    default:
      throw NengoError.build("no registered builder for operators of type '\(op.typeName)'")
    }
  }
}

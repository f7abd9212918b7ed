import Arrays
import Build
import Model

/// What `Lower` gives: typed operations over a table of signals.
struct LoweredModel {
  var signals: SignalTable
  /// In the order in which the operators were made.
  var operations: [any Operation]
  var time: View
  var step: View
  var inputs: [View]
  var probes: [View]
  /// Processes that run item by item, in order of their operators.
  var processUses: [ProcessUses]
  var genericNeuronTypes: [String]
}

/// Turns the operators of a built model into operations.
struct Lowering {
  let model: BuiltModel
  let options: EngineOptions
  var signals = SignalTable()
  var operations: [any Operation] = []
  private var processUses: [ProcessUses] = []
  private var genericNeuronTypes: [String] = []
  private let learned: Set<ObjectIdentifier>
  /// Decoders that were solved for probes: constants without a batch axis.
  private let probeWeights: Set<ObjectIdentifier>

  /// - Throws: a `BuildError` for operators and signals that the engine can't run.
  static func lower(_ model: BuiltModel, _ options: EngineOptions) throws -> LoweredModel {
    var lowering = Lowering(model: model, options: options)
    return try lowering.run()
  }

  private init(model: BuiltModel, options: EngineOptions) {
    self.model = model
    self.options = options
    // A parameter that some operator changes has a value of its own in each batch item.
    probeWeights = Set(
      model.probeConnections.values.compactMap { model.signal(of: .connection($0), "weights") }
        .map { ObjectIdentifier($0.base) })
    learned = Set(model.operators.flatMap { $0.sets + $0.incs + $0.updates }.map { ObjectIdentifier($0.base) })
  }

  private mutating func run() throws -> LoweredModel {
    let inputs = try options.inputs.map { try view($0) }
    let fed = Set(inputs.map(\.signal))
    for signal in fed { signals[signal].isNodeOutput = true }
    let fedBases = Set(options.inputs.map { ObjectIdentifier($0.base) })
    for op in model.operators where !op.sets.contains(where: { fedBases.contains(ObjectIdentifier($0.base)) }) {
      try lower(op)
    }
    var probes: [View] = []
    for probe in model.probes {
      guard let signal = model.probeSignal(probe) else {
        throw NengoError.build("\(probe) was not built")
      }
      probes.append(try readable(signal))
    }
    return LoweredModel(
      signals: signals, operations: operations, time: try view(model.time), step: try view(model.step),
      inputs: inputs, probes: probes, processUses: processUses, genericNeuronTypes: genericNeuronTypes)
  }

  // MARK: signals

  private mutating func index(_ base: Signal) -> Int {
    if let known = signals.index(of: base) { return known }
    let isInteger = base === model.step.base
    let isShared = isInteger || base === model.time.base || probeWeights.contains(ObjectIdentifier(base))
    let mark = options.marks[ObjectIdentifier(base)] ?? .state
    let sparse = base.sparse.map { matrix in
      SparseLayout(
        rowCount: matrix.rowCount, columnCount: matrix.columnCount, rows: matrix.rows.map { Int32(clamping: $0) },
        columns: matrix.columns.map { Int32(clamping: $0) })
    }
    return signals.append(
      SignalEntry(
        name: base.name, shape: base.shape, initial: initial(base), mark: mark,
        isBatched: !isShared && (mark == .state || learned.contains(ObjectIdentifier(base))), isInteger: isInteger,
        sparse: sparse, key: base.key), for: base)
  }

  /// The built value, or the one that the options have in its place.
  private func initial(_ base: Signal) -> [Double] {
    guard let given = options.values[ObjectIdentifier(base)], given.count == base.initial.size,
      !learned.contains(ObjectIdentifier(base))
    else { return base.initial.doubles }
    return given
  }

  /// The view of a signal whose elements lie one after the other.
  mutating func view(_ signal: Signal) throws -> View {
    let index = index(signal.base)
    if signal.isSparse { return signals.whole(index) }
    guard Self.isContiguous(signal) else {
      throw NengoError(.notImplemented, "\(signal): views that skip elements can't be used here")
    }
    return View(signal: index, offset: signal.offset, shape: signal.shape)
  }

  static func isContiguous(_ signal: Signal) -> Bool {
    var expected = 1
    for (extent, stride) in zip(signal.shape, signal.strides).reversed() where extent != 1 {
      if stride != expected { return false }
      expected *= extent
    }
    return true
  }

  /// A new signal of the engine's own.
  ///
  /// - Parameter filter: the key of the output of a filter whose memory the signal is.
  mutating func temporary(_ name: String, _ shape: [Int], memoryOf filter: SignalKey? = nil) -> View {
    let entry = SignalEntry(
      name: name, shape: shape, initial: [Double](repeating: 0, count: shape.reduce(1, *)), mark: .state,
      isBatched: true, isInteger: false, sparse: nil, key: filter, isFilterState: filter != nil)
    let index = signals.append(entry)
    return signals.whole(index)
  }

  /// A view that can be read as a run: scattered elements are first gathered into a signal of their own.
  mutating func readable(_ signal: Signal) throws -> View {
    guard !Self.isContiguous(signal) else { return try view(signal) }
    let gathered = temporary("\(signal.name) gathered", signal.shape)
    let (span, elements) = scattered(signal, indices: nil)
    operations.append(Transfer(source: span, target: gathered, from: elements, to: nil, mode: .set))
    return gathered
  }

  /// A view to add to: sums for scattered elements are collected apart and then added in their places.
  mutating func addable(_ signal: Signal, _ write: (inout Lowering, View) throws -> Void) throws {
    guard !Self.isContiguous(signal) else { return try write(&self, view(signal)) }
    let collected = temporary("\(signal.name) collected", signal.shape)
    operations.append(Assign(target: collected, value: .scalar(0)))
    try write(&self, collected)
    let (span, elements) = scattered(signal, indices: nil)
    operations.append(Transfer(source: collected, target: span, from: nil, to: elements, mode: .increment))
  }

  /// The run of the base that holds all elements of a signal, and where in it they are.
  ///
  /// - Parameter indices: entries along the first axis; nil takes all.
  mutating func scattered(_ signal: Signal, indices: [Int]?) -> (View, [Int32]) {
    let base = index(signal.base)
    var offsets = (indices ?? Array(0..<(signal.shape.first ?? 1))).map {
      signal.offset + $0 * (signal.strides.first ?? 1)
    }
    for (extent, stride) in zip(signal.shape, signal.strides).dropFirst() {
      offsets = offsets.flatMap { start in (0..<extent).map { start + $0 * stride } }
    }
    let (low, high) = (offsets.min() ?? 0, offsets.max() ?? -1)
    let isRows = signal.ndim > 1 && Self.isContiguous(signal)
    let span =
      isRows
      ? View(signal: base, offset: signal.offset, shape: signal.shape)
      : View(signal: base, offset: low, shape: [high - low + 1])
    return (span, offsets.map { Int32(clamping: $0 - span.offset) })
  }

  mutating func note(genericNeurons name: String) {
    if !genericNeuronTypes.contains(name) { genericNeuronTypes.append(name) }
  }

  mutating func note(_ uses: ProcessUses) { processUses.append(uses) }
}

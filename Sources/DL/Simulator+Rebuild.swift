import Arrays
import Build
import Engine
import Model
import Training

extension Simulator {
  /// Builds and compiles the network as it is now, and goes on with it: same time, and for all that is still there the
  /// same state, random streams, trained and learned parameters and recordings. What `compile` decided stays, for the
  /// probes that are still there, with what the optimizer remembers of the parameters that are.
  ///
  /// Settings of `configure_settings` are read anew. Recordings of new probes have NaN for the steps before.
  ///
  /// - Throws: `SimulatorClosed`; a `SimulationError` from within a run or a fit; what building and compiling throw. The simulator is then as it was.
  public func rebuild(context: ModelContext = ModelContext(), globalStream: RandomState) throws -> RebuildReport {
    let program = try open("rebuild")
    guard workDepth == 0 else {
      throw NengoError(.simulation, "Simulator.rebuild: cannot rebuild while the simulator is at work")
    }
    guard let network else {
      throw NengoError(.simulation, "Simulator.rebuild: this simulator has no network to build again")
    }
    let settings = try SimulatorSettings(of: network)
    let model = try builtAnew(network, settings, context, globalStream)
    let carryover = Carryover(from: self.model, to: model)
    var next = try BuiltNetwork(network, model, settings, warn: warn)
    next.fixedValues = try fixedValues(for: next, carryover, program)
    let nextProgram = try StepProgram(
      model: model, options: engineOptions(next), cancel: cancellation, goingOnFrom: (program, carryover))
    var processes = try inputProcesses.goingOn(carryover)
    try processes.start(next.inputNodes, items: minibatchSize, dt: dt)
    let recordings = try recordings(for: next, nextProgram, carryover)
    let compilation = try compilation(for: next)
    let slots = compilation.map { _ in slotSources(from: program, to: nextProgram, carryover) }
    let report = try carryover.report(stepCount: stepCount, notes: notes(for: next, program, nextProgram)) { key in
      try self.model.signal(key).map { try isLearned($0, program) } ?? false
    }

    // From here on nothing fails.
    (built, self.program, inputProcesses, self.recordings) = (next, nextProgram, processes, recordings)
    self.compilation = compilation
    if let slots { compilation?.optimizer.regroup(slots) }
    warnOfGenericNeurons()
    return report
  }

  /// Runs what may call functions of the script, under which nothing can be rebuilt.
  func working<R>(_ body: () throws -> R) rethrows -> R {
    workDepth += 1
    defer { workDepth -= 1 }
    return try body()
  }

  private func builtAnew(
    _ network: Network, _ settings: SimulatorSettings, _ context: ModelContext, _ globalStream: RandomState
  ) throws -> BuiltModel {
    var options = BuildOptions(globalStream: globalStream)
    options.bits = settings.precision.bits
    options.warn = warn
    cancellation.clear()
    options.isCancelled = { self.isAskedToStop() }
    return try Builder.build(network, dt: dt, context: context, options: options, reusing: model)
  }

  /// Whether a parameter is not what was built.
  private func isLearned(_ signal: Signal, _ program: StepProgram) throws -> Bool {
    let built = try signal.base.initial.contiguous().cast(to: model.floatType).doubles
    guard !built.isEmpty else { return false }
    let values = try program.value(of: signal.base).doubles
    return values.enumerated().contains { $0.element != built[$0.offset % built.count] }
  }

  /// Present values of parameters that go on and are fixed from now on: the program may be folded around those.
  private func fixedValues(
    for next: BuiltNetwork, _ carryover: Carryover, _ program: StepProgram
  ) throws -> [ObjectIdentifier: [Double]] {
    var values: [ObjectIdentifier: [Double]] = [:]
    for op in next.model.operators {
      for signal in op.reads.map(\.base) where next.marks[ObjectIdentifier(signal)] == .fixed {
        guard let key = signal.key, let old = model.signal(key)?.base, old.initial.shape == signal.initial.shape,
          carryover.keepsValue(of: key), try isLearned(old, program)
        else { continue }
        values[ObjectIdentifier(signal)] = Array(try program.value(of: old).doubles.prefix(signal.initial.size))
      }
    }
    return values
  }

  // MARK: recordings

  private func recordings(
    for next: BuiltNetwork, _ program: StepProgram, _ carryover: Carryover
  ) throws -> [Recording] {
    let before = Dictionary(zip(probes, probes.indices)) { first, _ in first }
    return try next.probes.enumerated().map { i, probe in
      if let old = before[probe], keepsHistory[old] == next.keepsHistory[i], carryover.keepsRecording(of: probe) {
        return try recordings[old].converted(to: next.model.floatType)
      }
      guard next.keepsHistory[i] else { return Recording() }
      let steps = (recordingStart + 1)..<(stepCount + 1)
      let count = probe.sampleEvery.map { sampledSteps(steps, every: $0).count } ?? steps.count
      let slot = program.probes[i]
      return try Recording.absent(
        shape: [slot.isBatched ? minibatchSize : 1, count] + slot.shape, dtype: next.model.floatType)
    }
  }

  // MARK: training

  /// What `compile` decided, for the probes that are still there.
  private func compilation(for next: BuiltNetwork) throws -> Compilation? {
    guard let compilation else { return nil }
    let before = Dictionary(zip(probes, probes.indices)) { first, _ in first }
    func kept<Item>(_ items: [Item], or none: Item) -> [Item] {
      next.probes.map { before[$0].map { items[$0] } ?? none }
    }
    return try Compilation(
      outputNames: next.names.probes, optimizer: compilation.optimizer, losses: kept(compilation.losses, or: nil),
      metrics: kept(compilation.metrics, or: []), weightedMetrics: kept(compilation.weightedMetrics, or: []))
  }

  /// For each trained variable of the next program, and of layers after it, where the optimizer's memory of its parts is.
  private func slotSources(
    from program: StepProgram, to next: StepProgram, _ carryover: Carryover
  ) -> [[Optimizer.SlotSource]] {
    struct Place: Hashable {
      let key: SignalKey
      let item: Int
    }
    var before: [Place: Optimizer.SlotRange] = [:]
    for (variable, parts) in program.trainableParts.enumerated() {
      for part in parts where carryover.keepsValue(of: part.key) {
        before[Place(key: part.key, item: part.item)] = Optimizer.SlotRange(variable: variable, range: part.range)
      }
    }
    let own = next.trainableParts.map { parts in
      parts.map { part in
        let source = before[Place(key: part.key, item: part.item)].flatMap {
          $0.range.count == part.range.count ? $0 : nil
        }
        return Optimizer.SlotSource(source: source, count: part.range.count)
      }
    }
    var layerVariables: [ObjectIdentifier: Int] = [:]
    var variable = program.trainableParts.count
    for layer in layers(of: carryover.old) {
      layerVariables[ObjectIdentifier(layer)] = variable
      variable += layer.trainableValues.count
    }
    let layered = layers(of: carryover.new).flatMap { layer in
      layer.trainableValues.enumerated().map { i, values in
        let source = layerVariables[ObjectIdentifier(layer)].map {
          Optimizer.SlotRange(variable: $0 + i, range: 0..<values.count)
        }
        return [Optimizer.SlotSource(source: source, count: values.count)]
      }
    }
    return own + layered
  }

  private func notes(for next: BuiltNetwork, _ program: StepProgram, _ nextProgram: StepProgram) -> [String] {
    var notes: [String] = []
    let kept = Set(next.probes)
    let lost = zip(probes, compilation?.losses ?? []).filter { $1 != nil && !kept.contains($0) }.map(\.0)
    if !lost.isEmpty {
      let names = lost.compactMap { probe in probes.firstIndex(of: probe).map { "'\(self.names.probes[$0])'" } }
      notes.append("losses of \(names.joined(separator: ", ")) went with their probes; sim.compile(...) sets new ones")
    }
    let merged = next.model.objects.contains { object in
      ["weights", "encoders"].contains { role in
        guard let old = model.signal(of: object, role), let new = next.model.signal(of: object, role) else {
          return false
        }
        return program.isBatched(old) && !nextProgram.isBatched(new)
      }
    }
    if merged, minibatchSize > 1 {
      notes.append("parameters without a learning rule any more have the values that minibatch item 0 had learned")
    }
    return notes
  }
}

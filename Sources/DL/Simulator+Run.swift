import Arrays
import Engine
import Model
import Training

extension Simulator {
  /// Simulates a time and appends what probes see to `data`.
  ///
  /// - Throws: `ValidationError` for a negative time; what `runSteps` throws.
  public func run(
    seconds: Double, data: SimulationData = .missing, showsProgress: Bool? = nil, isStateful: Bool = true
  ) throws {
    _ = try open("run")
    guard seconds >= 0 else {
      throw NengoError.validation("Must be positive (got \(seconds))", attribute: "time_in_seconds", owner: "Simulator")
    }
    guard let steps = Int(exactly: (seconds / dt).rounded(.toNearestOrEven)) else {
      throw NengoError.validation("\(seconds) is too long", attribute: "time_in_seconds", owner: "Simulator")
    }
    guard steps > 0 else {
      warn(NengoWarning(.user, "\(seconds) results in running for 0 timesteps. Simulator still at time \(time)."))
      return
    }
    try runSteps(steps, data: data, showsProgress: showsProgress, isStateful: isStateful)
  }

  /// Simulates a number of steps, rounded up to a multiple of `unroll`, and appends what probes see to `data`.
  ///
  /// - Parameter isStateful: false: the saved state stays as it is; recorded data are appended all the same.
  /// - Throws: `ValidationError` for unfit data, `SimulationError` from node functions, a `cancelled` error when asked
  ///   to stop: state and data then stand as of the last step.
  public func runSteps(
    _ count: Int, data: SimulationData = .missing, showsProgress: Bool? = nil, isStateful: Bool = true
  ) throws {
    let program = try open("run_steps")
    guard count >= 0 else {
      throw NengoError.validation("Must be positive (got \(count))", attribute: "n_steps", owner: "Simulator")
    }
    guard count <= Int.max - stepCount - unroll else {
      throw NengoError.validation("\(count) steps are too many", attribute: "n_steps", owner: "Simulator")
    }
    let steps = (count + unroll - 1) / unroll * unroll
    if steps != count {
      warn(
        NengoWarning(
          .runtime,
          "Number of steps (\(count)) is not an even multiple of `unroll_simulation` (\(unroll)).  Simulation "
            + "will run for \(steps) steps, which may have unintended side effects."))
    }
    guard steps > 0 else { return }
    let inputs = try inputs(data, DataRequest(steps: steps, items: minibatchSize))
    let clock = Stopwatch()
    let keepsState = isStateful && settings.isStateful
    let before = program.stepCount
    let saved = keepsState ? nil : program.saveState()
    defer { if let saved { program.restore(saved) } }
    cancellation.clear()
    let marks = recordings
    try observed(.run, steps: steps) { report in
      try runPieces(of: steps, inputs.arrays, program) { results, range in
        // Probes without history keep the last step of the call, not of each piece.
        for i in probes.indices where !keepsHistory[i] { recordings[i] = marks[i] }
        try record(results, steps: (before + 1 + range.lowerBound)..<(before + 1 + range.upperBound))
        report(range.upperBound)
      }
    }
    if showsProgress ?? self.showsProgress { announce("Simulation", clock, observers) }
  }

  /// Runs steps in pieces of about a twentieth of a second, so that state and recordings agree wherever a run is
  /// stopped: the token is looked at between pieces only.
  private func runPieces(
    of steps: Int, _ inputs: [NDArray], _ program: StepProgram, _ take: ([NDArray], Range<Int>) throws -> Void
  ) throws {
    var (done, size) = (0, unroll)
    while done < steps {
      let count = min(settings.usesLoop ? size : unroll, steps - done)
      let clock = Stopwatch()
      let results = try program.run(
        steps: count, inputs: inputs.map { $0.sliced(axis: 1, start: done, count: count) },
        mode: settings.learningPhase ?? .inference)
      try take(results, done..<(done + count))
      done += count
      if clock.seconds < 0.02 { size = min(size * 4, 1 << 20 / unroll * unroll) }
      if clock.seconds > 0.1 { size = max(size / 8 * 2 / unroll * unroll, unroll) }
      let isAskedToStop = recorders.contains {
        $0.obeyRequests(step: done, isCancelled: { self.isAskedToStop() })
      }
      if done < steps, self.isAskedToStop() || isAskedToStop {
        throw NengoError(.cancelled, "the run was interrupted after \(done) of \(steps) steps")
      }
    }
  }

  /// Appends the outputs of a run to the recordings of probes, thinned by `sample_every`.
  private func record(_ results: [NDArray], steps: Range<Int>) throws {
    for (i, (probe, values)) in zip(probes, results).enumerated() {
      guard let period = probe.sampleEvery, keepsHistory[i] else {
        recordings[i].append(values)
        continue
      }
      let kept = sampledSteps(steps, every: period).map { $0 - steps.lowerBound }
      recordings[i].append(try values.selectingSteps(kept))
    }
  }

  /// Tells observers of a run of time steps and of its end.
  func observed<R>(_ kind: TrainingRun.Kind, steps: Int, _ body: (_ report: (Int) -> Void) throws -> R) throws -> R {
    notify(.began(runDescription(kind, stepsPerEpoch: steps)))
    var (done, last, lastTime) = (0, 0, Stopwatch.now())
    do {
      let result = try working {
        try body { count in
          done = count
          let time = Stopwatch.now()
          let rate = Double(count - last) / max(time - lastTime, 1e-9)
          (last, lastTime) = (count, time)
          self.notify(.batch(TrainingPoint(epoch: 0, batch: count, step: count, logs: Logs(), throughput: rate)))
        }
      }
      notify(.ended(.completed, step: steps, message: ""))
      return result
    } catch {
      let isCancelled = (error as? NengoError)?.kind == .cancelled
      notify(.ended(isCancelled ? .cancelled : .failed, step: done, message: isCancelled ? "" : "\(error)"))
      throw error
    }
  }

  func runDescription(_ kind: TrainingRun.Kind, epochs: Int = 1, stepsPerEpoch: Int = 0) -> TrainingRun {
    let parameters = program?.parameters.reduce(0) { $0 + ($1.isTrainable ? $1.count : 0) } ?? 0
    return TrainingRun(
      kind: kind, epochs: epochs, stepsPerEpoch: stepsPerEpoch, minibatch: minibatchSize, parameters: parameters,
      seed: seed)
  }
}

extension NDArray {
  /// The given indices of axis 1.
  func selectingSteps(_ indices: [Int]) throws -> NDArray {
    let source = contiguous()
    var shape = self.shape
    let steps = shape[1]
    shape[1] = indices.count
    let result = try NDArray(uninitialized: shape, dtype: dtype)
    let row = shape.dropFirst(2).reduce(1, *) * dtype.itemSize
    for item in 0..<shape[0] {
      for (k, step) in indices.enumerated() {
        (result.base + (item * indices.count + k) * row).copyMemory(
          from: source.base + (item * steps + step) * row, byteCount: row)
      }
    }
    return result
  }
}

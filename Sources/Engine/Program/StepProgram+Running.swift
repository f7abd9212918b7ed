import Arrays
import CKernels
import Glibc
import Model

/// What a recorded run leaves for the backward pass.
final class RecordedRun {
  let mode: RunMode
  let steps: Int
  let firstClock: Int
  let inputs: [NDArray?]
  let outputs: [NDArray]
  let tape: Tape

  init(mode: RunMode, steps: Int, firstClock: Int, inputs: [NDArray?], outputs: [NDArray], tape: Tape) {
    self.mode = mode
    self.steps = steps
    self.firstClock = firstClock
    self.inputs = inputs
    self.outputs = outputs
    self.tape = tape
  }
}

extension StepProgram {
  /// Runs `steps` steps from the present state and leaves the state after them.
  ///
  /// - Parameters:
  ///   - inputs: (minibatch, steps, size) per input slot, any type; `nil` holds the signal at its present value.
  ///   - mode: `.training` swaps spiking neurons for their rates.
  ///   - recording: keeps a tape, so that `backward` can follow.
  ///   - progress: called with the steps done, at most 20 times a second.
  /// - Returns: one array per probe slot.
  /// - Throws: what node functions throw; `NengoError` `.cancelled` when cancelled. State and counters then stand as of
  ///   the last finished step, and `partialRun` has what the probes saw until then.
  public func run(
    steps: Int, inputs: [NDArray?], mode: RunMode = .inference, recording: Bool = false,
    cancel: CancellationToken? = nil, progress: ((Int) -> Void)? = nil
  ) throws -> [NDArray] {
    guard steps >= 0 else {
      throw NengoError.validation("must not be negative, got \(steps)", attribute: "n_steps", owner: "Simulator")
    }
    guard !(options.inferenceOnly && (recording || mode == .training)) else {
      throw NengoError(.simulation, "Network was created with inference_only=True; cannot train")
    }
    let program = try program(mode)
    let fed = try converted(inputs, steps: steps)
    let outputs = try makeOutputs(steps: steps)
    recordedRun = nil
    partialRun = nil
    let list = recording ? program.recording ?? program.plain : program.plain
    connect(program, list, inputs: fed, outputs: outputs)
    var context = soma_context()
    context.dt = dt
    context.clock = stepCount
    context.cancel = cancel.map { UnsafePointer($0.flag) }
    let tape =
      recording
      ? try Tape(program, steps: steps, arena: arena, budget: options.tapeBudget) : nil
    // The kernels hold bare addresses of these arrays.
    let done = withExtendedLifetime((fed, outputs, cancel)) { advance(list, &context, steps, tape, progress) }
    stepCount += done
    spread(outputs)
    if done < steps {
      partialRun = (done, outputs)
      if context.failed != 0 { throw pool.errors.last ?? NengoError(.simulation, "a node function failed") }
      throw NengoError(.cancelled, "cancelled after \(done) of \(steps) steps")
    }
    if let tape {
      recordedRun = RecordedRun(
        mode: mode, steps: steps, firstClock: context.clock - steps, inputs: fed, outputs: outputs, tape: tape)
    }
    return outputs
  }

  /// Runs the steps in pieces: segments of the tape, and at most 50 ms between two reports.
  private func advance(
    _ list: KernelList, _ context: inout soma_context, _ steps: Int, _ tape: Tape?, _ progress: ((Int) -> Void)?
  ) -> Int {
    var done = 0
    var piece = progress == nil ? steps : 1
    while done < steps {
      if let tape { tape.prepare(&context, step: done, arena: arena) }
      let wanted = min(piece, steps - done, tape.map { $0.stepsLeft(after: done) } ?? steps)
      let start = seconds()
      let finished = list.run(&context, steps: wanted)
      done += finished
      guard finished == wanted else { return done }
      if let progress {
        let elapsed = seconds() - start
        if elapsed < 0.025 { piece = min(piece * 2, steps) } else if elapsed > 0.05 { piece = max(piece / 2, 1) }
        if elapsed >= 0.0125 || done == steps { progress(done) }
      }
    }
    return done
  }

  private func seconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
  }

  // MARK: ports

  /// Inputs in the precision of the program, contiguous, with checked shapes.
  private func converted(_ inputs: [NDArray?], steps: Int) throws -> [NDArray?] {
    guard inputs.count == self.inputs.count else {
      throw NengoError(.value, "got \(inputs.count) inputs, expected \(self.inputs.count)")
    }
    return try zip(inputs, self.inputs).map { array, slot in
      guard let array else { return nil }
      guard array.shape == [minibatch, steps, slot.size] else {
        throw NengoError.validation(
          "input '\(slot.name)' has shape \(ArrayError.text(shape: array.shape)), expected "
            + ArrayError.text(shape: [minibatch, steps, slot.size]), attribute: "data", owner: "Simulator")
      }
      return try array.cast(to: precision.dtype).contiguous()
    }
  }

  private func makeOutputs(steps: Int) throws -> [NDArray] {
    try probes.map { slot in
      let items = slot.isBatched ? minibatch : 1
      return try NDArray(
        zeros: [items, slot.lastStepOnly ? min(steps, 1) : steps] + slot.shape, dtype: precision.dtype)
    }
  }

  /// Writes the addresses of a run's arrays into the kernels of the ports.
  func connect(_ program: ModeProgram, _ list: KernelList, inputs: [NDArray?], outputs: [NDArray]) {
    let inputKernels = program.inputKernels(in: list, count: inputs.count)
    for (index, array) in inputs.enumerated() {
      let kernel = inputKernels + index
      let size = self.inputs[index].size
      let isSpread = arena.isSpread(compiled.inputs[index].signal)
      kernel.pointee.rows = array == nil ? 0 : isSpread ? minibatch : 1
      kernel.pointee.x.at = array?.base
      kernel.pointee.x.step = size
      kernel.pointee.x.row = size * (array?.shape[1] ?? 0)
    }
    let probeKernels = program.probeKernels(in: list, count: outputs.count)
    for (index, array) in outputs.enumerated() {
      let kernel = probeKernels + index
      let size = probes[index].shape.reduce(1, *)
      kernel.pointee.rows = arena.isSpread(compiled.probes[index].signal) ? minibatch : 1
      kernel.pointee.y.at = array.base
      kernel.pointee.y.step = probes[index].lastStepOnly ? 0 : size
      kernel.pointee.y.row = size * array.shape[1]
    }
  }

  /// Copies the first item of probes whose signal all items share to the others.
  private func spread(_ outputs: [NDArray]) {
    for (index, array) in outputs.enumerated() {
      guard array.shape[0] > 1, !arena.isSpread(compiled.probes[index].signal) else { continue }
      let bytes = array.byteCount / array.shape[0]
      for item in 1..<array.shape[0] { (array.base + item * bytes).copyMemory(from: array.base, byteCount: bytes) }
    }
  }
}

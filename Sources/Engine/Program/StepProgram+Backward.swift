import Arrays
import CKernels
import Model

extension StepProgram {
  /// Gradients of the last recorded run: those of parameters are left in `parameters[i].gradients`.
  ///
  /// State, counters and parameters stay as the run left them. A run can be gone through again for other gradients.
  ///
  /// - Parameter probeGradients: a loss's derivative with respect to each array that `run` returned; `nil` is zero.
  /// - Returns: gradients with respect to the inputs, (minibatch, steps, size) each, if the options asked for them.
  /// - Throws: what tensor functions throw; `NengoError` `.cancelled`; a `SimulationError` without a recorded run.
  public func backward(probeGradients: [NDArray?], cancel: CancellationToken? = nil) throws -> [NDArray?] {
    guard let run = recordedRun else { throw NengoError(.simulation, "there is no recorded run to go back through") }
    let program = try program(run.mode)
    guard let adjoint = program.adjoint, let recording = program.recording else {
      throw NengoError(.simulation, "Network was created with inference_only=True; cannot compute gradients")
    }
    let above = try converted(probeGradients, run)
    let below: [NDArray?] = try inputs.map { slot in
      options.wantsInputGradients
        ? try NDArray(zeros: [minibatch, run.steps, slot.size], dtype: precision.dtype) : nil
    }
    arena.clearGradients()
    connectAdjoint(program, adjoint, above: above, below: below, run)
    let after = StateSnapshot.Block(byteCount: arena.changingRange.count)
    arena.copy(arena.changingRange, to: after.bytes)
    let streams = arena.streams.words
    defer {
      arena.copy(arena.changingRange, from: after.bytes)
      arena.streams.words = streams
    }
    var context = soma_context()
    context.dt = dt
    context.cancel = cancel.map { UnsafePointer($0.flag) }
    // The kernels hold bare addresses of these arrays.
    try withExtendedLifetime((above, below, run, cancel)) {
      try goBack(adjoint, recording, program, &context, run)
    }
    // The tape now holds the records of the first segment: only a whole tape can be used again.
    if run.tape.segmentStarts.count > 1 { recordedRun = nil }
    return below
  }

  /// Runs the adjoint over all segments of the tape, the last one first.
  private func goBack(
    _ adjoint: KernelList, _ recording: KernelList, _ program: ModeProgram, _ context: inout soma_context,
    _ run: RecordedRun
  ) throws {
    let starts = run.tape.segmentStarts
    for start in starts.reversed() {
      let end = min(start + run.tape.segment, run.steps)
      if start != starts.last { try recompute(recording, program, &context, start: start, end: end, run) }
      context.step = end
      context.clock = run.firstClock + end
      run.tape.pointBehind(&context, end: end)
      guard adjoint.runBack(&context, steps: end - start) == end - start else {
        if context.failed != 0 { throw pool.errors.last ?? NengoError(.simulation, "a tensor function failed") }
        throw NengoError(.cancelled, "cancelled while going back through \(run.steps) steps")
      }
    }
  }

  /// Runs the steps of an earlier segment again, for their records.
  private func recompute(
    _ recording: KernelList, _ program: ModeProgram, _ context: inout soma_context, start: Int, end: Int,
    _ run: RecordedRun
  ) throws {
    connect(program, recording, inputs: run.inputs, outputs: run.outputs)
    run.tape.restart(&context, segmentAt: start, arena: arena)
    guard recording.run(&context, steps: end - start) == end - start else {
      throw NengoError(.cancelled, "cancelled while going back through \(run.steps) steps")
    }
  }

  private func converted(_ gradients: [NDArray?], _ run: RecordedRun) throws -> [NDArray?] {
    guard gradients.count == probes.count else {
      throw NengoError(.value, "got gradients of \(gradients.count) probes, expected \(probes.count)")
    }
    return try zip(gradients, run.outputs).map { gradient, output in
      guard let gradient else { return nil }
      guard gradient.shape == output.shape else {
        throw NengoError(
          .value,
          "a probe's gradient has shape \(ArrayError.text(shape: gradient.shape)), expected "
            + ArrayError.text(shape: output.shape))
      }
      return try gradient.cast(to: precision.dtype).contiguous()
    }
  }

  private func connectAdjoint(
    _ program: ModeProgram, _ adjoint: KernelList, above: [NDArray?], below: [NDArray?], _ run: RecordedRun
  ) {
    let probeKernels = program.probeKernels(in: adjoint, count: above.count)
    for (index, gradient) in above.enumerated() {
      let size = probes[index].shape.reduce(1, *)
      let kernel = probeKernels + index
      kernel.pointee.rows = gradient?.shape[0] ?? 0
      kernel.pointee.y.at = gradient?.base
      kernel.pointee.y.step = size
      kernel.pointee.y.row = size * (gradient?.shape[1] ?? 0)
      kernel.pointee.count = probes[index].lastStepOnly ? run.steps - 1 : 0
    }
    let inputKernels = program.inputKernels(in: adjoint, count: below.count)
    for (index, gradient) in below.enumerated() {
      let kernel = inputKernels + index
      let isSpread = arena.isSpread(compiled.inputs[index].signal)
      // An input that was not fed keeps one value, whose gradient nobody wants.
      kernel.pointee.rows = run.inputs[index] == nil ? 0 : isSpread ? minibatch : 1
      kernel.pointee.x.at = gradient?.base
      kernel.pointee.x.step = inputs[index].size
      kernel.pointee.x.row = inputs[index].size * run.steps
    }
  }
}

import CKernels

/// The programs of one mode: a step as it is, a step that records, and the adjoint of a recorded step.
///
/// The first kernels of a step feed the inputs, the last copy the probes out; in an adjoint it is the other way round.
final class ModeProgram {
  let plain: KernelList
  let recording: KernelList?
  let adjoint: KernelList?
  private let recallCount: Int
  /// Bytes of the record of one step.
  let tapeStride: Int

  private struct Parts {
    var forward: [[EmittedKernel]] = []
    var adjoint: [[EmittedKernel]] = []
    var wishes: [[View]] = []
  }

  init(
    _ model: LoweredModel, _ grouping: Grouping, mode: RunMode, dt: Double, arena: Arena, pool: KernelPool,
    wantsInputs: Bool, isTrainable: Bool
  ) throws {
    let active = isTrainable ? Activity.active(model, mode: mode, wantsInputs: wantsInputs) : []
    let emitter = Emitter(
      mode: mode, dt: dt, arena: arena, pool: pool, active: active, written: model.writtenSignals)
    let inputs = Ports.inputs(model, emitter)
    let probes = Ports.probes(model, emitter)
    var parts = Parts()
    for group in grouping {
      let forward = try group.map { index in
        try model.operations[index].emitForward(emitter)
        return emitter.take()
      }
      parts.forward.append(KernelJoining.joined(Self.sideBySide(forward), arena.precision))
      guard isTrainable else { continue }
      let adjoint = try group.map { index in
        try model.operations[index].emitAdjoint(emitter)
        return emitter.take()
      }
      parts.adjoint.append(KernelJoining.joined(Self.sideBySide(adjoint), arena.precision))
      parts.wishes.append(emitter.takeRemembered())
    }
    plain = KernelList(inputs + parts.forward.joined() + probes)
    guard isTrainable else {
      (recording, adjoint, recallCount, tapeStride) = (nil, nil, 0, 0)
      return
    }
    let tape = TapeLayout(parts.wishes, emitter)
    tapeStride = tape.stride
    recording = KernelList(
      inputs + zip(tape.remember, parts.forward).flatMap { $0 + $1 } + probes)
    recallCount = tape.recall.count
    adjoint = KernelList(
      tape.recall + Ports.probeAdjoints(model, emitter) + parts.adjoint.reversed().joined()
        + Ports.inputAdjoints(model, emitter))
  }

  /// Kernels of independent operations with equal ones next to each other; each operation's own order is kept.
  private static func sideBySide(_ operations: [[EmittedKernel]]) -> [EmittedKernel] {
    guard operations.count > 1 else { return operations.first ?? [] }
    var next = [Int](repeating: 0, count: operations.count)
    var result: [EmittedKernel] = []
    while let first = operations.indices.first(where: { next[$0] < operations[$0].count }) {
      let name = operations[first][next[first]].name
      for index in operations.indices where next[index] < operations[index].count {
        let kernel = operations[index][next[index]]
        guard kernel.name == name else { continue }
        result.append(kernel)
        next[index] += 1
      }
    }
    return result
  }

  /// Where the kernels of the ports are, in a forward list and in the adjoint.
  func inputKernels(in list: KernelList, count: Int) -> UnsafeMutablePointer<soma_kernel> {
    list === adjoint ? list.kernels + (list.count - count) : list.kernels
  }

  func probeKernels(in list: KernelList, count: Int) -> UnsafeMutablePointer<soma_kernel> {
    list === adjoint ? list.kernels + recallCount : list.kernels + (list.count - count)
  }
}

import CKernels
import Model

/// The records of a run's steps, for the adjoint. Within the memory budget all steps are kept; past it only the records
/// of one segment, and the state before each segment, from which the others are computed again.
final class Tape {
  let stride: Int
  let segment: Int
  private let steps: Int
  private let records: StateSnapshot.Block
  private var checkpoints: [Checkpoint] = []
  private let isSegmented: Bool

  private struct Checkpoint {
    let memory: StateSnapshot.Block
    let clock: Int
    let streams: [UInt64]
  }

  /// - Throws: a memory error if not even the records of all steps of a program that can't be repeated fit in memory.
  init(_ program: ModeProgram, steps: Int, arena: Arena, budget: Int) throws {
    stride = max(program.tapeStride, 64)
    self.steps = steps
    let (total, overflow) = stride.multipliedReportingOverflow(by: steps + 1)
    // Functions of the script may have side effects, and processes streams of their own: those are not repeated.
    let isRepeatable = !program.plain.hasHostCalls
    isSegmented = isRepeatable && steps > 1 && (overflow || total > budget)
    if isSegmented {
      let state = max(arena.changingRange.count, 64)
      let balanced = (Double(steps) * Double(state) / Double(stride)).squareRoot()
      segment = min(max(Int(balanced), 1), steps)
    } else {
      guard !overflow else { throw NengoError(.memory, "a tape of \(steps) steps does not fit in memory") }
      segment = max(steps, 1)
    }
    records = StateSnapshot.Block(byteCount: stride * (segment + 1))
  }

  var segmentStarts: [Int] { Array(Swift.stride(from: 0, to: steps, by: segment)) }

  /// Steps from `step` to the end of its segment.
  func stepsLeft(after step: Int) -> Int { segment - step % segment }

  /// Points the context at the record of a step; at the start of a segment the state is kept.
  func prepare(_ context: inout soma_context, step: Int, arena: Arena) {
    if isSegmented, step % segment == 0, step / segment == checkpoints.count {
      let block = StateSnapshot.Block(byteCount: arena.changingRange.count)
      arena.copy(arena.changingRange, to: block.bytes)
      checkpoints.append(Checkpoint(memory: block, clock: context.clock, streams: arena.streams.words))
    }
    point(&context, at: step)
  }

  /// Points the context at the record of a step.
  func point(_ context: inout soma_context, at step: Int) {
    context.tape = record(step % segment)
    context.tape_stride = stride
  }

  /// Points the context behind the last record of the segment that ends before `end`.
  func pointBehind(_ context: inout soma_context, end: Int) {
    context.tape = record((end - 1) % segment + 1)
    context.tape_stride = stride
  }

  private func record(_ index: Int) -> UnsafeMutablePointer<CChar> {
    (records.bytes + index * stride).assumingMemoryBound(to: CChar.self)
  }

  /// Goes back to the state before a segment.
  func restart(_ context: inout soma_context, segmentAt start: Int, arena: Arena) {
    let checkpoint = checkpoints[start / segment]
    arena.copy(arena.changingRange, from: checkpoint.memory.bytes)
    arena.streams.words = checkpoint.streams
    context.clock = checkpoint.clock
    context.step = start
    point(&context, at: start)
  }
}

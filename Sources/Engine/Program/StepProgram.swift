import Arrays
import Build
import Model

/// A built model compiled for a minibatch: a flat list of kernels over one arena, and its adjoint.
///
/// Not thread-safe: a program lives on the thread that computes. Cancelling is the exception.
public final class StepProgram {
  public let minibatch: Int
  public let precision: Precision
  public let dt: Double
  public let inputs: [InputSlot] = []
  public let probes: [ProbeSlot] = []
  /// Parameters in NengoDL's order: all trainable arrays, then the fixed ones.
  public let parameters: [BaseArray] = []
  /// Saved state in NengoDL's order; the step counter is among them.
  public let state: [BaseArray] = []
  /// Neuron classes that run item by item through their own step function, without gradients.
  public let genericNeuronTypes: [String] = []
  /// Steps of the saved state.
  public var stepCount: Int { 0 }

  /// - Throws: `NengoError` `.build` for operators without an implementation and for dependency cycles.
  public init(model: BuiltModel, options: EngineOptions, cancel: CancellationToken? = nil) throws {
    throw NengoError(.notImplemented, "StepProgram: not implemented yet")
  }

  /// Runs `steps` steps from the present state and leaves the state after them.
  ///
  /// - Parameters:
  ///   - inputs: (minibatch, steps, size) per input slot, any type; `nil` holds the signal at its initial value.
  ///   - mode: `.training` swaps spiking neurons for their rates.
  ///   - recording: keeps a tape, so that `backward` can follow.
  ///   - progress: called with the steps done, at most 20 times a second.
  /// - Returns: one array per probe slot.
  /// - Throws: `NengoError` `.simulation` from node functions; `NengoError` `.cancelled` when cancelled: state and counters then
  ///   stand as of the last finished step.
  public func run(
    steps: Int, inputs: [NDArray?], mode: RunMode = .inference, recording: Bool = false,
    cancel: CancellationToken? = nil, progress: ((Int) -> Void)? = nil
  ) throws -> [NDArray] { [] }

  /// Gradients of the last recorded run: parameters' are left in `parameters[i].gradients`.
  ///
  /// - Parameter probeGradients: the loss's derivative with respect to each array that `run` returned; `nil` is zero.
  /// - Returns: gradients with respect to the inputs, (minibatch, steps, size) each, if the options asked for them.
  public func backward(probeGradients: [NDArray?]) throws -> [NDArray?] { [] }

  /// The present value of a signal: (minibatch, shape…) for batched signals, else its shape.
  public func value(of signal: Signal) throws -> NDArray { throw NengoError(.notImplemented, "value(of:)") }

  /// Whether `value(of:)` has a leading minibatch axis for the signal.
  public func isBatched(_ signal: Signal) -> Bool { false }

  /// A copy of the state (not of parameters), to go back to.
  public func saveState() -> StateSnapshot { StateSnapshot() }
  public func restore(_ snapshot: StateSnapshot) {}

  /// Initial state, and initial parameters if wanted; `processes` also restarts random streams.
  public func reset(parameters: Bool = true, processes: Bool = true, seed: UInt32? = nil) throws {}

  /// A readable listing of each stage: "operations", "plan", "layout", "program".
  public func listing(of stage: String) -> String { "" }
}

/// The saved state of a program at one step boundary.
public struct StateSnapshot {
}

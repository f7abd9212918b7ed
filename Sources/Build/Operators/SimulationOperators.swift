/// Operators that run functions, neurons, processes and probes.
import Arrays
import Model

/// `output = f(t?, x?)`
public final class SimPyFunc: Operator {
  public static let typeName = "SimPyFunc"
  /// Nil: the result is dropped, but the function is called all the same.
  public let output: Signal?
  public let function: VectorFunction
  /// Nil: the function doesn't take the time.
  public let time: Signal?
  /// Nil: the function takes no vector.
  public let x: Signal?

  public init(output: Signal?, function: VectorFunction, time: Signal?, x: Signal?) {
    self.output = output
    self.function = function
    self.time = time
    self.x = x
  }

  public var sets: [Signal] { output.map { [$0] } ?? [] }
  public var reads: [Signal] { [time, x].compactMap { $0 } }
}

/// `output = f(t, x)` for a function of whole batches.
public final class SimTensorNode: Operator {
  public static let typeName = "SimTensorNode"
  public let function: any TensorFunction
  public let time: Signal
  public let input: Signal?
  public let output: Signal?

  public init(function: any TensorFunction, time: Signal, input: Signal?, output: Signal?) {
    self.function = function
    self.time = time
    self.input = input
    self.output = output
  }

  public var sets: [Signal] { output.map { [$0] } ?? [] }
  public var reads: [Signal] { [time, input].compactMap { $0 } }
}

/// `output, states = neurons(J, states)`: one step of a population.
public final class SimNeurons: Operator {
  public static let typeName = "SimNeurons"
  public let neurons: any NeuronType
  public let j: Signal
  public let output: Signal
  /// State variables in the order of `neurons.stateVariables`.
  public let states: [Signal]
  /// The population's own stream, for stochastic types. It goes on where it is when a simulator is reset.
  public let rng: RandomState

  public init(_ neurons: any NeuronType, j: Signal, output: Signal, states: [Signal], rng: RandomState) {
    self.neurons = neurons
    self.j = j
    self.output = output
    self.states = states
    self.rng = rng
  }

  public var sets: [Signal] { [output] + states }
  public var reads: [Signal] { [j] }
}

/// `output = process(t, input)`, set, added or for the next step. The process's state is kept by its prepared step;
/// nobody else reads it, so that it is no signal.
public final class SimProcess: Operator {
  public static let typeName = "SimProcess"

  public enum Mode: String, Sendable { case set, inc, update }

  public let process: any Process
  public let input: Signal?
  public let output: Signal
  public let time: Signal
  public let mode: Mode

  public init(_ process: any Process, input: Signal?, output: Signal, time: Signal, mode: Mode) {
    self.process = process.acting as? any Process ?? process
    self.input = input
    self.output = output
    self.time = time
    self.mode = mode
  }

  public var sets: [Signal] { mode == .set ? [output] : [] }
  public var incs: [Signal] { mode == .inc ? [output] : [] }
  public var reads: [Signal] { [time] + (input.map { [$0] } ?? []) }
  public var updates: [Signal] { mode == .update ? [output] : [] }
}

/// Keeps a probed signal alive.
public final class SimProbe: Operator {
  public static let typeName = "SimProbe"
  public let signal: Signal

  public init(_ signal: Signal) { self.signal = signal }

  public var reads: [Signal] { [signal] }
}

/// `Y += conv(W, X)`, or its transpose. X and Y are flat.
public final class ConvInc: Operator {
  public static let typeName = "ConvInc"
  public let convolution: Convolution
  /// The kernel.
  public let w: Signal
  public let x: Signal
  public let y: Signal

  public init(_ convolution: Convolution, _ w: Signal, _ x: Signal, into y: Signal) {
    self.convolution = convolution
    self.w = w
    self.x = x
    self.y = y
  }

  public var incs: [Signal] { [y] }
  public var reads: [Signal] { [w, x] }
}

/// `Y += convᵀ(W, X)`. X and Y are flat.
public final class ConvTransposeInc: Operator {
  public static let typeName = "ConvTransposeInc"
  public let convolution: ConvolutionTranspose
  public let w: Signal
  public let x: Signal
  public let y: Signal

  public init(_ convolution: ConvolutionTranspose, _ w: Signal, _ x: Signal, into y: Signal) {
    self.convolution = convolution
    self.w = w
    self.x = x
    self.y = y
  }

  public var incs: [Signal] { [y] }
  public var reads: [Signal] { [w, x] }
}

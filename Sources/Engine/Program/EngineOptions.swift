import Build

/// What a parameter or signal is to training.
public enum ParameterMark: Sendable, Hashable {
  case trainable
  /// A parameter that is stored and saved, but not trained.
  case fixed
  /// Everything else: it has a batch axis and belongs to the state of a simulation.
  case state
}

/// The type of every number of a program.
public enum Precision: Sendable, Hashable {
  case float32, float64

  public var itemSize: Int { self == .float32 ? 4 : 8 }
  public var bits: Int { itemSize * 8 }
}

/// Which of the two versions of a step runs.
public enum RunMode: Sendable, Hashable {
  case inference
  /// Spiking neurons give their rates and hold their state.
  case training
}

/// How operators are grouped.
public enum Planner: Sendable, Hashable {
  /// Looks `depth` groups ahead for the shortest plan; depth 1 always takes the largest group.
  case tree(depth: Int)
  /// One kind of operator after the other, heaviest first.
  case transitive
  /// A valid order without any grouping.
  case none
}

/// The rewriting passes that run before planning, in the order in which they are tried.
public enum Simplification: Sendable, Hashable, CaseIterable {
  case unmodifiedResets, zeroIncrements, identityProducts, constantCopies, resetIncrements
}

/// How signals are ordered in memory.
public enum SignalSorter: Sendable, Hashable {
  /// Signals that are read together lie together.
  case blocks(passes: Int)
  case firstUse
}

/// Everything that decides how a built model becomes a step program.
public struct EngineOptions {
  /// Items simulated side by side.
  public var minibatch = 1
  public var precision = Precision.float32
  /// Marks of base signals, by identity; signals that are not listed are `.state`.
  public var marks: [ObjectIdentifier: ParameterMark] = [:]
  /// Values that parameters start with in place of the built ones, by identity of the base signal: those of parameters
  /// that were trained once and are fixed now. Fixed parameters may be folded into the program.
  public var values: [ObjectIdentifier: [Double]] = [:]
  /// Signals whose values are fed from outside (outputs of input nodes), in the order of `run(inputs:)`.
  /// Operators that would set them are removed.
  public var inputs: [Signal] = []
  /// Probes of which only the last step is kept, by their place in the model's probe list.
  public var lastStepOnly: Set<Int> = []
  /// No training version: `backward` and training mode are refused.
  public var inferenceOnly = false
  /// Width of the soft threshold that LIF neurons get in training mode; `nil` keeps the hard one.
  public var lifSmoothing: Double?
  /// Whether `backward` also gives gradients with respect to the inputs.
  public var wantsInputGradients = false
  public var planner = Planner.tree(depth: 3)
  public var sorter = SignalSorter.blocks(passes: 10)
  public var simplifications = Simplification.allCases
  /// Bytes the tape of a training run may take; past it segments are recomputed from checkpoints.
  public var tapeBudget = 1 << 30
  /// Seeds random neurons and unseeded processes inside the graph.
  public var seed: UInt32 = 0

  public init() {}
}

import Arrays

/// Something that produces a signal step by step, from an input or from nothing: noise, stimuli, filters.
public protocol Process: FrozenObject {
  /// The seed that makes every use of this process the same; nil draws one per use.
  var seed: UInt32? { get }
  var defaultSizeIn: Int { get }
  var defaultSizeOut: Int { get }
  /// Seconds per step where nothing else says so.
  var defaultDt: Double { get }

  /// Prepares a run: allocates the state and draws what is drawn once. `rng` is this use's own stream, see `stream`.
  func makeStep(sizeIn: Int, sizeOut: Int, dt: Double, rng: RandomState) throws -> any ProcessStep
}

/// One prepared use of a process: all its state, and the step that moves it.
public protocol ProcessStep: AnyObject {
  /// The state arrays; shared with the step, so that they can be saved and put back.
  var state: [NDArray] { get }
  /// What scripts call the state arrays.
  var stateNames: [String] { get }

  /// Computes the output at `time` seconds (the first step is at dt). `input` is empty for a source.
  func step(time: Double, input: UnsafeBufferPointer<Double>, output: UnsafeMutableBufferPointer<Double>) throws
}

extension ProcessStep {
  public var stateNames: [String] { [] }
}

extension Process {
  /// The stream for one use: of the process's own seed, or of a seed drawn from `parent`.
  public func stream(from parent: RandomState) -> RandomState {
    RandomState(seed: seed ?? parent.drawSeed())
  }
}

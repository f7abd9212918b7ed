import Arrays

/// What an optimizer is set to: a rule with its constants, a learning rate, a legacy decay and limits on gradients.
///
/// Configurations are values: printing, saving and comparing them needs no state.
public struct OptimizerConfiguration: Sendable {
  public var name: String
  public var rule: any OptimizerRule
  public var learningRate: LearningRate
  /// η is divided by 1 + decay · k after k updates.
  public var decay: Double
  public var clipping: GradientClipping

  public init(
    _ rule: any OptimizerRule, learningRate: LearningRate, decay: Double = 0,
    clipping: GradientClipping = GradientClipping(), name: String? = nil
  ) throws {
    self.rule = rule
    self.learningRate = learningRate
    self.decay = single(decay)
    self.clipping = clipping
    self.name = name ?? rule.name
    if case .schedule = learningRate, !rule.allowsSchedules {
      throw TrainingError(
        .value,
        "The \(rule.name) optimizer does not support tf.keras.optimizers.LearningRateSchedules as the "
          + "learning rate.")
    }
  }
}

/// How fast weights move: fixed, or by the number of updates done.
public enum LearningRate: Sendable {
  case constant(Double)
  case schedule(any LearningRateSchedule)

  /// The rate after `updates` updates.
  func value(after updates: Int) throws -> Double {
    switch self {
    case .constant(let rate): rate
    case .schedule(let schedule): try schedule.rate(after: updates)
    }
  }
}

/// What an optimizer remembers between updates.
public struct OptimizerState: Sendable {
  public internal(set) var iterations = 0
  /// For each variable, one array per slot of the rule.
  public internal(set) var slots: [[[Double]]] = []
  /// Numbers that all variables share.
  public internal(set) var scalars: [Double] = []
}

/// The arithmetic of an optimizer: one file says all there is to say of it.
public protocol OptimizerRule: Sendable {
  var name: String { get }
  /// The constants by their Keras names, in the order of the configuration.
  var settings: [(name: String, value: OptimizerSetting)] { get }
  /// The names of the arrays kept for each variable, and what they start with.
  var slots: [(name: String, initial: Double)] { get }
  /// Numbers kept once, and what they start with.
  var scalars: [Double] { get }
  var allowsSchedules: Bool { get }
  /// Advances the shared numbers before update `t` (from 1).
  func advance(_ scalars: inout [Double], t: Int)
  /// Moves the weights `w` against the gradient `g`.
  func update(_ w: inout [Double], _ g: [Double], _ slots: inout [[Double]], _ step: OptimizerStep)
}

extension OptimizerRule {
  public var scalars: [Double] { [] }
  public var allowsSchedules: Bool { true }
  public func advance(_ scalars: inout [Double], t: Int) {}
}

public enum OptimizerSetting: Sendable, Equatable {
  case number(Double)
  case flag(Bool)
}

/// One update: its number from 1, the rate η, and the shared numbers.
public struct OptimizerStep: Sendable {
  public let t: Int
  public let rate: Double
  public let scalars: [Double]
}

/// An optimizer at work: a configuration and the state that belongs to it.
public final class Optimizer {
  public var configuration: OptimizerConfiguration
  public private(set) var state = OptimizerState()

  public init(_ configuration: OptimizerConfiguration) { self.configuration = configuration }

  /// The rate of the next update, without the legacy decay.
  public func learningRate() throws -> Double { try configuration.learningRate.value(after: state.iterations) }

  /// Sets a fixed rate.
  ///
  /// - Throws: `TrainingError` if the rate follows a schedule.
  public func setLearningRate(_ rate: Double) throws {
    guard case .constant = configuration.learningRate else {
      throw TrainingError(
        .attribute,
        "This optimizer was created with a `LearningRateSchedule` object as its `learning_rate` "
          + "constructor argument, hence its learning rate is not settable.")
    }
    configuration.learningRate = .constant(single(rate))
  }

  /// The variables after one update; variables without gradient stay as they are.
  ///
  /// - Precondition: There are as many gradients as variables, each of the size of its variable.
  public func apply(_ gradients: [[Double]?], to variables: [[Double]]) throws -> [[Double]] {
    let rule = configuration.rule
    prepare(for: variables)
    let rate = try learningRate() / (1 + configuration.decay * Double(state.iterations))
    let clipped = configuration.clipping.applied(to: gradients)
    rule.advance(&state.scalars, t: state.iterations + 1)
    let step = OptimizerStep(t: state.iterations + 1, rate: rate, scalars: state.scalars)
    var result = variables
    for (i, gradient) in clipped.enumerated() {
      if let gradient { rule.update(&result[i], gradient, &state.slots[i], step) }
    }
    state.iterations += 1
    return result
  }

  /// A run of elements of a variable.
  public struct SlotRange: Sendable {
    public let variable: Int
    public let range: Range<Int>

    public init(variable: Int, range: Range<Int>) {
      self.variable = variable
      self.range = range
    }
  }

  /// A part of a variable: the elements that it was before, or, without a source, `count` new ones.
  public struct SlotSource: Sendable {
    public let source: SlotRange?
    public let count: Int

    public init(source: SlotRange?, count: Int) {
      self.source = source
      self.count = count
    }
  }

  /// Makes the slots those of other variables, given by the parts that they are made of. The number of updates done and
  /// the shared numbers stay.
  public func regroup(_ variables: [[SlotSource]]) {
    guard !state.slots.isEmpty else { return }
    let old = state.slots
    state.slots = variables.map { parts in
      configuration.rule.slots.enumerated().map { k, slot in
        parts.flatMap { part -> [Double] in
          guard let source = part.source, old.indices.contains(source.variable),
            old[source.variable].indices.contains(k),
            source.range.upperBound <= old[source.variable][k].count
          else { return [Double](repeating: slot.initial, count: part.count) }
          return Array(old[source.variable][k][source.range])
        }
      }
    }
  }

  /// Fresh slots for variables that were not seen before.
  private func prepare(for variables: [[Double]]) {
    let rule = configuration.rule
    let fits =
      state.slots.count == variables.count
      && zip(state.slots, variables).allSatisfy { slots, variable in slots.allSatisfy { $0.count == variable.count } }
    guard !fits || (state.iterations == 0 && state.scalars.isEmpty) else { return }
    state.slots = variables.map { variable in
      rule.slots.map { [Double](repeating: $0.initial, count: variable.count) }
    }
    state.scalars = rule.scalars
  }
}

/// Limits on gradients, applied in this order: by value, by the norm of each, by the norm of all.
public struct GradientClipping: Sendable, Equatable {
  public var value: Double?
  public var norm: Double?
  public var globalNorm: Double?

  public init() {}

  /// - Throws: `TrainingError` for a negative limit, or for both norms.
  public init(value: Double?, norm: Double?, globalNorm: Double?) throws {
    for (name, limit) in [("clipnorm", norm), ("clipvalue", value), ("global_clipnorm", globalNorm)] {
      if let limit, limit < 0 {
        throw TrainingError(.value, "Expected \(name) >= 0, received: \(limit)")
      }
    }
    guard norm == nil || globalNorm == nil else {
      throw TrainingError(.value, "Cannot accept both `clipnorm` and `global_clipnorm`.")
    }
    self.value = value
    self.norm = norm
    self.globalNorm = globalNorm
  }

  func applied(to gradients: [[Double]?]) -> [[Double]?] {
    var result = gradients
    if let value { result = result.map { $0?.map { min(max($0, -value), value) } } }
    if let norm { result = result.map { $0.map { scaled($0, from: squares($0).squareRoot(), to: norm) } } }
    if let globalNorm {
      let total = result.reduce(0) { $0 + ($1.map(squares) ?? 0) }.squareRoot()
      result = result.map { $0.map { scaled($0, from: total, to: globalNorm) } }
    }
    return result
  }

  private func squares(_ g: [Double]) -> Double { g.reduce(0) { $0 + $1 * $1 } }
  private func scaled(_ g: [Double], from length: Double, to limit: Double) -> [Double] {
    let factor = limit / max(length, limit)
    return length <= limit ? g : g.map { $0 * factor }
  }
}

/// Moves an array out of its place, so that a loop over it owns it alone.
func take(_ array: inout [Double]) -> [Double] {
  var taken: [Double] = []
  swap(&taken, &array)
  return taken
}

/// A constant as the reference holds it: in single precision.
func single(_ x: Double) -> Double { Double(Float(x)) }
/// An epsilon as the reference holds it; 0 stands for the default.
func singleEpsilon(_ x: Double) -> Double { single(x == 0 ? 1e-7 : x) }

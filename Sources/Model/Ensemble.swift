/// A population of neurons that represents a vector.
import Arrays

/// `n` neurons that together encode a vector of `dimensions` values.
public final class Ensemble: NetworkObject {
  public override class var className: String { "Ensemble" }
  public override class var parameters: [ParameterSpec] { ensembleParameters }
  /// What a probe of an ensemble can show.
  public static let probeable = ["decoded_output", "input", "scaled_encoders"]

  /// An ensemble in the current network of `context`.
  ///
  /// - Parameters:
  ///   - settings: values of further parameters by name.
  ///   - addToContainer: false: the ensemble belongs to no network.
  /// - Throws: a `ValidationError` for a bad value, `NetworkContextError` if there is no network to add it to.
  public init(
    _ nNeurons: ParameterValue, _ dimensions: ParameterValue, _ settings: [String: ParameterValue] = [:],
    in context: ModelContext, addToContainer: Bool? = nil
  ) throws {
    super.init()
    let sizes: [String: ParameterValue] = ["n_neurons": nNeurons, "dimensions": dimensions]
    try construct(settings.merging(sizes) { $1 }, in: context, add: addToContainer)
  }

  /// For copies: the settings come from another ensemble.
  override init() { super.init() }

  public var nNeurons: Int { integer("n_neurons") ?? 0 }
  public var dimensions: Int { integer("dimensions") ?? 0 }
  public var radius: Double { number("radius") ?? 1 }
  public var encoders: Samplable { samplable("encoders") ?? .distribution(ScatteredHypersphere.sphere) }
  public var intercepts: Samplable? { samplable("intercepts") }
  public var maxRates: Samplable? { samplable("max_rates") }
  public var evalPoints: Samplable { samplable("eval_points") ?? .distribution(ScatteredHypersphere.ball) }
  public var nEvalPoints: Int? { integer("n_eval_points") }
  public var neuronType: any NeuronType { frozen("neuron_type") as? any NeuronType ?? LIF.standard }
  public var gain: Samplable? { samplable("gain") }
  public var bias: Samplable? { samplable("bias") }
  public var noise: (any Process)? { frozen("noise") as? any Process }
  public var normalizeEncoders: Bool { flag("normalize_encoders") }
  /// The ensemble's neurons, as ends of connections and probes.
  public var neurons: Neurons { Neurons(of: self) }
  public var isDirect: Bool { neuronType.acting is Direct }

  override func checkedValue(
    _ value: ParameterValue, of spec: ParameterSpec, _ place: ParameterSpec.Place, in context: ModelContext
  ) throws -> ParameterValue {
    guard case .array(let array) = value else { return value }
    let wanted: [Int?]
    switch spec.name {
    case "encoders": wanted = [nNeurons, dimensions]
    case "eval_points": wanted = [nil, dimensions]
    case "intercepts", "max_rates", "gain", "bias": wanted = [nNeurons]
    default: return value
    }
    for (axis, (have, want)) in zip(array.shape, wanted).enumerated() {
      if let want, have != want { throw place.error("shape[\(axis)] should be \(want) (got \(have))") }
    }
    return value
  }
}

extension Ensemble: CustomStringConvertible {
  public var description: String { "<Ensemble \(labelText)>" }
}

private let ensembleParameters: [ParameterSpec] =
  [
    ParameterSpec("n_neurons", nil, "The number of neurons.", check: ParameterCheck.integer(atLeast: 1)),
    ParameterSpec(
      "dimensions", nil, "The number of represented dimensions.", check: ParameterCheck.integer(atLeast: 1)),
    ParameterSpec(
      "radius", { .number(1) }, "The radius of the represented ball.", check: ParameterCheck.number(atLeast: 1e-10)),
    ParameterSpec(
      "encoders", { .frozen(ScatteredHypersphere.sphere) }, "Preferred directions, (n_neurons, dimensions).",
      needsObject: true, check: ParameterCheck.samplable(rank: 2)),
    ParameterSpec(
      "intercepts", { .frozen(Uniform(-1.0, 0.9)) }, "Where along its encoder each neuron starts to fire.",
      needsObject: true, check: ParameterCheck.optional(ParameterCheck.samplable(rank: 1))),
    ParameterSpec(
      "max_rates", { .frozen(Uniform(200, 400)) }, "Each neuron's rate at the radius, in hertz.",
      needsObject: true, check: ParameterCheck.optional(ParameterCheck.samplable(rank: 1))),
    ParameterSpec(
      "eval_points", { .frozen(ScatteredHypersphere.ball) }, "Points at which decoders are solved.",
      needsObject: true, check: ParameterCheck.samplable(rank: 2)),
    ParameterSpec(
      "n_eval_points", { .none }, "How many such points to sample.",
      check: ParameterCheck.optional(ParameterCheck.integer(atLeast: 0))),
    ParameterSpec(
      "neuron_type", { .frozen(LIF.standard) }, "The model of a single neuron.", check: ParameterCheck.neuronType),
    ParameterSpec(
      "gain", { .none }, "Gains; with `bias`, in place of rates and intercepts.",
      needsObject: true, check: ParameterCheck.optional(ParameterCheck.samplable(rank: 1))),
    ParameterSpec(
      "bias", { .none }, "Bias currents.", needsObject: true,
      check: ParameterCheck.optional(ParameterCheck.samplable(rank: 1))),
    ParameterSpec(
      "noise", { .none }, "A process added to the input currents.",
      check: ParameterCheck.optional(ParameterCheck.process)),
    ParameterSpec(
      "normalize_encoders", { .bool(true) }, "Whether encoders are scaled to length 1.",
      check: ParameterCheck.optional(ParameterCheck.boolean)),
  ] + commonParameters

/// A connection: values of one object, decoded, changed by a function and a transform, filtered, added to another.
import Arrays

/// What a connection computes from the values of its source.
public enum ConnectionFunction {
  case function(VectorFunction)
  /// Target values, one row for each evaluation point of the connection.
  case points(NDArray)

  public var name: String {
    switch self {
    case .function(let function): function.name
    case .points: "ndarray"
    }
  }
}

/// A directed connection between two objects or parts of them.
public final class Connection: NetworkObject {
  public override class var className: String { "Connection" }
  public override class var parameters: [ParameterSpec] { connectionParameters }
  public static let probeable = ["output", "input", "weights"]

  private var functionSize: Int?
  /// Whether a probe made the connection for itself.
  public let isForProbe: Bool

  /// A connection in the current network of `context`; `pre` and `post` are objects or views.
  ///
  /// A function is called once, with the first evaluation point or zeros, to find its size.
  public init(
    _ pre: ParameterValue, _ post: ParameterValue, _ settings: [String: ParameterValue] = [:],
    in context: ModelContext, addToContainer: Bool? = nil
  ) throws {
    isForProbe = false
    super.init()
    let ends: [String: ParameterValue] = ["pre": pre, "post": post]
    try construct(settings.merging(ends) { $1 }, in: context, add: addToContainer)
  }

  /// The connection by which a probe of an ensemble decodes: it ends at the probe, belongs to no network, and takes what
  /// the probe doesn't say from the defaults of `context`.
  public init(decodingFor probe: Probe, in context: ModelContext) throws {
    isForProbe = true
    super.init()
    let settings: [String: ParameterValue] = [
      "pre": .object(probe.target), "post": .object(ObjectView(.probe(probe))),
      "synapse": probe.synapse.map { .frozen($0) } ?? .none, "solver": .frozen(probe.solver),
    ]
    try construct(settings, in: context, add: false)
  }

  /// For copies.
  init(copying other: Connection, mapping: (ParameterValue) throws -> ParameterValue) rethrows {
    functionSize = other.functionSize
    isForProbe = false
    super.init()
    try copyValues(of: other, mapping: mapping)
  }

  // MARK: ends

  /// The source, as it was given: an object or a part of one.
  public var pre: ObjectView { view("pre") ?? unsetEnd }
  public var post: ObjectView { view("post") ?? unsetEnd }
  /// The whole objects.
  public var preObject: ModelObject { pre.object }
  public var postObject: ModelObject { post.object }
  /// The entries of the source's output and of the target's input that take part.
  public var preSelection: Selection { pre.outputSelection ?? .all(0) }
  public var postSelection: Selection { post.inputSelection ?? .all(0) }

  /// Stands in before the ends are set, which construction does first.
  private var unsetEnd: ObjectView { ObjectView(.connection(self)) }

  // MARK: settings

  public var synapse: (any Synapse)? { frozen("synapse") as? any Synapse }
  public var transform: any Transform { frozen("transform") as? any Transform ?? NoTransform(size: sizeMid) }
  public var solver: any Solver { frozen("solver") as? any Solver ?? LstsqL2.standard }
  public var evalPoints: Samplable? { samplable("eval_points") }
  public var scaleEvalPoints: Bool { flag("scale_eval_points") }
  public var function: ConnectionFunction? {
    switch value(of: "function") {
    case .function(let function)?: .function(function)
    case .array(let points)?: .points(points)
    default: nil
    }
  }
  public var learningRuleTypes: LearningRuleTypes {
    value(of: "learning_rule_type").flatMap(LearningRuleTypes.init(stored:)) ?? .none
  }

  /// The connection's learning rules, as targets of connections and probes, in the shape of `learningRuleTypes`.
  public var learningRules: [LearningRule] { learningRuleTypes.all.map { LearningRule(of: self, type: $0) } }

  // MARK: sizes

  public var sizeIn: Int { view("pre")?.sizeOut ?? 0 }
  /// The size after the function.
  public var sizeMid: Int { functionSize ?? sizeIn }
  public var sizeOut: Int { view("post")?.sizeIn ?? 0 }

  /// Whether decoders are solved for the connection: it starts at an ensemble that has neurons.
  public var isDecoded: Bool {
    if case .ensemble(let ensemble) = preObject { !ensemble.isDirect } else { false }
  }

  /// Whether weights are solved that go straight to the neurons of an ensemble.
  public var hasWeightSolver: Bool {
    guard solver.weights, case .ensemble(let ensemble) = preObject, !ensemble.isDirect else { return false }
    if case .ensemble = postObject { return true }
    return false
  }

  // MARK: checks

  override func checkedValue(
    _ value: ParameterValue, of spec: ParameterSpec, _ place: ParameterSpec.Place, in context: ModelContext
  ) throws -> ParameterValue {
    let checks = ConnectionChecks(connection: self, place: place, context: context)
    switch spec.name {
    case "pre": return try checks.source(value)
    case "post": return try checks.target(value)
    case "eval_points": return try checks.evalPoints(value)
    case "function":
      let (checked, size) = try checks.function(value)
      functionSize = size
      return checked
    case "transform": return try checks.transform(value)
    case "solver":
      try checks.solver(value)
      return value
    case "learning_rule_type": return try checks.learningRules(value)
    default: return value
    }
  }
}

extension Connection: CustomStringConvertible {
  public var description: String {
    if let label { return "<Connection \(label)>" }
    let computing = function.map { " computing '\($0.name)'" } ?? ""
    return "<Connection from \(pre.text) to \(post.text)\(computing)>"
  }
}

private let connectionParameters: [ParameterSpec] =
  [
    ParameterSpec("pre", nil, "Where the values come from.", check: ParameterCheck.later),
    ParameterSpec("post", nil, "Where the values go.", check: ParameterCheck.later),
    ParameterSpec(
      "synapse", { .frozen(Lowpass.standard) },
      "The filter of the values; a number is the time constant of a lowpass filter, in seconds.",
      check: ParameterCheck.optional(ParameterCheck.synapse)),
    ParameterSpec(
      "eval_points", { .none }, "Points at which decoders are solved, in place of the ensemble's.",
      needsObject: true, check: ParameterCheck.optional(ParameterCheck.samplable(rank: 2))),
    ParameterSpec(
      "scale_eval_points", { .bool(true) }, "Whether evaluation points are multiplied by the source's radius.",
      check: ParameterCheck.boolean),
    ParameterSpec(
      "function", { .none }, "What to compute from the source's values.", needsObject: true, check: ParameterCheck.later
    ),
    ParameterSpec(
      "transform", { .none }, "A linear map of the computed values.", needsObject: true, check: ParameterCheck.later),
    ParameterSpec(
      "solver", { .frozen(LstsqL2.standard) }, "How decoders are found.", needsObject: true,
      check: ParameterCheck.solver),
    ParameterSpec(
      "learning_rule_type", { .none }, "Rules that change the connection while it runs.", needsObject: true,
      check: ParameterCheck.later),
  ] + commonParameters

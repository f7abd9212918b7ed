/// A probe: what a simulator is to record.

/// Records one signal of an object, or of a part of one.
public final class Probe: NetworkObject {
  public override class var className: String { "Probe" }
  public override class var parameters: [ParameterSpec] { probeParameters }

  /// A probe in the current network of `context`.
  public init(
    _ target: ParameterValue, _ settings: [String: ParameterValue] = [:], in context: ModelContext,
    addToContainer: Bool? = nil
  ) throws {
    super.init()
    var arguments = settings
    arguments["target"] = target
    if arguments["solver"]?.isDefault ?? true, context.configured(Self.className, "solver") == nil {
      arguments["solver"] = context.defaultValue(Connection.className, "solver")
    }
    try construct(arguments, in: context, add: addToContainer)
  }

  /// For copies.
  override init() { super.init() }

  public var target: ObjectView { view("target") ?? ObjectView(.probe(self)) }
  /// The whole object that the probe looks at.
  public var object: ModelObject { target.object }
  public var attribute: String { text("attr") ?? object.probeable?.first ?? "output" }
  /// Seconds between samples; nil: every step.
  public var sampleEvery: Double? { number("sample_every") }
  public var synapse: (any Synapse)? { frozen("synapse") as? any Synapse }
  public var solver: any Solver { frozen("solver") as? any Solver ?? LstsqL2.standard }
  public var sizeIn: Int { view("target")?.sizeOut ?? 0 }

  override func checkedValue(
    _ value: ParameterValue, of spec: ParameterSpec, _ place: ParameterSpec.Place, in context: ModelContext
  ) throws -> ParameterValue {
    switch spec.name {
    case "target": return try checkedTarget(value, place)
    case "attr":
      let names = object.probeable ?? []
      guard !value.isNone else { return names.first.map { .text($0) } ?? .none }
      guard case .text(let name) = value, names.contains(name) else {
        let shown = if case .text(let name) = value { "'\(name)'" } else { value.text }
        let list = names.map { "'\($0)'" }.joined(separator: ", ")
        throw place.error("Attribute \(shown) is not probeable on \(target.text).\nProbeable attributes: [\(list)]")
      }
      return value
    default: return value
    }
  }

  private func checkedTarget(_ value: ParameterValue, _ place: ParameterSpec.Place) throws -> ParameterValue {
    guard case .object(let view) = value, view.object.probeable != nil else {
      throw place.error("Type '\(value.typeName)' is not probeable")
    }
    // Learning rules give no values of their own, but have signals to look at.
    if case .learningRule = view.object { return value }
    guard view.sizeOut ?? view.sizeIn ?? 0 > 0 else {
      throw place.error("'\(view.text)' must have size_out > 0 to be probed")
    }
    return value
  }
}

extension Probe: CustomStringConvertible {
  public var description: String {
    let name = label.map { "\"\($0)\" " } ?? ""
    return "<Probe \(name)of '\(attribute)' of \(target.text)>"
  }
}

private let probeParameters: [ParameterSpec] =
  [
    ParameterSpec("target", nil, "What to look at.", check: ParameterCheck.later),
    ParameterSpec(
      "attr", { .none }, "Which of its signals; the first probeable one if not given.",
      needsObject: true, check: ParameterCheck.later),
    ParameterSpec(
      "sample_every", { .none }, "Seconds between samples; every step if not given.",
      check: ParameterCheck.optional(ParameterCheck.number(atLeast: 1e-10))),
    ParameterSpec(
      "synapse", { .none }, "A filter of the recorded values.",
      check: ParameterCheck.optional(ParameterCheck.synapse)),
    ParameterSpec(
      "solver", { .frozen(LstsqL2.standard) }, "How decoders for the recorded values are found.",
      check: ParameterCheck.solver),
  ] + commonParameters

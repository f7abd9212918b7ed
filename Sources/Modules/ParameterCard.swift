import Arrays
import Language
import Model
import Plot

extension ParameterRecord {
  /// The object's facts, then one parameter a line: shape, range, distribution, type and first values.
  public func card(width: Int, glyphs: Glyphs, _ interpreter: Interpreter) throws -> [StyledText] {
    let value = Value.object(self)
    let names = try interpreter.attributeNames(of: value).filter { !$0.hasPrefix("_") }
    let fields = try ParameterCard.ordered(names).map { name in
      try ParameterCard.field(name, interpreter.attribute(value, name), interpreter)
    }
    return ParameterCard.heading(of: owner, glyphs) + FieldTable(fields).lines(width: width, glyphs: glyphs)
      + ParameterCard.notes(on: fields, glyphs)
  }
}

/// The parts of the card of an ensemble's or a connection's parameters.
private enum ParameterCard {
  /// What people look for first comes first.
  static func ordered(_ names: [String]) -> [String] {
    let known = ["weights", "encoders", "intercepts", "max_rates", "gain", "bias", "scaled_encoders", "eval_points"]
    return known.filter(names.contains) + names.filter { !known.contains($0) }
  }

  static func field(_ name: String, _ value: Value, _ interpreter: Interpreter) throws -> FieldTable.Field {
    if let object: ArrayObject = value.host() { return FieldTable.Field(name, .array(object.array)) }
    let text = value.isNone ? "" : try interpreter.repr(value).split(separator: "\n").joined(separator: " ")
    return FieldTable.Field(name, .text(kind: value.isNone ? "None" : value.typeName, text))
  }

  static func heading(of owner: ModelObject, _ glyphs: Glyphs) -> [StyledText] {
    switch owner {
    case .ensemble(let ensemble):
      let facts = [
        "\(countText(ensemble.nNeurons)) \(ensemble.neuronType.typeName) neurons", "\(ensemble.dimensions)-D",
        "radius \(numberText(ensemble.radius, glyphs: glyphs))",
      ]
      return [
        StyledText("Ensemble\(quoted(ensemble.label))", .title) + StyledText("   " + facts.joined(separator: ", "))
      ]
    case .connection(let connection):
      let arrow = glyphs.isUnicode ? "→" : "->"
      var line = StyledText("Connection\(quoted(connection.label))", .title)
      line.append("   \(name(of: connection.preObject)) \(arrow) \(name(of: connection.postObject))")
      if let function = connection.function { line.append("   \(function.name)") }
      line.append("   \(connection.sizeIn) \(arrow) \(connection.sizeOut)")
      if connection.isDecoded { line.append("   \(connection.solver.typeName)") }
      if let synapse = connection.synapse { line.append("   \(synapse.typeName)", .muted) }
      return [line]
    default: return [StyledText(owner.text, .title)]
    }
  }

  /// `"a"`, or the class for an object without a label.
  private static func name(of object: ModelObject) -> String {
    switch object {
    case .ensemble(let ensemble): ensemble.label.map { "\"\($0)\"" } ?? "Ensemble"
    case .neurons(let neurons): name(of: .ensemble(neurons.ensemble)) + ".neurons"
    case .node(let node): node.label.map { "\"\($0)\"" } ?? "Node"
    default: object.className
    }
  }

  private static func quoted(_ label: String?) -> String { label.map { " \"\($0)\"" } ?? "" }

  /// Neurons far from the others: the reason why a gain looks odd.
  static func notes(on fields: [FieldTable.Field], _ glyphs: Glyphs) -> [StyledText] {
    guard case .array(let gain)? = fields.first(where: { $0.name == "gain" })?.content, gain.size > 10 else {
      return []
    }
    let summary = ArraySummary(of: gain)
    guard summary.deviation > 0, (summary.maximum - summary.mean) / summary.deviation > 5,
      let neuron = gain.doubles.firstIndex(of: summary.maximum)
    else { return [] }
    let distance = numberText(
      ((summary.maximum - summary.mean) / summary.deviation * 10).rounded() / 10, glyphs: glyphs)
    return [StyledText("  ! gain: neuron \(neuron) is \(distance) std out", .warning)]
  }
}

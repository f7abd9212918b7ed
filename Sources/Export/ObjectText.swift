/// Network objects as constructor calls.
import Model

/// Writes the call that makes an object: explicit values for all that differs from Nengo's defaults, so that no config
/// is needed.
struct ObjectWriter {
  let values: ValueWriter
  /// Nil: everything is written as the network has it.
  let present: PresentSettings?

  var names: ObjectNames { values.names }

  /// `nengo.Ensemble(100, dimensions=2)`
  ///
  /// - Throws: a `ValueError` that names the object, for whatever can't be written.
  func call(_ object: NetworkObject) throws -> PythonExpression {
    do {
      let name = self.name(of: object)
      let changes = try present?.settings(of: object, named: name) ?? [:]
      let type = Swift.type(of: object)
      let leading = leading(object)
      let others = type.parameters.map(\.name).filter { !leading.contains($0) }
      var arguments: [PythonExpression.Argument] = []
      for parameter in leading + others {
        guard let value = try expression(object, parameter, changes[parameter], "\(name)_\(parameter)") else {
          continue
        }
        arguments.append(.init(leading.contains(parameter) ? nil : parameter, value))
      }
      return .call("nengo.\(type.className)", arguments)
    } catch let error as Unwritable {
      throw NengoError(.value, "cannot export \(Self.text(object)): \(error.reason)")
    }
  }

  /// After what the arrays and functions of an object are called.
  private func name(of object: NetworkObject) -> String {
    let key = Self.modelObject(object)
    if let key, let name = names[key] { return name }
    guard let connection = object as? Connection else { return "object" }
    func end(_ object: ModelObject) -> String {
      switch object {
      case .neurons(let neurons): names[.ensemble(neurons.ensemble)] ?? "neurons"
      case .learningRule(let rule): names[.connection(rule.connection)] ?? "rule"
      default: names[object] ?? "object"
      }
    }
    return "\(end(connection.preObject))_to_\(end(connection.postObject))"
  }

  static func modelObject(_ object: NetworkObject) -> ModelObject? {
    switch object {
    case let ensemble as Ensemble: .ensemble(ensemble)
    case let node as Node: .node(node)
    case let connection as Connection: .connection(connection)
    case let probe as Probe: .probe(probe)
    default: nil
    }
  }

  private static func text(_ object: NetworkObject) -> String { modelObject(object)?.text ?? "\(object)" }

  /// The parameters that are given by position.
  private func leading(_ object: NetworkObject) -> [String] {
    switch object {
    case is Ensemble: ["n_neurons", "dimensions"]
    case let node as Node: node.isPassthrough ? [] : ["output"]
    case is Connection: ["pre", "post"]
    default: ["target"]
    }
  }

  // MARK: single parameters

  /// The value of a parameter; nil if Nengo's default does.
  private func expression(
    _ object: NetworkObject, _ parameter: String, _ change: Setting?, _ name: String
  ) throws -> PythonExpression? {
    switch change {
    case .omitted?: return nil
    case .expression(let expression)?: return expression
    case .value(let value)?: return try expression(value, parameter, name)
    case nil: break
    }
    guard let value = object.value(of: parameter), !isDefault(value, parameter, of: object) else { return nil }
    return try expression(value, parameter, name)
  }

  private func expression(
    _ value: ParameterValue, _ parameter: String, _ name: String
  ) throws -> PythonExpression? {
    switch (parameter, value) {
    case ("synapse", .frozen(let synapse)): return try values.components.synapse(synapse, named: name)
    case ("transform", .frozen(let transform)): return try expression(transform: transform, name)
    case ("function", .array(let points)): return values.page.array(points, named: name, isExact: true)
    default: return try values.expression(value, named: name)
    }
  }

  /// Dense matrices are given as arrays, no transform not at all.
  private func expression(transform: any FrozenObject, _ name: String) throws -> PythonExpression? {
    if transform is NoTransform { return nil }
    if let dense = transform as? Dense, case .array(let array) = dense.initial {
      return values.page.array(array, named: name)
    }
    return try values.components.expression(transform, named: name)
  }

  /// Whether Nengo's default does as well: it is the same, or nothing is solved with the value.
  private func isDefault(_ value: ParameterValue, _ parameter: String, of object: NetworkObject) -> Bool {
    switch (object, parameter) {
    case (let connection as Connection, "solver") where !connection.isDecoded: return true
    case (let connection as Connection, "eval_points") where !connection.isDecoded: return true
    case (let probe as Probe, "solver") where probe.attribute != "decoded_output": return true
    case (let node as Node, "size_in"): return node.sizeIn == defaultSize(node).input
    case (let node as Node, "size_out"): return node.sizeOut == defaultSize(node).output
    case (let probe as Probe, "attr"): return probe.attribute == probe.object.probeable?.first
    default:
      guard let builtIn = Swift.type(of: object).parameters.first(where: { $0.name == parameter })?.builtIn else {
        return false
      }
      return value.isSame(as: builtIn())
    }
  }

  /// The sizes that a node has if none are given; those of functions are always written.
  private func defaultSize(_ node: Node) -> (input: Int, output: Int?) {
    switch node.output {
    case .passthrough: (0, node.sizeOut)
    case .constant: (0, node.sizeOut)
    case .function, .tensorFunction: (0, nil)
    case .process(let process): (process.defaultSizeIn, process.defaultSizeOut)
    }
  }
}

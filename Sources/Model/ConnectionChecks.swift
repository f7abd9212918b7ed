/// The checks of a connection's settings that depend on its ends and on each other.
import Arrays

/// Checks one value on its way into a connection.
struct ConnectionChecks {
  let connection: Connection
  let place: ParameterSpec.Place
  let context: ModelContext

  // MARK: ends

  func source(_ value: ParameterValue) throws -> ParameterValue {
    let view = try end(value)
    switch view.object {
    case .ensemble, .neurons, .node: break
    case .connection:
      throw place.error(
        "cannot connect from \(view.text), a connection; only from ensembles, neurons and nodes")
    case .learningRule, .probe, .network: break
    }
    guard view.sizeOut ?? 0 > 0 else { throw place.error("'\(view.text)' must have size_out > 0.") }
    return value
  }

  func target(_ value: ParameterValue) throws -> ParameterValue {
    let view = try end(value)
    if case .connection = view.object {
      throw place.error(
        "Connection to a connection ('\(view.text)') is not possible. Did you mean its attribute 'learning_rule'?")
    }
    // Only a probe itself makes a connection that ends at it: see `Connection.init(decodingFor:)`.
    if case .probe = view.object, !connection.isForProbe {
      throw place.error("'\(view.text)' is not a Nengo object that can be connected")
    }
    guard view.sizeIn ?? 0 > 0 else { throw place.error("'\(view.text)' must have size_in > 0.") }
    return value
  }

  private func end(_ value: ParameterValue) throws -> ObjectView {
    guard case .object(let view) = value else {
      throw place.error("\(value.text) is not a Nengo object")
    }
    if case .network = view.object { throw place.error("'\(view.text)' is not a Nengo object that can be connected") }
    return view
  }

  // MARK: evaluation points

  func evalPoints(_ value: ParameterValue) throws -> ParameterValue {
    guard !value.isNone else { return value }
    guard connection.pre.index == nil, case .ensemble = connection.preObject else {
      let type = connection.pre.index == nil ? connection.preObject.className : "ObjView"
      throw place.error("eval_points are only valid on connections from ensembles (got type '\(type)')")
    }
    if case .array(let points) = value, points.shape[1] != connection.sizeIn {
      throw place.error("shape[1] should be \(connection.sizeIn) (got \(points.shape[1]))")
    }
    return value
  }

  // MARK: function

  /// The function in its stored form and the size of what it gives.
  func function(_ value: ParameterValue) throws -> (ParameterValue, size: Int?) {
    switch value {
    case .none: return (value, nil)
    case .function(let function):
      try checkFunctionSource()
      return (value, try size(of: function))
    case .array(let points):
      try checkFunctionSource()
      let size = try size(ofPoints: points)
      return (.array(try ParameterCheck.numbers(points)), size)
    default: throw place.error("Invalid connection function type '\(value.typeName)' (must be callable or array-like)")
    }
  }

  private func checkFunctionSource() throws {
    switch connection.preObject {
    case .ensemble: return
    case .node(let node):
      guard node.isPassthrough else { return }
      throw place.error("Cannot apply functions to passthrough nodes")
    default:
      throw place.error(
        "function can only be set if the connection starts at an Ensemble or a Node "
          + "(got type '\(connection.preObject.className)')")
    }
  }

  private func size(of function: VectorFunction) throws -> Int {
    guard function.arity?.accepts(1) ?? true else {
      throw place.error("function '\(function.name)' must accept a single array argument")
    }
    let argument: NDArray
    if case .array(let points)? = connection.evalPoints, points.shape[0] > 0 {
      argument = points[row: 0].copy()
    } else {
      argument = try NDArray(zeros: [connection.sizeIn])
    }
    return try function.body(nil, argument)?.size ?? 1
  }

  private func size(ofPoints points: NDArray) throws -> Int {
    guard case .array(let evalPoints)? = connection.evalPoints else {
      throw place.error(
        "In order to set 'function' to specific points, 'eval_points' must be also set to specific points")
    }
    guard points.ndim == 2 else { throw place.error("array function must be 2D (got \(points.ndim)D)") }
    guard points.shape[0] == evalPoints.shape[0] else {
      throw place.error(
        "Number of evaluation points must match number of function points "
          + "(\(evalPoints.shape[0]) != \(points.shape[0]))")
    }
    return points.shape[1]
  }

  // MARK: transform

  func transform(_ value: ParameterValue) throws -> ParameterValue {
    let transform = try transformObject(value)
    do { try checkSizes(transform) } catch let error as NengoError {
      // Where no transform was given, the function's size is at fault, or the ends' sizes are.
      throw value.isNone && connection.function != nil ? error.blaming("function") : error
    }
    if let dense = transform as? Dense, dense.rank == 2 { try checkRepeats() }
    return .frozen(transform)
  }

  private func checkSizes(_ transform: any Transform) throws {
    if transform.sizeIn != connection.sizeMid {
      if let dense = transform as? Dense, dense.shape.rows == dense.shape.columns, connection.function != nil {
        throw place.error(
          "Function output size is incorrect; should return a vector of size \(transform.sizeIn) "
            + "(got \(connection.sizeMid))")
      }
      let from = connection.function == nil ? "\(connection.pre.text)" : "function"
      throw place.error(
        "Transform input size (\(transform.sizeIn)) not equal to \(from) output size (\(connection.sizeMid))")
    }
    if transform.sizeOut != connection.sizeOut {
      throw place.error(
        "Transform output size (\(transform.sizeOut)) not equal to connection output size (\(connection.sizeOut))")
    }
  }

  private func transformObject(_ value: ParameterValue) throws -> any Transform {
    let shape = (connection.sizeOut, connection.sizeMid)
    if value.isNone { return NoTransform(size: connection.sizeMid) }
    if let number = ParameterCheck.numberValue(value) {
      return try Dense(shape: shape, initial: .array(NDArray(scalar: number)))
    }
    switch value {
    case .array(let array): return try Dense(shape: shape, initial: .array(try ParameterCheck.numbers(array)))
    case .frozen(let frozen):
      if let transform = frozen as? any Transform { return transform }
      if let distribution = frozen as? any Distribution {
        return try Dense(shape: shape, initial: .distribution(distribution))
      }
    default: break
    }
    throw place.error("Must be a transform, a distribution or array-like (got type '\(value.typeName)')")
  }

  private func checkRepeats() throws {
    for (side, selection) in [("Input", connection.preSelection), ("Output", connection.postSelection)]
    where selection.hasRepeats {
      throw place.error("\(side) object selection has repeated indices")
    }
  }

  // MARK: solver

  func solver(_ value: ParameterValue) throws {
    guard case .frozen(let frozen) = value, let solver = frozen as? any Solver, solver.weights else { return }
    if case .ensemble = connection.preObject {
    } else {
      context.warn(
        NengoWarning(
          .user,
          "For connections from '\(connection.preObject.className)', "
            + "setting the solver has no effect; weights=True is ignored"))
    }
    if case .ensemble = connection.postObject {
    } else {
      guard solver.compositional else {
        throw NengoError(.assertion, "Non-compositional solvers only work when connecting to an ensemble")
      }
      context.warn(
        NengoWarning(
          .user,
          "For connections to '\(connection.postObject.className)', "
            + "setting `weights=True` on a solver has no effect"))
    }
  }

  // MARK: learning rules

  func learningRules(_ value: ParameterValue) throws -> ParameterValue {
    switch value {
    case .none: break
    case .array(let array) where array.size == 0: return .list([])
    case .list(let items): for item in items { try learningRule(item) }
    case .map(let entries): for entry in entries { try learningRule(entry.value) }
    case .array(let array) where array.shape == [0]: return .list([])
    default: try learningRule(value)
    }
    return value
  }

  private func learningRule(_ value: ParameterValue) throws {
    guard case .frozen(let frozen) = value, let rule = frozen as? any LearningRuleType else {
      throw place.error("\(value.text) must be a learning rule type or a dict or list of such types")
    }
    switch rule.modifies {
    case .decoders, .weights: try checkWeightRule(rule)
    case .encoders: try checkEncoderRule(rule)
    case .nothing:
      throw place.error("'\(rule.typeName)' must say what it modifies: 'decoders', 'weights' or 'encoders'")
    }
  }

  private func checkWeightRule(_ rule: any LearningRuleType) throws {
    let name = rule.typeName
    switch connection.preObject {
    case .neurons: break
    case .ensemble(let ensemble) where !ensemble.isDirect: break
    case .ensemble: throw place.error("'\(name)' cannot be applied to a connection from a Direct mode ensemble")
    default:
      throw place.error(
        "'\(name)' can only be applied to connections from ensembles or neurons "
          + "(got type '\(connection.preObject.className)')")
    }
    switch connection.postObject {
    case .ensemble, .neurons, .node: break
    default:
      throw place.error(
        "'\(name)' can only be applied to connections to ensembles, neurons or nodes "
          + "(got type '\(connection.postObject.className)')")
    }
    guard connection.isDecoded || !(connection.transform is NoTransform) else {
      throw place.error("Learning rule '\(name)' can not be applied to a connection that does not have weights")
    }
    if rule.modifies == .weights { try checkFullWeights(name) }
  }

  private func checkFullWeights(_ name: String) throws {
    guard connection.postObject.isNeurons || connection.hasWeightSolver else {
      throw place.error(
        "Learning rule '\(name)' can only be applied on connections to neurons. Try setting `solver.weights` to True "
          + "or connecting between two Neurons objects.")
    }
    guard !connection.solver.weights, connection.hasWeightSolver || connection.postObject.isNeurons else { return }
    let preSize = connection.preObject.isNeurons ? connection.sizeIn : connection.preObject.ensemble?.nNeurons ?? 0
    let wanted = (connection.sizeOut, preSize)
    let have = (connection.transform.sizeOut, connection.transform.sizeIn)
    guard have == wanted else {
      throw place.error(
        "Learning rule '\(name)' needs a transform of shape (\(wanted.0), \(wanted.1)) "
          + "(got (\(have.0), \(have.1)))")
    }
  }

  private func checkEncoderRule(_ rule: any LearningRuleType) throws {
    let name = rule.typeName
    guard case .ensemble = connection.postObject else {
      throw place.error(
        "'\(name)' can only be applied to connections to ensembles (got type '\(connection.postObject.className)')")
    }
    guard !connection.hasWeightSolver else {
      throw place.error("'\(name)' cannot be applied to a connection between neurons (the solver has weights=True)")
    }
  }
}

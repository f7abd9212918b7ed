/// The operators of learning rules.
///
/// Each rule has a signal `delta` in the shape of what it changes. It is added first in a step, before anything reads
/// the target; the rule's own operator computes it anew at the end of the step.
import Arrays
import Model

extension Construction {
  func build(_ rule: LearningRule) throws {
    let key = ModelObject.learningRule(rule)
    guard model.signal(of: key, "delta") == nil else {
      options.warn(NengoWarning(.user, "Object \(rule) has already been built."))
      return
    }
    let target = try target(of: rule)
    target.makeWritable()
    let delta = try zeros("delta", of: key, target.shape)
    model.setSignal(delta, of: key, "delta")
    model.add(try Copy(delta, to: target, inc: true))
    switch rule.type.acting {
    case let type as PES: try build(type, rule, delta)
    case let type as RLS: try build(type, rule, delta)
    case let type as BCM: try build(type, rule, delta)
    case let type as Oja: try build(type, rule, delta, weights: target)
    case let type as Voja: try build(type, rule, delta, encoders: target)
    default:
      throw NengoError.build("Cannot build learning rule type '\(rule.type.typeName)'; no build function is known")
    }
  }

  /// The signal that a rule changes.
  private func target(of rule: LearningRule) throws -> Signal {
    let connection = rule.connection
    if rule.modifies == .encoders {
      guard let ensemble = connection.postObject.ensemble,
        let encoders = model.signal(of: .ensemble(ensemble), "encoders")
      else { throw missingEnd(connection, connection.postObject, "post") }
      return encoders
    }
    guard connection.transform is Dense || connection.transform is NoTransform else {
      throw NengoError(
        .notImplemented, "Learning on connections with \(connection.transform.typeName) transforms is not supported")
    }
    guard let weights = model.signal(of: .connection(connection), "weights") else {
      throw NengoError.build("\(connection): a learning rule needs weights to change, and there are none")
    }
    guard weights.ndim == 2 else {
      throw NengoError.build(
        "'transform' must be a 2-dimensional array for learning (got \(weights.ndim)-dimensional weights on "
          + "\(connection))")
    }
    return weights
  }

  // MARK: the rules

  private func build(_ type: PES, _ rule: LearningRule, _ delta: Signal) throws {
    let connection = rule.connection
    let error = try input(of: rule, rest: 0)
    model.setSignal(error, of: .learningRule(rule), "error")
    var pre = try output(of: connection.preObject, connection)
    if connection.preObject.isNeurons { pre = try slice(pre, connection.preSelection, for: .learningRule(rule)) }
    let activities = try filtered(type.preSynapse, pre, "activities", of: .learningRule(rule))
    model.setSignal(activities, of: .learningRule(rule), "activities")
    let local = connection.postObject.isNeurons || connection.hasWeightSolver ? try encoded(error, rule) : error
    model.add(try SimPES(activities: activities, error: local, delta: delta, learningRate: type.learningRate.value))
  }

  /// The error as currents of the target's neurons: multiplied by their scaled encoders.
  private func encoded(_ error: Signal, _ rule: LearningRule) throws -> Signal {
    let connection = rule.connection
    guard let ensemble = connection.postObject.ensemble,
      let whole = model.signal(of: .ensemble(ensemble), "encoders")
    else { throw missingEnd(connection, connection.postObject, "post") }
    guard case .range(let start, let count, let step) = connection.postSelection else {
      throw NengoError.build(
        "\(connection): PES on connections to neurons cannot have a list of indices as the 'post' slice")
    }
    let encoders =
      connection.postObject.isNeurons
      ? whole.view(start: start, count: count, step: step) : whole.columns(start: start, count: count, step: step)
    let local = try zeros("local_error", of: .learningRule(rule), [encoders.shape[0]])
    model.add(Reset(local))
    model.add(try DotInc(encoders, error, into: local))
    return local
  }

  private func build(_ type: RLS, _ rule: LearningRule, _ delta: Signal) throws {
    let pre = try output(of: rule.connection.preObject, rule.connection)
    let activities = try filtered(type.preSynapse, pre, "pre_filtered", of: .learningRule(rule))
    let error = try input(of: rule, rest: 0)
    let n = activities.size
    let start = try NDArray(zeros: [n, n])
    let diagonal = type.learningRate.value * model.dt / Double(n)
    try start.withMutableDoubles { cells in for i in 0..<n { cells[i * n + i] = diagonal } }
    let inverseGamma = try signal("inv_gamma", of: .learningRule(rule), try narrowed(start))
    set([("pre_filtered", activities), ("error", error), ("inv_gamma", inverseGamma)], of: rule)
    model.add(try SimRLS(activities: activities, error: error, delta: delta, inverseGamma: inverseGamma))
  }

  private func build(_ type: BCM, _ rule: LearningRule, _ delta: Signal) throws {
    let (preOutput, postOutput) = try neuronOutputs(of: rule.connection)
    let pre = try filtered(type.preSynapse, preOutput, "pre_filtered", of: .learningRule(rule))
    let post = try filtered(type.postSynapse, postOutput, "post_filtered", of: .learningRule(rule))
    let theta = try filtered(type.thetaSynapse, postOutput, "theta", of: .learningRule(rule))
    set([("pre_filtered", pre), ("post_filtered", post), ("theta", theta)], of: rule)
    model.add(try SimBCM(pre: pre, post: post, theta: theta, delta: delta, learningRate: type.learningRate.value))
  }

  private func build(_ type: Oja, _ rule: LearningRule, _ delta: Signal, weights: Signal) throws {
    let (preOutput, postOutput) = try neuronOutputs(of: rule.connection)
    let pre = try filtered(type.preSynapse, preOutput, "pre_filtered", of: .learningRule(rule))
    let post = try filtered(type.postSynapse, postOutput, "post_filtered", of: .learningRule(rule))
    set([("pre_filtered", pre), ("post_filtered", post)], of: rule)
    model.add(
      try SimOja(
        pre: pre, post: post, weights: weights, delta: delta, learningRate: type.learningRate.value,
        beta: type.beta.value))
  }

  private func build(_ type: Voja, _ rule: LearningRule, _ delta: Signal, encoders: Signal) throws {
    let connection = rule.connection
    guard let ensemble = connection.postObject.ensemble, let built = model.ensembles[ensemble],
      let gain = built.gain?.doubles, let decoded = model.signal(of: .ensemble(ensemble), "in")
    else { throw missingEnd(connection, connection.postObject, "post") }
    let output = try output(of: .neurons(ensemble.neurons), connection)
    let post = try filtered(type.postSynapse, output, "post_filtered", of: .learningRule(rule))
    // Connected values add to 1, so that a rule without connections learns.
    let learning = try input(of: rule, rest: 1)
    set([("post_filtered", post), ("scaled_encoders", encoders)], of: rule)
    model.add(
      try SimVoja(
        decoded: decoded, post: post, encoders: encoders, learning: learning, delta: delta,
        learningRate: type.learningRate.value, scale: gain.map { $0 / ensemble.radius }))
  }

  // MARK: parts

  /// The input signal of a rule, with its reset.
  private func input(of rule: LearningRule, rest: Double) throws -> Signal {
    let signal = try zeros("in", of: .learningRule(rule), [rule.sizeIn])
    model.setSignal(signal, of: .learningRule(rule), "in")
    model.add(Reset(signal, value: rest))
    return signal
  }

  private func set(_ signals: [(role: String, signal: Signal)], of rule: LearningRule) {
    for (role, signal) in signals { model.setSignal(signal, of: .learningRule(rule), role) }
  }

  private func output(of object: ModelObject, _ connection: Connection) throws -> Signal {
    guard let signal = model.signal(of: object, "out") else { throw missingEnd(connection, object, "pre") }
    return signal
  }

  /// The whole outputs of the neurons at both ends, whatever the slices.
  private func neuronOutputs(of connection: Connection) throws -> (pre: Signal, post: Signal) {
    guard let pre = connection.preObject.ensemble else { throw missingEnd(connection, connection.preObject, "pre") }
    guard let post = connection.postObject.ensemble else { throw missingEnd(connection, connection.postObject, "post") }
    return (try output(of: .neurons(pre.neurons), connection), try output(of: .neurons(post.neurons), connection))
  }
}

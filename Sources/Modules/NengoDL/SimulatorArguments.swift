import Arrays
import DL
import Language
import Model
import Training

/// Reading data, losses and metrics for a simulator.
extension Interpreter {
  /// Data by node or probe, as a list, or as one array.
  func simulationData(_ value: Value) throws -> DL.SimulationData {
    if value.isNone { return .missing }
    if let items = try mappingItems(value) {
      return .map(try items.map { (key: try dataKey($0.key), array: try dataArray($0.value)) })
    }
    switch value {
    case .list(let list): return .list(try list.elements.map(dataArray))
    case .tuple(let tuple): return .list(try tuple.elements.map(dataArray))
    default: return .list([try dataArray(value)])
    }
  }

  private func dataKey(_ value: Value) throws -> DL.SimulationData.Key {
    if let name = value.string { return .name(name) }
    if let object = try ModelObject(value) { return .object(object) }
    throw NengoError.validation(
      "\(try repr(value)) is no valid key of data; use a node, a probe or its name", attribute: "data")
  }

  private func dataArray(_ value: Value) throws -> NDArray {
    let array = try NDArray(from: value, self)
    guard !array.dtype.isText else {
      throw NengoError.validation("data should be arrays of numbers, got \(value.typeName)", attribute: "data")
    }
    return array
  }

  /// Something for each probe: from one value for all, a list by position, or a map by probe or name.
  ///
  /// - Parameter isSingle: whether a value stands for all probes.
  func perProbe<T>(
    _ value: Value, _ simulator: Simulator, what: String, _ read: (Value) throws -> T
  ) throws -> [T?] {
    let count = simulator.probes.count
    var result = [T?](repeating: nil, count: count)
    if value.isNone { return result }
    if let items = try mappingItems(value) {
      for (key, item) in items where !item.isNone { result[try probeIndex(key, simulator, what)] = try read(item) }
      return result
    }
    let list: [Value]
    switch value {
    case .list(let elements): list = elements.elements
    case .tuple(let elements): list = elements.elements
    default: return try result.map { _ in try read(value) }
    }
    if list.count != count {
      try NengoSession.of(self).warn(
        NengoWarning(
          .user,
          "Number of elements (\(list.count)) in list of \(what) does not match number of Probes (\(count)); "
            + "consider using an explicit dictionary instead"))
    }
    for (i, item) in list.prefix(count).enumerated() where !item.isNone { result[i] = try read(item) }
    return result
  }

  private func probeIndex(_ key: Value, _ simulator: Simulator, _ what: String) throws -> Int {
    let names = try simulator.probes.map { try simulator.name(of: .probe($0)) }
    let name: String
    if let text = key.string {
      name = text
    } else if let object = try ModelObject(key) {
      name = try simulator.name(of: object)
    } else {
      name = try repr(key)
    }
    if let i = names.firstIndex(of: name) { return i }
    throw ScriptError(
      .valueError,
      "Found unexpected \(what) that do not correspond to any Model output: ['\(name)']. Valid mode output "
        + "names: \(names)")
  }

  /// Metrics for each probe. An object that stands for several probes gives each a copy of its own.
  func metrics(_ value: Value, _ simulator: Simulator) throws -> [[any Metric]] {
    var used: Set<ObjectIdentifier> = []
    func one(_ value: Value) throws -> any Metric {
      let metric = try metric(value)
      return used.insert(ObjectIdentifier(metric)).inserted ? metric : metric.fresh()
    }
    return try perProbe(value, simulator, what: "metrics") { value -> [any Metric] in
      switch value {
      case .list(let list): return try list.elements.map(one)
      case .tuple(let tuple): return try tuple.elements.map(one)
      default: return [try one(value)]
      }
    }.map { $0 ?? [] }
  }

  /// Losses with their weights for each probe.
  func losses(_ value: Value, weights: Value, _ simulator: Simulator) throws -> [OutputLoss?] {
    // A single number is a list of one.
    let listed = try optionalFloat(weights).map { Value.newList([.float($0)]) } ?? weights
    let factors = try perProbe(listed, simulator, what: "loss_weights") { try float($0) }
    return try zip(perProbe(value, simulator, what: "losses", loss), factors).map { loss, factor in
      loss.map { OutputLoss($0, weight: factor ?? 1) }
    }
  }

  /// Sample weights by probe: one array for all, or a map with names.
  func sampleWeights(_ value: Value, _ simulator: Simulator) throws -> [NDArray?] {
    if value.isNone { return [] }
    if let items = try mappingItems(value) {
      for (key, _) in items where key.string == nil {
        throw ScriptError(.typeError, "sample_weight: keys should be names of probes, not '\(key.typeName)'")
      }
      return try perProbe(value, simulator, what: "sample_weight") { try NDArray(from: $0, self) }
    }
    let array = try NDArray(from: value, self)
    return simulator.probes.map { _ in array }
  }
}

extension Call {
  /// 0 silent, 1 a bar, 2 lines; "auto" is 1.
  func verbosity() throws -> Int {
    if self["verbose"]?.string == "auto" || value("verbose").isNone { return 1 }
    return try int("verbose")
  }

  /// The options that predict, evaluate and fit share.
  func callOptions(_ owner: DLSimulatorObject) throws -> Simulator.CallOptions {
    var options = Simulator.CallOptions()
    options.steps = try optionalInt("n_steps")
    options.isStateful = try bool("stateful")
    options.verbosity = try verbosity()
    options.batches = self["steps"].flatMap { $0.isNone ? nil : $0 } == nil ? nil : try int("steps")
    options.callbacks = try interpreter.callbacks(value("callbacks")) { owner.kerasModel.value(in: $0) }
    if let size = self["batch_size"], !size.isNone {
      try NengoSession.of(interpreter).warn(
        NengoWarning(
          .user,
          "Batch size is determined statically via Simulator.minibatch_size; ignoring value passed to `batch_size`"))
    }
    return options
  }
}

import Arrays
import Model

/// Data given to a call, before names are looked up.
public enum SimulationData {
  /// Which input or probe an array is for.
  public enum Key {
    case name(String)
    case object(ModelObject)
  }

  case missing
  case map([(key: Key, array: NDArray)])
  /// Matched to inputs or probes in order; a single array is a list of one.
  case list([NDArray])

  var isMissing: Bool { if case .missing = self { true } else { false } }
}

/// What a call needs to know to check data against it.
struct DataRequest {
  /// The steps asked for, if any.
  var steps: Int?
  /// The number of items that has to be, if any.
  var items: Int?
}

extension Simulator {
  /// One array per input node, each (items, steps, size).
  struct CheckedInputs {
    var arrays: [NDArray]
    var items: Int
    var steps: Int
  }

  /// Arrays for all input nodes: the given ones checked, the others computed.
  ///
  /// - Throws: `ValidationError` for data that do not fit, `SimulationError` for functions that fail.
  func inputs(_ data: SimulationData, _ request: DataRequest) throws -> CheckedInputs {
    var given = try match(data, names: names.inputs, kind: "Node")
    truncate(&given)
    try check(given, names: names.inputs, request, isInput: true)
    let first = given.lazy.compactMap { $0 }.first
    guard let steps = first.map({ $0.shape[1] }) ?? request.steps else {
      throw NengoError.validation("must specify either input data or n_steps", attribute: "n_steps")
    }
    if !settings.usesLoop, steps != unroll {
      throw NengoError.validation(
        "when use_loop=False, n_steps (\(steps)) must exactly match unroll_simulation (\(unroll))",
        attribute: "n_steps")
    }
    let items = first.map { $0.shape[0] } ?? minibatchSize
    try requireMemory(items: items, steps: steps)
    let arrays = try working {
      try inputNodes.enumerated().map { i, node in try given[i] ?? generated(node, items: items, steps: steps) }
    }
    return CheckedInputs(arrays: arrays, items: items, steps: steps)
  }

  /// - Throws: a `MemoryError` if what goes in and what probes see does not fit in memory.
  private func requireMemory(items: Int, steps: Int) throws {
    let read = inputNodes.reduce(0.0) { $0 + Double($1.sizeOut) }
    let kept = (program?.probes ?? []).enumerated().reduce(0.0) { sum, slot in
      let period = max((probes[slot.offset].sampleEvery ?? dt) / dt, 1)
      return keepsHistory[slot.offset] ? sum + Double(slot.element.shape.reduce(1, *)) / period : sum
    }
    try MachineMemory.require(
      bytes: 8 * Double(items) * Double(steps) * (read + kept), for: "a run of \(steps) steps with \(items) items")
  }

  /// Arrays for the probes; nil where none was given.
  func targets(_ data: SimulationData, items: Int) throws -> [NDArray?] {
    var given = try match(data, names: names.probes, kind: "Probe")
    truncate(&given)
    try check(given, names: names.probes, DataRequest(steps: nil, items: items), isInput: false)
    for (i, target) in given.enumerated() {
      guard let target, let size = probeSize(i), let width = target.shape.last, width != size, width != 1, size != 1
      else { continue }
      throw NengoError.validation(
        "target for '\(names.probes[i])' has size \(width), but the probe has size \(size)", attribute: "data")
    }
    return given
  }

  private func probeSize(_ i: Int) -> Int? {
    let shape = program.map { $0.probes.indices.contains(i) ? $0.probes[i].shape : [] } ?? []
    return shape.count == 1 ? shape[0] : nil
  }

  /// The given arrays in the order of `names`.
  private func match(_ data: SimulationData, names: [String], kind: String) throws -> [NDArray?] {
    var result = [NDArray?](repeating: nil, count: names.count)
    switch data {
    case .missing: break
    case .list(let arrays):
      if arrays.count != names.count {
        warn(
          NengoWarning(
            .user,
            "Number of elements (\(arrays.count)) in list of data does not match number of \(kind)s "
              + "(\(names.count)); consider using an explicit dictionary instead"))
      }
      for (i, array) in arrays.prefix(names.count).enumerated() { result[i] = array }
    case .map(let entries):
      for (key, array) in entries {
        let name: String
        switch key {
        case .name(let text): name = text
        case .object(let object): name = try self.name(of: object)
        }
        guard let i = names.firstIndex(of: name) else {
          let place = kind == "Node" ? "input" : "target"
          throw NengoError.validation(
            "\(place) data contained entry for '\(name)', which is not a valid \(kind.lowercased()) name. Valid names "
              + "are: \(names.map { "'\($0)'" }.joined(separator: ", "))", attribute: "data")
        }
        result[i] = array
      }
    }
    return result
  }

  /// Cuts arrays to a multiple of the minibatch, with a warning for each.
  private func truncate(_ arrays: inout [NDArray?]) {
    for (i, array) in arrays.enumerated() {
      guard let array, array.ndim > 0, array.shape[0] > minibatchSize, array.shape[0] % minibatchSize != 0 else {
        continue
      }
      warn(
        NengoWarning(
          .user,
          "Number of elements (\(array.shape[0])) in data is not evenly divisible by Simulator.minibatch_size "
            + "(\(minibatchSize)); data will be truncated."))
      arrays[i] = array.sliced(axis: 0, start: 0, count: array.shape[0] / minibatchSize * minibatchSize)
    }
  }

  private func check(_ arrays: [NDArray?], names: [String], _ request: DataRequest, isInput: Bool) throws {
    var (items, steps) = (request.items, isInput ? request.steps : nil)
    for (array, name) in zip(arrays, names) {
      guard let array else { continue }
      guard !array.dtype.isText else {
        throw NengoError.validation("'\(name)' data should be numbers, got \(array.dtype.name)", attribute: "data")
      }
      guard array.ndim == 3 || (!isInput && array.ndim > 3) else {
        throw NengoError.validation(
          "should have rank 3 (batch_size, n_steps, dimensions), found rank \(array.ndim)", attribute: "\(name) data")
      }
      guard array.shape[0] >= minibatchSize else {
        throw NengoError.validation(
          "Batch size of data (\(array.shape[0])) less than Simulator `minibatch_size` (\(minibatchSize))",
          attribute: "\(name) data")
      }
      if isInput, array.shape[1] % unroll != 0 {
        throw NengoError.validation(
          "The number of timesteps in input data (\(array.shape[1])) must be evenly divisible by unroll_simulation "
            + "(\(unroll))", attribute: "\(name) data")
      }
      try agree(&items, array.shape[0], isAsked: request.items != nil, "batch sizes", name)
      if isInput { try agree(&steps, array.shape[1], isAsked: request.steps != nil, "numbers of timesteps", name) }
    }
  }

  private func agree(_ known: inout Int?, _ found: Int, isAsked: Bool, _ what: String, _ name: String) throws {
    guard let expected = known, expected != found else {
      known = found
      return
    }
    throw NengoError.validation(
      isAsked
        ? "size of \(what.dropLast()) (\(found)) does not match expected size (\(expected))"
        : "elements have different \(what): \(expected) vs \(found)", attribute: "\(name) data")
  }

  // MARK: values of nodes

  /// What a node without data gives, (items, steps, size).
  private func generated(_ node: Node, items: Int, steps: Int) throws -> NDArray {
    switch node.output {
    case .constant(let value):
      // One row of memory seen `items` times `steps` times.
      return NDArray(
        buffer: value.contiguous().buffer, dtype: value.dtype, shape: [items, steps, value.size], strides: [0, 0, 1],
        offset: value.contiguous().offset, isReadOnly: true)
    case .function(let function): return try evaluated(function, node, items: items, steps: steps)
    case .process: return try stepped(node, items: items, steps: steps)
    case .passthrough, .tensorFunction:
      return try NDArray(zeros: [items, steps, node.sizeOut])
    }
  }

  private func times(_ steps: Int) -> [Double] {
    let start = stepCount
    return (0..<steps).map { Double(start + $0 + 1) * dt }
  }

  /// A function of time, called once per step and seen by all items.
  private func evaluated(_ function: VectorFunction, _ node: Node, items: Int, steps: Int) throws -> NDArray {
    var values: [Double] = []
    values.reserveCapacity(steps * node.sizeOut)
    for time in times(steps) {
      let result = try call(function, node, time)
      if node.sizeOut == 0 { continue }
      guard let result else {
        throw NengoError(.simulation, "Function '\(function.name)' in \(node) returned None")
      }
      values += try checked(result, function, node)
    }
    let row = NDArray(values, shape: [1, steps, node.sizeOut])
    return NDArray(
      buffer: row.buffer, dtype: row.dtype, shape: [items, steps, node.sizeOut], strides: [0, node.sizeOut, 1],
      offset: row.offset, isReadOnly: true)
  }

  private func call(_ function: VectorFunction, _ node: Node, _ time: Double) throws -> NDArray? {
    try function.body(time, nil)
  }

  private func checked(_ result: NDArray, _ function: VectorFunction, _ node: Node) throws -> [Double] {
    guard !result.dtype.isText else {
      throw NengoError(.simulation, "Function '\(function.name)' returned value of invalid type '\(result.dtype.name)'")
    }
    let values = result.doubles
    guard values.count == node.sizeOut else {
      throw NengoError(
        .simulation, "Function '\(function.name)' returned \(values.count) values, expected \(node.sizeOut)")
    }
    guard values.allSatisfy(\.isFinite) else {
      throw NengoError(.simulation, "Function '\(function.name)' returned invalid value \(values)")
    }
    return values
  }

  /// The next steps of a node's processes, one for each item of a minibatch.
  private func stepped(_ node: Node, items: Int, steps: Int) throws -> NDArray {
    guard let processes = inputProcesses.steps[node], items == minibatchSize else {
      throw NengoError.validation(
        "the process of \(node) makes values for \(minibatchSize) items, not for \(items); give data for this node",
        attribute: "data")
    }
    let (times, size) = (times(steps), node.sizeOut)
    var values = [Double](repeating: 0, count: items * steps * size)
    let empty = UnsafeBufferPointer<Double>(start: nil, count: 0)
    for (k, time) in times.enumerated() {
      for (item, process) in processes.enumerated() {
        let start = (item * steps + k) * size
        try values.withUnsafeMutableBufferPointer { buffer in
          try process.step(
            time: time, input: empty, output: UnsafeMutableBufferPointer(rebasing: buffer[start..<(start + size)]))
        }
      }
    }
    return NDArray(values, shape: [items, steps, size])
  }

  /// Starts the processes of input nodes anew.
  func restartProcesses() throws {
    inputProcesses = InputProcesses(seed: UInt32(truncatingIfNeeded: seed))
    try inputProcesses.start(inputNodes, items: minibatchSize, dt: dt)
  }
}

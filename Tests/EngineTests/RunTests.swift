import Arrays
import Build
import Engine
import Model
import Testing

/// Running, stopping, saving and going back.
@Suite struct RunTests {
  private func spiking(_ minibatch: Int, configure: (inout EngineOptions) -> Void = { _ in }) throws -> Compiled {
    let sketch = try Sketch(seed: 2)
    let u = try sketch.zeros(2)
    let a = try sketch.ensemble(40, 2)
    let b = try sketch.ensemble(30, 2)
    try sketch.connect(u.view, a.view)
    try sketch.connect(a.view, b.view, ["synapse": .frozen(try Alpha(0.01))])
    try sketch.connect(b.view, a.view, ["transform": 0.3])
    try sketch.probe(a.view, ["synapse": 0.01])
    try sketch.probe(b.neurons.view)
    return try Compiled(sketch, minibatch: minibatch, configure: configure)
  }

  /// Rows of an array along its first axis.
  private func item(_ index: Int, of array: NDArray) -> [Double] {
    let size = array.size / array.shape[0]
    return Array(array.doubles[(index * size)..<((index + 1) * size)])
  }

  @Test(arguments: [Precision.float32, .float64]) func batchedIsUnbatched(precision: Precision) throws {
    let input = Numbers().array([5, 80, 2])
    let batched = try spiking(5) { $0.precision = precision }.program.run(steps: 80, inputs: [input])
    for index in 0..<5 {
      let alone = NDArray(item(index, of: input), shape: [1, 80, 2])
      let want = try spiking(1) { $0.precision = precision }.program.run(steps: 80, inputs: [alone])
      for (got, want) in zip(batched, want) where precision == .float64 {
        expectClose(item(index, of: got), want.doubles, 1e-9, "item \(index)")
      }
      // In single precision a spike may move by a step; the filtered value hardly notices.
      expectClose(item(index, of: batched[0]), want[0].doubles, precision == .float64 ? 1e-9 : 0.2, "item \(index)")
    }
  }

  @Test func pieces() throws {
    let input = Numbers().array([3, 60, 2])
    let program = try spiking(3).program
    let whole = try program.run(steps: 60, inputs: [input])
    try program.reset()
    let head = input.sliced(axis: 1, start: 0, count: 25, step: 1)
    let tail = input.sliced(axis: 1, start: 25, count: 35, step: 1)
    let first = try program.run(steps: 25, inputs: [head])
    let middle = program.saveState()
    let second = try program.run(steps: 35, inputs: [tail])
    #expect(program.stepCount == 60)
    for (index, want) in whole.enumerated() {
      for i in 0..<3 {
        #expect(item(i, of: first[index]) + item(i, of: second[index]) == item(i, of: want))
      }
    }
    program.restore(middle)
    #expect(program.stepCount == 25)
    #expect(try program.run(steps: 35, inputs: [tail]).map(\.doubles) == second.map(\.doubles))
  }

  @Test func progressAndCancelling() throws {
    let program = try spiking(1).program
    let token = CancellationToken()
    var reports: [Int] = []
    let input = Numbers().array([1, 400_000, 2])
    let error = #expect(throws: NengoError.self) {
      _ = try program.run(steps: 400_000, inputs: [input], cancel: token) { done in
        reports.append(done)
        if done > 100 { token.cancel() }
      }
    }
    #expect(error?.kind == .cancelled)
    #expect(program.stepCount == program.partialRun?.steps)
    #expect(program.stepCount > 100 && program.stepCount < 400_000)
    #expect(reports == reports.sorted() && reports.last.map { $0 <= program.stepCount } == true)
  }

  @Test func parametersAndValues() throws {
    let compiled = try spiking(2)
    let program = compiled.program
    for array in program.parameters {
      let changed = try array.get().doubles.map { $0 * 2 }
      try array.set(NDArray(changed, shape: array.shape))
      #expect(try array.get().doubles == changed)
      #expect(throws: NengoError.self) { try array.set(NDArray([1.0])) }
    }
    let ensemble = try #require(compiled.model.network?.ensembles.first)
    let encoders = try #require(compiled.model.signal(of: .ensemble(ensemble), "encoders"))
    #expect(try program.value(of: encoders).doubles == encoders.initial.doubles.map { $0 * 2 })
    try program.reset()
    #expect(try program.value(of: encoders).doubles == encoders.initial.doubles)
    #expect(!program.isBatched(encoders))
    let current = try #require(compiled.model.signal(of: .neurons(ensemble.neurons), "in"))
    #expect(try program.value(of: current).shape == [2, 40])
  }

  @Test func lastStepOnly() throws {
    let input = Numbers().array([2, 30, 2])
    let all = try spiking(2).program.run(steps: 30, inputs: [input])
    let last = try spiking(2) { $0.lastStepOnly = [0] }.program.run(steps: 30, inputs: [input])
    #expect(last[0].shape == [2, 1, 2])
    #expect(last[0].doubles == all[0].sliced(axis: 1, start: 29, count: 1, step: 1).doubles)
    #expect(last[1].doubles == all[1].doubles)
  }

  @Test(arguments: [Planner.tree(depth: 1), .transitive, .none], [SignalSorter.firstUse, .blocks(passes: 10)])
  func plansGiveTheSame(planner: Planner, sorter: SignalSorter) throws {
    for network in networks + learningNetworks {
      func outputs(_ configure: (inout EngineOptions) -> Void) throws -> [NDArray] {
        let sketch = try Sketch(seed: 4)
        try network.describe(sketch)
        let program = try Compiled(sketch) {
          $0.inputs = []
          configure(&$0)
        }.program
        return try program.run(steps: 20, inputs: [])
      }
      let want = try outputs { _ in }
      let got = try outputs {
        $0.planner = planner
        $0.sorter = sorter
        $0.simplifications = []
      }
      for (got, want) in zip(got, want) { expectClose(got.doubles, want.doubles, 1e-9, network.name) }
    }
  }

  @Test func refusals() throws {
    let program = try spiking(2) { $0.inferenceOnly = true }.program
    func kind(_ body: () throws -> Void) -> NengoError.Kind? {
      #expect(throws: NengoError.self) { try body() }?.kind
    }
    #expect(kind { _ = try program.run(steps: 1, inputs: [nil], mode: .training) } == .simulation)
    #expect(kind { _ = try program.backward(probeGradients: [nil, nil]) } == .simulation)
    #expect(kind { _ = try program.run(steps: 2, inputs: [Numbers().array([2, 3, 2])]) } == .validation)
    #expect(kind { _ = try program.run(steps: -1, inputs: [nil]) } == .validation)
    #expect(kind { _ = try spiking(0) } == .validation)
  }

  @Test func functionErrors() throws {
    struct Broken: Error {}
    let sketch = try Sketch()
    let node = try sketch.node(
      .function(.ofTimeAndVector("late") { t, x in if t > 0.0035 { throw Broken() } else { x } }), sizeIn: 1,
      sizeOut: 1)
    try sketch.probe(node.view)
    let program = try Compiled(sketch, minibatch: 1).program
    #expect(throws: Broken.self) { _ = try program.run(steps: 10, inputs: []) }
    #expect(program.stepCount == 3)
    #expect(program.partialRun?.steps == 3)
  }
}

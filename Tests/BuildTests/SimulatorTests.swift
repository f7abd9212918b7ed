import Arrays
import Model
import Testing

@testable import Build
@testable import Reference

@Suite struct SimulatorTests {
  private func kind(_ body: () throws -> Void) -> NengoError.Kind? {
    #expect(throws: NengoError.self) { try body() }?.kind
  }

  @Test func badFunctionValuesStopTheRun() throws {
    let results: [NDArray?] = [nil, NDArray([Double.nan]), NDArray([Double.infinity]), NDArray([1.0, 2.0, 3.0])]
    for result in results {
      let sketch = try Sketch()
      _ = try sketch.node(.function(VectorFunction("bad") { _, _ in result }), sizeOut: 2)
      #expect(kind { _ = try sketch.simulate(steps: 1) } == .simulation)
    }
  }

  @Test func scalarsFillTheOutput() throws {
    let sketch = try Sketch()
    let node = try sketch.node(.function(VectorFunction("one") { _, _ in NDArray(scalar: 4.0) }), sizeOut: 3)
    let probe = try sketch.probe(node.view)
    #expect(try sketch.simulate(steps: 1).data(probe)?.doubles == [4, 4, 4])
  }

  @Test func closedSimulatorsRunNoMore() throws {
    let sketch = try Sketch()
    let probe = try sketch.probe(try sketch.node(.vector([1])).view)
    let simulator = try sketch.simulate(steps: 2)
    simulator.close()
    simulator.close()
    #expect(kind { try simulator.step() } == .simulatorClosed)
    #expect(kind { try simulator.run(seconds: 1) } == .simulatorClosed)
    #expect(kind { try simulator.reset() } == .simulatorClosed)
    #expect(simulator.data(probe)?.shape == [2, 1])
  }

  @Test func impossibleRuns() throws {
    let simulator = try Sketch().simulate(steps: 1)
    #expect(kind { try simulator.runSteps(0) } == .validation)
    #expect(kind { try simulator.run(seconds: -1) } == .validation)
    #expect(kind { try simulator.run(seconds: .infinity) } == .value)
    #expect(kind { try simulator.run(seconds: .nan) } == .validation)
  }

  @Test func notANumberStopsTheRun() throws {
    let sketch = try Sketch()
    let big = try sketch.node(.vector([1e308]))
    let sum = try sketch.node(sizeIn: 1)
    for transform in [1e308, -1e308] {
      try sketch.connect(big.view, sum.view, ["transform": .number(transform), "synapse": .none])
    }
    #expect(kind { _ = try sketch.simulate(steps: 1) } == .floatingPoint)
  }

  @Test func interruptedRunsStandAtAStep() throws {
    let simulator = try Sketch().simulate(steps: 1)
    var done = 0
    #expect(kind { try simulator.runSteps(100, isCancelled: { done == 5 }, progress: { done = $0 }) } == .cancelled)
    #expect(simulator.stepCount == 6)
    try simulator.runSteps(1)
    #expect(simulator.stepCount == 7)
  }
}

import Arrays
import Build
import Engine
import Model
import Reference
import Testing

/// The engine against the simulator that runs operators one by one.
@Suite struct ReferenceTests {
  static let names = (networks + learningNetworks).map(\.name)

  @Test(arguments: names, [1, 3]) func agrees(name: String, minibatch: Int) throws {
    let network = try #require((networks + learningNetworks).first { $0.name == name })
    let sketch = try Sketch(seed: 4)
    try network.describe(sketch)
    let model = try sketch.build()
    let reference = try ReferenceSimulator(model, seed: 0, globalStream: RandomState(seed: 0))
    var options = EngineOptions()
    options.precision = .float64
    options.minibatch = minibatch
    let program = try StepProgram(model: try sketch.build(), options: options)
    try reference.runSteps(60)
    let got = try program.run(steps: 60, inputs: [])
    #expect(program.stepCount == 60)
    for (probe, array) in zip(model.probes, got) {
      let want = try #require(reference.data(probe)).doubles
      for item in 0..<array.shape[0] {
        let row = array.doubles[(item * want.count)..<((item + 1) * want.count)]
        expectClose(Array(row), want, 1e-8, "\(name) \(probe)")
      }
    }
  }
}

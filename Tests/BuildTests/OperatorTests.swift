import Arrays
import Model
import Testing

@testable import Build

/// The operators of seven networks, their signals, and the order in which they run.
@Suite struct OperatorTests {
  /// Networks in the order of the data file.
  private func networks() throws -> [Sketch] {
    try [single(), probed(), recurrent(), functions(), learning(), weights(), voja()]
  }

  private func single() throws -> Sketch {
    let sketch = try Sketch()
    _ = try sketch.ensemble(3, 2)
    return sketch
  }

  private func probed() throws -> Sketch {
    let sketch = try Sketch()
    let u = try sketch.node(.vector([1, 2]))
    let e = try sketch.ensemble(3, 2)
    try sketch.connect(u.view, e.view)
    _ = try sketch.probe(e.view)
    _ = try sketch.probe(u.view)
    _ = try sketch.probe(e.neurons.view, ["synapse": 0.1])
    return sketch
  }

  private func recurrent() throws -> Sketch {
    let sketch = try Sketch()
    let a = try sketch.ensemble(3, 1)
    let b = try sketch.ensemble(4, 1)
    let p = try sketch.node(sizeIn: 1)
    try sketch.connect(a.view, b.view, ["synapse": .none])
    try sketch.connect(b.view, a.view, ["synapse": 0.005])
    try sketch.connect(b.view, p.view, ["synapse": .none])
    _ = try sketch.probe(p.view)
    return sketch
  }

  private func functions() throws -> Sketch {
    let sketch = try Sketch()
    let f = try sketch.node(.function(.ofTimeAndVector("f") { $1 }), sizeIn: 2)
    let w = try sketch.node(.frozen(try WhiteNoise()))
    let d = try sketch.ensemble(5, 2, ["neuron_type": .frozen(try Direct())])
    try sketch.connect(w.view, f.view[.integer(1)], ["synapse": .none])
    try sketch.connect(f.view[.list([1, 0])], d.view, ["synapse": .none])
    try sketch.connect(
      d.view, f.view[.integer(0)], ["synapse": 0.005, "function": .function { [$0[0] * $0[1]] }])
    return sketch
  }

  private func learning() throws -> Sketch {
    let sketch = try Sketch()
    let a = try sketch.ensemble(3, 1)
    let b = try sketch.ensemble(4, 1, ["noise": .frozen(try WhiteNoise())])
    let c = try sketch.connect(a.view, b.view, ["learning_rule_type": .frozen(try PES())])
    try sketch.connect(b.view, ObjectView(.learningRule(c.learningRules[0])))
    try sketch.connect(
      a.neurons.view[.slice(start: nil, stop: 2, step: nil)], b.neurons.view[.list([3, 0])])
    return sketch
  }

  private func weights() throws -> Sketch {
    let sketch = try Sketch()
    let a = try sketch.ensemble(3, 1, ["neuron_type": .frozen(try PoissonSpiking(LIFRate()))])
    let b = try sketch.ensemble(4, 1)
    try sketch.connect(
      a.view, b.view,
      ["solver": .frozen(try LstsqL2(weights: true)), "learning_rule_type": .frozen(try BCM())])
    return sketch
  }

  private func voja() throws -> Sketch {
    let sketch = try Sketch()
    let a = try sketch.ensemble(3, 1)
    let b = try sketch.ensemble(4, 1)
    try sketch.connect(a.view, b.view, ["learning_rule_type": .frozen(try Voja())])
    return sketch
  }

  @Test func operatorsAndTheirOrder() throws {
    let cases = try JSON.file("core-operators")["networks"].list
    let sketches = try networks()
    #expect(cases.count == sketches.count)
    for (want, sketch) in zip(cases, sketches) {
      let name = want["network"].text
      let model = try sketch.build()
      let listed = want["operators_in_creation_order"].list
      #expect(model.operators.map(\.typeName) == listed.map { $0["op"].text }, "\(name)")
      #expect(model.stepOrder == want["step_order"].ints, "\(name)")
      checkSignals(model.operators, listed, name)
    }
  }

  /// Compares the pattern of shared signals: the same name in the data is the same signal here. States of processes
  /// are no signals here.
  private func checkSignals(_ operators: [any Operator], _ listed: [JSON], _ name: String) {
    var signals: [String: Signal] = [:]
    for (op, want) in zip(operators, listed) {
      for (role, have) in [("sets", op.sets), ("incs", op.incs), ("reads", op.reads), ("updates", op.updates)] {
        var names = want[role].list.map(\.text)
        if op is SimProcess, role == "updates" { names = Array(names.prefix(have.count)) }
        #expect(have.count == names.count, "\(name): \(op.typeName) \(role)")
        for (signal, text) in zip(have, names) {
          if let known = signals[text] { #expect(known == signal, "\(name): \(op.typeName) \(role) \(text)") }
          signals[text] = signal
        }
      }
    }
    #expect(Set(signals.values).count == signals.count, "\(name)")
  }
}

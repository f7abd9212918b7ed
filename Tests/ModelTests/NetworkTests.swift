import Arrays
import Testing

@testable import Model

@Suite struct NetworkTests {
  private func kind(_ body: () throws -> Void) -> NengoError.Kind? {
    #expect(throws: NengoError.self) { try body() }?.kind
  }

  @Test func objectsNeedANetwork() throws {
    let context = ModelContext()
    #expect(kind { _ = try Ensemble(10, 1, in: context) } == .networkContext)
    #expect(try Ensemble(10, 1, in: context, addToContainer: false).nNeurons == 10)
    #expect(kind { _ = try Network(in: context, addToContainer: true) } == .networkContext)
    #expect(try Network(in: context).ensembles.isEmpty)
  }

  @Test func membersKeepTheirOrder() throws {
    let context = ModelContext()
    let top = try Network(label: "top", in: context)
    try context.enter(top)
    let a = try Ensemble(10, 1, in: context)
    let inner = try Network(in: context)
    try context.enter(inner)
    let b = try Ensemble(20, 1, in: context)
    try context.leave(inner)
    let c = try Ensemble(30, 1, in: context)
    try context.leave(top)
    #expect(top.ensembles == [a, c] && inner.ensembles == [b] && top.networks == [inner])
    #expect(top.allEnsembles == [a, c, b])
    #expect(top.neuronCount == 60)
    #expect(top.contains(.ensemble(a)) && !top.contains(.ensemble(b)))
    #expect(top.allObjects == [.ensemble(a), .ensemble(c), .ensemble(b), .network(inner)])
  }

  @Test func blocksCloseInOrder() throws {
    let context = ModelContext()
    let (a, b) = (try Network(), try Network())
    #expect(kind { try context.leave(a) } == .networkContext)
    try context.enter(a)
    try context.enter(b)
    #expect(kind { try context.leave(a) } == .config)
    context.closeAll()
    for _ in 0..<ModelContext.depthLimit { try context.enter(a) }
    #expect(kind { try context.enter(a) } == .networkContext)
  }

  @Test func texts() throws {
    let context = ModelContext()
    let network = try Network(label: "net")
    try context.enter(network)
    let a = try Ensemble(10, 2, ["label": "a"], in: context)
    let node = try Node(sizeIn: 2, label: "out", in: context)
    let f = ParameterValue.function(.ofVector("square") { $0.map { $0 * $0 } })
    let c = try Connection(.object(a.view), .object(node.view), ["function": f], in: context)
    let part = try a.view.view(.slice(start: 0, stop: 1, step: nil))
    let probe = try Probe(.object(part), ["label": "p"], in: context)
    #expect(network.description == "<Network \"net\">")
    #expect(a.description == "<Ensemble 'a'>")
    #expect(part.text == "<Ensemble 'a'>[0:1]")
    #expect(a.neurons.description == "<Neurons of <Ensemble 'a'>>")
    #expect(c.description == "<Connection from <Ensemble 'a'> to <Node 'out'> computing 'square'>")
    #expect(probe.description == "<Probe \"p\" of 'decoded_output' of <Ensemble 'a'>[0:1]>")
    try c.set("label", "c", in: context)
    #expect(c.description == "<Connection c>")
    #expect(try Ensemble(1, 1, in: context).description.hasPrefix("<Ensemble (unlabeled) at 0x"))
  }

  @Test func sizesOfConnections() throws {
    let context = ModelContext()
    try context.enter(try Network())
    let a = try Ensemble(10, 4, in: context)
    let out = try Node(sizeIn: 3, in: context)
    let f = ParameterValue.function(.ofVector("f") { [$0[0], $0[1], $0[0], 1] })
    let c = try Connection(
      .object(try a.view.view(.slice(start: 1, stop: 3, step: nil))), .object(out.view),
      ["function": f, "transform": .array(try NDArray(repeating: 1, shape: [3, 4]))], in: context)
    #expect([c.sizeIn, c.sizeMid, c.sizeOut] == [2, 4, 3])
    #expect(c.preObject == .ensemble(a) && c.preSelection.indices == [1, 2])
    #expect(c.synapse?.text == "Lowpass(tau=0.005)" || c.synapse?.text == "Lowpass(0.005)")
  }

  @Test func nodesFindTheirSizes() throws {
    let context = ModelContext()
    try context.enter(try Network())
    var calls: [Double] = []
    let function = VectorFunction("f", arity: .init(least: 2, most: 2)) { t, x in
      calls.append(t ?? -1)
      return NDArray((x?.doubles ?? []) + [1])
    }
    let node = try Node(.function(function), sizeIn: 2, in: context)
    #expect(node.sizeOut == 3 && calls == [0])
    let given = try Node(.function(function), sizeIn: 2, sizeOut: 7, in: context)
    #expect(given.sizeOut == 7 && calls == [0])
    #expect(try Node(0.5, in: context).sizeOut == 1)
    #expect(try Node(.function(VectorFunction("none") { _, _ in nil }), in: context).sizeOut == 0)
    var warnings: [NengoWarning] = []
    context.warn = { warnings.append($0) }
    #expect(try Node(sizeIn: 2, sizeOut: 5, in: context).sizeOut == 2)
    #expect(warnings.count == 1)
  }

  @Test func learningRuleSizes() throws {
    let context = ModelContext()
    try context.enter(try Network())
    let a = try Ensemble(10, 2, in: context), b = try Ensemble(8, 3, in: context)
    let weights = ParameterValue.array(try NDArray(repeating: 1, shape: [8, 10]))
    let rules: ParameterValue = .map([("pes", .frozen(try PES())), ("bcm", .frozen(try BCM()))])
    let c = try Connection(
      .object(ObjectView(.neurons(a.neurons))), .object(ObjectView(.neurons(b.neurons))),
      ["transform": weights, "learning_rule_type": rules], in: context)
    #expect(c.learningRules.map(\.sizeIn) == [3, 0])
    #expect(c.learningRules[0] == LearningRule(of: c, type: try PES()))
    #expect(c.learningRules[0] != c.learningRules[1])
    #expect(Set(c.learningRules + c.learningRules).count == 2)
  }
}

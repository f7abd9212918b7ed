import Testing

@testable import Model

/// Taking objects out of networks.
@Suite struct RemovalTests {
  /// u → a → b, the rule of a → b driven by b, a subnetwork with c that a reaches, a probe of everything.
  private final class Tree {
    let context = ModelContext()
    let net: Network
    let inner: Network
    let (u, a, b, c): (Node, Ensemble, Ensemble, Ensemble)
    let (ua, ab, error, ac): (Connection, Connection, Connection, Connection)
    let (pa, pb, rule): (Probe, Probe, Probe)

    init() throws {
      net = try Network(seed: 0)
      try context.enter(net)
      u = try Node(.number(1), in: context)
      a = try Ensemble(5, 1, in: context)
      b = try Ensemble(5, 1, in: context)
      inner = try Network(in: context)
      try context.enter(inner)
      c = try Ensemble(5, 1, in: context)
      try context.leave(inner)
      func connect(_ pre: ModelObject, _ post: ModelObject, _ context: ModelContext, _ rule: ParameterValue = .none)
        throws
        -> Connection
      {
        try Connection(.object(pre.view), .object(post.view), ["learning_rule_type": rule], in: context)
      }
      ua = try connect(.node(u), .ensemble(a), context)
      ab = try connect(.ensemble(a), .ensemble(b), context, .frozen(try PES()))
      error = try connect(.ensemble(b), .learningRule(ab.learningRules[0]), context)
      ac = try connect(.neurons(a.neurons), .neurons(c.neurons), context)
      pa = try Probe(.object(ModelObject.neurons(a.neurons).view), in: context)
      pb = try Probe(.object(ModelObject.ensemble(b).view), in: context)
      rule = try Probe(.object(ModelObject.learningRule(ab.learningRules[0]).view), in: context)
    }
  }

  @Test func whatTouchesGoesToo() throws {
    let tree = try Tree()
    let removed = try tree.net.remove([.ensemble(tree.a)])
    #expect(removed.first == .ensemble(tree.a))
    #expect(
      Set(removed) == [
        .ensemble(tree.a), .connection(tree.ua), .connection(tree.ab), .connection(tree.error),
        .connection(tree.ac), .probe(tree.pa), .probe(tree.rule),
      ])
    #expect(tree.net.allConnections.isEmpty && tree.net.probes == [tree.pb])
    #expect(tree.net.allEnsembles == [tree.b, tree.c])
  }

  @Test func subnetworksGoWithTheirMembers() throws {
    let tree = try Tree()
    let removed = try tree.net.remove([.network(tree.inner)])
    #expect(Set(removed) == [.network(tree.inner), .ensemble(tree.c), .connection(tree.ac)])
    #expect(tree.net.networks.isEmpty && tree.net.connections.count == 3)
  }

  @Test func membersOfSubnetworksAreFound() throws {
    let tree = try Tree()
    #expect(try tree.net.remove([.ensemble(tree.c), .probe(tree.pb)]).count == 3)
    #expect(tree.inner.ensembles.isEmpty)
  }

  @Test func whatIsNotThereIsAnError() throws {
    let tree = try Tree()
    let before = tree.net.allObjects
    let stranger = try Ensemble(5, 1, in: tree.context, addToContainer: false)
    let bad: [ModelObject] = [
      .ensemble(stranger), .network(tree.net), .neurons(tree.a.neurons), .learningRule(tree.ab.learningRules[0]),
    ]
    for object in bad {
      let error = #expect(throws: NengoError.self) { try tree.net.remove([.ensemble(tree.b), object]) }
      #expect(error?.kind == .validation)
      #expect(tree.net.allObjects == before)
    }
  }
}

import Arrays
import Testing

@testable import Model

@Suite struct ConfigTests {
  private func kind(_ body: () throws -> Void) -> NengoError.Kind? {
    #expect(throws: NengoError.self) { try body() }?.kind
  }

  @Test func theInnermostSettingWins() throws {
    let context = ModelContext()
    let outer = try Network()
    try outer.config.set("Ensemble", "radius", 2)
    try outer.config.set("Ensemble", "label", "outer")
    try context.enter(outer)
    let a = try Ensemble(5, 1, in: context)
    let inner = try Network(in: context)
    try inner.config.set("Ensemble", "radius", 3)
    try context.enter(inner)
    let b = try Ensemble(5, 1, in: context)
    let c = try Ensemble(5, 1, ["radius": 4], in: context)
    try context.leave(inner)
    #expect([a, b, c].map(\.radius) == [2, 3, 4])
    #expect(b.label == "outer")
    // A network entered from outside its parent sees only its own config.
    try context.leave(outer)
    try context.enter(inner)
    #expect(try Ensemble(5, 1, in: context).label == nil)
    try context.leave(inner)
    // Objects keep what they got.
    try outer.config.set("Ensemble", "radius", 9)
    #expect(a.radius == 2)
    try context.within(outer) { try a.set("radius", .useDefault, in: context) }
    #expect(a.radius == 9)
  }

  @Test func standAloneConfigsLayer() throws {
    let context = ModelContext()
    try context.enter(try Network())
    let slow = try Config(["Connection", "Ensemble"])
    try slow.set("Connection", "synapse", 0.1)
    let node = try Node(sizeIn: 1, in: context)
    let c = try context.within(slow) { try Connection(.object(node.view), .object(node.view), in: context) }
    #expect((c.synapse as? Lowpass)?.tau.value == 0.1)
    #expect(
      (context.defaultValue("Connection", "synapse").map { if case .frozen = $0 { true } else { false } }) == true)
  }

  @Test func probesUseTheConnectionsSolver() throws {
    let context = ModelContext()
    let network = try Network()
    try network.config.set("Connection", "solver", .frozen(try LstsqL2(reg: 0.5)))
    try context.enter(network)
    let a = try Ensemble(5, 1, in: context)
    #expect(try Probe(.object(a.view), in: context).solver.text == "LstsqL2(reg=0.5)")
    try network.config.set("Probe", "solver", .frozen(try LstsqL2(reg: 0.2)))
    #expect(try Probe(.object(a.view), in: context).solver.text == "LstsqL2(reg=0.2)")
  }

  @Test func misuse() throws {
    let config = try Network().config
    #expect(kind { try config.set("Ensemble", "radius", 0) } == .validation)
    #expect(kind { try config.set("Ensemble", "colour", 1) } == .attribute)
    #expect(kind { try config.set("Ensemble", "n_neurons", 4) } == .config)
    #expect(kind { try config.set("LIF", "tau_rc", 0.01) } == .config)
    #expect(kind { _ = try Config([]) } == .type)
    #expect(kind { try config.add(ExtraParameter("radius", .none), to: "Ensemble") } == .config)
    #expect(kind { try config.remove("Ensemble", "radius") } == .key)
    #expect(kind { try config.remove("Ensemble", "colour") } == .attribute)
  }

  @Test func extraParameters() throws {
    let context = ModelContext()
    let network = try Network()
    let config = network.config
    try context.enter(network)
    let a = try Ensemble(5, 1, in: context), b = try Ensemble(5, 1, in: context)
    try config.add(ExtraParameter("weight", 1.5, check: ParameterCheck.number()), to: "Ensemble")
    try config.set(.ensemble(b), "weight", 7.5)
    func weight(_ object: Ensemble) throws -> Double? {
      switch try config.get(.ensemble(object), "weight") {
      case .number(let value): value
      case .int(let value): Double(value)
      default: nil
      }
    }
    #expect(try weight(a) == 1.5 && weight(b) == 7.5)
    try config.set("Ensemble", "weight", 2)
    #expect(try weight(a) == 2 && weight(b) == 7.5)
    #expect(kind { try config.set(.ensemble(a), "weight", "heavy") } == .validation)
    #expect(kind { try config.set(.ensemble(a), "radius", 2) } == .config)
    #expect(kind { _ = try config.get(.neurons(a.neurons), "weight") } == .config)
  }

  @Test func thresholdingEnsembles() throws {
    let context = ModelContext()
    try context.enter(try Network())
    let a = try context.within(Presets.thresholdingEnsembles(threshold: 0.3, interceptWidth: 0.1, radius: 2)) {
      try Ensemble(5, 1, in: context)
    }
    #expect(a.radius == 2)
    guard case .distribution(let intercepts)? = a.intercepts else {
      Issue.record("no intercepts")
      return
    }
    #expect((intercepts as? Exponential)?.shift.value == 0.3)
  }
}

import Testing

@testable import Training

@Suite struct OptimizerTests {
  @Test func fiveUpdates() throws {
    let data = try Fixture.read("dl-optimizers")
    let (w0, b0) = (try Fixture.tensor(data["w0"]).values, try Fixture.tensor(data["b0"]).values)
    let gradients = try #require(data["grads"] as? [[Any]])
    for item in try Fixture.cases("dl-optimizers") {
      let name = try #require(item["optimizer"] as? String)
      let configuration = try OptimizerCatalog.configuration(named: name, Fixture.settings(item["args"]))
      let optimizer = Optimizer(configuration)
      var variables = [w0, b0]
      for (k, want) in try #require(item["values"] as? [[String: Any]]).enumerated() {
        let g = [try Fixture.tensor(gradients[k][0]).values, try Fixture.tensor(gradients[k][1]).values]
        variables = try optimizer.apply(g, to: variables)
        let what = "\(name) \(item["args"] ?? "") update \(k)"
        expectClose(variables[0], try Fixture.tensor(want["w"]).values, 1e-6, what + " w")
        expectClose(variables[1], try Fixture.tensor(want["b"]).values, 1e-6, what + " b")
      }
    }
  }

  @Test func schedules() throws {
    let steps = try #require(try Fixture.read("dl-schedules")["steps"] as? [Int])
    for item in try Fixture.cases("dl-schedules") {
      let name = try #require(item["schedule"] as? String)
      let recipe = try #require(OptimizerCatalog.schedules.first { $0.name == name })
      let schedule = try recipe.make(Fixture.settings(item["args"]))
      expectClose(
        try steps.map { try schedule.rate(after: $0) }, try Fixture.tensor(item["values"]).values, 1e-6, name)
    }
  }

  @Test func refusals() throws {
    #expect(throws: TrainingError.self) { try OptimizerCatalog.configuration(named: "sgdd") }
    #expect(throws: TrainingError.self) { try OptimizerCatalog.configuration(named: "sgd", ["momentum": 1.5]) }
    #expect(throws: TrainingError.self) { try OptimizerCatalog.configuration(named: "sgd", ["speed": 1]) }
    #expect(throws: TrainingError.self) {
      try OptimizerCatalog.configuration(named: "adam", ["clipnorm": 1, "global_clipnorm": 1])
    }
    #expect(throws: TrainingError.self) { try OptimizerCatalog.configuration(named: "adam", ["clipvalue": -1]) }
    #expect(throws: TrainingError.self) {
      try OptimizerCatalog.configuration(
        named: "nadam", learningRate: .schedule(CosineDecay(1, steps: 10)))
    }
  }
}

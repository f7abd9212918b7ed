import Testing

@testable import Training

@Suite struct MetricTests {
  private func metric(_ name: String, _ settings: [String: SettingValue]) throws -> any Metric {
    if let row = MetricCatalog.rows.first(where: { $0.recipe.name == name }) {
      return MeanMetric(name: row.name, body: try row.recipe.make(settings))
    }
    return try #require(MetricCatalog.others.first { $0.name == name }).make(settings)(nil)
  }

  @Test func accumulatedValues() throws {
    let weight = try Fixture.tensor(try Fixture.read("dl-metrics")["sample_weight"])
    for item in try Fixture.cases("dl-metrics") {
      let name = try #require(item["metric"] as? String)
      let metric = try metric(name, Fixture.settings(item["args"]))
      let (t, p) = (try Fixture.tensor(item["y_true"]), try Fixture.tensor(item["y_pred"]))
      let what = "\(name) \(item["args"] ?? "")"
      try metric.update(target: t, prediction: p, weight: nil)
      expectClose(metric.results(), try Fixture.tensor(item["result"]).values, 1e-6, what)
      metric.reset()
      if item["result_w"] != nil {
        try metric.update(target: t, prediction: p, weight: weight)
        expectClose(metric.results(), try Fixture.tensor(item["result_w"]).values, 1e-6, what + " weighted")
      } else if item["result_w_error"] != nil {
        #expect(throws: TrainingError.self) { try metric.update(target: t, prediction: p, weight: weight) }
      }
      metric.reset()
      guard item["two_batches"] != nil else { continue }
      for i in 0..<t.shape[0] {
        try metric.update(
          target: t.gathered([i], axis: 0), prediction: p.gathered([i], axis: 0), weight: nil)
      }
      expectClose(metric.results(), try Fixture.tensor(item["two_batches"]).values, 1e-6, what + " in two batches")
    }
  }

  @Test(arguments: [([1, 1, 1], [1, 1, 1]), ([1, 1, 1], [1, 1, 3]), ([1, 1, 3], [1, 1, 3])])
  func accuracyFollowsShapes(target: [Int], prediction: [Int]) throws {
    let metric = try MetricCatalog.metric(named: "accuracy")
    let t = try Tensor(target[2] == 3 ? [0, 1, 0] : [1], shape: target)
    let p = try Tensor(prediction[2] == 3 ? [0.1, 0.8, 0.1] : [0.9], shape: prediction)
    try metric.update(target: t, prediction: p, weight: nil)
    #expect(metric.results() == [1])
  }

  @Test(arguments: ["auc", "precision", "rmse", "kld"]) func unknownNames(name: String) {
    #expect(throws: TrainingError.self) { try MetricCatalog.metric(named: name) }
  }
}

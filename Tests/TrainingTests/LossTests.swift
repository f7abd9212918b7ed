import Foundation
import Testing

@testable import Training

@Suite struct LossTests {
  @Test func valuesAndGradients() throws {
    let data = try Fixture.read("dl-losses")
    let perItem = try Fixture.tensor(data["sample_weight_batch"])
    let perStep = try Fixture.tensor(data["sample_weight_step"])
    for item in try Fixture.cases("dl-losses") {
      let name = try #require(item["loss"] as? String)
      let row = try #require(LossCatalog.rows.first { $0.recipe.name == name })
      let loss = LossFunction(name: row.objectName, body: try row.recipe.make(Fixture.settings(item["args"])))
      let (t, p) = (try Fixture.tensor(item["y_true"]), try Fixture.tensor(item["y_pred"]))
      let what = "\(name) \(item["args"] ?? "")"
      expectClose(try loss.body(t, p).values, try Fixture.tensor(item["none"]).values, 1e-9, what)
      func reduced(_ weight: Tensor?, _ reduction: LossReduction) throws -> [Double] {
        try loss.with(reduction: reduction).value(target: t, prediction: p, weight: weight).values
      }
      expectClose(try reduced(nil, .auto), try Fixture.tensor(item["mean"]).values, 1e-9, what + " mean")
      expectClose(try reduced(nil, .sum), try Fixture.tensor(item["sum"]).values, 1e-9, what + " sum")
      for (key, weight) in [("weighted_batch", perItem), ("weighted_step", perStep)] where item[key] is NSNumber {
        expectClose(try reduced(weight, .auto), try Fixture.tensor(item[key]).values, 1e-9, what + " " + key)
      }
      let tape = Tape()
      let watched = tape.watch(p)
      let value = try loss.value(target: t, prediction: watched, weight: nil)
      let gradient = try tape.gradients(of: value, sources: [watched])[0]
      expectClose(gradient, try Fixture.tensor(item["grad"]).values, 1e-9, what + " gradient")
    }
  }

  @Test func nanTargetsCountAsZeroError() throws {
    let t = try Tensor([1, .nan, 2, 0], shape: [1, 1, 4])
    let p = try Tensor([2, 5, 2, 3], shape: [1, 1, 4])
    #expect(try Losses.nanMeanSquaredError(target: t, prediction: p).values == [2.5])
  }

  @Test(arguments: [(1.0, 4.6), (2, 2.321994108), (Double.infinity, 1.3)])
  func regularization(order: Double, want: Double) throws {
    let p = try Tensor((0..<24).map { Double($0) / 10 }, shape: [2, 3, 4])
    expectClose(try Losses.regularization(order: order, axis: nil)(p, p).values, [want], 1e-8, "order \(order)")
  }

  @Test func unknownNamesAndLabels() throws {
    #expect(throws: TrainingError.self) { try LossCatalog.loss(named: "cosine_proximity") }
    let loss = try LossCatalog.loss(named: "sparse_categorical_crossentropy")
    let p = try Tensor([0.2, 0.8], shape: [1, 1, 2])
    #expect(throws: TrainingError.self) {
      try loss.value(target: Tensor([2], shape: [1, 1, 1]), prediction: p, weight: nil)
    }
  }
}

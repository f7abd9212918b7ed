import Arrays
import Foundation
import Testing

@testable import Training

@Suite struct LayerTests {
  private let stream = RandomState(seed: 0)

  private func list(_ value: Any?, _ n: Int, _ fallback: Int) -> [Int] {
    if let list = value as? [Int] { return list }
    return [Int](repeating: value as? Int ?? fallback, count: n)
  }

  /// The rule of a case; nil for kinds that are not there.
  private func rule(_ name: String, _ args: [String: Any]) throws -> (any LayerRule)? {
    let zeros = Initializer.zeros
    let n = name.last == "D" ? Int(String(name.dropLast().suffix(1))) ?? 1 : 1
    func windows(_ size: String, _ fallback: Int, strides: Any?) throws -> Windows {
      let size = list(args[size], n, fallback)
      return try Windows(
        size: size, strides: strides == nil ? size : list(strides, n, 1), dilation: list(args["dilation_rate"], n, 1),
        padding: Windows.Padding(rawValue: args["padding"] as? String ?? "valid") ?? .valid, owner: name)
    }
    switch name {
    case "Dense":
      return try DenseLayer(
        units: args["units"] as? Int ?? 1,
        activation: Activation.named(args["activation"] as? String ?? "linear") ?? .linear,
        kernel: zeros, bias: zeros)
    case "Conv1D", "Conv2D", "Conv3D":
      return try ConvolutionLayer(
        filters: args["filters"] as? Int ?? 1, windows: windows("kernel_size", 1, strides: args["strides"] ?? 1),
        groups: args["groups"] as? Int ?? 1, kernel: zeros, bias: zeros)
    case "AveragePooling1D", "AveragePooling2D":
      return PoolingLayer(.average, try windows("pool_size", 2, strides: args["strides"]))
    case "MaxPooling2D": return PoolingLayer(.max, try windows("pool_size", 2, strides: args["strides"]))
    case "GlobalAveragePooling2D":
      return GlobalPoolingLayer(.average, dimensions: 2, channelsFirst: false, keepsDimensions: false)
    case "GlobalMaxPooling1D":
      return GlobalPoolingLayer(.max, dimensions: 1, channelsFirst: false, keepsDimensions: false)
    case "ZeroPadding2D":
      let pads = args["padding"] as? [[Int]] ?? []
      return ZeroPaddingLayer(pads.map { ($0[0], $0[1]) }, channelsFirst: false)
    case "UpSampling2D":
      return args["interpolation"] == nil ? UpSamplingLayer(list(args["size"], 2, 2), channelsFirst: false) : nil
    case "Permute": return try PermuteLayer(args["dims"] as? [Int] ?? [])
    case "BatchNormalization": return BatchNormalizationLayer()
    case "LeakyReLU":
      return ActivationLayer(name, Activation("leaky") { UnaryOperation.leakyRelu(alpha: 0.3)($0) })
    case "ELU": return ActivationLayer(name, Activation("elu") { UnaryOperation.elu()($0) })
    case "Softmax": return ActivationLayer(name, Activation("softmax") { try $0.softmax() })
    default: return nil
    }
  }

  @Test func outputsForGivenWeights() throws {
    var count = 0
    for item in try Fixture.cases("dl-layers") {
      let name = try #require(item["layer"] as? String)
      guard let rule = try rule(name, item["args"] as? [String: Any] ?? [:]) else { continue }
      count += 1
      let x = try Fixture.tensor(item["input"])
      let layer = Layer(rule, name: name, stream: stream)
      try layer.build([Array(x.shape.dropFirst())], dtype: .float64)
      let weights = item["weights"] as? [Any] ?? []
      #expect(layer.weights.map(\.name) == item["weight_names"] as? [String])
      for (i, value) in weights.enumerated() { try layer.setWeight(i, try Fixture.tensor(value)) }
      let result = try layer.apply([x], isTraining: false)
      #expect(Array(result.shape.dropFirst()) == (try layer.outputShape([Array(x.shape.dropFirst())])), "\(name)")
      expectClose(result.values, try Fixture.tensor(item["output"]).values, 2e-6, "\(name) \(item["args"] ?? "")")
      guard let trained = item["train_output"] else { continue }
      expectClose(
        try layer.apply([x], isTraining: true).values, try Fixture.tensor(trained).values, 2e-6, "\(name) in training")
      for key in ["moving_mean", "moving_variance"] {
        let weight = try #require(layer.weights.first { $0.name == key })
        expectClose(weight.value.values, try Fixture.tensor(item["\(key)_after"]).values, 2e-6, "\(name) \(key)")
      }
    }
    #expect(count >= 20)
  }

  @Test func gradientsOfAConvolution() throws {
    let rule = try ConvolutionLayer(
      filters: 2, windows: Windows(size: [2, 2], strides: [1, 1], padding: .same, owner: "Conv2D"),
      activation: Activation("tanh") { UnaryOperation.tanh($0) }, kernel: .scaled(1, .fanAverage, .uniform),
      bias: .zeros)
    let layer = Layer(rule, name: "conv", stream: stream)
    let x = try Tensor((0..<9).map { Double($0) / 9 }, shape: [1, 3, 3, 1])
    try layer.build([[3, 3, 1]], dtype: .float64)
    let tape = Tape()
    let watched = layer.watch(tape)
    let gradient = try tape.gradients(of: try layer.apply([x], isTraining: true), sources: watched)[0]
    layer.unwatch()
    let kernel = layer.weights[0].value
    for i in 0..<kernel.count {
      func sum(_ shift: Double) throws -> Double {
        var values = kernel.values
        values[i] += shift
        try layer.setWeight(0, Tensor(values, shape: kernel.shape))
        return try layer.apply([x], isTraining: true).values.reduce(0, +)
      }
      let want = try (sum(1e-6) - sum(-1e-6)) / 2e-6
      #expect(abs(gradient[i] - want) < 1e-6)
    }
  }

  @Test func orderOfLayersFollowsDepth() throws {
    func dense(_ name: String, _ units: Int) throws -> Layer {
      Layer(try DenseLayer(units: units, kernel: .zeros, bias: .zeros), name: name, stream: stream)
    }
    let (first, second) = try (SymbolicTensor(input: [3], name: "first"), SymbolicTensor(input: [2], name: "second"))
    let a = try dense("a", 4)([first])
    let b = try dense("b", 4)([second])
    let sum = try Layer(MergeLayer(.add), name: "sum", stream: stream)([a, b])
    let joined = try Layer(MergeLayer(.concatenate), name: "joined", stream: stream)([sum, second])
    let model = try FunctionalModel(
      inputs: [first, second], outputs: [try dense("out", 1)([joined]), sum], name: "model")
    #expect(model.layers.map(\.name) == ["a", "b", "sum", "joined", "out"])
    #expect(throws: TrainingError.self) { try FunctionalModel(inputs: [first], outputs: [sum], name: "model") }
  }
}

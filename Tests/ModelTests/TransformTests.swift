import Arrays
import Testing
import _TestSupport

@testable import Model

@Suite struct TransformTests {
  @Test func convolutionShapesAndKernels() throws {
    let data = try ReferenceData(file: "convolutions")
    for label in data.keys where data[label]["init"].string != "array" {
      let row = data[label]
      func list(_ key: String) -> [Int] { row[key].doubles.map { Int($0) } }
      let settings = ConvolutionSettings(
        kernelSize: list("kernel_size"), strides: list("strides"),
        padding: try #require(.init(rawValue: row["padding"].string)), channelsLast: row["channels_last"].bool)
      let input = try ChannelShape(list("input_shape"), channelsLast: row["channels_last"].bool)
      let initial = Samplable.distribution(try Description(row["init"].string).distribution())
      let transform: any Transform
      let (outputShape, kernelShape): (ChannelShape, [Int])
      if label.hasPrefix("convT") {
        let isDefault = !label.contains("bigger")
        let given = try ChannelShape(list("output_shape"), channelsLast: row["channels_last"].bool)
        let made = try ConvolutionTranspose(
          filterCount: row["n_filters"].int, inputShape: input, outputShape: isDefault ? nil : given,
          settings: settings, initial: initial)
        (transform, outputShape, kernelShape) = (made, made.outputShape, made.kernelShape)
      } else {
        let made = try Convolution(
          filterCount: row["n_filters"].int, inputShape: input, settings: settings, initial: initial,
          groups: row["groups"].isNull ? 1 : row["groups"].int)
        (transform, outputShape, kernelShape) = (made, made.outputShape, made.kernelShape)
      }
      #expect(outputShape.shape == list("output_shape"), "\(label)")
      #expect(kernelShape == list("kernel_shape"), "\(label)")
      #expect(transform.sizeOut == list("output_shape").reduce(1, *))
      guard case .kernel(let kernel) = try transform.sample(RandomState(seed: UInt32(row["conn_seed"].int))) else {
        Issue.record("\(label): no kernel")
        continue
      }
      expectClose(kernel.doubles, row["kernel"].doubles, tolerance: 1e-14, label)
    }
  }

  @Test func denseForms() throws {
    let rng = RandomState(seed: 0)
    for (value, rank) in [
      (NDArray(scalar: 2.0), 0), (NDArray([1.0, 2]), 1), (NDArray([1.0, 2, 3, 4], shape: [2, 2]), 2),
    ] {
      let dense = try Dense(shape: (2, 2), initial: .array(value))
      #expect(dense.rank == rank)
      guard case .dense(let weights) = try dense.sample(rng) else { continue }
      #expect(weights.doubles == value.doubles)
    }
    guard case .dense(let drawn) = try Dense(shape: (2, 3), initial: .distribution(Uniform(0, 1))).sample(rng) else {
      return
    }
    #expect(drawn.shape == [2, 3])
    #expect(throws: NengoError.self) { try Dense(shape: (2, 3), initial: .array(NDArray(scalar: 1.0))) }
    #expect(throws: NengoError.self) { try Dense(shape: (2, 3), initial: .array(NDArray([1.0, 2]))) }
    #expect(throws: NengoError.self) { try NoTransform(size: 2).sample(rng) }
  }

  @Test func sparseForms() throws {
    let rng = RandomState(seed: 0)
    let sparse = try Sparse(shape: (2, 3), indices: [(0, 1), (1, 2), (0, 1)], initial: .array(NDArray([1.0, 2, 3])))
    guard case .sparse(let matrix) = try sparse.sample(rng) else { return }
    #expect(try matrix.dense().doubles == [0, 3, 0, 0, 0, 2])
    #expect(throws: NengoError.self) {
      try Sparse(shape: (2, 3), indices: [(0, 0)], initial: .array(NDArray([1.0, 2])))
    }
    #expect(throws: NengoError.self) { try Sparse(shape: (2, 3), indices: [(2, 0)]).sample(rng) }
  }

  @Test func impossibleConvolutionsAreErrors() throws {
    let image = try ChannelShape([4, 4, 2])
    #expect(throws: NengoError.self) { try ChannelShape([4, 0]) }
    #expect(throws: NengoError.self) { try ChannelShape([1 << 40, 1 << 40]) }
    #expect(throws: NengoError.self) { try Convolution(filterCount: 0, inputShape: image) }
    #expect(throws: NengoError.self) { try Convolution(filterCount: 2, inputShape: ChannelShape([4, 2])) }
    #expect(throws: NengoError.self) { try Convolution(filterCount: 2, inputShape: ChannelShape([2, 2, 1])) }
    #expect(throws: NengoError.self) { try Convolution(filterCount: 3, inputShape: image, groups: 2) }
    #expect(throws: NengoError.self) {
      try Convolution(filterCount: 2, inputShape: image, settings: ConvolutionSettings(channelsLast: false))
    }
    #expect(throws: NengoError.self) {
      try Convolution(filterCount: 2, inputShape: image, initial: .array(NDArray([1.0])))
    }
    #expect(throws: NengoError.self) {
      try ConvolutionTranspose(filterCount: 2, inputShape: image, outputShape: ChannelShape([9, 9, 2]))
    }
  }
}

@Suite struct LearningRuleTests {
  @Test func defaults() throws {
    #expect(try PES().text == "PES()")
    #expect(try PES(learningRate: 2).warnings.count == 1)
    let bcm = try BCM(preSynapse: Lowpass(0.1))
    #expect(bcm.postSynapse?.isEqual(to: try Lowpass(0.1)) == true)
    #expect(try Oja(postSynapse: .given(nil)).postSynapse == nil)
    #expect(!(try Oja().isEqual(to: Oja(postSynapse: .given(nil)))))
    #expect(throws: NengoError.self) { try Voja(learningRate: -1) }
    #expect(LearningRuleSize(name: "post_state") == .postState)
    #expect(LearningRuleSize(name: "other") == nil)
  }
}

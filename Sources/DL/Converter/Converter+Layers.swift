import Arrays
import Model
import Training

extension Converter {
  /// Converts one use of a layer.
  func convert(_ call: LayerCall) throws {
    let layer = call.layer
    let uses = model.calls.count { $0.layer === layer }
    if uses > 1, !layer.weights.isEmpty, !options.splitsSharedWeights {
      throw TrainingError(
        .value,
        "Layer \"\(layer.name)\" is used several times; set split_shared_weights=True to give each use a copy of "
          + "the weights")
    }
    let inputs = try call.inputs.map { tensor -> End in
      guard let end = ends[key(tensor)] else {
        throw TrainingError(.value, "the input '\(tensor.name)' of layer \(layer.name) was not converted")
      }
      return end
    }
    ends[ObjectIdentifier(call)] = try converted(call, inputs)
  }

  private func converted(_ call: LayerCall, _ inputs: [End]) throws -> End {
    let rule = call.layer.rule
    if let merge = rule as? MergeLayer { return try self.merge(call, merge, inputs) }
    guard let input = inputs.first, inputs.count == 1 else {
      throw NengoError.validation(
        "layers with \(inputs.count) inputs cannot be converted", attribute: "layer", owner: "Converter")
    }
    switch rule {
    case let dense as DenseLayer: return try self.dense(call, dense, input)
    case let convolution as ConvolutionLayer: return try self.convolution(call, convolution, input)
    case let activation as ActivationLayer: return try self.activation(call, activation, input)
    case let flatten as FlattenLayer where !flatten.channelsFirst: return reshaped(call, input)
    case is ReshapeLayer: return End(object: input.object, shape: try call.layer.outputShape([input.shape]))
    case let pooling as PoolingLayer: return try self.pooling(call, pooling, input)
    case let pooling as GlobalPoolingLayer: return try self.globalPooling(call, pooling, input)
    case let normalization as BatchNormalizationLayer: return try self.normalization(call, normalization, input)
    case let padding as ZeroPaddingLayer: return try self.padding(call, padding, input)
    case let sampling as UpSamplingLayer: return try self.upSampling(call, sampling, input)
    default: return try tensorNode(call, input, "no converter")
    }
  }

  private func reshaped(_ call: LayerCall, _ input: End) -> End { End(object: input.object, shape: [input.size]) }

  private func weight(_ call: LayerCall, _ name: String) -> Tensor? {
    call.layer.weights.first { $0.name == name }?.value
  }

  // MARK: weighted layers

  /// Penalties have no equivalent; they only matter in training.
  private func penaltyReason(_ call: LayerCall) -> String? {
    call.layer.penalties.isEmpty || options.inferenceOnly ? nil : "regularizers have no equivalent in Nengo"
  }

  private func dense(_ call: LayerCall, _ rule: DenseLayer, _ input: End) throws -> End {
    guard input.shape.count == 1 else {
      throw NengoError.validation(
        "Dense layers on inputs of shape \(Tensor.text(of: input.shape)) cannot be converted", attribute: "layer",
        owner: "Converter")
    }
    if let reason = penaltyReason(call) { return try tensorNode(call, input, reason) }
    let object = try object(call, rule.activation, shape: [rule.units], biases: weight(call, "bias")?.values)
    if let kernel = weight(call, "kernel") {
      try connect(
        input.object, object.view, transform: .array(try kernel.cast(to: .float64).transposed().array()),
        isTrained: call.layer.isTrainable)
    }
    return End(object: object, shape: [rule.units])
  }

  private func convolution(_ call: LayerCall, _ rule: ConvolutionLayer, _ input: End) throws -> End {
    let windows = rule.windows
    guard windows.dilation.allSatisfy({ $0 == 1 }) else {
      return try tensorNode(call, input, "layer.dilation_rate != 1")
    }
    if let reason = penaltyReason(call) { return try tensorNode(call, input, reason) }
    guard rule.groups == 1 else { return try tensorNode(call, input, "layer.groups != 1") }
    guard windows.padding != .causal, let kernel = weight(call, "kernel") else {
      return try tensorNode(call, input, "causal padding")
    }
    let shape = try call.layer.outputShape([input.shape])
    let object = try object(call, rule.activation, shape: shape)
    try connect(
      input.object, object.view,
      transform: .frozen(try transform(windows, rule.filters, input.shape, try kernel.cast(to: .float64).array())),
      isTrained: call.layer.isTrainable)
    if let bias = weight(call, "bias") { try addChannelBias(bias.values, to: object, call, windows, shape) }
    return End(object: object, shape: shape)
  }

  /// One number per channel: through a relay to all places of the channel.
  private func addChannelBias(
    _ biases: [Double], to object: ModelObject, _ call: LayerCall, _ windows: Windows, _ shape: [Int]
  ) throws {
    let relay = try Node(sizeIn: .int(biases.count), label: .text(label(call, ".bias_relay")), in: context)
    try addBias(biases, to: .node(relay), call, isTrained: call.layer.isTrainable)
    let size = shape.reduce(1, *)
    let places = size / max(biases.count, 1)
    let channels = (0..<size).map { windows.channelsFirst ? $0 / places : $0 % biases.count }
    let spread = try SparseMatrix(
      shape: (size, biases.count), rows: Array(0..<size), columns: channels,
      values: [Double](repeating: 1, count: size))
    try connect(.node(relay), object.view, transform: .frozen(Sparse(spread)))
  }

  private func transform(_ windows: Windows, _ filters: Int, _ input: [Int], _ kernel: NDArray) throws -> Convolution {
    try Convolution(
      filterCount: filters, inputShape: try ChannelShape(input, channelsLast: !windows.channelsFirst),
      settings: ConvolutionSettings(
        kernelSize: windows.size, strides: windows.strides, padding: windows.padding == .same ? .same : .valid,
        channelsLast: !windows.channelsFirst),
      initial: .array(kernel))
  }

  /// γ/√(σ² + ε) x + β - μ γ/√(σ² + ε), with the running statistics.
  private func normalization(_ call: LayerCall, _ rule: BatchNormalizationLayer, _ input: End) throws -> End {
    guard options.inferenceOnly || !call.layer.isTrainable else {
      return try tensorNode(
        call, input,
        "Cannot convert BatchNormalization layer to native Nengo objects unless inference_only=True or the "
          + "layer is not trainable")
    }
    guard let mean = weight(call, "moving_mean")?.values, let variance = weight(call, "moving_variance")?.values else {
      return try tensorNode(call, input, "no statistics")
    }
    let gamma = weight(call, "gamma")?.values
    let beta = weight(call, "beta")?.values
    let axis = (rule.axis < 0 ? rule.axis + input.shape.count + 1 : rule.axis) - 1
    let after = input.shape[(axis + 1)...].reduce(1, *)
    var (scales, shifts) = ([Double](), [Double]())
    for i in 0..<input.size {
      let c = i / after % input.shape[axis]
      let scale = (gamma?[c] ?? 1) / (variance[c] + rule.epsilon).squareRoot()
      scales.append(scale)
      shifts.append((beta?[c] ?? 0) - mean[c] * scale)
    }
    let node = try Node(sizeIn: .int(input.size), label: .text(label(call)), in: context)
    try connect(input.object, ObjectView(.node(node)), transform: .array(NDArray(scales)))
    try addBias(shifts, to: .node(node), call, isTrained: false)
    return End(object: .node(node), shape: input.shape)
  }

  // MARK: layers without weights

  private func activation(_ call: LayerCall, _ rule: ActivationLayer, _ input: End) throws -> End {
    var activation = rule.activation
    switch rule.className {
    case "ReLU":
      let (top, slope) = (activation.settings["max_value"] ?? .infinity, activation.settings["negative_slope"] ?? 0)
      guard top == .infinity, activation.settings["threshold"] ?? 0 == 0 else {
        return try tensorNode(call, input, "max_value or threshold is set")
      }
      if slope == 0 {
        activation = .rectifier
      } else {
        return try leaky(call, slope, input)
      }
    case "LeakyReLU": return try leaky(call, activation.settings["alpha"] ?? 0.3, input)
    case "Activation": break
    default: return try tensorNode(call, input, "no converter")
    }
    let object = try object(call, activation, shape: input.shape)
    try connect(input.object, object.view)
    return End(object: object, shape: input.shape)
  }

  private func leaky(_ call: LayerCall, _ slope: Double, _ input: End) throws -> End {
    let ensemble = try Ensemble(
      .int(input.size), 1,
      [
        "neuron_type": .frozen(try LeakyReLU(negativeSlope: Number(slope))),
        "gain": .array(NDArray([Double](repeating: 1, count: input.size))),
        "bias": .array(try NDArray(zeros: [input.size])), "label": .text(label(call)),
      ], in: context)
    try network.config.set(.neurons(ensemble.neurons), "trainable", false)
    try connect(input.object, ObjectView(.neurons(ensemble.neurons)))
    return End(object: .neurons(ensemble.neurons), shape: input.shape)
  }

  private func pooling(_ call: LayerCall, _ rule: PoolingLayer, _ input: End) throws -> End {
    if rule.kind == .max, !options.turnsMaxIntoAveragePooling {
      return try tensorNode(call, input, "max_to_avg_pool=False")
    }
    guard rule.windows.padding == .valid else { return try tensorNode(call, input, "layer.padding != \"valid\"") }
    return try averaged(call, rule.windows, input, try call.layer.outputShape([input.shape]))
  }

  private func globalPooling(_ call: LayerCall, _ rule: GlobalPoolingLayer, _ input: End) throws -> End {
    if rule.kind == .max, !options.turnsMaxIntoAveragePooling {
      return try tensorNode(call, input, "max_to_avg_pool=False")
    }
    let space = rule.channelsFirst ? Array(input.shape.dropFirst()) : Array(input.shape.dropLast())
    let windows = try Windows(
      size: space, strides: space.map { _ in 1 }, padding: .valid, channelsFirst: rule.channelsFirst,
      owner: rule.className)
    return try averaged(call, windows, input, try call.layer.outputShape([input.shape]))
  }

  /// Means of windows: a convolution with the identity over channels, divided by the area.
  private func averaged(_ call: LayerCall, _ windows: Windows, _ input: End, _ shape: [Int]) throws -> End {
    let channels = windows.channelsFirst ? input.shape[0] : input.shape[input.shape.count - 1]
    let area = windows.size.reduce(1, *)
    var kernel = [Double](repeating: 0, count: area * channels * channels)
    for place in 0..<area {
      for c in 0..<channels { kernel[(place * channels + c) * channels + c] = 1 / Double(area) }
    }
    let node = try Node(sizeIn: .int(shape.reduce(1, *)), label: .text(label(call)), in: context)
    try connect(
      input.object, ObjectView(.node(node)),
      transform: .frozen(
        try transform(windows, channels, input.shape, NDArray(kernel, shape: windows.size + [channels, channels]))))
    return End(object: .node(node), shape: shape)
  }

  private func padding(_ call: LayerCall, _ rule: ZeroPaddingLayer, _ input: End) throws -> End {
    let shape = try call.layer.outputShape([input.shape])
    let node = try Node(sizeIn: .int(shape.reduce(1, *)), label: .text(label(call)), in: context)
    let offsets = rule.channelsFirst ? [0] + rule.amounts.map(\.before) : rule.amounts.map(\.before) + [0]
    try connect(
      input.object, try ObjectView(.node(node), .list(Self.indices(of: input.shape, in: shape, from: offsets))))
    return End(object: .node(node), shape: shape)
  }

  private func upSampling(_ call: LayerCall, _ rule: UpSamplingLayer, _ input: End) throws -> End {
    let numbers = try Tensor((0..<input.size).map(Double.init), shape: [1] + input.shape)
    let repeated = try rule.apply([numbers], call.layer.noWeights, call.layer.quietPass)
    let shape = Array(repeated.shape.dropFirst())
    let node = try Node(sizeIn: .int(repeated.count), label: .text(label(call)), in: context)
    let source = try ObjectView(input.object, .list(repeated.values.map { Int($0) }))
    let connection = try Connection(
      .object(source), .object(ObjectView(.node(node))), ["synapse": .none, "transform": .none], in: context)
    try network.config.set(.connection(connection), "trainable", false)
    return End(object: .node(node), shape: shape)
  }

  private func merge(_ call: LayerCall, _ rule: MergeLayer, _ inputs: [End]) throws -> End {
    let shape = try call.layer.outputShape(inputs.map(\.shape))
    guard [.add, .average, .concatenate].contains(rule.kind),
      inputs.allSatisfy({ rule.kind == .concatenate || $0.shape == shape })
    else {
      throw NengoError.validation(
        "\(rule.className) layers cannot be converted", attribute: "layer", owner: "Converter")
    }
    let node = try Node(sizeIn: .int(shape.reduce(1, *)), label: .text(label(call)), in: context)
    var start = 0
    for input in inputs {
      switch rule.kind {
      case .average:
        try connect(
          input.object, ObjectView(.node(node)), transform: .number(1 / Double(inputs.count)))
      case .concatenate:
        let axis = (rule.axis < 0 ? rule.axis + shape.count + 1 : rule.axis) - 1
        var offsets = [Int](repeating: 0, count: shape.count)
        offsets[axis] = start
        start += input.shape[axis]
        try connect(
          input.object, try ObjectView(.node(node), .list(Self.indices(of: input.shape, in: shape, from: offsets))))
      default: try connect(input.object, ObjectView(.node(node)))
      }
    }
    return End(object: .node(node), shape: shape)
  }

  /// Where the elements of a box lie in a larger one, row-major.
  private static func indices(of inner: [Int], in outer: [Int], from offsets: [Int]) -> [Int] {
    var indices = [0]
    for (axis, size) in inner.enumerated() {
      indices = indices.flatMap { head in (0..<size).map { head * outer[axis] + offsets[axis] + $0 } }
    }
    return indices
  }
}

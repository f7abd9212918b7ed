import Arrays

/// What happens at the border of a convolution.
public enum ConvolutionPadding: String, Sendable, CaseIterable {
  /// Only positions where the whole kernel fits.
  case valid
  /// Enough zeros around that one output stands for each stride of the input.
  case same

  /// The output extent for an input extent `n`, kernel extent `k` and stride `s`.
  public func outputExtent(_ n: Int, kernel k: Int, stride s: Int) -> Int {
    switch self {
    case .valid: (n - k + s) / s
    case .same: (n + s - 1) / s
    }
  }

  /// The zeros before the first element, for an output extent `m`; any odd one goes to the end.
  public func before(input n: Int, output m: Int, kernel k: Int, stride s: Int) -> Int {
    self == .valid ? 0 : max((m - 1) * s + k - n, 0) / 2
  }
}

/// The settings that a convolution and its transpose share.
public struct ConvolutionSettings: Sendable, Equatable {
  public var kernelSize: [Int]
  public var strides: [Int]
  public var padding: ConvolutionPadding
  public var channelsLast: Bool

  public init(
    kernelSize: [Int] = [3, 3], strides: [Int] = [1, 1], padding: ConvolutionPadding = .valid,
    channelsLast: Bool = true
  ) {
    self.kernelSize = kernelSize
    self.strides = strides
    self.padding = padding
    self.channelsLast = channelsLast
  }

  var arguments: [Argument] {
    [
      Argument("kernel_size", .tuple(kernelSize.map { .int($0) }), default: .tuple([.int(3), .int(3)])),
      Argument("strides", .tuple(strides.map { .int($0) }), default: .tuple([.int(1), .int(1)])),
      Argument("padding", .string(padding.rawValue), default: .string("valid")),
      Argument("channels_last", .bool(channelsLast), default: .bool(true)),
    ]
  }

  /// Checks the settings against an input.
  ///
  /// - Throws: validation errors on extents that do not fit its dimensions, or too large a kernel.
  func check(_ input: ChannelShape, _ owner: String, kernelMustFit: Bool) throws {
    func require(_ list: [Int], _ name: String) throws {
      guard list.count == input.dimensions else {
        throw NengoError.validation(
          "\(name) has \(list.count) entries but the input has \(input.dimensions) spatial dimensions", attribute: name)
      }
      guard list.allSatisfy({ $0 >= 1 && $0 <= 1 << 30 }) else {
        throw NengoError.validation("all entries must be at least 1, got \(list)", attribute: name, owner: owner)
      }
    }
    guard input.channelsLast == channelsLast else {
      throw NengoError.validation(
        "transform has channels_last=\(channelsLast), but input shape has channels_last=\(input.channelsLast)",
        attribute: "input_shape", owner: owner)
    }
    try require(kernelSize, "kernel_size")
    try require(strides, "strides")
    guard input.space.allSatisfy({ $0 <= 1 << 30 }) else {
      throw NengoError.validation(
        "\(ArrayError.text(shape: input.shape)) is too large", attribute: "input_shape", owner: owner)
    }
    guard kernelMustFit, padding == .valid else { return }
    for (n, k) in zip(input.space, kernelSize) where k > n {
      throw NengoError.validation(
        "Kernel size \(ArrayError.text(shape: kernelSize)) is larger than the input "
          + ArrayError.text(shape: input.space) + ", so that 'valid' padding leaves no output", attribute: "padding",
        owner: owner)
    }
  }

  /// The spatial extents of the output.
  func outputSpace(_ space: [Int]) -> [Int] {
    zip(space, zip(kernelSize, strides)).map { padding.outputExtent($0, kernel: $1.0, stride: $1.1) }
  }
}

/// Kernels given as an array or drawn, position by position.
enum ConvolutionKernel {
  static func check(_ initial: Samplable, shape: [Int]) throws {
    guard case .array(let value) = initial, value.shape != shape else { return }
    throw NengoError.validation(
      "Kernel shape \(ArrayError.text(shape: value.shape)) does not match expected shape "
        + ArrayError.text(shape: shape), attribute: "init")
  }

  /// For a distribution, one [channels, filters] sample per position in row-major order.
  static func sample(_ initial: Samplable, shape: [Int], _ rng: RandomState) throws -> NDArray {
    guard case .distribution(let distribution) = initial else { return try initial.samples(0, nil, rng) }
    let (channels, filters) = (shape[shape.count - 2], shape[shape.count - 1])
    return try Numerics.array(shape) { cells in
      let positions = shape.dropLast(2).reduce(1, *)
      for position in 0..<positions {
        let values = try distribution.sample(channels, filters, rng).doubles
        guard values.count == channels * filters else {
          throw NengoError.validation(
            "must give samples of shape (\(channels), \(filters))", attribute: "init", owner: distribution.typeName)
        }
        for (i, value) in values.enumerated() { cells[position * channels * filters + i] = value }
      }
    }
  }
}

/// A discrete convolution (correlation: the kernel is not flipped) over any number of spatial axes.
public struct Convolution: Transform {
  public static let typeName = "Convolution"
  public let filterCount: Int
  public let inputShape: ChannelShape
  public let settings: ConvolutionSettings
  public let initial: Samplable
  public let groups: Int
  public let outputShape: ChannelShape

  public init(
    filterCount: Int, inputShape: ChannelShape, settings: ConvolutionSettings = ConvolutionSettings(),
    initial: Samplable = .distribution(Uniform(-1, 1)), groups: Int = 1
  ) throws {
    let owner = Self.typeName
    self.filterCount = try filterCount.checked(atLeast: 1, "n_filters", owner)
    self.groups = try groups.checked(atLeast: 1, "groups", owner)
    try settings.check(inputShape, owner, kernelMustFit: true)
    guard groups <= inputShape.channels else {
      throw NengoError.validation(
        "Groups (\(groups)) cannot be greater than the number of input channels (\(inputShape.channels))",
        attribute: "groups")
    }
    guard inputShape.channels % groups == 0, filterCount % groups == 0 else {
      throw NengoError.validation(
        "Both the number of input channels (\(inputShape.channels)) and filters (\(filterCount)) must be evenly "
          + "divisible by groups (\(groups))", attribute: "groups")
    }
    self.inputShape = inputShape
    self.settings = settings
    self.initial = initial
    outputShape = try ChannelShape(
      space: settings.outputSpace(inputShape.space), channels: filterCount, channelsLast: settings.channelsLast)
    try ConvolutionKernel.check(initial, shape: kernelShape)
  }

  /// Kernel extents, channels per group, filters.
  public var kernelShape: [Int] { settings.kernelSize + [inputShape.channels / groups, filterCount] }
  public var sizeIn: Int { inputShape.size }
  public var sizeOut: Int { outputShape.size }

  public var arguments: [Argument] {
    [
      Argument("n_filters", .int(filterCount)), inputShape.argument("input_shape"),
    ] + settings.arguments + [
      .unshown("init", initial.argument, default: .object(Uniform(-1, 1))),
      Argument("groups", .int(groups), default: .int(1)),
    ]
  }

  public func sample(_ rng: RandomState) throws -> TransformWeights {
    .kernel(try ConvolutionKernel.sample(initial, shape: kernelShape, rng))
  }
}

/// The transpose of the convolution that maps the output shape to the input shape.
public struct ConvolutionTranspose: Transform {
  public static let typeName = "ConvolutionTranspose"
  public let filterCount: Int
  public let inputShape: ChannelShape
  public let settings: ConvolutionSettings
  public let initial: Samplable
  public let outputShape: ChannelShape

  public init(
    filterCount: Int, inputShape: ChannelShape, outputShape: ChannelShape? = nil,
    settings: ConvolutionSettings = ConvolutionSettings(), initial: Samplable = .distribution(Uniform(-1, 1))
  ) throws {
    let owner = Self.typeName
    self.filterCount = try filterCount.checked(atLeast: 1, "n_filters", owner)
    try settings.check(inputShape, owner, kernelMustFit: false)
    self.inputShape = inputShape
    self.settings = settings
    self.initial = initial
    if let outputShape {
      try Self.check(outputShape, inputShape, settings, filterCount)
      self.outputShape = outputShape
    } else {
      let space = zip(inputShape.space, zip(settings.kernelSize, settings.strides)).map { n, kernel in
        1 + (n - 1) * kernel.1 + (settings.padding == .valid ? kernel.0 - 1 : 0)
      }
      self.outputShape = try ChannelShape(space: space, channels: filterCount, channelsLast: settings.channelsLast)
    }
    try ConvolutionKernel.check(initial, shape: kernelShape)
  }

  private static func check(
    _ output: ChannelShape, _ input: ChannelShape, _ settings: ConvolutionSettings, _ filterCount: Int
  ) throws {
    func fail(_ text: String) -> NengoError { .validation(text, attribute: "output_shape", owner: typeName) }
    guard output.dimensions == input.dimensions else {
      throw fail("Dimensions mismatch: got \(output.dimensions), expected \(input.dimensions)")
    }
    guard output.channels == filterCount else {
      throw fail("Number of channels (\(output.channels)) should match number of filters (\(filterCount))")
    }
    guard output.channelsLast == settings.channelsLast else {
      throw fail("transform has channels_last=\(settings.channelsLast), but the output shape does not")
    }
    let space = settings.outputSpace(output.space)
    guard space == input.space else {
      throw fail(
        "a convolution of \(ArrayError.text(shape: output.space)) gives \(ArrayError.text(shape: space)), not the "
          + "input's \(ArrayError.text(shape: input.space))")
    }
  }

  /// Kernel extents, input channels, filters.
  public var kernelShape: [Int] { settings.kernelSize + [inputShape.channels, filterCount] }
  public var sizeIn: Int { inputShape.size }
  public var sizeOut: Int { outputShape.size }

  public var arguments: [Argument] {
    [
      Argument("n_filters", .int(filterCount)), inputShape.argument("input_shape"),
      outputShape.argument("output_shape"),
    ] + settings.arguments + [.unshown("init", initial.argument, default: .object(Uniform(-1, 1)))]
  }

  public func sample(_ rng: RandomState) throws -> TransformWeights {
    .kernel(try ConvolutionKernel.sample(initial, shape: kernelShape, rng))
  }
}

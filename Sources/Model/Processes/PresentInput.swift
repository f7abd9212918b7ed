import Arrays

/// Shows a list of inputs one after the other, each for the same time, again and again.
public struct PresentInput: ConfiguredProcess {
  public static let typeName = "PresentInput"
  /// One item per row; items of more dimensions are flattened.
  public let inputs: NDArray
  /// Seconds per item.
  public let presentationTime: Number
  public let defaults: ProcessDefaults

  public init(inputs: NDArray, presentationTime: Number, defaults: ProcessDefaults = .source) throws {
    guard inputs.ndim >= 1, inputs.shape[0] > 0 else {
      throw NengoError.validation("must have at least one item", attribute: "inputs", owner: Self.typeName)
    }
    self.inputs = try inputs.astype(.float64)
    self.presentationTime = try presentationTime.checked(above: 0, "presentation_time", Self.typeName)
    var settings = defaults
    settings.sizeOut = inputs.shape.dropFirst().reduce(1, *)
    self.defaults = try settings.checked(Self.typeName)
  }

  public var arguments: [Argument] {
    [
      Argument("inputs", .array(inputs)), Argument("presentation_time", .number(presentationTime)),
    ] + defaults.arguments(ProcessDefaults(sizeOut: defaults.sizeOut))
  }

  public func makeStep(sizeIn: Int, sizeOut: Int, dt: Double, rng: RandomState) throws -> any ProcessStep {
    try requireNoInput(sizeIn)
    guard sizeOut == defaultSizeOut else {
      throw NengoError(
        .assertion, "\(typeName): size_out must be the size of an item (\(defaultSizeOut)), got \(sizeOut)")
    }
    return PresentInputStep(inputs.contiguous(), seconds: presentationTime.value, dt: dt, width: sizeOut)
  }
}

private final class PresentInputStep: ProcessStep {
  let state: [NDArray] = []
  private let inputs: NDArray
  private let seconds: Double
  private let dt: Double
  private let width: Int

  init(_ inputs: NDArray, seconds: Double, dt: Double, width: Int) {
    self.inputs = inputs
    self.seconds = seconds
    self.dt = dt
    self.width = width
  }

  func step(
    time: Double, input: UnsafeBufferPointer<Double>, output: UnsafeMutableBufferPointer<Double>
  ) throws {
    let position = (time - dt) / seconds + 1e-7
    guard abs(position) < 0x1p62 else { throw NengoError(.value, "PresentInput: time \(time) is out of range") }
    let count = inputs.shape[0]
    let row = ((Int(position) % count) + count) % count
    let values = inputs.pointer(Double.self) + row * width
    for i in 0..<width { output[i] = values[i] }
  }
}

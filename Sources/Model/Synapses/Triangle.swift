import Arrays

/// A finite filter whose weights fall linearly to zero within `t` seconds.
public struct Triangle: Synapse, ConfiguredProcess {
  public static let typeName = "Triangle"
  public let t: Number
  public let defaults: ProcessDefaults

  public init(_ t: Number, defaults: ProcessDefaults = .synapse) throws {
    self.t = try t.checked(atLeast: 0, "t", Self.typeName)
    self.defaults = try defaults.checked(Self.typeName)
  }

  public var arguments: [Argument] { [Argument("t", .number(t))] + defaults.arguments(.synapse) }

  /// The number of taps in steps of `dt` seconds.
  ///
  /// - Throws: a value error if they would not fit into memory.
  public func tapCount(dt: Double) throws -> Int {
    let count = (t.value / dt).rounded(.toNearestOrEven)
    guard count >= 0, count < 1e9 else {
      throw NengoError(.value, "Triangle: \(t) s are too many steps of \(dt) s")
    }
    return Int(count) + 1
  }

  public func makeFilter(size: Int, dt: Double, initialOutput: [Double]?) throws -> any ProcessStep {
    if let initialOutput, initialOutput.count != size {
      throw NengoError.validation("y0 must have \(size) values", attribute: "y0", owner: typeName)
    }
    return try TriangleStep(taps: tapCount(dt: dt), size: size, initialOutput: initialOutput)
  }
}

/// The running form: the output Y gains n weights of each new input and loses one of each input that is still inside.
private final class TriangleStep: ProcessStep {
  /// Y, the ring X of the last n inputs (each times the smallest weight), and the index of its newest row.
  let state: [NDArray]
  var stateNames: [String] { ["Y", "X", "Xi"] }
  private let y: NDArray
  private let ring: NDArray
  private let index: NDArray
  private let taps: Int
  private let size: Int
  private let first: Double
  private let last: Double

  init(taps: Int, size: Int, initialOutput: [Double]?) throws {
    self.taps = taps
    self.size = size
    let total = Double(taps) * (Double(taps) + 1) / 2
    first = Double(taps) / total
    last = 1 / total
    y = try NDArray(zeros: [size])
    ring = try NDArray(zeros: [taps, size])
    index = try NDArray(zeros: [1])
    state = [y, ring, index]
    guard let initialOutput else { return }
    for k in 0..<size {
      y.pointer(Double.self)[k] = initialOutput[k]
      for row in 0..<taps { ring.pointer(Double.self)[row * size + k] = last * initialOutput[k] }
    }
  }

  func step(
    time: Double, input: UnsafeBufferPointer<Double>, output: UnsafeMutableBufferPointer<Double>
  ) throws {
    let y = y.pointer(Double.self)
    let ring = ring.pointer(Double.self)
    let index = index.pointer(Double.self)
    // Scripts may write the state.
    let row = ((Int(exactly: index[0].rounded()) ?? 0) % taps + taps + 1) % taps
    index[0] = Double(row)
    for k in 0..<size {
      var inside = 0.0
      for i in 0..<taps { inside += ring[i * size + k] }
      y[k] = y[k] + first * input[k] - inside
      ring[row * size + k] = last * input[k]
      output[k] = y[k]
    }
  }
}

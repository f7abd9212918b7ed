import Arrays

/// A signal given by its values at some times.
public struct Piecewise: ConfiguredProcess {
  public static let typeName = "Piecewise"

  public enum Interpolation: String, Sendable, CaseIterable {
    /// Each value holds until the next one.
    case zero
    case linear, slinear, nearest, quadratic, cubic
  }

  public enum Value: Sendable {
    case array(NDArray)
    case function(VectorFunction)
  }

  public let data: [(time: Number, value: Value)]
  public let interpolation: Interpolation
  public let defaults: ProcessDefaults
  private let rows: [Row]
  private let hasFunctions: Bool

  /// A value as numbers, or the function that gives them.
  fileprivate enum Row: Sendable {
    case numbers([Double])
    case function(VectorFunction)
  }

  public init(
    data: [(time: Number, value: Value)], interpolation: Interpolation = .zero, defaults: ProcessDefaults = .source
  ) throws {
    self.data = data
    self.interpolation = interpolation
    let sorted = data.sorted { $0.time.value < $1.time.value }
    let (rows, size) = try Self.rows(sorted)
    self.rows = rows
    hasFunctions = rows.contains { if case .function = $0 { true } else { false } }
    times = sorted.map(\.time.value)
    var settings = defaults
    settings.sizeOut = size
    self.defaults = try settings.checked(Self.typeName)
  }

  private let times: [Double]

  /// The values in order of time, and their common size.
  private static func rows(_ data: [(time: Number, value: Value)]) throws -> ([Row], Int) {
    func fail(_ text: String) -> NengoError { .validation(text, attribute: "data", owner: typeName) }
    var rows: [Row] = []
    var size: Int?
    for (time, value) in data {
      guard time.value.isFinite else { throw fail("Keys must be times (floats or ints), not \(time)") }
      let count: Int
      switch value {
      case .array(let array):
        rows.append(.numbers(array.doubles))
        count = array.size
      case .function(let function):
        guard let result = try function.body(time.value, nil), !result.dtype.isText else {
          throw fail("callable \(function.name) for time \(time) should return a numerical constant")
        }
        rows.append(.function(function))
        count = result.size
      }
      if let size, size != count {
        throw fail("time \(time) has size \(count), the others have size \(size)")
      }
      size = count
    }
    guard let size else { throw fail("must have at least one time") }
    return (rows, size)
  }

  public var arguments: [Argument] {
    let entries = data.map { time, value -> ArgumentValue.MapEntry in
      switch value {
      case .array(let array): .init(.number(time), .array(array))
      case .function(let function):
        .init(
          .number(time),
          function.identity.map { .foreign(ForeignValue(text: function.name, $0)) }
            ?? .string(function.name))
      }
    }
    return [
      Argument("data", .map(entries)),
      Argument("interpolation", .string(interpolation.rawValue), default: .string("zero")),
    ] + defaults.arguments(ProcessDefaults(sizeOut: defaults.sizeOut))
  }

  public var warnings: [NengoWarning] {
    if hasFunctions && interpolation != .zero {
      return [
        NengoWarning(
          .user, "\"\(interpolation.rawValue)\" interpolation cannot be applied to functions; using \"zero\"")
      ]
    }
    if interpolation == .cubic && !times.contains(0) {
      return [NengoWarning(.user, "'0.0' not specified, but is needed for cubic interpolation")]
    }
    return []
  }

  public func makeStep(sizeIn: Int, sizeOut: Int, dt: Double, rng: RandomState) throws -> any ProcessStep {
    try requireNoInput(sizeIn)
    guard sizeOut == defaultSizeOut else {
      throw NengoError(
        .assertion, "\(typeName): size_out must be the size of the values (\(defaultSizeOut)), got \(sizeOut)")
    }
    if hasFunctions || interpolation == .zero { return HoldingStep(times, rows, dt: dt) }
    let columns = (0..<sizeOut).map { k in
      rows.map { row in if case .numbers(let values) = row { values[k] } else { Double.nan } }
    }
    return try InterpolatingStep(times, columns, interpolation)
  }
}

/// Each value holds from its time (in the nearest step) to the next one's; zeros come before the first.
private final class HoldingStep: ProcessStep {
  let state: [NDArray] = []
  private let times: [Double]
  private let rows: [Piecewise.Row]
  private let dt: Double

  init(_ times: [Double], _ rows: [Piecewise.Row], dt: Double) {
    self.times = times
    self.rows = rows
    self.dt = dt
  }

  func step(
    time: Double, input: UnsafeBufferPointer<Double>, output: UnsafeMutableBufferPointer<Double>
  ) throws {
    let limit = time + 0.5 * dt
    var low = 0
    var high = times.count
    while low < high {
      let middle = (low + high) / 2
      if times[middle] < limit { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else {
      output.update(repeating: 0)
      return
    }
    switch rows[low - 1] {
    case .numbers(let values):
      for i in output.indices { output[i] = values[i] }
    case .function(let function):
      guard let values = try function.body(time, nil)?.doubles, values.count == output.count else {
        throw NengoError(.simulation, "Piecewise: \(function.name) must return \(output.count) values")
      }
      for i in output.indices { output[i] = values[i] }
    }
  }
}

/// Interpolates within the times, and is 0 outside.
private final class InterpolatingStep: ProcessStep {
  let state: [NDArray] = []
  private let times: [Double]
  private let columns: [[Double]]
  private let splines: [Spline]
  private let isNearest: Bool

  init(_ times: [Double], _ columns: [[Double]], _ mode: Piecewise.Interpolation) throws {
    self.times = times
    self.columns = columns
    isNearest = mode == .nearest
    let degree = mode == .quadratic ? 2 : mode == .cubic ? 3 : 0
    guard times.count > degree else {
      throw NengoError(
        .value,
        "The number of derivatives at boundaries does not match: \(mode.rawValue) interpolation needs at least "
          + "\(degree + 1) times, got \(times.count)")
    }
    guard zip(times, times.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw NengoError.validation("times must differ", attribute: "data", owner: "Piecewise")
    }
    splines = try degree == 0 ? [] : columns.map { try Spline(degree: degree, x: times, y: $0) }
  }

  func step(
    time: Double, input: UnsafeBufferPointer<Double>, output: UnsafeMutableBufferPointer<Double>
  ) throws {
    guard let first = times.first, let last = times.last, time >= first, time <= last else {
      output.update(repeating: 0)
      return
    }
    for i in output.indices {
      if !splines.isEmpty {
        output[i] = splines[i].value(time)
      } else if isNearest {
        output[i] = columns[i][nearest(time)]
      } else {
        output[i] = Numerics.interpolate(time, times, columns[i])
      }
    }
  }

  /// The nearer point; half way, the earlier one.
  private func nearest(_ time: Double) -> Int {
    var index = 0
    while index + 1 < times.count && times[index] / 2 + times[index + 1] / 2 < time { index += 1 }
    return index
  }
}

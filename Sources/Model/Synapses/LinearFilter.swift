import Arrays
import Glibc

/// The settings that every process has besides its own parameters.
public struct ProcessDefaults: Sendable, Equatable {
  public var sizeIn: Int
  /// nil: as `sizeIn`, for synapses.
  public var sizeOut: Int?
  public var dt: Number
  public var seed: UInt32?

  public init(sizeIn: Int = 0, sizeOut: Int? = 1, dt: Number = 0.001, seed: UInt32? = nil) {
    self.sizeIn = sizeIn
    self.sizeOut = sizeOut
    self.dt = dt
    self.seed = seed
  }

  /// One channel in and out.
  public static let synapse = ProcessDefaults(sizeIn: 1, sizeOut: nil)
  /// A source of one channel.
  public static let source = ProcessDefaults()

  /// - Throws: a validation error on a negative size or a time step that is not positive.
  public func checked(_ owner: String) throws -> ProcessDefaults {
    _ = try Number(sizeIn).checked(atLeast: 0, "default_size_in", owner)
    _ = try sizeOut.map { try Number($0).checked(atLeast: 0, "default_size_out", owner) }
    _ = try dt.checked(above: 0, "default_dt", owner)
    return self
  }

  /// The keyword arguments that all processes share, with `base` for their defaults; text forms leave them out.
  public func arguments(_ base: ProcessDefaults) -> [Argument] {
    [
      .unshown("default_size_in", .int(sizeIn), default: .int(base.sizeIn)),
      .unshown("default_size_out", .int(sizeOut ?? sizeIn), default: .int(base.sizeOut ?? sizeIn)),
      .unshown("default_dt", .number(dt), default: .number(base.dt)),
      .unshown("seed", .optional(seed.map { Int($0) }), default: ArgumentValue.none),
    ]
  }
}

/// A process that keeps its settings in `defaults`.
public protocol ConfiguredProcess: Process {
  var defaults: ProcessDefaults { get }
}

extension ConfiguredProcess {
  public var seed: UInt32? { defaults.seed }
  public var defaultSizeIn: Int { defaults.sizeIn }
  public var defaultSizeOut: Int { defaults.sizeOut ?? defaults.sizeIn }
  public var defaultDt: Double { defaults.dt.value }
}

extension LinearSynapse {
  /// The system in steps of `dt` seconds.
  ///
  /// - Throws: a value error for an improper transfer function or the method "gbt".
  public func discretised(dt: Double) throws -> StateSpace {
    let system = try StateSpace(num: num, den: den)
    return analog && system.order > 0 ? try system.discretised(dt: dt, method: method) : system
  }

  public func makeFilter(size: Int, dt: Double, initialOutput: [Double]?) throws -> any ProcessStep {
    try LinearFilterStep(discretised(dt: dt), size: size, initialOutput: initialOutput, owner: typeName)
  }

  /// The complex transfer function at the frequencies `f`: hertz, or cycles per sample for a digital filter.
  public func evaluate(_ f: [Double]) -> [(re: Double, im: Double)] {
    f.map { f in
      let w = 2 * Double.pi * f
      let point = analog ? (re: 0, im: w) : (re: cos(w), im: sin(w))
      let (n, d) = (polynomial(num, point), polynomial(den, point))
      let size = d.re * d.re + d.im * d.im
      if size == 0 { return (n.re / 0, .nan) }
      return ((n.re * d.re + n.im * d.im) / size, (n.im * d.re - n.re * d.im) / size)
    }
  }

  private func polynomial(_ c: [Double], _ w: (re: Double, im: Double)) -> (re: Double, im: Double) {
    c.reduce((re: 0, im: 0)) { sum, c in (sum.re * w.re - sum.im * w.im + c, sum.re * w.im + sum.im * w.re) }
  }

  /// This filter followed by another one.
  ///
  /// - Throws: a validation error unless both are analog or both digital.
  public func combine(_ other: any LinearSynapse) throws -> LinearFilter {
    guard analog == other.analog else {
      throw NengoError.validation("Cannot combine analog and digital filters", attribute: "obj")
    }
    let settings = ProcessDefaults(
      sizeIn: defaultSizeIn, sizeOut: defaultSizeOut, dt: Number(defaultDt), seed: seed)
    return try LinearFilter(
      num: Self.multiply(num, other.num), den: Self.multiply(den, other.den), analog: analog, defaults: settings)
  }

  private static func multiply(_ a: [Double], _ b: [Double]) -> [Double] {
    var product = [Double](repeating: 0, count: max(a.count + b.count - 1, 0))
    for (i, x) in a.enumerated() {
      for (j, y) in b.enumerated() { product[i + j] += x * y }
    }
    return product
  }
}

/// Any linear filter, given by its transfer function.
public struct LinearFilter: LinearSynapse, ConfiguredProcess {
  public static let typeName = "LinearFilter"
  public let num: [Double]
  public let den: [Double]
  public let analog: Bool
  public let method: DiscretisationMethod
  public let defaults: ProcessDefaults

  public init(
    num: [Double], den: [Double], analog: Bool = true, method: DiscretisationMethod = .zeroOrderHold,
    defaults: ProcessDefaults = .synapse
  ) throws {
    self.num = num
    self.den = den
    self.analog = analog
    self.method = method
    self.defaults = try defaults.checked(Self.typeName)
  }

  public var arguments: [Argument] {
    [
      Argument("num", .array(NDArray(num))), Argument("den", .array(NDArray(den))),
      Argument("analog", .bool(analog), default: .bool(true)),
      Argument("method", .string(method.rawValue), default: .string("zoh")),
    ] + defaults.arguments(.synapse)
  }
}

/// An exponential filter with time constant `tau` seconds; 0 passes everything.
public struct Lowpass: LinearSynapse, ConfiguredProcess {
  public static let typeName = "Lowpass"
  public let tau: Number
  public let defaults: ProcessDefaults

  public init(_ tau: Number, defaults: ProcessDefaults = .synapse) throws {
    self.tau = try tau.checked(atLeast: 0, "tau", Self.typeName)
    self.defaults = try defaults.checked(Self.typeName)
  }

  private init(unchecked tau: Number) {
    self.tau = tau
    defaults = .synapse
  }

  /// The default synapse of connections: 5 ms.
  public static let standard = Lowpass(unchecked: 0.005)
  /// The slow filter of thresholds in learning rules: 1 s.
  public static let second = Lowpass(unchecked: 1.0)

  public var num: [Double] { [1] }
  public var den: [Double] { [tau.value, 1] }
  public var analog: Bool { true }
  public var method: DiscretisationMethod { .zeroOrderHold }
  public var arguments: [Argument] { [Argument("tau", .number(tau))] + defaults.arguments(.synapse) }
}

/// Two exponential filters of time constant `tau` seconds in a row.
public struct Alpha: LinearSynapse, ConfiguredProcess {
  public static let typeName = "Alpha"
  public let tau: Number
  public let defaults: ProcessDefaults

  public init(_ tau: Number, defaults: ProcessDefaults = .synapse) throws {
    self.tau = try tau.checked(atLeast: 0, "tau", Self.typeName)
    self.defaults = try defaults.checked(Self.typeName)
  }

  public var num: [Double] { [1] }
  public var den: [Double] { [tau.value * tau.value, 2 * tau.value, 1] }
  public var analog: Bool { true }
  public var method: DiscretisationMethod { .zeroOrderHold }
  public var arguments: [Argument] { [Argument("tau", .number(tau))] + defaults.arguments(.synapse) }
}

import Arrays

/// A filter: a process whose output has the size of its input.
public protocol Synapse: Process {
  /// A prepared filter over `size` channels. `initialOutput` (`size` values, or none for zero) is the output that the
  /// state starts from.
  func makeFilter(size: Int, dt: Double, initialOutput: [Double]?) throws -> any ProcessStep
}

extension Synapse {
  public func makeStep(sizeIn: Int, sizeOut: Int, dt: Double, rng: RandomState) throws -> any ProcessStep {
    guard sizeIn == sizeOut else {
      throw NengoError(
        .assertion,
        "\(typeName): a synapse has outputs of the size of its input, got size_in=\(sizeIn) and size_out=\(sizeOut)")
    }
    return try makeFilter(size: sizeOut, dt: dt, initialOutput: nil)
  }
}

/// A synapse that is a linear time-invariant filter given by a transfer function.
public protocol LinearSynapse: Synapse {
  /// Numerator and denominator, highest power first.
  var num: [Double] { get }
  var den: [Double] { get }
  /// Whether the coefficients are of s (continuous time) or of z (already discrete).
  var analog: Bool { get }
  var method: DiscretisationMethod { get }
}

/// How a continuous filter becomes a discrete one.
public enum DiscretisationMethod: String, Sendable, CaseIterable {
  case gbt, bilinear, euler
  case backwardDifference = "backward_diff"
  case zeroOrderHold = "zoh"
}

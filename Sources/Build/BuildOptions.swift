/// How to build, and whom to tell.
import Arrays
import Model

/// How far a build has come.
public struct BuildProgress: Sendable {
  public let done: Int
  public let total: Int
  /// What is being built, such as the text form of a connection.
  public let current: String
}

/// The choices of a build.
public struct BuildOptions {
  /// The width of signals and solved arrays: 64, 32 as NengoDL builds by default, or 16.
  public var bits = 64
  /// The process-wide stream that a script can seed: gives the seed of a network without one. A build draws one value
  /// from it in any case.
  public var globalStream: RandomState
  /// Asked between objects; true ends the build with a `cancelled` error.
  public var isCancelled: () -> Bool = { false }
  public var progress: (BuildProgress) -> Void = { _ in }
  public var warn: (NengoWarning) -> Void = { _ in }

  public init(globalStream: RandomState) { self.globalStream = globalStream }

  /// - Throws: a value error for a width that there is no type for.
  var floatType: DType {
    get throws {
      switch bits {
      case 16: return .float16
      case 32: return .float32
      case 64: return .float64
      default: throw NengoError(.value, "signals have 16, 32 or 64 bits (got \(bits))")
      }
    }
  }
}

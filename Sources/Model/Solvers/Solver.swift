import Arrays

/// Finds decoders (or weights) X that make activities A [m, n] reproduce targets Y [m, k]: A X ≈ Y.
public protocol Solver: FrozenObject {
  /// Whether to solve for full connection weights instead of decoders.
  var weights: Bool { get }
  /// Whether decoders solved first and encoded afterwards give the same weights.
  var compositional: Bool { get }

  /// Solves for X [n, k] ([n] if `targets` is a vector).
  func solve(activities: NDArray, targets: NDArray, rng: RandomState) throws -> (NDArray, SolverInfo)
}

extension Solver {
  public var compositional: Bool { true }
}

/// What a solver reports besides its result, by name, in the order reported.
public struct SolverInfo: Sendable {
  public enum Entry: Sendable {
    case number(Double)
    case count(Int)
    case array(NDArray)
    case nested(SolverInfo)
    case list([SolverInfo])
    case text(String)
    case flag(Bool)
    case none
  }

  public var entries: [(name: String, value: Entry)]

  public init(_ entries: [(name: String, value: Entry)] = []) { self.entries = entries }

  public subscript(_ name: String) -> Entry? { entries.first { $0.name == name }?.value }
}

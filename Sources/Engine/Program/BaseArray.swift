import Arrays

/// One array of parameters or state: the concatenation of signals that share trailing shape, mark and batch axis.
///
/// Parameters are stored as `(rows, …)`; learned parameters and state as `(minibatch, rows, …)`.
public struct BaseArray {
  public let name: String
  public let shape: [Int]
  public let mark: ParameterMark
  /// The value now, a copy in the precision of the program. Assigning checks the shape and converts the type.
  public let get: () throws -> NDArray
  public let set: (NDArray) throws -> Void
  /// Direct access for optimizers: `count` numbers of the program's precision, valid as long as the program lives.
  public let storage: UnsafeMutableRawPointer
  /// Gradients left by the last `backward`, laid out as `storage`; `nil` for arrays that are not trained.
  public let gradients: UnsafeMutableRawPointer?
  public let count: Int

  public var isTrainable: Bool { mark == .trainable }
}

/// An input fed from outside: `run(inputs:)` takes (minibatch, steps, size) for each.
public struct InputSlot: Sendable {
  public let name: String
  public let size: Int
}

/// A probed signal: `run` gives (minibatch or 1, steps or 1, shape…) for each.
public struct ProbeSlot: Sendable {
  public let name: String
  public let shape: [Int]
  /// False for signals that all items share; their batch axis has length 1.
  public let isBatched: Bool
  public let lastStepOnly: Bool
}

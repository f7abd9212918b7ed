/// A function that a script gives to a node or a connection.
import Arrays

/// A function of time, of a vector, or of both, that gives a vector.
///
/// Values of this type live on the thread of the interpreter that made them.
public struct VectorFunction: @unchecked Sendable {
  /// How many positional arguments a function can take; `most` is nil if there is no limit.
  public struct Arity: Sendable, Hashable {
    public let least: Int
    public let most: Int?

    public init(least: Int, most: Int?) {
      self.least = least
      self.most = most
    }

    public func accepts(_ count: Int) -> Bool { count >= least && count <= most ?? Int.max }
  }

  /// The function's name in labels and text forms.
  public let name: String
  /// Nil if it can't be told; then a call shows it.
  public let arity: Arity?
  /// Calls the function with the arguments that are not nil. A nil result is Python's `None`.
  public let body: (_ time: Double?, _ x: NDArray?) throws -> NDArray?
  /// What the function is made of, for whoever can do better than to call `body` (a tracer).
  public let identity: AnyObject?
  /// Where the function comes from: values of the same origin are the same function. Copies share it.
  private let origin: AnyObject
  /// The function as a Python expression, in which `np` is NumPy; for functions that no script wrote.
  public let python: String?

  /// The function of a vector as such, if it is one of ours: builders call it at thousands of points without an array
  /// for each.
  public private(set) var ofNumbers: (([Double]) throws -> [Double])?

  /// - Parameter origin: what the script calls the function; nil: the value is like no other.
  public init(
    _ name: String, arity: Arity? = nil, identity: AnyObject? = nil, origin: AnyObject? = nil, python: String? = nil,
    body: @escaping (_ time: Double?, _ x: NDArray?) throws -> NDArray?
  ) {
    self.name = name
    self.arity = arity
    self.identity = identity
    self.origin = origin ?? Origin()
    self.python = python
    self.body = body
  }

  private final class Origin {}

  /// Whether both are the same function.
  public func isSame(as other: VectorFunction) -> Bool { origin === other.origin }

  /// A function of a vector, as connections take it.
  public static func ofVector(
    _ name: String, python: String? = nil, _ body: @escaping ([Double]) throws -> [Double]
  ) -> VectorFunction {
    var function = VectorFunction(name, arity: Arity(least: 1, most: 1), python: python) { _, x in
      NDArray(try body(x?.doubles ?? []))
    }
    function.ofNumbers = body
    return function
  }

  /// A function of time, as nodes without input take it.
  public static func ofTime(_ name: String, _ body: @escaping (Double) throws -> [Double]) -> VectorFunction {
    VectorFunction(name, arity: Arity(least: 1, most: 1)) { t, _ in NDArray(try body(t ?? 0)) }
  }

  /// A function of time and a vector, as nodes with input take it.
  public static func ofTimeAndVector(
    _ name: String, _ body: @escaping (Double, [Double]) throws -> [Double]
  ) -> VectorFunction {
    VectorFunction(name, arity: Arity(least: 2, most: 2)) { t, x in NDArray(try body(t ?? 0, x?.doubles ?? [])) }
  }
}

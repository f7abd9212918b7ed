/// Operators: the steps of one timestep, each saying which signals it assigns, increments, reads and updates.
///
/// Within a timestep a signal is first set (by at most one operator), then incremented, then read, then updated: an
/// update is the value for the next timestep. These rules order the operators; see `StepOrder`.
import Arrays
import Model

/// One operator.
public protocol Operator: AnyObject {
  /// The class name, as in descriptions of built models.
  static var typeName: String { get }
  /// Assigned before anything else happens to them.
  var sets: [Signal] { get }
  /// Added to after they were set.
  var incs: [Signal] { get }
  /// Read after all sets and increments.
  var reads: [Signal] { get }
  /// Assigned last, for the next step.
  var updates: [Signal] { get }
}

extension Operator {
  public var sets: [Signal] { [] }
  public var incs: [Signal] { [] }
  public var reads: [Signal] { [] }
  public var updates: [Signal] { [] }
  public var typeName: String { Self.typeName }
}

/// `step += 1; time = step dt`
public final class TimeUpdate: Operator {
  public static let typeName = "TimeUpdate"
  /// The number of the step, an integer of shape ().
  public let step: Signal
  /// Seconds, of shape ().
  public let time: Signal

  public init(step: Signal, time: Signal) {
    self.step = step
    self.time = time
  }

  public var sets: [Signal] { [step, time] }
}

/// `dst = value`
public final class Reset: Operator {
  public static let typeName = "Reset"
  public let dst: Signal
  public let value: Double

  public init(_ dst: Signal, value: Double = 0) {
    self.dst = dst
    self.value = value
  }

  public var sets: [Signal] { [dst] }
}

/// `dst[dstIndices] = src[srcIndices]`, or `+=` if `inc`. Ranges are views of signals; lists stay lists.
public final class Copy: Operator {
  public static let typeName = "Copy"
  public let src: Signal
  public let dst: Signal
  /// Nil: all entries.
  public let srcIndices: [Int]?
  public let dstIndices: [Int]?
  /// Adds in place of assigning. Repeated destinations then add up.
  public let inc: Bool
  /// Whether a script picked a part of dst, be it all of it: NengoDL's plans tell such a copy from one to the whole.
  public var isToPart = false

  /// - Throws: a `BuildError` for repeated destinations of an assignment.
  public init(
    _ src: Signal, to dst: Signal, srcSelection: Selection? = nil, dstSelection: Selection? = nil, inc: Bool = false
  ) throws {
    (self.src, srcIndices) = Copy.split(src, srcSelection)
    (self.dst, dstIndices) = Copy.split(dst, dstSelection)
    self.inc = inc
    if !inc, let dstIndices, Set(dstIndices).count < dstIndices.count {
      throw NengoError.build("\(dst.name): Cannot have repeated indices in dst_slice when not an increment")
    }
  }

  private static func split(_ signal: Signal, _ selection: Selection?) -> (Signal, [Int]?) {
    switch selection {
    case nil: (signal, nil)
    case .range(let start, let count, let step)?:
      selection?.isAll(of: signal.shape.first ?? 1) == true
        ? (signal, nil) : (signal.view(start: start, count: count, step: step), nil)
    case .list(let items)?: (signal, items)
    }
  }

  public var sets: [Signal] { inc ? [] : [dst] }
  public var incs: [Signal] { inc ? [dst] : [] }
  public var reads: [Signal] { [src] }
}

/// `Y += A X`, elementwise; A has the shape of X or ().
public final class ElementwiseInc: Operator {
  public static let typeName = "ElementwiseInc"
  public let a: Signal
  public let x: Signal
  public let y: Signal

  /// - Throws: a `BuildError` if the shapes don't fit.
  public init(_ a: Signal, _ x: Signal, into y: Signal) throws {
    guard x.shape == y.shape, a.size == 1 || a.shape == x.shape else {
      throw NengoError.build(
        "shape mismatch: cannot add '\(a.name)' \(ArrayError.text(shape: a.shape)) times '\(x.name)' "
          + "\(ArrayError.text(shape: x.shape)) to '\(y.name)' \(ArrayError.text(shape: y.shape))")
    }
    self.a = a
    self.x = x
    self.y = y
  }

  public var incs: [Signal] { [y] }
  public var reads: [Signal] { [a, x] }
}

/// `Y += A X`; A is [m, n], X is [n], Y is [m].
public final class DotInc: Operator {
  public static let typeName = "DotInc"
  public let a: Signal
  public let x: Signal
  public let y: Signal

  /// - Throws: a `BuildError` if the shapes don't fit.
  public init(_ a: Signal, _ x: Signal, into y: Signal) throws {
    guard a.ndim == 2, x.ndim == 1, a.shape[1] == x.shape[0], y.shape == [a.shape[0]] else {
      throw NengoError.build(
        "shape mismatch: cannot add the product of '\(a.name)' \(ArrayError.text(shape: a.shape)) and '\(x.name)' "
          + "\(ArrayError.text(shape: x.shape)) to '\(y.name)' \(ArrayError.text(shape: y.shape))")
    }
    self.a = a
    self.x = x
    self.y = y
  }

  public var incs: [Signal] { [y] }
  public var reads: [Signal] { [a, x] }
}

/// `Y += A X` with a sparse A.
public final class SparseDotInc: Operator {
  public static let typeName = "SparseDotInc"
  public let a: Signal
  public let x: Signal
  public let y: Signal
  public let matrix: SparseMatrix

  public init(_ a: Signal, _ x: Signal, into y: Signal) throws {
    guard let matrix = a.sparse else { throw NengoError.build("'\(a.name)' must be a sparse Signal") }
    guard x.shape == [matrix.columnCount], y.shape == [matrix.rowCount] else {
      throw NengoError.build(
        "shape mismatch: cannot add the product of '\(a.name)' \(ArrayError.text(shape: a.shape)) and '\(x.name)' "
          + "\(ArrayError.text(shape: x.shape)) to '\(y.name)' \(ArrayError.text(shape: y.shape))")
    }
    self.matrix = matrix
    self.a = a
    self.x = x
    self.y = y
  }

  public var incs: [Signal] { [y] }
  public var reads: [Signal] { [a, x] }
}

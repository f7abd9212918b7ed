import Arrays

/// A full matrix; square ones may be given as a number (times identity) or a vector (the diagonal).
public struct Dense: Transform {
  public static let typeName = "Dense"
  /// (rows, columns): outputs and inputs.
  public let shape: (rows: Int, columns: Int)
  public let initial: Samplable

  /// - Throws: a validation error if the initial value does not fit the shape.
  public init(shape: (Int, Int), initial: Samplable = .array(NDArray(scalar: 1.0))) throws {
    guard shape.0 > 0, shape.1 > 0 else {
      throw NengoError.validation(
        "must have positive extents, got (\(shape.0), \(shape.1))", attribute: "shape", owner: Self.typeName)
    }
    self.shape = (shape.0, shape.1)
    if case .array(let value) = initial {
      try Self.check(value, shape)
      self.initial = .array(try value.astype(.float64))
    } else {
      self.initial = initial
    }
  }

  private static func check(_ value: NDArray, _ shape: (Int, Int)) throws {
    let expected: [Int]
    switch value.ndim {
    case 0 where shape.0 == shape.1: expected = []
    case 1 where shape.0 == shape.1: expected = [shape.0]
    default: expected = [shape.0, shape.1]
    }
    guard value.shape == expected else {
      throw NengoError.validation(
        "Shape of initial value \(ArrayError.text(shape: value.shape)) does not match expected shape "
          + ArrayError.text(shape: expected), attribute: "init")
    }
  }

  public var sizeIn: Int { shape.columns }
  public var sizeOut: Int { shape.rows }

  /// The rank of the stored value; 2 for a distribution.
  public var rank: Int {
    if case .array(let value) = initial { return value.ndim }
    return 2
  }

  public var arguments: [Argument] {
    [
      Argument("shape", .tuple([.int(shape.rows), .int(shape.columns)])),
      .unshown("init", initial.argument, default: .array(NDArray(scalar: 1.0))),
    ]
  }

  public func sample(_ rng: RandomState) throws -> TransformWeights {
    .dense(try initial.samples(shape.rows, shape.columns, rng))
  }
}

/// No weights at all: what comes in goes out.
public struct NoTransform: Transform {
  public static let typeName = "NoTransform"
  public let size: Int

  public init(size: Int) { self.size = size }

  public var sizeIn: Int { size }
  public var sizeOut: Int { size }
  public var arguments: [Argument] { [Argument("size_in", .int(size))] }

  public func sample(_ rng: RandomState) throws -> TransformWeights {
    throw NengoError(.type, "Cannot sample a NoTransform")
  }
}

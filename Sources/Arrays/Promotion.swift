/// Which type a result has: NumPy's promotion table, with Python's own numbers as weak partners (NEP 50).
extension DType {
  /// The smallest type that holds the values of both.
  ///
  /// Equal kinds: the wider. Signed with unsigned: the next wider signed type (int64 with uint64: float64). Integers with
  /// floats: the narrowest float that holds both (16-bit integers want float32, wider ones float64).
  public static func promote(_ a: DType, _ b: DType) -> DType {
    if a == b { return a }
    switch (a, b) {
    case (.text(let m), .text(let n)): return .text(width: max(m, n))
    case (.text(let width), let other), (let other, .text(let width)):
      return .text(width: max(width, other.decimalWidth))
    case (.bool, let other), (let other, .bool): return other
    default: break
    }
    switch (a.kind, b.kind) {
    case (.float, .float), (.signed, .signed), (.unsigned, .unsigned):
      return a.itemSize >= b.itemSize ? a : b
    case (.float, _): return a.itemSize >= b.floatPartner.itemSize ? a : b.floatPartner
    case (_, .float): return promote(b, a)
    case (.signed, _):
      if a.itemSize > b.itemSize { return a }
      switch b {
      case .uint8: return .int16
      case .uint16: return .int32
      case .uint32: return .int64
      default: return .float64
      }
    default: return promote(b, a)
    }
  }

  /// The float type in which functions such as `sin` compute this type; itself for floats.
  public var floatPartner: DType {
    switch self {
    case .bool, .int8, .uint8, .float16: .float16
    case .int16, .uint16, .float32: .float32
    default: .float64
    }
  }

  /// Characters that numbers of this type need as text.
  private var decimalWidth: Int {
    switch self {
    case .bool: 5
    case .int8: 4
    case .uint8: 3
    case .int16: 6
    case .uint16: 5
    case .int32: 11
    case .uint32: 10
    case .int64: 21
    case .uint64: 20
    case .float16, .float32, .float64: 32
    case .text(let width): width
    }
  }

  /// The least and greatest integer of an integer type; nil for others. uint64's greatest is given as `UInt.max`.
  public var integerRange: (least: Int, greatest: UInt)? {
    switch kind {
    case .signed: (-1 << (8 * itemSize - 1), UInt.max >> (65 - 8 * itemSize))
    case .unsigned: (0, UInt.max >> (64 - 8 * itemSize))
    default: nil
    }
  }

  /// Whether values of this type go into `target` under the rule `same_kind`: no step down from float to int to bool.
  public func casts(sameKindTo target: DType) -> Bool {
    func rank(_ kind: Kind) -> Int {
      switch kind {
      case .bool: 0
      case .unsigned: 1
      case .signed: 2
      case .float: 3
      case .text: 4
      }
    }
    return rank(kind) <= rank(target.kind)
  }
}

/// An operand of an elementwise operation: an array, or a Python number, whose type yields to its partner's.
public enum Operand: Sendable {
  case array(NDArray)
  case weakInt(Int)
  case weakFloat(Double)

  var shape: [Int] {
    if case .array(let array) = self { array.shape } else { [] }
  }

  /// The type that operands of these types share.
  ///
  /// Weak numbers only count by kind: an int makes bools int64, a float makes bools and integers float64.
  public static func resultType(_ operands: [Operand]) -> DType {
    var strong: DType?
    var (hasInt, hasFloat) = (false, false)
    for operand in operands {
      switch operand {
      case .array(let array): strong = strong.map { DType.promote($0, array.dtype) } ?? array.dtype
      case .weakInt: hasInt = true
      case .weakFloat: hasFloat = true
      }
    }
    guard let strong else { return hasFloat ? .float64 : .int64 }
    if hasFloat { return strong.isFloat || strong.isText ? strong : .float64 }
    if hasInt, strong == .bool { return .int64 }
    return strong
  }

  /// The operand as an array of `dtype`; `OverflowError` if a Python int has no place in that integer type.
  public func array(_ dtype: DType) throws -> NDArray {
    switch self {
    case .array(let array):
      return try array.cast(to: dtype)
    case .weakInt(let value):
      try dtype.check(fits: value)
      return try NDArray(scalar: value).cast(to: dtype)
    case .weakFloat(let value):
      return try NDArray(scalar: value).cast(to: dtype)
    }
  }

  var isNegativeInt: Bool {
    if case .weakInt(let value) = self { value < 0 } else { false }
  }

  /// The operand as an array of its own type.
  public var array: NDArray {
    switch self {
    case .array(let array): array
    case .weakInt(let value): NDArray(scalar: value)
    case .weakFloat(let value): NDArray(scalar: value)
    }
  }
}

extension DType {
  /// `OverflowError` if this integer type has no place for `value`.
  public func check(fits value: Int) throws {
    guard let range = integerRange else { return }
    if value < range.least || (value > 0 && UInt(value) > range.greatest) {
      throw ArrayError(.overflow, "Python integer \(value) out of bounds for \(name)")
    }
  }
}

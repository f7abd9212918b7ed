/// Operators of two operands, also in their augmented form (`+=` …).
public enum BinaryOperator: UInt8, CaseIterable, Sendable {
  case add, subtract, multiply, matrixMultiply, divide, floorDivide, modulo, power
  case leftShift, rightShift, bitAnd, bitOr, bitXor

  /// As written: `+`, `//`.
  public var symbol: String {
    switch self {
    case .add: "+"
    case .subtract: "-"
    case .multiply: "*"
    case .matrixMultiply: "@"
    case .divide: "/"
    case .floorDivide: "//"
    case .modulo: "%"
    case .power: "**"
    case .leftShift: "<<"
    case .rightShift: ">>"
    case .bitAnd: "&"
    case .bitOr: "|"
    case .bitXor: "^"
    }
  }

  /// The middle of the special method's name: `add` of `__add__`, `__radd__`, `__iadd__`.
  public var methodStem: String {
    switch self {
    case .add: "add"
    case .subtract: "sub"
    case .multiply: "mul"
    case .matrixMultiply: "matmul"
    case .divide: "truediv"
    case .floorDivide: "floordiv"
    case .modulo: "mod"
    case .power: "pow"
    case .leftShift: "lshift"
    case .rightShift: "rshift"
    case .bitAnd: "and"
    case .bitOr: "or"
    case .bitXor: "xor"
    }
  }
}

/// Operators of one operand.
public enum UnaryOperator: UInt8, CaseIterable, Sendable {
  case minus, plus, invert, not

  /// As written: `-`, `not`.
  public var symbol: String {
    switch self {
    case .minus: "-"
    case .plus: "+"
    case .invert: "~"
    case .not: "not"
    }
  }
}

/// Links of a chain of comparisons.
public enum ComparisonOperator: UInt8, CaseIterable, Sendable {
  case equal, notEqual, less, lessEqual, greater, greaterEqual, isSame, isNotSame, isIn, isNotIn

  /// As written: `==`, `not in`.
  public var symbol: String {
    switch self {
    case .equal: "=="
    case .notEqual: "!="
    case .less: "<"
    case .lessEqual: "<="
    case .greater: ">"
    case .greaterEqual: ">="
    case .isSame: "is"
    case .isNotSame: "is not"
    case .isIn: "in"
    case .isNotIn: "not in"
    }
  }
}

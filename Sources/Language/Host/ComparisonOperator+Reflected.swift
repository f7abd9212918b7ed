extension ComparisonOperator {
  /// The operator with its sides swapped.
  public var reflected: ComparisonOperator {
    switch self {
    case .less: .greater
    case .lessEqual: .greaterEqual
    case .greater: .less
    case .greaterEqual: .lessEqual
    case .equal, .notEqual, .isSame, .isNotSame, .isIn, .isNotIn: self
    }
  }
}

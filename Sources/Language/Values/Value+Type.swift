extension Value {
  /// The class of the value: `type(x)`.
  public var type: TypeObject {
    switch self {
    case .none: .noneType
    case .ellipsis: .ellipsisType
    case .bool: .bool
    case .int, .big: .int
    case .float: .float
    case .str: .str
    case .list: .list
    case .tuple(let tuple): tuple.kind ?? .tuple
    case .dict(let dict): dict.kind
    case .set(let set): set.isFrozen ? .frozenset : .set
    case .object(let object): object.type
    }
  }

  /// The name of the class as errors show it.
  public var typeName: String { type.nameInErrors }
}

import Arrays

/// Hashes that agree with equality: numbers count by value, arrays by shape and elements.
extension ArgumentValue: Hashable {
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .none: break
    case .bool(let value): hasher.combine(value)
    case .int(let value): hasher.combine(Double(value))
    case .float(let value): hasher.combine(value)
    case .string(let value): hasher.combine(value)
    case .array(let value):
      hasher.combine(value.shape)
      hasher.combine(value.doubles)
    case .object(let value): value.hash(into: &hasher)
    case .tuple(let items): for item in items { item.hash(into: &hasher) }
    case .map(let entries):
      for entry in entries {
        entry.key.hash(into: &hasher)
        entry.value.hash(into: &hasher)
      }
    case .foreign(let value): hasher.combine(ObjectIdentifier(value.object))
    }
  }
}

extension FrozenObject {
  /// Feeds the class name and the arguments.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(typeName)
    for argument in arguments { argument.value.hash(into: &hasher) }
  }
}

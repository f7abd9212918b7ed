/// The learning rules of a connection: the types that it was given, and the objects that stand for them.

/// The learning rule types of a connection: one, a list, or a map.
public enum LearningRuleTypes {
  case none
  case single(any LearningRuleType)
  case list([any LearningRuleType])
  case map([(key: String, type: any LearningRuleType)])

  public var all: [any LearningRuleType] {
    switch self {
    case .none: []
    case .single(let type): [type]
    case .list(let types): types
    case .map(let entries): entries.map(\.type)
    }
  }

  /// The types in a value that passed the connection's checks.
  init?(stored value: ParameterValue) {
    switch value {
    case .none: self = .none
    case .frozen(let frozen):
      guard let type = frozen as? any LearningRuleType else { return nil }
      self = .single(type)
    case .list(let items): self = .list(items.compactMap(Self.type(in:)))
    case .map(let entries):
      self = .map(entries.compactMap { entry in Self.type(in: entry.value).map { (entry.key, $0) } })
    default: return nil
    }
  }

  private static func type(in value: ParameterValue) -> (any LearningRuleType)? {
    if case .frozen(let frozen) = value { frozen as? any LearningRuleType } else { nil }
  }
}

/// A rule at work on a connection: a target of connections (its error, say) and of probes. Two are equal if they
/// belong to the same connection and have equal types.
public struct LearningRule: Hashable {
  public let connection: Connection
  public let type: any LearningRuleType

  public init(of connection: Connection, type: any LearningRuleType) {
    self.connection = connection
    self.type = type
  }

  public var modifies: LearningTarget { type.modifies }
  public var probeable: [String] { type.probeable }

  /// The size of the rule's input; 0 if nothing can be connected to it.
  public var sizeIn: Int {
    switch type.sizeIn {
    case .fixed(let size): size
    case .pre: connection.sizeIn
    case .mid: connection.sizeMid
    case .post: connection.sizeOut
    case .preState: Self.stateSize(of: connection.preObject) ?? connection.sizeIn
    case .postState: Self.stateSize(of: connection.postObject) ?? connection.sizeOut
    }
  }

  /// The dimensions of the ensemble whose neurons an end is.
  private static func stateSize(of end: ModelObject) -> Int? {
    if case .neurons(let neurons) = end { neurons.ensemble.dimensions } else { nil }
  }

  public static func == (a: LearningRule, b: LearningRule) -> Bool {
    a.connection === b.connection && a.type.isEqual(to: b.type)
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(connection)) }
}

extension LearningRule: CustomStringConvertible {
  public var description: String { "<LearningRule modifying \(connection) with type \(type.text)>" }
}

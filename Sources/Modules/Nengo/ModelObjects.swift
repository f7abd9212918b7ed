import Arrays
import Language
import Model

/// Network objects are script objects themselves: identity, equality and hash are those of the model.

/// What a script keeps beside an object: attributes of its own, and the instance of a script's subclass.
private final class Companion {
  let attributes = AttributeTable()
  var instance: InstanceObject?
  var members: MemberLists?
  /// The components among the parameters, by name: the objects that the script gave, or made once.
  var components: [String: FrozenHost] = [:]
}

extension NetworkObject: HostObject, KeepsAttributes, Printable, ModelEnd {
  public var type: TypeObject {
    switch self {
    case is Ensemble: EnsembleClass.type
    case let node as Node: if case .tensorFunction = node.output { TensorNodeClass.type } else { NodeClass.type }
    case is Connection: ConnectionClass.type
    case is Probe: ProbeClass.type
    default: .object
    }
  }

  private var companionObject: Companion {
    if let companion = companion as? Companion { return companion }
    let made = Companion()
    companion = made
    return made
  }

  public var ownAttributes: AttributeTable { companionObject.attributes }

  /// Remembers the script's own object for a parameter, so that the parameter is that very object.
  func remember(_ value: Value, of name: String) {
    let host: FrozenHost? = if case .object(let object) = value { object as? FrozenHost } else { nil }
    if host != nil || companion != nil { companionObject.components[name] = host }
  }

  /// A parameter as scripts see it; a component is the same object each time.
  func scriptValue(of name: String) throws -> Value {
    guard let value = value(of: name) else { return .none }
    guard case .frozen(let component) = value else { return try Value(value) }
    if let known = companionObject.components[name], known.component.isEqual(to: component) { return .object(known) }
    let made = Value.component(component)
    remember(made, of: name)
    return made
  }

  var modelObject: ModelObject {
    get throws {
      switch self {
      case let ensemble as Ensemble: return .ensemble(ensemble)
      case let node as Node: return .node(node)
      case let connection as Connection: return .connection(connection)
      case let probe as Probe: return .probe(probe)
      default: throw NengoError(.type, "\(type.name) is no object of a network")
      }
    }
  }

  var view: ObjectView { get throws { ObjectView(try modelObject) } }

  public func repr(_ interpreter: Interpreter) throws -> String { try modelObject.text }
}

extension Network: HostObject, KeepsAttributes, Printable, ModelEnd {
  public var type: TypeObject { NetworkClass.type(of: self) }

  private var companionObject: Companion {
    if let companion = companion as? Companion { return companion }
    let made = Companion()
    companion = made
    return made
  }

  public var ownAttributes: AttributeTable { companionObject.attributes }

  /// The script's object: the instance, if a script's class made the network.
  var scriptValue: Value { .object(companionObject.instance ?? self) }

  /// The lists of members that scripts see.
  var memberLists: MemberLists {
    if let lists = companionObject.members { return lists }
    let made = MemberLists(self)
    companionObject.members = made
    return made
  }

  func setInstance(_ instance: InstanceObject?) { companionObject.instance = instance }

  var view: ObjectView { ObjectView(.network(self)) }

  public func repr(_ interpreter: Interpreter) throws -> String { text(as: scriptValue.typeName) }
}

extension Network: ContextManager {
  public func enter(_ interpreter: Interpreter) throws -> Value {
    try NengoSession.of(interpreter).context.enter(self)
    return scriptValue
  }

  public func exit(_ error: ScriptError?, _ interpreter: Interpreter) throws -> Bool {
    try NengoSession.of(interpreter).context.leave(self)
    if error == nil { try (self as? SpaNetwork)?.checkRegistered() }
    return false
  }
}

extension Network: HasContainment {
  public func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool {
    try ModelObject(value).map { contains($0) } ?? false
  }
}

// MARK: indexing

extension Interpreter {
  /// An index of a network object as it was written.
  func indexKey(_ key: Value) throws -> IndexKey {
    switch key {
    case .int(let index): return .integer(index)
    case .ellipsis: return .ellipsis
    case .bool(let flag): return .integer(flag ? 1 : 0)
    case .list(let list): return try indexKey(list.elements)
    case .object(let slice as SliceObject):
      func bound(_ value: Value) throws -> Int? { value.isNone ? nil : try index(value) }
      return .slice(start: try bound(slice.start), stop: try bound(slice.stop), step: try bound(slice.step))
    case .object:
      if let index = try optionalIndex(key) { return .integer(index) }
      guard let array = key.ndarray, array.ndim == 1 else { return .other(typeName: key.typeName) }
      if array.dtype == .bool { return .mask(array.bools, isArray: true) }
      return array.dtype.isInteger ? .list(array.ints, isArray: true) : .other(typeName: "float")
    default: return .other(typeName: key.typeName)
    }
  }

  private func indexKey(_ elements: [Value]) throws -> IndexKey {
    let flags = elements.compactMap { if case .bool(let flag) = $0 { flag } else { nil } as Bool? }
    if !elements.isEmpty, flags.count == elements.count { return .mask(flags) }
    let indices = try elements.compactMap { try optionalIndex($0) }
    return indices.count == elements.count ? .list(indices) : .other(typeName: "list")
  }
}

extension NetworkObject: Indexable, HasLength, HasTruth {
  public func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    guard self is Ensemble || self is Node else {
      throw ScriptError(.typeError, "'\(type.name)' object is not subscriptable")
    }
    return .object(ViewObject(try view.view(try interpreter.indexKey(key))))
  }

  /// Values that the object gives; a probe and a connection have lengths too.
  public func length(_ interpreter: Interpreter) throws -> Int {
    switch self {
    case let ensemble as Ensemble: return ensemble.dimensions
    case let node as Node: return node.sizeOut
    default: throw ScriptError(.typeError, "object of type '\(type.name)' has no len()")
    }
  }

  public func isTrue(_ interpreter: Interpreter) throws -> Bool { true }
}

extension NetworkObject: HasAttributes {
  public var attributeNames: [String] { [] }
  public func attribute(_ name: String, _ interpreter: Interpreter) throws -> Value? { nil }

  /// A new attribute is kept beside the object, with a warning: it may be a slip of the pen.
  public func setAttribute(_ name: String, _ value: Value, _ interpreter: Interpreter) throws -> Bool {
    if ownAttributes[name] == nil {
      try interpreter.warn(
        .syntaxWarning,
        "Creating new attribute '\(name)' on '\(try modelObject.text)'. "
          + "Did you mean to change an existing attribute?")
    }
    return false
  }
}

/// `ens.neurons`
final class NeuronsObject: HostObject, ModelEnd, Indexable, HasLength, HasEquality, Printable {
  let neurons: Neurons
  init(_ neurons: Neurons) { self.neurons = neurons }
  var view: ObjectView { ObjectView(.neurons(neurons)) }

  static let typeObject = TypeObject(
    "Neurons", module: "nengo.ensemble", doc: "The neurons of an ensemble, as an end of connections and probes.",
    properties: [
      Property("ensemble", doc: "The ensemble.") { (object: NeuronsObject, _) in .object(object.neurons.ensemble) },
      Property("probeable", doc: "What can be probed.") { (object: NeuronsObject, _) in
        .newTuple(object.neurons.probeable.map { .string($0) })
      },
    ] + sizeProperties)
  var type: TypeObject { Self.typeObject }

  func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    .object(ViewObject(try view.view(try interpreter.indexKey(key))))
  }
  func length(_ interpreter: Interpreter) throws -> Int { neurons.ensemble.nNeurons }
  func isEqual(to other: Value, _ interpreter: Interpreter) throws -> Bool? {
    let other: NeuronsObject? = other.host()
    return other.map { $0.neurons == neurons }
  }
  func hash(_ interpreter: Interpreter) throws -> Int { neurons.hashValue }
  func repr(_ interpreter: Interpreter) throws -> String { neurons.description }
}

/// `ens[0]`: a part of an object.
final class ViewObject: HostObject, ModelEnd, Indexable, HasLength, Printable {
  let view: ObjectView
  init(_ view: ObjectView) { self.view = view }

  static let typeObject = TypeObject(
    "ObjView", module: "nengo.base", doc: "A part of an object, as an end of connections and probes.",
    properties: [
      Property("obj", doc: "The whole object.") { (object: ViewObject, _) in .model(object.view.object) },
      Property("slice", doc: "The index.") { (object: ViewObject, _) in .index(object.view.index ?? .ellipsis) },
    ] + sizeProperties)
  var type: TypeObject { Self.typeObject }

  func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    .object(ViewObject(try view.view(try interpreter.indexKey(key))))
  }
  func length(_ interpreter: Interpreter) throws -> Int { view.sizeOut ?? 0 }
  func repr(_ interpreter: Interpreter) throws -> String { view.text }
}

extension Value {
  /// An index as scripts write it.
  static func index(_ key: IndexKey) -> Value {
    switch key {
    case .integer(let index): return .int(index)
    case .slice(let start, let stop, let step):
      func bound(_ value: Int?) -> Value { value.map { .int($0) } ?? .none }
      return .object(SliceObject(bound(start), bound(stop), bound(step)))
    case .list(let items, let isArray):
      return isArray ? .array(NDArray(items)) : .newList(items.map { .int($0) })
    case .mask(let flags, let isArray):
      return isArray ? .array(NDArray(flags)) : .newList(flags.map { .bool($0) })
    case .ellipsis, .other: return .ellipsis
    }
  }
}

/// `size_in` and `size_out` of anything that connections can end at.
var sizeProperties: [Property] {
  [
    Property("size_in", doc: "Values taken per step.") { (end: any ModelEnd, _) in
      try end.view.sizeIn.map { .int($0) } ?? .none
    },
    Property("size_out", doc: "Values given per step.") { (end: any ModelEnd, _) in
      try end.view.sizeOut.map { .int($0) } ?? .none
    },
  ]
}

/// `connection.learning_rule`
final class RuleObject: HostObject, ModelEnd, Indexable, HasEquality, Printable {
  let rule: LearningRule
  init(_ rule: LearningRule) { self.rule = rule }
  var view: ObjectView { ObjectView(.learningRule(rule)) }

  static let typeObject = TypeObject(
    "LearningRule", module: "nengo.connection", doc: "A rule at work on a connection.",
    properties: [
      Property("connection", doc: "The connection.") { (object: RuleObject, _) in .object(object.rule.connection) },
      Property("learning_rule_type", doc: "The type of the rule.") { (object: RuleObject, _) in
        .component(object.rule.type)
      },
      Property("modifies", doc: "What the rule changes.") { (object: RuleObject, _) in
        .string(object.rule.modifies.rawValue)
      },
      Property("probeable", doc: "What can be probed.") { (object: RuleObject, _) in
        .newTuple(object.rule.probeable.map { .string($0) })
      },
      Property("size_in", doc: "Values taken per step.") { (object: RuleObject, _) in .int(object.rule.sizeIn) },
      Property("size_out", doc: "Rules give no values.") { (_: RuleObject, _) in .int(0) },
    ])
  var type: TypeObject { Self.typeObject }
  func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    .object(ViewObject(try view.view(try interpreter.indexKey(key))))
  }
  func isEqual(to other: Value, _ interpreter: Interpreter) throws -> Bool? {
    let other: RuleObject? = other.host()
    return other.map { $0.rule == rule }
  }
  func hash(_ interpreter: Interpreter) throws -> Int { rule.hashValue }
  func repr(_ interpreter: Interpreter) throws -> String { rule.description }
}

/// A class: one that a host declares, or one that a script defined.
///
/// A host class is declared once, usually as a static constant of the Swift class of its instances, and not changed
/// afterwards. A script class lives on the thread of its interpreter. Hence unchecked Sendable.
public final class TypeObject: HostObject, Callable, Documented, @unchecked Sendable {
  public var name: String { shownName }
  /// Changed only for classes of scripts, by `C.__name__ = …`.
  var shownName: String
  public internal(set) var qualifiedName: String
  /// The module that shows it; `builtins` for built-ins, `__main__` for classes of scripts.
  public let module: String
  public let base: TypeObject?
  public let doc: String
  public let constructor: Constructor?
  /// Whether scripts may derive from it.
  public let subclassing: Subclassing
  /// The name in messages about instances: `'float' object …`, `'numpy.ndarray' object …`.
  public let nameInErrors: String
  /// What the class itself has, by name: methods, properties, class attributes.
  public let members: AttributeTable
  /// True for a class defined by a script.
  public let isScript: Bool
  /// Where the script defined the class.
  var definition: ClassDefinition?
  /// Told of each script class made from this host class.
  public let onSubclass: ((TypeObject, Interpreter) throws -> Void)?
  /// This class and its bases, nearest first.
  public private(set) var order: [TypeObject] = []
  /// Classes beside that order which instances belong to as well.
  private let relatives: [TypeObject]

  /// - Parameters:
  ///   - constructor: what calling the class does; nil: `TypeError: cannot create 'T' instances`.
  ///   - also: further classes that instances belong to, as `isinstance` sees it (`ValidationError` is a `ValueError`);
  ///     they lend no members.
  ///   - namedWithModule: whether messages about instances name the module too.
  ///   - attributes: class attributes, shown on the class and on its instances.
  public init(
    _ name: String, module: String = "builtins", base: TypeObject? = .object, also: [TypeObject] = [], doc: String = "",
    namedWithModule: Bool = false, subclassing: Subclassing = .refused, constructor: Constructor? = nil,
    methods: [Method] = [],
    properties: [Property] = [], attributes: [(String, Value)] = [], isScript: Bool = false,
    onSubclass: ((TypeObject, Interpreter) throws -> Void)? = nil
  ) {
    shownName = name
    qualifiedName = name
    self.onSubclass = onSubclass
    self.module = module
    nameInErrors = namedWithModule ? "\(module).\(name)" : name
    self.base = base
    self.doc = doc
    self.subclassing = subclassing
    self.constructor = constructor
    self.isScript = isScript
    members = AttributeTable(attributes)
    relatives = also.reduce(base?.relatives ?? []) { $0 + $1.order + $1.relatives }
    order = [self] + (base?.order ?? [])
    for method in methods {
      members[method.name] = .object(MethodDescriptor(method, owner: self))
    }
    for property in properties {
      members[property.name] = .object(PropertyDescriptor(property, owner: self))
    }
  }

  public var type: TypeObject { .type }
  public var signature: Signature? { constructor.map { Signature(name, $0.parameters) } }

  public func call(_ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value {
    if isScript { return try interpreter.instantiate(self, arguments) }
    if isSubtype(of: .baseException), constructor == nil { return try interpreter.instantiate(self, arguments) }
    guard let constructor else { throw ScriptError(.typeError, "cannot create '\(name)' instances") }
    return try constructor.body(constructorSignature(constructor).bind(arguments, interpreter))
  }

  /// Errors of hosts' constructors name `Class.__init__()`, as those of Python classes do.
  private func constructorSignature(_ constructor: Constructor) -> Signature {
    module == "builtins"
      ? Signature(name, constructor.parameters, style: .native)
      : Signature("\(name).__init__", constructor.parameters, isMethod: true)
  }

  /// The member of that name in this class or the nearest base.
  public func lookUp(_ name: String) -> Value? { lookUp(Text(name)) }

  func lookUp(_ name: Text) -> Value? {
    for type in order {
      if let found = type.members[name] { return found }
    }
    return nil
  }

  public func isSubtype(of other: TypeObject) -> Bool {
    order.contains { $0 === other } || relatives.contains { $0 === other }
  }

  /// The nearest class of the order that a host declared.
  public var hostBase: TypeObject { order.first { !$0.isScript } ?? .object }
}

/// Whether scripts may derive from a host class.
public enum Subclassing: Sendable {
  /// `TypeError: class C: subclassing nengo.Ensemble is not supported`
  case refused
  /// Known to be wanted: `NotImplementedError: class C: subclassing nengo.Process is not supported yet`
  case later
  /// The constructor is called with `Call.receiver` set and gives the host part of the new instance.
  case allowed
}

/// What calling a class does.
public struct Constructor: @unchecked Sendable {
  public let parameters: [Parameter]
  public let body: (Call) throws -> Value
  public init(_ parameters: [Parameter] = [], _ body: @escaping (Call) throws -> Value) {
    self.parameters = parameters
    self.body = body
  }
}

/// A method that a host class declares.
public struct Method: @unchecked Sendable {
  public enum Kind: Sendable { case instance, ofClass, free }
  public let name: String
  public let parameters: [Parameter]
  public let summary: String
  public let doc: String
  public let kind: Kind
  /// Called with the object (for `.ofClass` the class, for `.free` None) and the bound arguments.
  public let body: (Value, Call) throws -> Value

  public init(
    _ name: String, _ parameters: [Parameter] = [], summary: String = "", doc: String = "", kind: Kind = .instance,
    onValue body: @escaping (Value, Call) throws -> Value
  ) {
    self.name = name
    self.parameters = parameters
    self.summary = summary
    self.doc = doc
    self.kind = kind
    self.body = body
  }

  /// A method whose object is a host object of class `S`, or an instance of a script subclass of it.
  public init<S>(
    _ name: String, _ parameters: [Parameter] = [], summary: String = "", doc: String = "",
    _ body: @escaping (S, Call) throws -> Value
  ) {
    self.init(name, parameters, summary: summary, doc: doc) { receiver, call in
      guard let object: S = receiver.receiver() else { throw ScriptError.notInitialised(receiver, name) }
      return try body(object, call)
    }
  }
}

/// An attribute that a host class computes.
public struct Property: @unchecked Sendable {
  public let name: String
  public let doc: String
  public let get: (Value, Interpreter) throws -> Value
  public let set: ((Value, Value, Interpreter) throws -> Void)?
  /// `instance.default` and the like for `Class.name` read on the class; nil: the property object.
  public let onClass: Value?

  public init<S>(
    _ name: String, doc: String = "", onClass: Value? = nil,
    set: ((S, Value, Interpreter) throws -> Void)? = nil, get: @escaping (S, Interpreter) throws -> Value
  ) {
    self.name = name
    self.doc = doc
    self.onClass = onClass
    self.get = { receiver, interpreter in
      guard let object: S = receiver.receiver() else { throw ScriptError.notInitialised(receiver, name) }
      return try get(object, interpreter)
    }
    if let set {
      self.set = { receiver, value, interpreter in
        guard let object: S = receiver.receiver() else { throw ScriptError.notInitialised(receiver, name) }
        try set(object, value, interpreter)
      }
    } else {
      self.set = nil
    }
  }
}

extension Value {
  /// The value as the object of a method: the value itself where `S` is `Value`, else its host object.
  @inline(__always)
  fileprivate func receiver<S>() -> S? {
    S.self == Value.self ? self as? S : host(as: S.self)
  }
}

/// A function that a script defined.
public final class FunctionObject: HostObject, Callable, KeepsAttributes, Documented {
  let code: FunctionCode
  /// One for each positional and keyword-only parameter, in the order of slots; nil: required.
  var defaults: [Value?]
  /// The cells of enclosing functions that it uses.
  private(set) var captured: [SharedVariable]
  public let ownAttributes = AttributeTable()
  var name: String
  var qualifiedName: String
  var documentation: Value

  init(_ code: FunctionCode, defaults: [Value?], captured: [SharedVariable]) {
    self.code = code
    self.defaults = defaults
    self.captured = captured
    name = code.unit.name
    qualifiedName = code.qualifiedName
    documentation = code.documentation.map { .string($0) } ?? .none
  }

  /// The values that only this closure holds.
  func surrender(to pending: inout [Value]) {
    for place in captured.indices where isKnownUniquelyReferenced(&captured[place]) {
      if let value = captured[place].value { pending.append(value) }
      captured[place].value = nil
    }
    captured = []
  }

  deinit {
    if captured.isEmpty { return }
    var pending: [Value] = []
    surrender(to: &pending)
    Teardown.release(&pending)
  }

  public var type: TypeObject { .function }
  public var doc: String { documentation.string ?? "" }

  public func call(_ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value {
    try interpreter.run(self, arguments, receiver: nil)
  }

  public var signature: Signature? {
    var parameters: [Parameter] = []
    let shape = code.parameters
    for place in 0..<shape.namedCount {
      let kind: Parameter.Kind =
        place < shape.positionalOnlyCount
        ? .positionalOnly : place < shape.positionalCount ? .positional : .keywordOnly
      if place == shape.positionalCount, let slot = shape.variadicSlot {
        parameters.append(.variadic(shape.names[slot]))
      }
      let fallback = defaults[place].map { Parameter.Default.value($0) } ?? .required
      parameters.append(Parameter(shape.names[place], kind, default: fallback))
    }
    if shape.positionalCount == shape.namedCount, let slot = shape.variadicSlot {
      parameters.append(.variadic(shape.names[slot]))
    }
    if let slot = shape.keywordSlot { parameters.append(.keywords(shape.names[slot])) }
    return Signature(qualifiedName, parameters)
  }

  /// The source text of the definition, for `x??`.
  public var sourceText: String { code.unit.source.text(in: code.range) }
  /// The file or cell, and the line, of the definition.
  public var place: (file: String, line: Int) { (code.unit.source.name, code.range.line) }
}

/// The parameters of a script's function, by slot: positional, keyword-only, `*args`, `**kwargs`.
struct ParameterShape {
  let names: [String]
  let positionalOnlyCount: Int
  let positionalCount: Int
  /// Positional and keyword-only.
  let namedCount: Int
  let variadicSlot: Int?
  let keywordSlot: Int?

  init(_ list: ParameterList) {
    names = list.all.map(\.name)
    positionalOnlyCount = list.positionalOnlyCount
    positionalCount = list.positional.count
    namedCount = positionalCount + list.keywordOnly.count
    variadicSlot = list.variadic == nil ? nil : namedCount
    keywordSlot = list.keywordVariadic == nil ? nil : namedCount + (list.variadic == nil ? 0 : 1)
  }
}

/// The code of a function, shared by all closures made of it.
final class FunctionCode {
  let node: FunctionNode
  let unit: UnitInfo
  let qualifiedName: String
  let documentation: String?
  let parameters: ParameterShape
  let range: SourceRange
  /// Compiled at the first call.
  private(set) var body: [StatementCode] = []
  /// For a body that is one `return`.
  private(set) var single: ExpressionCode?
  private var pending: (() -> [StatementCode])?
  /// No `*args`, `**kwargs` or keyword-only parameters.
  let isPlain: Bool

  init(_ node: FunctionNode, _ unit: UnitInfo, compile: @escaping () -> [StatementCode]) {
    self.node = node
    self.unit = unit
    qualifiedName = node.qualifiedName
    documentation = node.documentation
    parameters = ParameterShape(node.parameters)
    range = node.range
    pending = compile
    isPlain =
      parameters.variadicSlot == nil && parameters.keywordSlot == nil
      && parameters.namedCount == parameters.positionalCount
  }

  @inline(__always)
  func prepare() {
    if pending != nil { compileNow() }
  }

  private func compileNow() {
    guard let compile = pending else { return }
    pending = nil
    body = compile()
    if body.count == 1, let only = body[0] as? ReturnCode { single = only.value }
  }
}

/// A function or other callable with its first argument bound.
public final class BoundMethod: HostObject, Callable, Documented, HasEquality {
  public let receiver: Value
  public let function: Value
  init(_ receiver: Value, _ function: Value) {
    self.receiver = receiver
    self.function = function
  }
  public var type: TypeObject { .boundMethod }
  public var doc: String {
    if case .object(let object) = function, let documented = object as? any Documented { documented.doc } else { "" }
  }

  public var signature: Signature? {
    guard case .object(let object) = function, let callable = object as? any Callable,
      let whole = callable.signature
    else { return nil }
    return Signature(whole.name, Array(whole.parameters.dropFirst()))
  }

  public func call(_ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value {
    if case .object(let object) = function, let script = object as? FunctionObject {
      return try interpreter.run(script, arguments, receiver: receiver)
    }
    var whole = arguments
    whole.positional.insert(receiver, at: 0)
    return try interpreter.call(function, whole)
  }

  public func isEqual(to other: Value, _ interpreter: Interpreter) throws -> Bool? {
    guard let method: BoundMethod = other.host() else { return nil }
    return interpreter.isIdentical(receiver, method.receiver) && interpreter.isIdentical(function, method.function)
  }
  public func hash(_ interpreter: Interpreter) throws -> Int {
    guard case .object(let object) = function else { return 0 }
    return Int(bitPattern: ObjectIdentifier(object))
  }
}

/// A declared method with its object: what `list.append` of a list gives.
public final class BoundHostMethod: HostObject, Callable, Documented, HasEquality {
  public let receiver: Value
  let descriptor: MethodDescriptor
  init(_ receiver: Value, _ descriptor: MethodDescriptor) {
    self.receiver = receiver
    self.descriptor = descriptor
  }
  public var name: String { descriptor.method.name }
  public var type: TypeObject { descriptor.owner.module == "builtins" ? .builtinFunction : .boundMethod }
  public var doc: String { descriptor.doc }
  public var signature: Signature? { Signature(descriptor.checked.name, descriptor.method.parameters) }

  public func call(_ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value {
    try descriptor.call(receiver, arguments, interpreter)
  }
  public func isEqual(to other: Value, _ interpreter: Interpreter) throws -> Bool? {
    guard let method: BoundHostMethod = other.host() else { return nil }
    return descriptor === method.descriptor && interpreter.isIdentical(receiver, method.receiver)
  }
  public func hash(_ interpreter: Interpreter) throws -> Int { Int(bitPattern: ObjectIdentifier(descriptor)) }
}

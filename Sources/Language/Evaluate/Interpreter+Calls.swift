/// Calling functions, methods, classes and anything else that can be called.
extension Interpreter {
  /// Calls a function, method, class or any other callable.
  public func call(
    _ function: Value, _ positional: [Value] = [], _ keywords: [(name: String, value: Value)] = []
  ) throws -> Value {
    try call(function, CallArguments(positional, keywords))
  }

  public func call(_ function: Value, _ arguments: CallArguments) throws -> Value {
    guard case .object(let object) = function else { throw notCallable(function) }
    if let script = object as? FunctionObject { return try run(script, arguments, receiver: nil) }
    try checkInterrupt()
    if let callable = object as? any Callable { return try nested { try callable.call(arguments, self) } }
    if let method = try special(object, "__call__") { return try call(method, arguments) }
    if let host: any Callable = ability(object) { return try nested { try host.call(arguments, self) } }
    throw notCallable(function)
  }

  func notCallable(_ value: Value) -> ScriptError {
    ScriptError(.typeError, "'\(value.typeName)' object is not callable")
  }

  /// Calls `receiver.name(...)`; nil if the receiver has no such attribute.
  public func callMethod(_ receiver: Value, _ name: String, _ positional: [Value] = []) throws -> Value? {
    guard let method = try optionalAttribute(receiver, name) else { return nil }
    return try call(method, positional)
  }

  public func isCallable(_ value: Value) -> Bool {
    guard case .object(let object) = value else { return false }
    if object is any Callable { return true }
    if object is InstanceObject, object.type.lookUpScript("__call__") != nil { return true }
    let host: (any Callable)? = ability(object)
    return host != nil
  }

  /// How many positional arguments a callable takes (bound methods without `self`; instances by `__call__`; classes by
  /// `__init__`); nil if that is not known.
  public func arity(of function: Value) -> Arity? {
    guard case .object(let object) = function else { return nil }
    if let type = object as? TypeObject {
      if let initializer = type.lookUpScript("__init__") {
        return arity(of: initializer).map { $0.dropping(1) }
      }
      return type.signature?.arity ?? (type.isScript ? Arity(least: 0, most: 0) : nil)
    }
    if object is InstanceObject, let member = object.type.lookUpScript("__call__") {
      if case .object(let inner) = member, inner is StaticMethodObject { return arity(of: member) }
      return arity(of: member).map { $0.dropping(1) }
    }
    if let method = object as? StaticMethodObject { return arity(of: method.function) }
    if let method = object as? BoundMethod { return arity(of: method.function).map { $0.dropping(1) } }
    if let wrapped = object as? any HasArity { return wrapped.arity(self) }
    let host: (any Callable)? = ability(object)
    return host?.signature?.arity
  }

  /// `f.__name__`, else the class name.
  public func name(of function: Value) -> String {
    if let found = try? optionalAttribute(function, "__name__"), let text = found.string { return text }
    return function.typeName
  }

  // MARK: functions of scripts

  /// Runs a script's function; `receiver` is the first argument where it was called as a method.
  func run(_ function: FunctionObject, _ arguments: CallArguments, receiver: Value?) throws -> Value {
    let code = function.code
    let frame = Frame(self, code.unit, function)
    try bind(arguments, receiver, function, frame)
    return try run(code, frame)
  }

  /// Runs the body in a frame whose parameters are set.
  @inline(__always)
  func run(_ code: FunctionCode, _ frame: Frame) throws -> Value {
    try checkInterrupt()
    try enterLevel()
    code.prepare()
    frame.caller = currentFrame
    currentFrame = frame
    defer {
      currentFrame = frame.caller
      depth -= 1
    }
    for (slot, cell) in code.unit.scope.parameterCells {
      frame.cells[cell].value = frame.slots[slot]
      frame.slots[slot] = nil
    }
    if let single = code.single { return try single.evaluate(frame) }
    for statement in code.body {
      switch try statement.execute(frame) {
      case .normal: continue
      case .returned: return frame.result
      case .broke, .continued: return .none
      }
    }
    return .none
  }

  private func bind(
    _ arguments: CallArguments, _ receiver: Value?, _ function: FunctionObject, _ frame: Frame
  ) throws {
    let shape = function.code.parameters
    let slots = frame.slots
    let shift = receiver == nil ? 0 : 1
    let given = arguments.positional.count + shift
    if let receiver, shape.positionalCount > 0 { slots[0] = .some(receiver) }
    let taken = min(given, shape.positionalCount)
    if taken > shift {
      for place in shift..<taken { slots[place] = .some(arguments.positional[place - shift]) }
    }
    if let variadic = shape.variadicSlot {
      var rest: [Value] = []
      if given > taken {
        if let receiver, shape.positionalCount == 0 { rest.append(receiver) }
        rest.append(contentsOf: arguments.positional.dropFirst(max(taken - shift, 0)))
      }
      slots[variadic] = .newTuple(rest)
    }
    if arguments.keywords.isEmpty, given == shape.positionalCount, shape.namedCount == shape.positionalCount {
      if let slot = shape.keywordSlot { slots[slot] = .dict(DictObject()) }
      return
    }
    try bindKeywords(arguments.keywords, function, slots)
    if given > taken, shape.variadicSlot == nil {
      throw tooMany(given, function, slots).blaming(.position(taken - shift))
    }
    try fillDefaults(function, slots)
  }

  private func bindKeywords(
    _ keywords: [(name: String, value: Value)], _ function: FunctionObject, _ slots: UnsafeMutablePointer<Value?>
  ) throws {
    let shape = function.code.parameters
    let more = shape.keywordSlot == nil ? nil : DictObject()
    for (name, value) in keywords {
      var place = -1
      for candidate in shape.positionalOnlyCount..<shape.namedCount where shape.names[candidate] == name {
        place = candidate
      }
      if place >= 0 {
        if slots[place] != nil {
          throw ScriptError(
            .typeError, "\(function.qualifiedName)() got multiple values for argument '\(name)'"
          ).blaming(.keyword(name))
        }
        slots[place] = .some(value)
      } else if let more {
        more[name] = value
      } else {
        throw unexpectedKeyword(name, function)
      }
    }
    if let slot = shape.keywordSlot, let more { slots[slot] = .dict(more) }
  }

  private func fillDefaults(_ function: FunctionObject, _ slots: UnsafeMutablePointer<Value?>) throws {
    let shape = function.code.parameters
    var missing: [String] = []
    for place in 0..<shape.positionalCount where slots[place] == nil {
      if let value = function.defaults[place] {
        slots[place] = .some(value)
      } else {
        missing.append(shape.names[place])
      }
    }
    if !missing.isEmpty { throw Signature.missing(function.qualifiedName, missing, "positional") }
    for place in shape.positionalCount..<shape.namedCount where slots[place] == nil {
      if let value = function.defaults[place] {
        slots[place] = .some(value)
      } else {
        missing.append(shape.names[place])
      }
    }
    if !missing.isEmpty { throw Signature.missing(function.qualifiedName, missing, "keyword-only") }
  }

  private func unexpectedKeyword(_ name: String, _ function: FunctionObject) -> ScriptError {
    let shape = function.code.parameters
    if shape.names.prefix(shape.positionalOnlyCount).contains(name) {
      return ScriptError(
        .typeError,
        "\(function.qualifiedName)() got some positional-only arguments passed as keyword arguments: '\(name)'"
      ).blaming(.keyword(name))
    }
    let hint = Hints.parameter(like: name, in: shape.names.prefix(shape.namedCount))
      .map { "Did you mean: '\($0)'?" }
    return ScriptError(
      .typeError, "\(function.qualifiedName)() got an unexpected keyword argument '\(name)'", hint: hint ?? ""
    ).blaming(.keyword(name))
  }

  private func tooMany(
    _ given: Int, _ function: FunctionObject, _ slots: UnsafeMutablePointer<Value?>
  ) -> ScriptError {
    let shape = function.code.parameters
    let most = shape.positionalCount
    let least = function.defaults.prefix(most).filter { $0 == nil }.count
    let takes = least == most ? "\(most)" : "from \(least) to \(most)"
    let plural = most == 1 && least == most ? "" : "s"
    let keywordOnly = (most..<shape.namedCount).filter { slots[$0] != nil }.count
    let were: String
    if keywordOnly > 0 {
      were =
        "\(given) positional argument\(given == 1 ? "" : "s") (and \(keywordOnly) keyword-only "
        + "argument\(keywordOnly == 1 ? "" : "s")) were given"
    } else {
      were = "\(given) \(given == 1 ? "was" : "were") given"
    }
    return ScriptError(
      .typeError, "\(function.qualifiedName)() takes \(takes) positional argument\(plural) but \(were)")
  }
}

/// A callable that knows its arity better than its signature (`functools.partial`).
public protocol HasArity: HostObject {
  func arity(_ interpreter: Interpreter) -> Arity?
}

extension Arity {
  public func dropping(_ count: Int) -> Arity {
    Arity(least: max(0, least - count), most: most.map { max(0, $0 - count) })
  }
}

extension Frame {
  /// A frame for a call of `function`, with its own cells made anew.
  @inline(__always)
  convenience init(_ interpreter: Interpreter, _ unit: UnitInfo, _ function: FunctionObject) {
    if unit.ownCellCount == 0 {
      self.init(interpreter, unit, cells: function.captured)
    } else {
      self.init(interpreter, unit, cells: (0..<unit.ownCellCount).map { _ in SharedVariable() } + function.captured)
    }
  }
}

/// Calls and function objects.

/// `f(a, b)` with positional arguments only.
final class PlainCallCode: ExpressionCode {
  let function: ExpressionCode
  let arguments: [ExpressionCode]
  let site: CallSite
  init(_ function: ExpressionCode, _ arguments: [ExpressionCode], _ site: CallSite) {
    self.function = function
    self.arguments = arguments
    self.site = site
    super.init(site.range)
  }

  override func evaluate(_ frame: Frame) throws -> Value {
    let callee = try function.evaluate(frame)
    if case .object(let object) = callee, let script = object as? FunctionObject, script.code.isPlain,
      script.code.parameters.positionalCount == arguments.count
    {
      return try PlainCallCode.enter(script, nil, arguments, frame, range)
    }
    var values: [Value] = []
    values.reserveCapacity(arguments.count)
    for argument in arguments { values.append(try argument.evaluate(frame)) }
    frame.site = site
    do { return try frame.interpreter.call(callee, CallArguments(values)) } catch {
      throw frame.located(error, site, frame.interpreter.parameters(of: callee))
    }
  }

  /// Evaluates the arguments straight into the slots of the new frame; their number fits.
  @inline(__always)
  static func enter(
    _ script: FunctionObject, _ receiver: Value?, _ arguments: [ExpressionCode], _ frame: Frame, _ range: SourceRange
  ) throws -> Value {
    let interpreter = frame.interpreter
    let inner = Frame(interpreter, script.code.unit, script)
    var slot = 0
    if let receiver {
      inner.slots[0] = .some(receiver)
      slot = 1
    }
    for argument in arguments {
      inner.slots[slot] = .some(try argument.evaluate(frame))
      slot += 1
    }
    do { return try interpreter.run(script.code, inner) } catch { throw frame.located(error, range) }
  }
}

/// `x.name(a, b)` with positional arguments only: no method object is made.
final class MethodCallCode: ExpressionCode {
  let object: ExpressionCode
  let name: Text
  let nameRange: SourceRange
  let arguments: [ExpressionCode]
  let site: CallSite
  init(
    _ object: ExpressionCode, _ name: Text, _ nameRange: SourceRange, _ arguments: [ExpressionCode], _ site: CallSite
  ) {
    self.object = object
    self.name = name
    self.nameRange = nameRange
    self.arguments = arguments
    self.site = site
    super.init(site.range)
  }

  private var cache = MemberCache()

  override func evaluate(_ frame: Frame) throws -> Value {
    let receiver = try object.evaluate(frame)
    let interpreter = frame.interpreter
    if case .object(let held) = receiver {
      if let instance = held as? InstanceObject, instance.ownAttributes[name] == nil,
        case .object(let member)? = cache.lookUp(name, in: instance.type, interpreter),
        let script = member as? FunctionObject
      {
        if script.code.isPlain, script.code.parameters.positionalCount == arguments.count + 1 {
          return try PlainCallCode.enter(script, receiver, arguments, frame, range)
        }
        let values = try evaluated(frame)
        do { return try interpreter.run(script, CallArguments(values), receiver: receiver) } catch {
          throw frame.located(error, range)
        }
      }
    } else if case .object(let member)? = cache.lookUp(name, in: receiver.type, interpreter),
      let method = member as? MethodDescriptor,
      method.method.kind == .instance
    {
      let values = try evaluated(frame)
      frame.site = site
      do {
        try interpreter.checkInterrupt()
        return try method.call(receiver, CallArguments(values), interpreter)
      } catch { throw frame.located(error, site, method.method.parameters) }
    }
    let method: Value
    do { method = try interpreter.attribute(receiver, name) } catch { throw frame.located(error, nameRange) }
    let values = try evaluated(frame)
    frame.site = site
    do { return try interpreter.call(method, CallArguments(values)) } catch {
      throw frame.located(error, site, interpreter.parameters(of: method))
    }
  }

  private func evaluated(_ frame: Frame) throws -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(arguments.count)
    for argument in arguments { values.append(try argument.evaluate(frame)) }
    return values
  }
}

/// A call with keywords, `*` or `**`.
final class FullCallCode: ExpressionCode {
  enum Argument {
    case positional(ElementCode)
    case keyword(String, ExpressionCode, SourceRange)
    case unpacked(ExpressionCode)
  }
  let function: ExpressionCode
  let arguments: [Argument]
  let site: CallSite
  init(_ function: ExpressionCode, _ arguments: [Argument], _ site: CallSite) {
    self.function = function
    self.arguments = arguments
    self.site = site
    super.init(site.range)
  }

  override func evaluate(_ frame: Frame) throws -> Value {
    let callee = try function.evaluate(frame)
    let given = try FullCallCode.evaluate(arguments, callee, frame)
    frame.site = site
    do { return try frame.interpreter.call(callee, given) } catch {
      throw frame.located(error, site, frame.interpreter.parameters(of: callee))
    }
  }

  static func evaluate(_ arguments: [Argument], _ callee: Value, _ frame: Frame) throws -> CallArguments {
    var given = CallArguments()
    let interpreter = frame.interpreter
    let positions = arguments.reduce(0) { if case .positional = $1 { $0 + 1 } else { $0 } }
    for argument in arguments {
      switch argument {
      case .positional(let element) where element.isStarred && positions == 1:
        let value = try element.value.evaluate(frame)
        do {
          guard interpreter.isIterable(value) else {
            throw ScriptError(
              .typeError,
              "\(shown(callee, interpreter)) argument after * must be an iterable, not \(value.typeName)")
          }
          given.positional = try interpreter.elements(of: value)
        } catch { throw frame.located(error, element.value.range) }
      case .positional(let element):
        given.positional.append(contentsOf: try [element].evaluate(frame))
      case .keyword(let name, let code, let range):
        let value = try code.evaluate(frame)
        do { try add(name, value, callee, &given, interpreter) } catch { throw frame.located(error, range) }
      case .unpacked(let code):
        let mapping = try code.evaluate(frame)
        do {
          guard let pairs = try interpreter.mappingItems(mapping) else {
            throw ScriptError(
              .typeError,
              "\(shown(callee, interpreter)) argument after ** must be a mapping, not \(mapping.typeName)")
          }
          for (key, value) in pairs {
            guard let name = key.string else { throw ScriptError(.typeError, "keywords must be strings") }
            try add(name, value, callee, &given, interpreter)
          }
        } catch { throw frame.located(error, code.range) }
      }
    }
    return given
  }

  private static func add(
    _ name: String, _ value: Value, _ callee: Value, _ given: inout CallArguments, _ interpreter: Interpreter
  ) throws {
    if given.keywords.contains(where: { $0.name == name }) {
      throw ScriptError(
        .typeError, "\(shown(callee, interpreter)) got multiple values for keyword argument '\(name)'")
    }
    given.keywords.append((name, value))
  }

  private static func shown(_ callee: Value, _ interpreter: Interpreter) -> String {
    if case .object(let object) = callee, let function = object as? FunctionObject {
      return "\(function.unitModule).\(function.qualifiedName)()"
    }
    return "\(interpreter.name(of: callee))()"
  }
}

extension FunctionObject {
  var unitModule: String { code.unit.globals["__name__"]?.string ?? "__main__" }
}

/// `def` and `lambda`: makes the closure.
final class FunctionMakerCode: ExpressionCode {
  let code: FunctionCode
  /// One for each positional and keyword-only parameter.
  let defaults: [ExpressionCode?]
  let captures: [Int]
  init(_ code: FunctionCode, _ defaults: [ExpressionCode?], _ captures: [Int], _ range: SourceRange) {
    self.code = code
    self.defaults = defaults
    self.captures = captures
    super.init(range)
  }
  override func evaluate(_ frame: Frame) throws -> Value {
    let values = try defaults.map { try $0?.evaluate(frame) }
    return .object(FunctionObject(code, defaults: values, captured: captures.map { frame.cells[$0] }))
  }
}

/// Binding of arguments to declared parameters, with CPython's error texts.
extension Signature {
  /// - Throws: `TypeError` for too many, missing, unexpected or doubled arguments.
  func bind(
    _ arguments: CallArguments, _ interpreter: Interpreter, receiver: InstanceObject? = nil
  ) throws -> Call {
    var values = [Value?](repeating: nil, count: parameters.count)
    var variadic: [Value] = []
    var more: [(name: String, value: Value)] = []
    var given = arguments.positional[...]
    var takesMore = false
    for (place, parameter) in parameters.enumerated() {
      switch parameter.kind {
      case .positionalOnly, .positional:
        if let value = given.popFirst() { values[place] = value }
      case .variadic:
        variadic = Array(given)
        given = []
      case .keywordVariadic: takesMore = true
      case .keywordOnly: break
      }
    }
    if !given.isEmpty { throw tooMany(arguments.positional.count) }
    for (name, value) in arguments.keywords {
      let place = parameters.firstIndex {
        $0.name == name && ($0.kind == .positional || $0.kind == .keywordOnly)
      }
      if let place {
        if values[place] != nil {
          throw ScriptError(.typeError, "\(self.name)() got multiple values for argument '\(name)'")
        }
        values[place] = value
      } else if takesMore {
        more.append((name, value))
      } else {
        throw unexpected(name)
      }
    }
    var missing: [String] = []
    var missingKeywords: [String] = []
    for (place, parameter) in parameters.enumerated() where values[place] == nil {
      switch parameter.default {
      case .required:
        if parameter.kind == .keywordOnly { missingKeywords.append(parameter.name) } else { missing.append(parameter.name) }
      case .value(let value): values[place] = value
      case .omitted: break
      }
    }
    if !missing.isEmpty { throw Signature.missing(name, missing, "positional") }
    if !missingKeywords.isEmpty { throw Signature.missing(name, missingKeywords, "keyword-only") }
    return Call(
      interpreter: interpreter, signature: self, values: values, variadic: variadic, keywords: more,
      receiver: receiver)
  }

  /// `f() missing 2 required positional arguments: 'a' and 'b'`
  static func missing(_ function: String, _ names: [String], _ kind: String) -> ScriptError {
    let quoted = names.map { "'\($0)'" }
    let list: String
    switch quoted.count {
    case 1: list = quoted[0]
    case 2: list = "\(quoted[0]) and \(quoted[1])"
    default: list = quoted.dropLast().joined(separator: ", ") + ", and " + (quoted.last ?? "")
    }
    let noun = names.count == 1 ? "argument" : "arguments"
    return ScriptError(
      .typeError, "\(function)() missing \(names.count) required \(kind) \(noun): \(list)")
  }

  private func tooMany(_ given: Int) -> ScriptError {
    let shift = isMethod ? 1 : 0
    let arity = self.arity
    let most = (arity.most ?? 0) + shift
    let least = arity.least + shift
    let takes = least == most ? "\(most)" : "from \(least) to \(most)"
    let noun = most == 1 ? "argument" : "arguments"
    let count = given + shift
    return ScriptError(
      .typeError,
      "\(name)() takes \(takes) positional \(noun) but \(count) \(count == 1 ? "was" : "were") given")
  }

  private func unexpected(_ keyword: String) -> ScriptError {
    ScriptError(
      .typeError, "\(name)() got an unexpected keyword argument '\(keyword)'",
      hint: Hints.closest(to: keyword, in: parameters.map(\.name)).map { "Did you mean: '\($0)'?" } ?? "")
  }
}

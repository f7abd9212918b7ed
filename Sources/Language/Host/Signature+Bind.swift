/// Binding of arguments to declared parameters, with CPython's error texts.
extension Signature {
  /// - Throws: `TypeError` for too many, missing, unexpected or doubled arguments.
  public func bind(
    _ arguments: CallArguments, _ interpreter: Interpreter, receiver: InstanceObject? = nil
  ) throws -> Call {
    var values: [Value?] = []
    values.reserveCapacity(parameters.count)
    var variadic: [Value] = []
    var more: [(name: String, value: Value)] = []
    let given = arguments.positional
    var taken = 0
    var takesMore = false
    for parameter in parameters {
      switch parameter.kind {
      case .positionalOnly, .positional:
        if taken < given.count {
          values.append(given[taken])
          taken += 1
        } else {
          values.append(nil)
        }
      case .variadic:
        values.append(nil)
        if taken < given.count { variadic = Array(given[taken...]) }
        taken = given.count
      case .keywordVariadic:
        takesMore = true
        values.append(nil)
      case .keywordOnly: values.append(nil)
      }
    }
    if taken < given.count { throw tooMany(given.count).blaming(.position(taken)) }
    for (name, value) in arguments.keywords {
      let place = parameters.firstIndex {
        $0.name == name && ($0.kind == .positional || $0.kind == .keywordOnly)
      }
      if let place {
        if values[place] != nil { throw doubled(name, place) }
        values[place] = value
      } else if takesMore {
        more.append((name, value))
      } else {
        throw unexpected(name, given.count)
      }
    }
    try fillDefaults(&values, given.count)
    return Call(
      interpreter: interpreter, signature: self, values: values, variadic: variadic, keywords: more,
      receiver: receiver)
  }

  private func fillDefaults(_ values: inout [Value?], _ given: Int) throws {
    var missing: [Int] = []
    var missingKeywords: [Int] = []
    for place in values.indices where values[place] == nil {
      switch parameters[place].default {
      case .required:
        if parameters[place].kind == .keywordOnly { missingKeywords.append(place) } else { missing.append(place) }
      case .value(let value): values[place] = value
      case .omitted: break
      }
    }
    if let first = missing.first {
      if style == .native { throw missingNative(first, given) }
      throw Signature.missing(name, missing.map { parameters[$0].name }, "positional")
    }
    if !missingKeywords.isEmpty {
      throw Signature.missing(name, missingKeywords.map { parameters[$0].name }, "keyword-only")
    }
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

  /// The name without the class: `pop` of `list.pop`.
  private var bareName: String { name.split(separator: ".").last.map(String.init) ?? name }

  private var takesKeywords: Bool {
    parameters.contains { $0.kind == .positional || $0.kind == .keywordOnly || $0.kind == .keywordVariadic }
  }

  private func missingNative(_ place: Int, _ given: Int) -> ScriptError {
    let arity = self.arity
    if arity.least == 1, arity.most == 1, !takesKeywords {
      return ScriptError(.typeError, "\(name)() takes exactly one argument (\(given) given)")
    }
    if parameters[place].kind == .positional {
      return ScriptError(
        .typeError, "\(bareName)() missing required argument '\(parameters[place].name)' (pos \(place + 1))")
    }
    let word = arity.least == arity.most ? "" : "at least "
    return ScriptError(
      .typeError,
      "\(bareName) expected \(word)\(arity.least) argument\(arity.least == 1 ? "" : "s"), got \(given)")
  }

  private func tooManyNative(_ given: Int) -> ScriptError {
    let arity = self.arity
    let most = arity.most ?? 0
    if most == 0 { return ScriptError(.typeError, "\(name)() takes no arguments (\(given) given)") }
    if most == 1, arity.least == 1, !takesKeywords {
      return ScriptError(.typeError, "\(name)() takes exactly one argument (\(given) given)")
    }
    if takesKeywords {
      let word = arity.least == most ? "exactly" : "at most"
      return ScriptError(
        .typeError, "\(bareName)() takes \(word) \(most) argument\(most == 1 ? "" : "s") (\(given) given)")
    }
    let word = arity.least == most ? "" : "at most "
    return ScriptError(
      .typeError, "\(bareName) expected \(word)\(most) argument\(most == 1 ? "" : "s"), got \(given)")
  }

  private func tooMany(_ given: Int) -> ScriptError {
    if style == .native { return tooManyNative(given) }
    let shift = isMethod ? 1 : 0
    let arity = self.arity
    let most = (arity.most ?? 0) + shift
    let least = arity.least + shift
    let takes = least == most ? "\(most)" : "from \(least) to \(most)"
    let plural = most == 1 && least == most ? "" : "s"
    let count = given + shift
    return ScriptError(
      .typeError,
      "\(name)() takes \(takes) positional argument\(plural) but \(count) \(count == 1 ? "was" : "were") given")
  }

  private func doubled(_ keyword: String, _ place: Int) -> ScriptError {
    if style == .native {
      return ScriptError(
        .typeError, "argument for \(bareName)() given by name ('\(keyword)') and position (\(place + 1))"
      ).blaming(.keyword(keyword))
    }
    return ScriptError(.typeError, "\(name)() got multiple values for argument '\(keyword)'")
      .blaming(.keyword(keyword))
  }

  private func unexpected(_ keyword: String, _ given: Int) -> ScriptError {
    let known = parameters.filter { $0.kind == .positional || $0.kind == .keywordOnly }.map(\.name)
    let hint = Hints.parameter(like: keyword, in: known).map { "Did you mean: '\($0)'?" } ?? ""
    if style == .native {
      if !takesKeywords { return ScriptError(.typeError, "\(name)() takes no keyword arguments") }
      return ScriptError(.typeError, "'\(keyword)' is an invalid keyword argument for \(bareName)()", hint: hint)
        .blaming(.keyword(keyword))
    }
    return ScriptError(.typeError, "\(name)() got an unexpected keyword argument '\(keyword)'", hint: hint)
      .blaming(.keyword(keyword))
  }
}

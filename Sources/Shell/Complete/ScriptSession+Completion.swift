import Language
import Plot
import Terminal

extension ScriptSession {
  private static let limit = 400

  /// Ways to go on from the end of `text`. Runs nothing but look-ups of names, attributes and indices.
  func completion(before text: String) -> LineEditor.Completion {
    if let word = MagicTable.fileArgument(text) {
      let candidates = files(word) + names.filter { !word.contains("/") && !$0.insertion.isEmpty }
      return LineEditor.Completion(typed: word, candidates: fitting(candidates, word))
    }
    let context = CompletionContext(before: text)
    var candidates: [LineEditor.Candidate]
    switch context.place {
    case .nothing: candidates = []
    case .magic:
      candidates = MagicTable.all.map { LineEditor.Candidate($0.name, detail: $0.summary) }
    case .string(let owner):
      candidates = (owner.map { keys(of: $0) } ?? []).map { LineEditor.Candidate($0) }
      if candidates.isEmpty { candidates = files(context.word) }
    case .attribute(let owner): candidates = attributes(of: owner, word: context.word)
    case .module: return modules(before: text)
    case .member(let module):
      candidates = ((try? interpreter.importModule(module).memberNames()) ?? []).map { LineEditor.Candidate($0) }
    case .name(let call): candidates = (call.map { keywords(of: $0) } ?? []) + names
    }
    return LineEditor.Completion(typed: context.word, candidates: fitting(candidates, context.word))
  }

  /// Those that begin with the word; names with underscores only when one was typed.
  private func fitting(_ candidates: [LineEditor.Candidate], _ word: String) -> [LineEditor.Candidate] {
    let exact = candidates.filter {
      $0.insertion.hasPrefix(word) && (word.hasPrefix("_") || !$0.insertion.hasPrefix("_"))
    }
    if !exact.isEmpty || word.isEmpty { return Array(exact.prefix(Self.limit)) }
    let lower = word.lowercased()
    return Array(candidates.filter { $0.insertion.lowercased().hasPrefix(lower) }.prefix(Self.limit))
  }

  private var names: [LineEditor.Candidate] {
    let variables = interpreter.variableNames.filter { !$0.hasPrefix("__") }.sorted()
    let others = interpreter.builtinNames + Interpreter.reservedWords
    return (variables + others.filter { !variables.contains($0) }).map { LineEditor.Candidate($0) }
  }

  /// The value of a chain of names, attributes and indices.
  private func value(of chain: String) -> Value? {
    try? interpreter.run(cell: SourceText(name: "completion", text: chain, isFile: false))
  }

  private func attributes(of chain: String, word: String) -> [LineEditor.Candidate] {
    guard let owner = value(of: chain) else { return [] }
    if case .object(let object) = owner, let module = object as? ModuleObject {
      return ((try? module.memberNames()) ?? []).sorted().map { LineEditor.Candidate($0) }
    }
    return ((try? interpreter.attributeNames(of: owner)) ?? []).map { LineEditor.Candidate($0) }
  }

  private func keys(of chain: String) -> [String] {
    guard case .dict(let dictionary)? = value(of: chain) else { return [] }
    return ((try? interpreter.elements(of: .dict(dictionary))) ?? []).prefix(Self.limit).compactMap(\.string)
  }

  /// Keyword arguments of the function that is being called, with default and meaning.
  private func keywords(of chain: String) -> [LineEditor.Candidate] {
    guard case .object(let object)? = value(of: chain), let signature = (object as? any Callable)?.signature else {
      return []
    }
    return signature.parameters.filter { [.positional, .keywordOnly].contains($0.kind) }.map { parameter in
      let unit = parameter.unit.isEmpty ? "" : " [\(parameter.unit)]"
      let detail = [defaultText(parameter), parameter.summary + unit].filter { !$0.isEmpty }.joined(separator: "   ")
      return LineEditor.Candidate(parameter.name + "=", detail: detail)
    }
  }

  private func defaultText(_ parameter: Parameter) -> String {
    switch parameter.default {
    case .required: ""
    case .value(let value): (try? interpreter.repr(value)) ?? ""
    case .omitted(let text): text
    }
  }

  private func files(_ path: String) -> [LineEditor.Candidate] {
    fileNames(startingWith: path, home: options.environment["HOME"]).map { LineEditor.Candidate($0) }
  }

  /// Modules of the host, by whole dotted names.
  private func modules(before text: String) -> LineEditor.Completion {
    let word = CompletionContext.dottedWord(before: text)
    let found = interpreter.host.moduleNames.filter { $0.hasPrefix(word) }.sorted()
    return LineEditor.Completion(typed: word, candidates: found.prefix(Self.limit).map { LineEditor.Candidate($0) })
  }
}

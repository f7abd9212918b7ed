/// The text of a script's function or class, with the values that it takes from around itself: enough to write the
/// definition into another file.
///
/// The text is parsed again when it is asked for; nothing is kept for it while scripts run.
public struct DefinitionSource {
  /// `<lambda>` for lambdas.
  public let name: String
  public let isLambda: Bool
  /// Module variables and variables of enclosing functions that the definition uses, in the order of their first use;
  /// built-in names are left out.
  public let outside: [Outside]
  /// Pieces of the heading that are evaluated where the definition stands: defaults that are more than literals, by
  /// parameter, and the base of a class, by its name.
  public let heading: [(name: String, value: Value)]
  /// Whether parameters or results have annotations, which Python evaluates.
  public let hasAnnotations: Bool

  /// A variable outside of the definition.
  public struct Outside {
    public let name: String
    public let value: Value?
    /// Tells variables of one name apart, which several functions may share or not.
    public let variable: ObjectIdentifier
  }

  private let source: SourceText
  private let range: SourceRange
  private let uses: [NameNode]
  private let declarations: [Declaration]
  private let headingRanges: [String: SourceRange]
  private let stringLines: Set<Int>

  /// A `global` or `nonlocal` statement about variables outside of the function.
  private struct Declaration {
    let range: SourceRange
    /// Variables of functions inside this one that stay `nonlocal`.
    var kept: [String] = []
    var outside: [String] = []
  }

  /// - Throws: `SyntaxError` if the text can't be read any more.
  public init(_ function: FunctionObject, _ interpreter: Interpreter) throws {
    let node = function.code.node
    let parsed = try ParsedDefinition(function.code.unit.source, node.range)
    let parameters = node.parameters.positional + node.parameters.keywordOnly
    let defaults = zip(parameters, function.defaults).compactMap { parameter, value in
      if let range = parameter.defaultValue?.range, let value {
        (parameter.name, value, range)
      } else {
        nil as (String, Value, SourceRange)?
      }
    }
    self.init(
      function.name, isLambda: node.isLambda, parsed, heading: defaults.filter { parsed.hasNames($0.2) },
      Surroundings(unit: function.code.unit, captured: function.captured), interpreter)
  }

  /// - Throws: `SyntaxError` if the text can't be read any more; `TypeError` for a class that no script defined.
  public init(_ type: TypeObject, _ interpreter: Interpreter) throws {
    guard let definition = type.definition else {
      throw ScriptError(.typeError, "\(type.name) is a built-in class")
    }
    let node = definition.node
    let parsed = try ParsedDefinition(definition.unit.source, node.definitionRange)
    var heading: [(String, Value, SourceRange)] = []
    if let base = type.base, let range = node.arguments.first?.value.range {
      heading.append((base.name, .object(base), range))
    }
    self.init(
      type.name, isLambda: false, parsed, heading: heading,
      Surroundings(unit: definition.unit, captured: definition.captured), interpreter)
  }

  private init(
    _ name: String, isLambda: Bool, _ parsed: ParsedDefinition, heading: [(String, Value, SourceRange)],
    _ surroundings: Surroundings, _ interpreter: Interpreter
  ) {
    self.name = name
    self.isLambda = isLambda
    source = parsed.source
    range = parsed.range
    uses = parsed.inner.flatMap { $0.names(fromOutside: parsed.home) }.sorted {
      $0.range.start.offset < $1.range.start.offset
    }
    declarations = Self.declarations(parsed.inner, outside: Set(uses.map(\.name)))
    outside = surroundings.values(of: uses.map(\.name), interpreter)
    self.heading = heading.map { ($0.0, $0.1) }
    headingRanges = Dictionary(heading.map { ($0.0, $0.2) }) { first, _ in first }
    hasAnnotations = !isLambda && parsed.hasAnnotations
    stringLines = parsed.stringLines
  }

  // MARK: reading

  private static func declarations(_ blocks: [Block], outside: Set<String>) -> [Declaration] {
    var found: [SourceRange: Declaration] = [:]
    for block in blocks {
      for (name, range) in block.globalNames { found[range, default: Declaration(range: range)].outside.append(name) }
      for (name, range) in block.nonlocalNames {
        if outside.contains(name) {
          found[range, default: Declaration(range: range)].outside.append(name)
        } else {
          found[range, default: Declaration(range: range)].kept.append(name)
        }
      }
    }
    return found.values.filter { !$0.outside.isEmpty }
  }

  // MARK: writing

  /// The definition as it stands in the script, moved to the left margin.
  ///
  /// - Parameters:
  ///   - name: another name for the function or class.
  ///   - renaming: other names for variables outside.
  ///   - headingTexts: what to write for the pieces of the heading.
  public func text(
    named name: String? = nil, renaming: [String: String] = [:], headingTexts: [String: String] = [:]
  ) -> String {
    var edits: [(start: Int, end: Int, text: String)] = []
    if let name, let place = placeOfName { edits.append((place.lowerBound, place.upperBound, name)) }
    func edit(_ range: SourceRange, _ text: String) {
      edits.append((Int(range.start.offset), Int(range.end.offset), text))
    }
    for use in uses {
      if let new = renaming[use.name], source.text(in: use.range) == use.name { edit(use.range, new) }
    }
    for declaration in declarations {
      let names = declaration.outside.sorted().map { renaming[$0] ?? $0 }
      let kept = declaration.kept.isEmpty ? "" : "; nonlocal " + declaration.kept.sorted().joined(separator: ", ")
      edit(declaration.range, "global " + names.joined(separator: ", ") + kept)
    }
    for (name, range) in headingRanges { if let text = headingTexts[name] { edit(range, text) } }
    edits += indentation
    return edited(edits.sorted { ($0.start, $0.end) > ($1.start, $1.end) })
  }

  /// The bytes of the name after `def` or `class`.
  private var placeOfName: Range<Int>? {
    let bytes = Array(source.text.utf8)
    let isBlank = { (byte: UInt8) in byte == 32 || byte == 9 }
    let keyword = bytes[Int(range.start.offset)...].firstIndex(where: isBlank)
    guard !isLambda, let keyword, let start = bytes[keyword...].firstIndex(where: { !isBlank($0) }) else { return nil }
    let end = bytes[start...].firstIndex { isBlank($0) || $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: ":") } ?? start
    return start..<end
  }

  /// All words of the text, among which the names of its own variables are.
  public var words: Set<String> {
    let isWord = { (byte: UInt8) in
      byte == 95 || (48...57).contains(byte) || (65...90).contains(byte & 0xDF) || byte > 127
    }
    return Set(source.text(in: range).utf8.split { !isWord($0) }.map { String(decoding: $0, as: UTF8.self) })
  }

  /// The blanks to be taken away so that a definition stands at the margin.
  private var indentation: [(start: Int, end: Int, text: String)] {
    let column = Int(range.start.column)
    guard !isLambda, column > 0 else { return [] }
    let bytes = Array(source.text.utf8)
    var result: [(start: Int, end: Int, text: String)] = []
    var line = Int(range.start.line)
    for offset in Int(range.start.offset)..<min(Int(range.end.offset), bytes.count) where bytes[offset] == 10 {
      line += 1
      if stringLines.contains(line) { continue }
      let blanks = bytes[(offset + 1)...].prefix(column).prefix { $0 == UInt8(ascii: " ") }.count
      result.append((offset + 1, offset + 1 + blanks, ""))
    }
    return result
  }

  /// The text of the function with some pieces replaced, the last of them first.
  private func edited(_ edits: [(start: Int, end: Int, text: String)]) -> String {
    var bytes = Array(source.text.utf8)
    var end = min(Int(range.end.offset), bytes.count)
    let start = min(Int(range.start.offset), end)
    for edit in edits where edit.start >= start && edit.end <= end {
      bytes.replaceSubrange(edit.start..<edit.end, with: edit.text.utf8)
      end += edit.text.utf8.count - (edit.end - edit.start)
    }
    while end > start, [9, 10, 32].contains(bytes[end - 1]) { end -= 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}

extension FunctionObject {
  /// The whole lines on which the definition stands, as `inspect.getsource` gives them.
  public var sourceLines: String { code.unit.source.lines(of: code.range) }
}

extension TypeObject {
  /// The whole lines on which a script's class stands.
  public var sourceLines: String? {
    definition.map { $0.unit.source.lines(of: $0.node.definitionRange) }
  }
}

extension SourceText {
  fileprivate func lines(of range: SourceRange) -> String {
    var text = (Int(range.start.line)...Int(max(range.start.line, range.end.line))).compactMap { line($0) }
    while text.count > 1, text.last?.allSatisfy(\.isWhitespace) == true { text.removeLast() }
    return text.joined(separator: "\n") + "\n"
  }
}

/// What the cursor stands in, from the text before it alone.
///
/// A scan over the text keeps the strings and brackets that are open; then the word at its end is looked at. Nothing is
/// evaluated here.
struct CompletionContext: Equatable {
  enum Place: Equatable {
    /// A name by itself. `call`: the expression whose call's arguments the cursor stands in.
    case name(call: String?)
    /// `owner.` before the word.
    case attribute(owner: String)
    /// Within a string: a file, or a key if the string is an index of `owner`.
    case string(keyOf: String?)
    /// After `import` or `from`.
    case module
    /// After `from module import`.
    case member(module: String)
    /// After `%` at the start of a statement.
    case magic
    case nothing
  }

  var place: Place
  /// What was typed of the word.
  var word: String

  init(before text: String) {
    let scan = Scan(text)
    switch scan.open.last {
    case .string(let start)?:
      word = String(scan.characters[start...])
      let outside = String(scan.characters[..<max(0, start - 1)])
      place = .string(keyOf: outside.last == "[" ? Scan.chain(endingAt: outside.dropLast()) : nil)
    case .comment?:
      word = ""
      place = .nothing
    default:
      let characters = scan.characters
      let start = characters.lastIndex { !Scan.isWord($0) }.map { $0 + 1 } ?? 0
      word = String(characters[start...])
      place = CompletionContext.place(before: String(characters[..<start]), word: word, open: scan.open, characters)
    }
  }

  private static func place(before: String, word: String, open: [Scan.Open], _ characters: [Character]) -> Place {
    if word.first?.isNumber == true { return .nothing }
    let line = before.split(separator: "\n", omittingEmptySubsequences: false).last.map(String.init) ?? ""
    let trimmed = line.drop { $0 == " " }
    if trimmed == "%" || trimmed == "%%" { return .magic }
    if before.last == "." {
      let owner = Scan.chain(endingAt: before.dropLast())
      return owner.isEmpty ? .nothing : isImport(trimmed) ? .module : .attribute(owner: owner)
    }
    if let module = importedModule(trimmed) { return .member(module: module) }
    if isImport(trimmed) { return .module }
    if case .bracket(let place)? = open.last, characters[place] == "(" {
      let function = Scan.chain(endingAt: String(characters[..<place])[...])
      return .name(call: function.isEmpty ? nil : function)
    }
    return .name(call: nil)
  }

  private static func isImport(_ line: Substring) -> Bool {
    (line.hasPrefix("import ") && !line.contains(" as ")) || (line.hasPrefix("from ") && !line.contains(" import "))
  }

  private static func importedModule(_ line: Substring) -> String? {
    let words = line.split(separator: " ")
    guard words.count >= 3, words[0] == "from", words[2] == "import", line.hasSuffix(" ") || line.hasSuffix("(") else {
      return nil
    }
    return String(words[1])
  }

  /// The word with the dots before it: what `import nengo.d` is about.
  static func dottedWord(before text: String) -> String {
    String(text.reversed().prefix { Scan.isWord($0) || $0 == "." }.reversed())
  }
}

/// Strings and brackets that are open at the end of a text.
private struct Scan {
  enum Open: Equatable {
    /// Where the bracket stands.
    case bracket(Int)
    /// Where the text of the string begins.
    case string(Int)
    case comment
  }

  let characters: [Character]
  var open: [Open] = []

  init(_ text: String) {
    characters = Array(text)
    var index = 0
    while index < characters.count { index = step(index) }
  }

  private mutating func step(_ index: Int) -> Int {
    switch characters[index] {
    case "#":
      guard let end = characters[index...].firstIndex(of: "\n") else {
        open.append(.comment)
        return characters.count
      }
      return end
    case "\"", "'": return string(from: index)
    case "(", "[", "{": open.append(.bracket(index))
    case ")", "]", "}": if !open.isEmpty { open.removeLast() }
    default: break
    }
    return index + 1
  }

  private mutating func string(from start: Int) -> Int {
    let quote = characters[start]
    let isTriple = characters.count > start + 2 && characters[start + 1] == quote && characters[start + 2] == quote
    let width = isTriple ? 3 : 1
    var index = start + width
    while index < characters.count {
      if characters[index] == "\\" {
        index += 2
      } else if characters[index] == "\n", !isTriple {
        // The string was never closed: a mistake of an earlier line.
        return index
      } else if characters[index...].starts(with: Array(repeating: quote, count: width)) {
        return index + width
      } else {
        index += 1
      }
    }
    open.append(.string(min(characters.count, start + width)))
    return characters.count
  }

  static func isWord(_ character: Character) -> Bool { character == "_" || character.isLetter || character.isNumber }

  /// The longest chain of names, attributes and indices at the end of `text`: `sim.data[a]`; empty if a call is in it,
  /// since completing must not run anything.
  static func chain(endingAt text: Substring) -> String {
    let characters = Array(text)
    var start = characters.count
    while start > 0 {
      let character = characters[start - 1]
      if isWord(character) || character == "." {
        start -= 1
      } else if character == "]", start == characters.count || ".[".contains(characters[start]) {
        guard let opening = opening(of: start - 1, characters) else { return "" }
        start = opening
      } else if character == ")" {
        return ""
      } else {
        break
      }
    }
    let chain = String(characters[start...])
    return chain.contains("(") || chain.first == "." || chain.first?.isNumber == true || chain.first == "[" ? "" : chain
  }

  private static func opening(of closing: Int, _ characters: [Character]) -> Int? {
    var depth = 0
    for index in stride(from: closing, through: 0, by: -1) {
      if characters[index] == "]" { depth += 1 }
      if characters[index] == "[" { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }
}

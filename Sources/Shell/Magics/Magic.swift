import Language

/// A command that begins with `%`: one row that dispatch, `%lsmagic`, completion and help read.
struct Magic: Sendable {
  enum Form: Sendable { case line, cell, both }

  let name: String
  let form: Form
  let summary: String
  /// Whether its arguments are names of files and variables, which completion offers.
  let takesFiles: Bool
  let run: @Sendable (MagicCall) throws -> Value?

  init(
    _ name: String, _ form: Form = .line, _ summary: String, takesFiles: Bool = false,
    run: @escaping @Sendable (MagicCall) throws -> Value?
  ) {
    self.takesFiles = takesFiles
    self.name = name
    self.form = form
    self.summary = summary
    self.run = run
  }
}

/// One use of a magic.
struct MagicCall {
  let name: String
  /// What follows the name on its line.
  let arguments: String
  /// For `%%name`: the lines below.
  let body: String?
  let bodyLine: Int
  let session: ScriptSession

  var interpreter: Interpreter { session.interpreter }

  /// The arguments at their spaces; quotes keep spaces.
  var words: [String] {
    var words: [String] = []
    var word = ""
    var quote: Character?
    var isOpen = false
    for character in arguments {
      if character == quote {
        quote = nil
      } else if quote == nil, character == "\"" || character == "'" {
        quote = character
        isOpen = true
      } else if quote == nil, character.isWhitespace {
        if isOpen { words.append(word) }
        word = ""
        isOpen = false
      } else {
        word.append(character)
        isOpen = true
      }
    }
    return isOpen ? words + [word] : words
  }

  func print(_ text: String) { session.parts.console.write(text + "\n") }

  /// Runs `text` as a part of the cell.
  func evaluate(_ text: String) throws -> Value? {
    try interpreter.run(
      cell: SourceText(name: session.cellName, text: text, isFile: false, firstLine: max(1, bodyLine)))
  }

  func usage(_ message: String) -> ScriptError { ScriptError(.usageError, message) }
}

/// All magics.
enum MagicTable {
  static let all: [Magic] =
    ignoredMagics + [
      matplotlibMagic, timeMagic, timeitMagic, captureMagic, runMagic, rebuildMagic, whoMagic, whosMagic, resetMagic,
      historyMagic, pwdMagic, cdMagic, lsmagicMagic, precisionMagic, envMagic, exportMagic,
    ]

  static func run(_ statement: MagicStatement, _ session: ScriptSession) throws -> Value? {
    let isCell = statement.cellBody != nil
    let fitting: [Magic.Form] = isCell ? [.cell, .both] : [.line, .both]
    guard let magic = all.first(where: { $0.name == statement.name && fitting.contains($0.form) }) else {
      throw unknown(statement.name, isCell: isCell)
    }
    return try magic.run(
      MagicCall(
        name: statement.name, arguments: statement.arguments, body: statement.cellBody, bodyLine: statement.bodyLine,
        session: session))
  }

  /// What is typed of an argument of a magic that takes files; nil if the text does not end in one.
  static func fileArgument(_ text: String) -> String? {
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).last?.drop { $0 == " " } ?? ""
    guard line.first == "%", let blank = line.firstIndex(of: " ") else { return nil }
    let name = line[line.index(after: line.startIndex)..<blank]
    guard all.contains(where: { $0.name == name && $0.takesFiles }) else { return nil }
    return line.split(separator: " ", omittingEmptySubsequences: false).last.map(String.init)
  }

  private static func unknown(_ name: String, isCell: Bool) -> ScriptError {
    let sign = isCell ? "%%" : "%"
    let hint = Hints.closest(to: name, in: all.map(\.name)).map { "Did you mean: '\(sign)\($0)'?" } ?? ""
    return ScriptError(
      .usageError, isCell ? "Cell magic `%%\(name)` not found." : "Line magic function `%\(name)` not found.",
      hint: hint)
  }
}

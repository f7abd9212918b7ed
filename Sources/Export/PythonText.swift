/// Python literals and names.
import Arrays

/// How Python writes values and names.
public enum PythonText {
  public static func number(_ value: Double) -> String {
    if value.isNaN { return "np.nan" }
    if value.isInfinite { return value < 0 ? "-np.inf" : "np.inf" }
    return FloatText.scalar(value, .float64)
  }

  public static func bool(_ value: Bool) -> String { value ? "True" : "False" }

  public static func string(_ text: String) -> String {
    let quoted = ArrayText.quoted(text)
    // Double quotes, as formatters write them.
    guard quoted.hasPrefix("'"), !quoted.contains("\"") else { return quoted }
    return "\"" + quoted.dropFirst().dropLast() + "\""
  }

  /// A text as it can stand in a string of triple quotes.
  static func documentation(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"\"\"", with: "'''")
  }

  /// Words on lines of at most `PythonExpression.width` characters.
  static func wrapped(_ text: String) -> String {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= PythonExpression.width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.joined(separator: "\n")
  }

  private static let keywords: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
  ]

  /// Names that Python gives a meaning and that functions in the script may use.
  static let builtins: Set<String> = [
    "abs", "all", "any", "bin", "bool", "bytes", "callable", "chr", "complex", "dict", "dir", "divmod", "enumerate",
    "filter", "float", "format", "frozenset", "getattr", "hasattr", "hash", "hex", "id", "input", "int", "isinstance",
    "iter", "len", "list", "map", "max", "min", "next", "object", "open", "ord", "pow", "print", "property", "range",
    "repr", "reversed", "round", "set", "setattr", "slice", "sorted", "str", "sum", "super", "tuple", "type", "vars",
    "zip",
  ]

  public static func isIdentifier(_ text: String) -> Bool {
    guard let first = text.utf8.first, !keywords.contains(text) else { return false }
    return !(48...57).contains(first) && text.utf8.allSatisfy(isWord)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte) || (48...57).contains(byte) || byte == 95
  }

  /// A name made of a label: other characters become underscores; nil if nothing is left.
  ///
  /// - Parameter prefix: put before a label that does not begin with a letter.
  static func identifier(_ label: String, prefix: String) -> String? {
    var bytes: [UInt8] = []
    for byte in label.utf8 {
      if isWord(byte), byte != 95 {
        bytes.append(byte)
      } else if let last = bytes.last, last != 95 {
        bytes.append(95)
      }
    }
    while bytes.last == 95 { bytes.removeLast() }
    guard let first = bytes.first else { return nil }
    let text = String(decoding: bytes.prefix(40), as: UTF8.self)
    if (48...57).contains(first) { return "\(prefix)_\(text)" }
    return keywords.contains(text) ? text + "_" : text
  }
}

/// Text as it comes from the clipboard, made ready for the buffer.
public enum Paste {
  /// Line ends become `\n`, tabs four spaces, and prompts (`>>> `, `... `, `In [3]: `, `   ...: `) go if the text
  /// begins with one; the output lines between them go with them.
  public static func cleaned(_ text: String) -> String {
    var flat = ""
    var afterReturn = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\r": flat.append("\n")
      case "\n": if !afterReturn { flat.append("\n") }
      case "\t": flat.append("    ")
      default: if scalar.value >= 0x20 && scalar.value != 0x7F { flat.unicodeScalars.append(scalar) }
      }
      afterReturn = scalar == "\r"
    }
    return withoutPrompts(flat)
  }

  private static func withoutPrompts(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.first(where: { !$0.allSatisfy { $0 == " " } }), promptLength(first) != nil else {
      return text
    }
    let kept = lines.compactMap { line in promptLength(line).map { String(line.dropFirst($0)) } }
    return kept.joined(separator: "\n") + (text.hasSuffix("\n") ? "\n" : "")
  }

  /// The length of the prompt that `line` begins with.
  private static func promptLength(_ line: Substring) -> Int? {
    for prompt in [">>>", "..."] where line.hasPrefix(prompt) {
      return line.count == 3 ? 3 : line.dropFirst(3).hasPrefix(" ") ? 4 : nil
    }
    if line.hasPrefix("In [") {
      let rest = line.dropFirst(4).drop { $0.isNumber }
      return rest.hasPrefix("]: ") ? line.count - rest.count + 3 : nil
    }
    let indent = line.prefix { $0 == " " }.count
    guard line.dropFirst(indent).hasPrefix("...:") else { return nil }
    return indent + 4 + (line.dropFirst(indent + 4).hasPrefix(" ") ? 1 : 0)
  }
}

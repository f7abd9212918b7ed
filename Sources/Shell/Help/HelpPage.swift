import Language
import Plot

/// The page that `x?` shows, made from the declaration that also checks arguments: signature, what it is, one line per
/// parameter with type, default and unit.
struct HelpPage {
  /// As written: `nengo.Ensemble`.
  var subject: String
  var kind: String
  /// Name and parameters, for what can be called.
  var signature: Signature?
  var doc: String
  /// The text of a function of the user's, for `x??`.
  var source: String?
  /// For objects that are no functions: how they print, and what they have.
  var form: String?
  var attributes: [String] = []

  func lines(width: Int, interpreter: Interpreter) -> [StyledText] {
    var lines = signature.map { heading($0, width: width, interpreter) } ?? [StyledText(subject, .title)]
    if signature == nil { lines[0].append("   " + kind, .muted) }
    lines += paragraphs(doc, width: width)
    if let signature { lines += parameters(signature.parameters, width: width, interpreter) }
    if let form { lines += [StyledText(), StyledText("  " + prefix(of: form, columns: max(8, width - 2)))] }
    if let source {
      lines.append(StyledText())
      lines += source.split(separator: "\n", omittingEmptySubsequences: false).map { StyledText("  " + $0) }
    }
    if !attributes.isEmpty { lines += attributeLines(width: width) }
    return lines
  }

  // MARK: parts

  private func heading(_ signature: Signature, width: Int, _ interpreter: Interpreter) -> [StyledText] {
    let pieces = signature.parameters.map { HelpPage.form(of: $0, interpreter) }
    let name = signature.name
    var line = name + "("
    var lines: [String] = []
    for (index, piece) in pieces.enumerated() {
      let text = piece + (index == pieces.count - 1 ? ")" : ", ")
      if displayWidth(line) + displayWidth(text) > width, line != name + "(" {
        lines.append(line)
        line = String(repeating: " ", count: min(16, name.count + 1))
      }
      line += text
    }
    if pieces.isEmpty { line += ")" }
    return (lines + [line]).map { StyledText($0, .title) }
  }

  /// `radius=1.0`, `*args`.
  private static func form(of parameter: Parameter, _ interpreter: Interpreter) -> String {
    switch parameter.kind {
    case .variadic: return "*" + parameter.name
    case .keywordVariadic: return "**" + parameter.name
    default:
      let shown = defaultText(parameter, interpreter)
      return parameter.name + (shown.isEmpty ? "" : "=" + shown)
    }
  }

  private static func defaultText(_ parameter: Parameter, _ interpreter: Interpreter) -> String {
    switch parameter.default {
    case .required: ""
    case .value(let value): (try? interpreter.repr(value)) ?? "…"
    case .omitted(let text): text
    }
  }

  private func paragraphs(_ text: String, width: Int) -> [StyledText] {
    guard !text.isEmpty else { return [] }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return [StyledText()] + lines.flatMap { wrapped(String($0), width: width, indent: 2) }
  }

  private func parameters(_ parameters: [Parameter], width: Int, _ interpreter: Interpreter) -> [StyledText] {
    let rows = parameters.filter { !$0.summary.isEmpty || !$0.typeText.isEmpty }
    guard !rows.isEmpty else { return [] }
    let defaults = rows.map { HelpPage.defaultText($0, interpreter) }
    let nameWidth = rows.map { displayWidth($0.name) }.max() ?? 0
    let typeWidth = min(14, rows.map { displayWidth($0.typeText) }.max() ?? 0)
    let defaultWidth = min(20, defaults.map { displayWidth($0) }.max() ?? 0)
    var lines = [StyledText()]
    for (parameter, shown) in zip(rows, defaults) {
      let unit = parameter.unit.isEmpty ? "" : "  [\(parameter.unit)]"
      var line = StyledText("  " + fitted(parameter.name, columns: nameWidth) + "  ", .emphasis)
      line.append(fitted(parameter.typeText, columns: typeWidth) + "  ", .muted)
      line.append(fitted(shown, columns: defaultWidth) + "  ", .muted)
      let indent = line.width
      let summary = wrapped(parameter.summary + unit, width: width, indent: indent)
      if let first = summary.first?.plain.dropFirst(indent) { line.append(String(first)) }
      lines += [line] + summary.dropFirst()
    }
    return lines
  }

  private func attributeLines(width: Int) -> [StyledText] {
    [StyledText(), StyledText("  has", .muted)] + wrapped(attributes.joined(separator: "  "), width: width, indent: 4)
  }
}

/// `text` in lines of at most `width` columns, each indented; a line that starts with spaces is kept as it is.
func wrapped(_ text: String, width: Int, indent: Int) -> [StyledText] {
  let margin = String(repeating: " ", count: indent)
  if text.hasPrefix(" ") || displayWidth(text) + indent <= width {
    return [StyledText(text.isEmpty ? "" : margin + text)]
  }
  var lines: [StyledText] = []
  var line = ""
  for word in text.split(separator: " ") {
    if !line.isEmpty, displayWidth(line) + displayWidth(String(word)) + 1 + indent > max(width, indent + 10) {
      lines.append(StyledText(margin + line))
      line = ""
    }
    line += (line.isEmpty ? "" : " ") + word
  }
  return lines + [StyledText(margin + line)]
}

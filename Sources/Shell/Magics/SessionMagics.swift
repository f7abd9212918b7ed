import Language
import Plot

/// `%who`: names of the user's variables.
let whoMagic = Magic("who", .line, "names of your variables") { call in
  let names = userVariables(call.interpreter)
  call.print(names.isEmpty ? "Interactive namespace is empty." : names.joined(separator: "\t "))
  return nil
}

/// `%whos`: the variables with their types and what they look like.
let whosMagic = Magic("whos", .line, "your variables with type and value") { call in
  let names = userVariables(call.interpreter)
  guard !names.isEmpty else {
    call.print("Interactive namespace is empty.")
    return nil
  }
  let rows = names.map { name -> [StyledText] in
    let value = call.interpreter.variable(name) ?? .none
    let text = (try? call.interpreter.repr(value)) ?? ""
    let line = text.split(separator: "\n").first.map(String.init) ?? ""
    return [name, value.typeName, fitted(line, columns: 50).trimmed].map { StyledText($0) }
  }
  let table = TextTable(
    [TextTable.Column("Variable"), TextTable.Column("Type"), TextTable.Column("Value")], rows: rows)
  for line in table.lines() { call.print(line.plain) }
  return nil
}

/// `%reset`: forgets the variables.
let resetMagic = Magic("reset", .line, "forget all variables") { call in
  call.interpreter.reset()
  return nil
}

/// `%lsmagic`: all magics.
let lsmagicMagic = Magic("lsmagic", .line, "all magics") { call in
  let magics = MagicTable.all.sorted { $0.name < $1.name }
  let width = (magics.map(\.name.count).max() ?? 0) + 2
  for magic in magics {
    let sign = magic.form == .cell ? "%%" : "%"
    call.print(
      fitted(sign + magic.name, columns: width + 1) + " " + magic.summary + (magic.form == .both ? "; also %%" : ""))
  }
  return nil
}

/// `%%capture`: runs the cell and drops what it prints.
let captureMagic = Magic("capture", .cell, "run the cell without its output") { call in
  let console = call.session.parts.console
  console.muteDepth { $0 + 1 }
  defer { console.muteDepth { $0 - 1 } }
  _ = try call.evaluate(call.body ?? "")
  return nil
}

/// `%precision [digits]`: digits of printed arrays.
let precisionMagic = Magic("precision", .line, "digits of printed arrays") { call in
  let words = call.words
  guard words.count <= 1 else { throw call.usage("%precision takes one number") }
  let digits = words.isEmpty ? 8 : Int(words[0].hasPrefix("%.") ? String(words[0].dropFirst(2).dropLast()) : words[0])
  guard let digits, (0...17).contains(digits) else { throw call.usage("%precision takes a number from 0 to 17") }
  let numpy = try call.interpreter.importModule("numpy")
  let function = try call.interpreter.attribute(.object(numpy), "set_printoptions")
  _ = try call.interpreter.call(function, [], [("precision", .int(digits))])
  return .string("%.\(digits)f")
}

/// What the user has defined: no underscores, no `In` and `Out`, no modules' innards.
func userVariables(_ interpreter: Interpreter) -> [String] {
  interpreter.variableNames.filter { !$0.hasPrefix("_") && $0 != "In" && $0 != "Out" }.sorted()
}

extension String {
  /// Without spaces at the end.
  var trimmed: String {
    var text = self
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}

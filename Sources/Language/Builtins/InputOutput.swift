/// `print`, `input`, `help`, `exit`.
enum InputOutput {
  static let all: [BuiltinFunction] = [print, input, open, help, exit("exit"), exit("quit")]

  private static let print = BuiltinFunction(
    "print",
    [
      .variadic("values"), .keyword("sep", .none, "between values; a blank if None"),
      .keyword("end", .none, "after the last one; a newline if None"),
      .keyword("file", .none, "an object with a write method; standard output if None"),
      .keyword("flush", .bool(false), "writes out at once"),
    ], summary: "Writes values as text."
  ) { call in
    let i = call.interpreter
    func text(_ name: String, _ fallback: String) throws -> String {
      let value = call.value(name)
      if value.isNone { return fallback }
      guard let text = value.string else {
        throw ScriptError(.typeError, "\(name) must be None or a string, not \(value.typeName)")
      }
      return text
    }
    let separator = try text("sep", " ")
    let end = try text("end", "\n")
    var line = ""
    for (place, value) in call.variadic.enumerated() {
      if place > 0 { line += separator }
      line += try i.str(value)
    }
    line += end
    let file = call.value("file")
    if file.isNone {
      i.host.write(line, to: .output)
    } else {
      guard let write = try i.optionalAttribute(file, "write") else {
        throw ScriptError(.attributeError, "'\(file.typeName)' object has no attribute 'write'")
      }
      _ = try i.call(write, [.string(line)])
    }
    if try call.bool("flush") { i.host.flush() }
    return .none
  }

  private static let input = BuiltinFunction(
    "input", [Parameter("prompt", .positionalOnly, default: .value(""))],
    summary: "One line from the keyboard, without its end."
  ) { call in
    guard let line = try call.interpreter.host.readLine(prompt: try call.interpreter.str(call.value("prompt"))) else {
      throw ScriptError(.eofError, "EOF when reading a line")
    }
    return .string(line)
  }

  private static let help = BuiltinFunction(
    "help", [Parameter("request", .positionalOnly, default: .omitted(""))],
    summary: "Shows the documentation of an object."
  ) { call in
    try call.interpreter.host.showHelp(for: call[0], call.interpreter)
    return .none
  }

  private static func exit(_ name: String) -> BuiltinFunction {
    BuiltinFunction(
      name, [Parameter("code", .positional, default: .value(.none))], summary: "Ends the script or the session."
    ) { call in throw ScriptError(ExceptionObject(.systemExit, call.value("code").isNone ? [] : [call.value("code")])) }
  }
}

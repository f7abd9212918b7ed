import Arrays
import Language
import Modules
import Plot

/// `%history [-n] [-f FILE]`: the inputs of this session, on the screen or as a session script of cells.
let historyMagic = Magic("history", .line, "inputs of this session; -n with their numbers, -f FILE writes a script") {
  call in
  var hasNumbers = false
  var file: String?
  var words = call.words[...]
  while let word = words.popFirst() {
    switch word {
    case "-n": hasNumbers = true
    case "-f":
      file = words.popFirst()
      if file == nil { throw call.usage("%history -f needs the name of a file") }
    default: throw call.usage("%history [-n] [-f FILE]: unknown argument \(word)")
    }
  }
  // The last input is this line.
  let inputs = call.session.inputs.dropLast()
  if let file {
    do { try FileAccess.write(file, inputs.map { "# %%\n\($0.text)\n" }.joined(separator: "\n")) } catch {
      throw ScriptError(for: error) ?? error
    }
    call.print("\(inputs.count) cells written to \(file)")
    return nil
  }
  for (number, text) in inputs { call.print(hasNumbers ? rightAligned("\(number)", columns: 4) + ": " + text : text) }
  return nil
}

import Language
import Modules

/// `%export [NAME] net.py`: writes a network, or a simulator with its present parameters, as a script for plain Nengo.
let exportMagic = Magic(
  "export", .line, "write a network or simulator as a script for plain Nengo: [NAME] net.py", takesFiles: true
) { call in
  let words = call.words
  guard let path = words.last, words.count <= 2 else {
    throw call.usage("%export [NAME] net.py: NAME is a network or a simulator of the session")
  }
  let value = words.count == 2 ? try named(words[0], call) : try onlyCandidate(call)
  let export = try ExportBinding.export(value, to: path, overwrites: false, call.interpreter)
  call.print(try export.repr(call.interpreter))
  return nil
}

private func named(_ name: String, _ call: MagicCall) throws -> Value {
  if let value = call.interpreter.variable(name) { return value }
  throw ScriptError(.nameError, "name '\(name)' is not defined")
}

/// The session's simulator, or its network if it has no simulator.
private func onlyCandidate(_ call: MagicCall) throws -> Value {
  let (simulators, networks) = ExportBinding.candidates(call.interpreter)
  let candidates = simulators.isEmpty ? networks : simulators
  guard let first = candidates.first else { throw call.usage("%export: the session has no network and no simulator") }
  guard candidates.count == 1 else {
    let names = candidates.map(\.name).joined(separator: ", ")
    let kind = simulators.isEmpty ? "networks" : "simulators"
    throw call.usage("%export: the session has several \(kind): \(names). Name one: %export \(first.name) net.py")
  }
  return first.value
}

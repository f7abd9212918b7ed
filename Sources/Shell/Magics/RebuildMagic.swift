import Language
import Modules

/// `%rebuild [NAME]`: rebuilds the session's simulator.
let rebuildMagic = Magic("rebuild", .line, "build the changed network and go on: %rebuild [NAME of the simulator]") {
  call in
  let words = call.words
  guard words.count <= 1 else { throw call.usage("%rebuild takes the name of one simulator") }
  let simulator = try words.first.map { try named($0, call.interpreter) } ?? theOnly(call.interpreter)
  return try call.interpreter.call(try call.interpreter.attribute(simulator, "rebuild"), [])
}

private func named(_ name: String, _ interpreter: Interpreter) throws -> Value {
  guard let value = interpreter.variable(name) else {
    throw ScriptError(.nameError, "name '\(name)' is not defined")
  }
  guard value.simulatorState != nil else {
    throw ScriptError(.usageError, "%rebuild: '\(name)' is no simulator (got type '\(value.typeName)')")
  }
  return value
}

/// The one open simulator of the session, under whatever names.
private func theOnly(_ interpreter: Interpreter) throws -> Value {
  var found: [(names: [String], value: Value)] = []
  for name in userVariables(interpreter) {
    guard let value = interpreter.variable(name), value.simulatorState == .open, case .object(let object) = value else {
      continue
    }
    let known = found.firstIndex { if case .object(let other) = $0.value { other === object } else { false } }
    if let known { found[known].names.append(name) } else { found.append(([name], value)) }
  }
  guard let first = found.first else {
    throw ScriptError(.usageError, "%rebuild: no open simulator; sim = nengo_dl.Simulator(net) makes one")
  }
  guard found.count == 1 else {
    let names = found.map { $0.names.joined(separator: " = ") }.joined(separator: ", ")
    throw ScriptError(.usageError, "%rebuild: which one? There are several open simulators: \(names)")
  }
  return first.value
}

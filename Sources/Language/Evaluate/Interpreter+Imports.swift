extension Interpreter {
  /// A module, imported as by `import name`.
  public func importModule(_ name: String) throws -> ModuleObject {
    if let known = modules[name] { return known }
    // Parents first, as in Python, so that an unknown top is what the error names.
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    if parts.count > 1 {
      let parent = try importModule(parts.dropLast().joined(separator: "."))
      if case .object(let object)? = try parent.member(parts[parts.count - 1]), let inner = object as? ModuleObject {
        modules[name] = inner
        return inner
      }
    }
    guard let found = try host.module(named: name, self) else { throw noModule(name, parts) }
    modules[name] = found
    return found
  }

  /// Whether a script, or the host, has imported that module.
  public func hasImported(_ name: String) -> Bool { modules[name] != nil }

  private func noModule(_ name: String, _ parts: [String]) -> ScriptError {
    var message = "No module named '\(name)'"
    if parts.count > 1 {
      let parent = parts.dropLast().joined(separator: ".")
      if !host.moduleNames.contains(where: { $0.hasPrefix(parent + ".") }) {
        message += "; '\(parent)' is not a package"
      }
    }
    let hint = Hints.closest(to: name, in: host.moduleNames).map { "Did you mean: '\($0)'?" } ?? ""
    let error = ScriptError(.moduleNotFoundError, message, hint: hint)
    error.exception.ownAttributes["name"] = .string(name)
    return error.noted("soma has built-in modules only; files and packages of your own cannot be imported")
  }

  /// The submodule `name` that was not asked for by an import of its own, but that the host has.
  func loadSubmodule(of module: ModuleObject, _ name: String) throws -> Value? {
    let whole = "\(module.name).\(name)"
    if let known = modules[whole] { return .object(known) }
    guard let found = try host.module(named: whole, self) else { return nil }
    modules[whole] = found
    return .object(found)
  }

  /// `from module import name`
  func member(_ name: String, of module: ModuleObject) throws -> Value {
    if let found = try module.member(name) { return found }
    if let inner = try loadSubmodule(of: module, name) { return inner }
    let known = try module.memberNames()
    let hint = Hints.closest(to: name, in: known).map { "Did you mean: '\($0)'?" } ?? ""
    throw ScriptError(
      .importError, "cannot import name '\(name)' from '\(module.name)'", hint: hint)
  }
}

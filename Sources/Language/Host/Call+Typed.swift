/// Typed reading of arguments. Errors name the function, the argument and what was given.
extension Call {
  private func wrong(_ name: String, _ wanted: String, _ value: Value) -> ScriptError {
    ScriptError(
      .typeError, "\(signature.name)() argument '\(name)' must be \(wanted), not \(value.typeName)"
    ).blaming(.parameter(name))
  }

  /// A whole number that fits in 64 bits; objects with an index value (numpy integers, bools) too.
  public func int(_ name: String) throws -> Int {
    let value = self.value(name)
    guard let result = try interpreter.optionalIndex(value) else { throw wrong(name, "int", value) }
    return result
  }

  /// Any real number.
  public func float(_ name: String) throws -> Double {
    let value = self.value(name)
    guard let result = try interpreter.optionalFloat(value) else { throw wrong(name, "float", value) }
    return result
  }

  public func string(_ name: String) throws -> String {
    let value = self.value(name)
    guard let result = value.string else { throw wrong(name, "str", value) }
    return result
  }

  /// The truth of the argument, whatever its type.
  public func bool(_ name: String) throws -> Bool { try interpreter.truth(value(name)) }

  /// nil where the argument is None or left out.
  public func optionalInt(_ name: String) throws -> Int? { value(name).isNone ? nil : try int(name) }
  public func optionalFloat(_ name: String) throws -> Double? { value(name).isNone ? nil : try float(name) }
  public func optionalString(_ name: String) throws -> String? { value(name).isNone ? nil : try string(name) }

  /// The argument as a host object of class `S` (or a script subclass of it).
  public func host<S>(_ name: String, as type: S.Type = S.self, wanted: String) throws -> S {
    let value = self.value(name)
    guard let result = value.host(as: S.self) else { throw wrong(name, wanted, value) }
    return result
  }

  /// The elements of any iterable argument.
  public func elements(_ name: String) throws -> [Value] { try interpreter.elements(of: value(name)) }
}

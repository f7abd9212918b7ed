import Language
import Model

/// Named parts of ready-made networks.
extension Network: HasAttributes {
  public var attributeNames: [String] { parts.keys.sorted() }

  public func attribute(_ name: String, _ interpreter: Interpreter) throws -> Value? {
    if let array = self as? EnsembleArray, let found = array.scriptAttribute(name) { return found }
    if let memory = self as? AssociativeMemory, let found = memory.scriptAttribute(name) { return found }
    if let module = self as? SpaModule, let found = try module.scriptAttribute(name) { return found }
    return switch parts[name] {
    case .none?: Value.none
    case .object(let object)?: .model(object)
    case .list(let objects)?: .newList(objects.map { .model($0) })
    case nil: nil
    }
  }

  /// Assigning a module to an attribute of a network of modules registers it.
  public func setAttribute(_ name: String, _ value: Value, _ interpreter: Interpreter) throws -> Bool {
    guard let spa = self as? SpaNetwork, let module: SpaModule = value.host() else { return false }
    try SpaModuleClass.register(module, as: name, in: spa, interpreter)
    return true
  }
}

extension SpaModule {
  fileprivate func scriptAttribute(_ name: String) throws -> Value? {
    if let side = SpaModuleClass.Side(rawValue: name) { return try SpaModuleClass.dict(side, of: self) }
    guard name == "input_nodes", let input = self as? SpaInput else { return nil }
    return .dict(DictObject(input.inputNodes.map { ($0.name, .object($0.node)) }))
  }
}

extension AssociativeMemory {
  fileprivate func scriptAttribute(_ name: String) -> Value? {
    switch name {
    case "n_items": .int(elements.count)
    case "is_wta": .bool(isWinnerTakeAll)
    default: nil
    }
  }
}

extension EnsembleArray {
  /// Sizes of the array, under the names of its constructor.
  fileprivate func scriptAttribute(_ name: String) -> Value? {
    switch name {
    case "n_ensembles": .int(count)
    case "n_neurons_per_ensemble": .int(neuronsPerEnsemble)
    case "dimensions_per_ensemble": .int(ensembleDimensions)
    case "dimensions": .int(dimensions)
    default: nil
    }
  }
}

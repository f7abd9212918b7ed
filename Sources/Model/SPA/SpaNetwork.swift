/// Networks of modules that work on semantic pointers.
import Arrays

/// What the values at an end of a module mean.
public enum SpaMeaning {
  case none
  /// The default vocabulary of this dimensionality.
  case dimensions(Int)
  case vocabulary(Vocabulary)

  public var vocabulary: Vocabulary? { if case .vocabulary(let vocabulary) = self { vocabulary } else { nil } }

  /// Where a vocabulary or a number of dimensions is given, or both.
  ///
  /// - Throws: a `ValidationError` if they don't agree.
  init(_ vocabulary: Vocabulary?, dimensions: Int, owner: String) throws {
    guard let vocabulary else {
      self = .dimensions(dimensions)
      return
    }
    guard vocabulary.dimensions == dimensions else {
      throw NengoError.validation(
        "Dimensionality of given vocabulary (\(vocabulary.dimensions)) does not match dimensionality of module "
          + "(\(dimensions))", attribute: "vocab", owner: owner)
    }
    self = .vocabulary(vocabulary)
  }
}

/// A part of a network of modules: a network with named inputs and outputs.
public class SpaModule: Network {
  public override class var kindName: String { "Module" }

  /// An end by its name; the one named "default" goes by the module's own name.
  public struct End {
    public let name: String
    public let object: ModelObject
    public var meaning: SpaMeaning

    public init(name: String, object: ModelObject, meaning: SpaMeaning) {
      self.name = name
      self.object = object
      self.meaning = meaning
    }
  }

  public var inputs: [End] = []
  public var outputs: [End] = []
  /// A node that gives 1, made when something needs it.
  private(set) var bias: Node?

  /// Runs when the module has joined a network and got its name. For subclasses.
  func joined(_ spa: SpaNetwork, in context: ModelContext) throws {}

  /// The module's bias node.
  func biasNode(label: String, in context: ModelContext) throws -> Node {
    if let bias { return bias }
    let node = try context.within(self) {
      try Node(.array(NDArray([1.0])), label: .text(label), in: context)
    }
    bias = node
    parts["bias"] = .object(.node(node))
    return node
  }

  /// The dimensions of the ensembles in a module that has a choice there.
  var subdimensions: Int? { nil }
}

/// A network of modules.
public final class SpaNetwork: Network {
  public override class var kindName: String { "SPA" }

  public private(set) var modules: [(name: String, module: SpaModule)] = []
  private var vocabularies: [Int: Vocabulary] = [:]
  /// Gives the pointers of default vocabularies if the network has no seed.
  private let globalStream: RandomState
  private let warn: (NengoWarning) -> Void

  /// - Parameter vocabularies: default vocabularies by their dimensions.
  public init(
    label: String? = nil, seed: Int? = nil, vocabularies: [Vocabulary] = [], globalStream: RandomState,
    in context: ModelContext, addToContainer: Bool? = nil
  ) throws {
    self.globalStream = globalStream
    warn = context.warn
    try super.init(label: label, seed: seed, in: context, addToContainer: addToContainer)
    for vocabulary in vocabularies {
      if self.vocabularies[vocabulary.dimensions] != nil {
        warn(
          NengoWarning(.user, "Duplicate vocabularies with dimension \(vocabulary.dimensions). Using the last entry."))
      }
      self.vocabularies[vocabulary.dimensions] = vocabulary
    }
  }

  /// The vocabulary for ends that just say how many dimensions they have.
  public func defaultVocabulary(_ dimensions: Int) throws -> Vocabulary {
    if let known = vocabularies[dimensions] { return known }
    var stream = globalStream
    if let seed {
      guard let seed = UInt32(exactly: seed) else {
        throw NengoError(.value, "Seed must be between 0 and 2**32 - 1 (got \(seed))")
      }
      stream = RandomState(seed: seed)
    }
    let vocabulary = try Vocabulary(dimensions: dimensions, stream: stream, warn: warn)
    vocabularies[dimensions] = vocabulary
    return vocabulary
  }

  /// Registers a module under a name, as assigning it to an attribute does.
  public func register(_ module: SpaModule, as name: String, in context: ModelContext) throws {
    guard !modules.contains(where: { $0.name == name }) else {
      throw NengoError(
        .spaModule,
        "Cannot re-assign module-attribute \(name) to \(module). SPA module-attributes can only be assigned once.")
    }
    if module.label == nil { module.label = name }
    parts[name] = .object(.network(module))
    for i in module.inputs.indices { module.inputs[i].meaning = try settled(module.inputs[i].meaning) }
    for i in module.outputs.indices { module.outputs[i].meaning = try settled(module.outputs[i].meaning) }
    modules.append((name, module))
    try module.joined(self, in: context)
  }

  private func settled(_ meaning: SpaMeaning) throws -> SpaMeaning {
    guard case .dimensions(let dimensions) = meaning else { return meaning }
    return .vocabulary(try defaultVocabulary(dimensions))
  }

  /// Checks, when the network closes, that all its modules have names.
  public func checkRegistered() throws {
    for case let module as SpaModule in networks where !modules.contains(where: { $0.module === module }) {
      throw NengoError(
        .spaModule, "\(module) must be set as an attribute of a SPA network, for example `model.name = module`")
    }
  }

  // MARK: names

  private static func endName(_ module: String, _ end: String) -> String {
    end == "default" ? module : "\(module)_\(end)"
  }

  public var inputNames: [String] {
    modules.flatMap { entry in entry.module.inputs.map { Self.endName(entry.name, $0.name) } }
  }

  public var outputNames: [String] {
    modules.flatMap { entry in entry.module.outputs.map { Self.endName(entry.name, $0.name) } }
  }

  /// The module that is called so, or that has an input or output of that name.
  public func module(_ name: String) throws -> SpaModule {
    if let entry = modules.first(where: { $0.name == name }) { return entry.module }
    for (moduleName, module) in modules {
      let ends = module.inputs + module.outputs
      if ends.contains(where: { Self.endName(moduleName, $0.name) == name }) { return module }
    }
    throw NengoError(.spaModule, "Could not find module '\(name)'.")
  }

  public func input(_ name: String) throws -> (module: SpaModule, end: SpaModule.End) {
    for (moduleName, module) in modules {
      if let end = module.inputs.first(where: { Self.endName(moduleName, $0.name) == name }) { return (module, end) }
    }
    throw NengoError(.spaModule, "Could not find module input '\(name)'.")
  }

  public func output(_ name: String) throws -> (module: SpaModule, end: SpaModule.End) {
    for (moduleName, module) in modules {
      if let end = module.outputs.first(where: { Self.endName(moduleName, $0.name) == name }) { return (module, end) }
    }
    throw NengoError(.spaModule, "Could not find module output '\(name)'.")
  }

  /// The vocabulary of what a probe looks at.
  public func vocabulary(of probe: Probe) throws -> Vocabulary {
    for (_, module) in modules {
      for end in module.outputs + module.inputs where end.object == probe.object {
        if let vocabulary = end.meaning.vocabulary { return vocabulary }
      }
    }
    throw NengoError.validation(
      "\(probe) looks at nothing that has a vocabulary; pass one", attribute: "probe", owner: "SPA")
  }
}

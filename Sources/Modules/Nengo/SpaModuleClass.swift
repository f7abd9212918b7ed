import Language
import Model

/// `nengo.spa.module.Module`: the base of all modules, from which scripts derive their own.
///
/// A script's module names its ends in two dicts, `inputs` and `outputs`: name → (object, vocabulary or number of
/// dimensions). They are read when the module is assigned to an attribute of an `SPA`; then numbers become the default
/// vocabularies, and the module's `on_add(spa)` runs.
enum SpaModuleClass {
  static let base: TypeObject = TypeObject(
    "Module", module: "nengo.spa.module", base: NetworkClass.base,
    doc: "A part of an SPA network. Its inputs and outputs: name -> (object, vocabulary or dimensions).",
    subclassing: .allowed,
    constructor: Constructor([.omittable("label"), .omittable("seed"), .omittable("add_to_container")]) { call in
      let session = try NengoSession.of(call.interpreter)
      return try session.constructing(call.interpreter) {
        let module = try SpaModule(
          label: try NetworkClass.label(call, of: "Module"),
          seed: try NetworkClass.seed(call.value("seed"), of: "Module", call.interpreter), in: session.context,
          addToContainer: call.value("add_to_container").isNone ? nil : try call.bool("add_to_container"))
        module.setInstance(call.receiver)
        return .object(module)
      }
    },
    methods: [
      Method(
        "on_add", [.required("spa")],
        summary: "Runs when the module has joined a network; here for classes that override it."
      ) { (_: SpaModule, _) in .none }
    ])

  /// Registers a module under a name, as assigning it to an attribute does.
  static func register(_ module: SpaModule, as name: String, in spa: SpaNetwork, _ interpreter: Interpreter) throws {
    try readEnds(of: module, interpreter)
    let session = try NengoSession.of(interpreter)
    try session.constructing(interpreter, in: spa) { try spa.register(module, as: name, in: session.context) }
    for side in Side.allCases { try side.dict(of: module)?.write(try side.values(of: module), interpreter) }
    if case .object(let object as InstanceObject) = module.scriptValue, object.overrides("on_add") {
      _ = try interpreter.call(try interpreter.attribute(module.scriptValue, "on_add"), [spa.scriptValue])
    }
  }

  // MARK: ends

  enum Side: String, CaseIterable {
    case inputs, outputs

    func ends(of module: SpaModule) -> [SpaModule.End] { self == .inputs ? module.inputs : module.outputs }

    /// The dict that a script has seen or set; nil if none has.
    func dict(of module: SpaModule) -> DictObject? {
      if case .object(let object as InstanceObject) = module.scriptValue,
        case .dict(let dict)? = object.ownAttributes[rawValue]
      {
        return dict
      }
      if case .dict(let dict)? = module.ownAttributes[rawValue] { return dict }
      return nil
    }

    /// name → (object, vocabulary)
    func values(of module: SpaModule) throws -> [(String, Value)] {
      ends(of: module).map { end in
        let meaning: Value =
          switch end.meaning {
          case .none: .none
          case .dimensions(let count): .int(count)
          case .vocabulary(let vocabulary): .object(vocabulary)
          }
        return (end.name, .newTuple([.model(end.object), meaning]))
      }
    }
  }

  /// The dict of a module's ends, kept so that what a script writes into it counts.
  static func dict(_ side: Side, of module: SpaModule) throws -> Value {
    if let known = side.dict(of: module) { return .dict(known) }
    let made = DictObject(try side.values(of: module))
    module.ownAttributes[side.rawValue] = .dict(made)
    return .dict(made)
  }

  private static func readEnds(of module: SpaModule, _ interpreter: Interpreter) throws {
    for side in Side.allCases {
      guard let dict = side.dict(of: module) else { continue }
      let ends = try dict.items.map { key, value in try end(try interpreter.str(key), value, side, interpreter) }
      if side == .inputs { module.inputs = ends } else { module.outputs = ends }
    }
  }

  private static func end(
    _ name: String, _ value: Value, _ side: Side, _ interpreter: Interpreter
  ) throws -> SpaModule.End {
    let wanted = "\(side.rawValue)['\(name)'] must be (object, vocabulary or number of dimensions)"
    let parts: [Value]
    if case .tuple(let tuple) = value {
      parts = tuple.elements
    } else if case .list(let list) = value {
      parts = list.elements
    } else {
      throw ScriptError(.typeError, "\(wanted), not \(value.typeName)")
    }
    guard parts.count == 2, let object = try ModelObject(parts[0]) else {
      throw ScriptError(.typeError, "\(wanted), got \(try interpreter.repr(value))")
    }
    return SpaModule.End(name: name, object: object, meaning: try meaning(parts[1], wanted, interpreter))
  }

  private static func meaning(_ value: Value, _ wanted: String, _ interpreter: Interpreter) throws -> SpaMeaning {
    if value.isNone { return .none }
    if let vocabulary: Vocabulary = value.host() { return .vocabulary(vocabulary) }
    guard let dimensions = try interpreter.optionalIndex(value) else {
      throw ScriptError(.typeError, "\(wanted), got \(value.typeName) for the vocabulary")
    }
    return .dimensions(dimensions)
  }
}

extension DictObject {
  fileprivate func write(_ entries: [(String, Value)], _ interpreter: Interpreter) throws {
    for (key, value) in entries { try setValue(value, for: .string(key), interpreter) }
  }
}

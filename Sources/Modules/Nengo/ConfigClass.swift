import Arrays
import Language
import Model

/// `nengo.Config`: defaults by class, and extra values by object.
extension Config: HostObject, Indexable, ContextManager, Printable, HasContainment {
  public var type: TypeObject { ConfigClass.type }

  public func enter(_ interpreter: Interpreter) throws -> Value {
    try NengoSession.of(interpreter).context.enter(self)
    return .object(self)
  }

  public func exit(_ error: ScriptError?, _ interpreter: Interpreter) throws -> Bool {
    try NengoSession.of(interpreter).context.leave(self)
    return false
  }

  /// `config[Class]` or `config[object]`.
  public func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    if case .object(let object) = key, let type = object as? TypeObject {
      let name = ConfigClass.className(of: type)
      if !isConfigured(name) { _ = try get(name, "label") }
      return .object(ClassDefaults(self, name))
    }
    guard let object = try ModelObject(key) else {
      throw NengoError(
        .config, "Type '\(key.typeName)' is not set up for configuration. Call 'configures(\(key.typeName))' first.")
    }
    try touch(object)
    return .object(ObjectExtras(self, object))
  }

  public func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool {
    throw ScriptError(.typeError, "Cannot check if \(try interpreter.repr(value)) is in a config.")
  }

  public func repr(_ interpreter: Interpreter) throws -> String {
    "<Config(\(classNames.joined(separator: ", ")))>"
  }
}

enum ConfigClass {
  /// The name by which a config knows a class; classes of scripts are known by their host base.
  static func className(of type: TypeObject) -> String { type.hostBase.name }

  static let type: TypeObject = TypeObject(
    "Config", module: "nengo.config", doc: "Defaults for the parameters of objects, by class.",
    constructor: Constructor([.variadic("configures")]) { call in
      .object(call.variadic.isEmpty ? Config() : try Config(try names(call.variadic)))
    },
    methods: [
      Method("configures", [.variadic("classes")], summary: "Set up classes for configuration.") {
        (config: Config, call) in
        try config.configures(try names(call.variadic))
        return .none
      },
      Method(
        "default", [.required("nengo_cls"), .required("param")],
        summary: "The default of a parameter, given the configs that are open.", kind: .free
      ) { _, call in
        let (name, parameter) = (try name(call.value("nengo_cls")), try call.string("param"))
        let context = try NengoSession.of(call.interpreter).context
        guard let value = context.defaultValue(name, parameter) ?? context.configured(name, parameter) else {
          throw ScriptError(.attributeError, "type object '\(name)' has no attribute '\(parameter)'")
        }
        return try Value(value)
      },
      Method(
        "all_defaults", [.omittable("nengo_cls")], summary: "A listing of the defaults of a class or of all.",
        kind: .free
      ) { _, call in
        let context = try NengoSession.of(call.interpreter).context
        let names =
          call.value("nengo_cls").isNone
          ? context.configs.flatMap(\.classNames) : [try name(call.value("nengo_cls"))]
        return .string(try names.map { try listing($0, context, call.interpreter) }.joined(separator: "\n"))
      },
    ],
    properties: [
      Property("params", doc: "The classes that are set up, and the objects that were looked up.") {
        (config: Config, interpreter) in
        let dict = DictObject(config.classNames.map { ($0, .object(ClassDefaults(config, $0))) })
        for object in config.objects {
          try dict.setValue(.object(ObjectExtras(config, object)), for: .model(object), interpreter)
        }
        return .dict(dict)
      }
    ])

  private static func name(_ value: Value) throws -> String {
    guard case .object(let object) = value, let type = object as? TypeObject else {
      throw ScriptError(.typeError, "expected a class, got \(value.typeName)")
    }
    return className(of: type)
  }

  private static func names(_ values: [Value]) throws -> [String] { try values.map(name) }

  private static func listing(_ name: String, _ context: ModelContext, _ interpreter: Interpreter) throws -> String {
    let lines = try (Config.specs(of: name) ?? []).filter(\.isConfigurable).sorted { $0.name < $1.name }.map { spec in
      let value = context.defaultValue(of: spec, for: name)
      return "  \(spec.name): \(try interpreter.repr(try Value(value)))"
    }
    return "Current defaults for \(name):\n" + lines.joined(separator: "\n")
  }
}

/// `config[Class]`: the defaults of one class.
final class ClassDefaults: HostObject, HasAttributes, HasContainment, Printable {
  let config: Config
  let className: String
  init(_ config: Config, _ className: String) {
    self.config = config
    self.className = className
  }

  static let typeObject = TypeObject(
    "ClassParams", module: "nengo.config", doc: "The defaults of one class in a config.",
    methods: [
      Method("set_param", [.required("key"), .required("value")], summary: "Add a parameter to the class.") {
        (defaults: ClassDefaults, call) in
        guard let declaration: ExtraDeclaration = call.value("value").host() else {
          throw NengoError(.config, "'\(call.value("value").typeName)' is not a parameter")
        }
        let name = try call.string("key")
        try defaults.config.add(declaration.parameter(name), to: defaults.className)
        return .none
      },
      Method("get_param", [.required("key")], summary: "The default of a parameter.") {
        (defaults: ClassDefaults, call) in
        .object(try defaults.declaration(try call.string("key")))
      },
      Method("update", [.required("d")], summary: "Set several defaults.") { (defaults: ClassDefaults, call) in
        guard let items = try call.interpreter.mappingItems(call.value("d")) else {
          throw ScriptError(.typeError, "update() needs a dict, got \(call.value("d").typeName)")
        }
        for (key, value) in items {
          _ = try defaults.setAttribute(try call.interpreter.str(key), value, call.interpreter)
        }
        return .none
      },
    ])
  var type: TypeObject { Self.typeObject }

  var attributeNames: [String] {
    (Config.specs(of: className) ?? []).filter(\.isConfigurable).map { isFunction($0.name) ? "function_info" : $0.name }
      + config.extraNames(className)
  }

  private func isFunction(_ name: String) -> Bool { className == Connection.className && name == "function" }

  /// The parameter that scripts mean by `name`: the function of connections is `function_info` in configs.
  private func parameterName(_ name: String) throws -> String {
    guard className == Connection.className else { return name }
    if isFunction(name) {
      throw NengoError(.attribute, "Unknown config parameter 'function'; configs know it as 'function_info'")
    }
    return name == "function_info" ? "function" : name
  }

  func attribute(_ name: String, _ interpreter: Interpreter) throws -> Value? {
    if name.hasPrefix("__") { return nil }
    let name = try parameterName(name)
    if Config.specs(of: className) == nil, !config.extraNames(className).contains(name) {
      return try config.value(className, name).map { try Value($0) }
    }
    return try Value(try config.get(className, name))
  }

  func setAttribute(_ name: String, _ value: Value, _ interpreter: Interpreter) throws -> Bool {
    let name = try parameterName(name)
    if Config.specs(of: className) == nil, !config.extraNames(className).contains(name) {
      try ConfigClass.checkComponent(className, name)
    }
    try config.set(className, name, try interpreter.parameterValue(value))
    return true
  }

  func deleteAttribute(_ name: String, _ interpreter: Interpreter) throws -> Bool {
    try config.remove(className, parameterName(name))
    return true
  }

  /// Whether a default is set here: `"radius" in config[Ensemble]`.
  func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool {
    try config.value(className, parameterName(interpreter.str(value))) != nil
  }

  /// The declaration of a parameter, whatever is set for it.
  private func declaration(_ name: String) throws -> ParameterDescriptor {
    if let extra = config.extra(className, name) {
      return ParameterDescriptor(name, className, "") { (try? Value(extra.builtIn)) ?? .none }
    }
    guard let spec = Config.specs(of: className)?.first(where: { $0.name == name }) else {
      throw NengoError(.attribute, "Unknown config parameter '\(name)'")
    }
    return ParameterDescriptor(name, className, spec.summary) { (try? Value(spec.builtIn?() ?? .none)) ?? .none }
  }

  func repr(_ interpreter: Interpreter) throws -> String { "<ClassParams[\(className)]>" }
}

extension ConfigClass {
  /// A component class has the parameters of its row; those of learning rules can be given defaults.
  static func checkComponent(_ className: String, _ name: String) throws {
    let types = ComponentTable.modules.flatMap(\.types)
    guard let type = types.first(where: { $0.name == className }) else { return }
    let known = type.order.contains { $0.members[name] != nil }
    guard known else { throw NengoError(.attribute, "Unknown config parameter '\(name)'") }
    guard type.isSubtype(of: LearningRuleTypeTypes.base) else {
      throw NengoError(.config, "Parameter '\(name)' is not configurable: give it to \(className)()")
    }
  }
}

/// `config[object]`: extra values of one object.
final class ObjectExtras: HostObject, HasAttributes {
  let config: Config
  let object: ModelObject
  init(_ config: Config, _ object: ModelObject) {
    self.config = config
    self.object = object
  }
  static let typeObject = TypeObject(
    "InstanceParams", module: "nengo.config", doc: "Extra values of one object in a config.",
    methods: ["get_param", "set_param"].map { name in
      Method(name, [.variadic("args")], summary: "A matter of classes: raises an error.") { (extras: ObjectExtras, _) in
        let own = extras.object.className
        throw NengoError(.config, "Objects have no declarations of parameters; use 'config[\(own)].\(name)'")
      }
    })
  var type: TypeObject { Self.typeObject }

  var attributeNames: [String] { config.extraNames(object.className) }

  func attribute(_ name: String, _ interpreter: Interpreter) throws -> Value? {
    name.hasPrefix("__") ? nil : try Value(try config.get(object, name))
  }

  func setAttribute(_ name: String, _ value: Value, _ interpreter: Interpreter) throws -> Bool {
    try config.set(object, name, try interpreter.parameterValue(value))
    return true
  }

  func deleteAttribute(_ name: String, _ interpreter: Interpreter) throws -> Bool {
    try config.remove(object, name)
    return true
  }
}

/// `nengo.params.NumberParam("weight", default=1.5)`: the declaration of an extra parameter.
final class ExtraDeclaration: HostObject {
  let type: TypeObject
  private let builtIn: ParameterValue
  private let check: ParameterSpec.Check
  let name: String

  init(_ type: TypeObject, _ name: String, _ builtIn: ParameterValue, _ check: @escaping ParameterSpec.Check) {
    self.type = type
    self.name = name
    self.builtIn = builtIn
    self.check = check
  }

  func parameter(_ name: String) -> ExtraParameter { ExtraParameter(name, builtIn, check: check) }

  /// A class of declarations: the bounds that its constructor takes, and the check of values.
  private struct Kind: Sendable {
    let name: String
    var module = "nengo.params"
    var bounds: [String] = []
    let check: @Sendable (Call) throws -> ParameterSpec.Check
  }

  private static let kinds: [Kind] = [
    kind("Parameter", ParameterCheck.later), kind("BoolParam", ParameterCheck.boolean),
    kind("StringParam", ParameterCheck.label), kind("DictParam", ParameterCheck.later),
    kind("NdarrayParam", ParameterCheck.later), kind("FunctionParam", ParameterCheck.later),
    kind("EnumParam", ParameterCheck.later), kind("TupleParam", ParameterCheck.later),
    kind("ShapeParam", ParameterCheck.later),
    kind("NeuronTypeParam", in: "nengo.neurons", ParameterCheck.neuronType),
    kind("SynapseParam", in: "nengo.synapses", ParameterCheck.synapse),
    kind("SolverParam", in: "nengo.solvers", ParameterCheck.solver),
    kind("ProcessParam", in: "nengo.base", ParameterCheck.process),
    kind("DistributionParam", in: "nengo.dists", ParameterCheck.distribution),
    kind("DistOrArrayParam", in: "nengo.dists", ParameterCheck.distributionOrArray),
    Kind(name: "NumberParam", bounds: ["low", "high"]) { call in
      ParameterCheck.number(atLeast: try call.optionalFloat("low"), atMost: try call.optionalFloat("high"))
    },
    Kind(name: "IntParam", bounds: ["low", "high"]) { call in
      ParameterCheck.integer(atLeast: try call.optionalInt("low"), atMost: try call.optionalInt("high"))
    },
  ]

  private static func kind(
    _ name: String, in module: String = "nengo.params", _ check: @escaping ParameterSpec.Check
  ) -> Kind {
    Kind(name: name, module: module) { _ in check }
  }

  /// The classes of declarations that stand in a module.
  static func kinds(in module: String) -> [TypeObject] { types.filter { $0.module == module } }

  private static let types: [TypeObject] = kinds.map { kind in
    final class Box { var type: TypeObject? }
    let box = Box()
    let type = TypeObject(
      kind.name, module: kind.module, doc: "The declaration of a parameter.",
      constructor: Constructor(
        [
          .required("name"), .omittable("default", shown: "Unconfigurable"),
        ] + kind.bounds.map { .omittable($0, "the bound; it is allowed itself") } + [
          .optional("optional", .bool(false)), .optional("readonly", .bool(false)),
        ]
      ) { call in
        guard try !call.bool("readonly") else {
          throw ScriptError(.notImplementedError, "\(kind.name): readonly=True is not supported for extra parameters")
        }
        let bounded = try kind.check(call)
        let check: ParameterSpec.Check = try call.bool("optional") ? ParameterCheck.optional(bounded) : bounded
        return .object(
          ExtraDeclaration(
            box.type ?? .object, try call.string("name"), try call.interpreter.parameterValue(call.value("default")),
            check))
      },
      properties: [
        Property("default", doc: "The built-in default.") { (declaration: ExtraDeclaration, _) in
          try Value(declaration.builtIn)
        },
        Property("name", doc: "The parameter's name.") { (declaration: ExtraDeclaration, _) in .string(declaration.name)
        },
      ])
    box.type = type
    return type
  }
}

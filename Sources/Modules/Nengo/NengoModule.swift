import Arrays
import Language
import Model

/// `nengo`: networks described, built and simulated.
enum NengoModule {
  static var row: ModuleRow { ModuleRow("nengo") { _ in make() } }

  static func make() -> ModuleObject {
    ModuleObject("nengo", doc: "Networks of neurons: described, built, simulated.") { module in
      module.define(NengoSession.memberName, .object(NengoSession()))
      module.define(NetworkClass.base, EnsembleClass.type, NodeClass.type, ConnectionClass.type, ProbeClass.type)
      module.define(SimulatorClass.type, ConfigClass.type, ProcessTypes.base)
      module.define("Default", .object(DefaultObject()))
      module.define("__version__", .string("4.1.0"))
      defineComponents(in: module)
      defineSubmodules(in: module)
      defineLongSpellings(in: module)
      module.define("spa", .object(SpaBinding.makeModule()))
      module.define("rc", .object(SettingsObject()))
      module.define("RC_DEFAULTS", .dict(DictObject(SettingsObject.defaults)))
      module.define("version", .object(version()))
      module.refuse("cache", note: "soma solves decoders anew; there is no cache of them")
      module.refuse("logger", note: "soma keeps no log; warnings are shown")
      module.refuse("builder", note: "models are built inside of soma; sim.model shows the result")
    }
  }

  /// The submodules of components, and the classes that stand in `nengo` itself.
  private static func defineComponents(in module: ModuleObject) {
    for (name, types) in ComponentTable.modules {
      let inner = ModuleObject("nengo.\(name)", doc: "Classes of components.") { inner in
        for type in types { inner.define(type) }
        if name == "dists" { inner.define(getSamples) }
        if name == "transforms" {
          inner.define(SparseMatrixObject.typeObject)
          defineAliases(in: inner)
        }
        if name == "processes" || name == "synapses" { inner.define(ProcessTypes.base) }
        if name == "neurons" { inner.define(SettledRate.function) }
        for type in ExtraDeclaration.kinds(in: "nengo.\(name)") { inner.define(type) }
      }
      module.define(name, .object(inner))
    }
    let bases = ["NeuronType", "Synapse", "Solver", "Distribution", "LearningRuleType", "Transform"]
    for name in ["neurons", "synapses", "learning_rules", "transforms"] {
      guard let types = ComponentTable.modules.first(where: { $0.name == name })?.types else { continue }
      if name == "transforms" { defineAliases(in: module) }
      for type in types where !bases.contains(type.name) && type.name != "ChannelShape" { module.define(type) }
    }
  }

  /// Short names of the convolutions.
  private static func defineAliases(in module: ModuleObject) {
    module.define("Conv", .object(TransformTypes.convolution))
    module.define("ConvTranspose", .object(TransformTypes.transpose))
  }

  private static func defineSubmodules(in module: ModuleObject) {
    module.define("utils", .object(NengoUtilities.module()))
    module.define("networks", .object(ReadyNetworks.module()))
    module.define(
      "exceptions",
      .object(
        ModuleObject("nengo.exceptions", doc: "Classes of errors and warnings.") { inner in
          for type in TypeObject.nengoExceptions { inner.define(type) }
          inner.define(.nengoWarning, .nengoNotAddedWarning, .nengoCacheIOWarning)
        }))
    module.define(
      "params",
      .object(
        ModuleObject("nengo.params", doc: "Declarations of parameters.") { inner in
          for type in ExtraDeclaration.kinds(in: "nengo.params") { inner.define(type) }
          inner.define("Default", .object(DefaultObject()))
          inner.define(.frozenObject)
          inner.refuse(
            "Unconfigurable", "ConnectionDefault", "FunctionInfo", "ObsoleteParam", "is_param", "iter_params",
            note: "declarations of parameters are for config[...].set_param")
        }))
    module.define(
      "presets",
      .object(
        ModuleObject("nengo.presets", doc: "Configs for special purposes.") { inner in inner.define(thresholding) }))
  }

  private static func version() -> ModuleObject {
    ModuleObject("nengo.version", doc: "The version of Nengo whose interface this is.") { module in
      module.define("version", .string("4.1.0"))
      module.define("version_info", .newTuple([.int(4), .int(1), .int(0)]))
      module.define("name", .string("nengo"))
    }
  }

  /// `nengo.network.Network` and so on.
  private static func defineLongSpellings(in module: ModuleObject) {
    let homes: [(String, [TypeObject])] = [
      ("network", [NetworkClass.base]), ("ensemble", [EnsembleClass.type, NeuronsObject.typeObject]),
      ("node", [NodeClass.type]), ("connection", [ConnectionClass.type, RuleObject.typeObject]),
      ("probe", [ProbeClass.type]), ("simulator", [SimulatorClass.type, SimulationData.typeObject]),
      ("config", [ConfigClass.type]), ("builder", [BuildRecord.typeObject]),
      ("base", [ProcessTypes.base, ViewObject.typeObject]),
    ]
    for (name, types) in homes {
      module.define(
        name,
        .object(
          ModuleObject("nengo.\(name)") { inner in
            for type in types + ExtraDeclaration.kinds(in: "nengo.\(name)") { inner.define(type) }
          }))
    }
  }

  private static let getSamples = BuiltinFunction(
    "get_samples", module: "nengo.dists",
    [.required("dist_or_samples"), .required("n"), .omittable("d"), .omittable("rng", shown: "numpy.random")],
    summary: "Samples of a distribution, or a copy of an array."
  ) { call in
    let value = call.value("dist_or_samples")
    if let distribution = try call.interpreter.component(value) as? any Distribution {
      return .array(try distribution.sample(try call.int("n"), try call.optionalInt("d"), try call.stream("rng")))
    }
    return .array(try NDArray(from: value, call.interpreter).copy())
  }

  private static let thresholding = BuiltinFunction(
    "ThresholdingEnsembles", module: "nengo.presets",
    [.required("threshold"), .optional("intercept_width", .float(0.15)), .optional("radius", .float(1))],
    summary: "A config for ensembles that fire above a threshold only."
  ) { call in
    .object(
      try Presets.thresholdingEnsembles(
        threshold: try call.real("threshold"), interceptWidth: try call.real("intercept_width"),
        radius: try call.real("radius")))
  }
}

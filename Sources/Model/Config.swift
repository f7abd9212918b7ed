/// Defaults for the parameters of network objects, and extra values kept beside them.

/// A parameter that a config adds to a class: `config[Ensemble].set_param("trainable", …)`.
public struct ExtraParameter {
  public let name: String
  public let builtIn: ParameterValue
  public let check: ParameterSpec.Check

  public init(
    _ name: String, _ builtIn: ParameterValue, check: @escaping ParameterSpec.Check = ParameterCheck.later
  ) {
    self.name = name
    self.builtIn = builtIn
    self.check = check
  }
}

/// Maps class names to default values, and objects to values of extra parameters.
public final class Config {
  private struct Entry {
    var values: [String: ParameterValue] = [:]
    var extras: [String: ExtraParameter] = [:]
  }

  private var entries: [String: Entry] = [:]
  private var objectValues: [ModelObject: [String: ParameterValue]] = [:]
  /// The classes that are set up, in the order in which they were.
  public private(set) var classNames: [String] = []

  public init() {}

  public convenience init(_ classNames: [String]) throws {
    self.init()
    try configures(classNames)
  }

  /// The parameters of a class of network objects that can be given defaults; nil for a class that has no table here.
  public static func specs(of className: String) -> [ParameterSpec]? {
    switch className {
    case Ensemble.className: Ensemble.parameters
    case Node.className: Node.parameters
    case Connection.className: Connection.parameters
    case Probe.className: Probe.parameters
    default: nil
    }
  }

  /// Sets up classes, so that they can be given defaults.
  ///
  /// - Throws: a `TypeError` if none is given.
  public func configures(_ names: [String]) throws {
    guard !names.isEmpty else { throw NengoError(.type, "configures() takes 1 or more arguments (0 given)") }
    for name in names where entries[name] == nil {
      entries[name] = Entry()
      classNames.append(name)
    }
  }

  public func isConfigured(_ className: String) -> Bool { entries[className] != nil }

  // MARK: class defaults

  /// Sets the default of a parameter of a class.
  ///
  /// - Throws: a `ConfigError` if the class isn't set up or the parameter can't be configured, an `AttributeError`
  ///   if there is no such parameter, a `ValidationError` if the value can't stand in any object.
  public func set(_ className: String, _ name: String, _ value: ParameterValue) throws {
    let entry = try entry(className)
    let place = ParameterSpec.Place(owner: "ClassParams", attribute: name)
    if let extra = entry.extras[name] {
      entries[className]?.values[name] = try extra.check(value, place)
      return
    }
    guard let specs = Config.specs(of: className) else {
      // Components check the value when they are made with it.
      entries[className]?.values[name] = value
      return
    }
    let spec = try Self.configurable(name, in: specs, className)
    entries[className]?.values[name] = spec.needsObject ? value : try spec.check(value, place)
  }

  /// The default of a parameter in this config alone: what was set, or the built-in one.
  public func get(_ className: String, _ name: String) throws -> ParameterValue {
    let entry = try entry(className)
    if let value = entry.values[name] { return value }
    if let extra = entry.extras[name] { return extra.builtIn }
    guard let specs = Config.specs(of: className) else {
      throw NengoError(.attribute, "Unknown config parameter '\(name)'")
    }
    return try Self.configurable(name, in: specs, className).builtIn?() ?? .none
  }

  /// What was set for a parameter here, if anything was.
  public func value(_ className: String, _ name: String) -> ParameterValue? { entries[className]?.values[name] }

  /// The names of parameters that have a value here, in alphabetical order.
  public func setNames(_ className: String) -> [String] { entries[className]?.values.keys.sorted() ?? [] }

  /// Undoes `set`.
  ///
  /// - Throws: a `KeyError` if nothing was set, an `AttributeError` if there is no such parameter.
  public func remove(_ className: String, _ name: String) throws {
    let entry = try entry(className)
    guard entry.values[name] != nil else {
      let isKnown = entry.extras[name] != nil || Self.specs(of: className)?.contains { $0.name == name } ?? true
      throw isKnown
        ? NengoError(.key, "no default is set for '\(className).\(name)'")
        : NengoError(.attribute, "Unknown config parameter '\(name)'")
    }
    entries[className]?.values[name] = nil
  }

  /// Adds a parameter to a class, here only.
  ///
  /// - Throws: a `ConfigError` if the class has a parameter of this name.
  public func add(_ extra: ExtraParameter, to className: String) throws {
    _ = try entry(className)
    if Config.specs(of: className)?.contains(where: { $0.name == extra.name }) ?? false {
      throw NengoError(
        .config, "'\(extra.name)' is already a parameter in \(className). Please choose a different name.")
    }
    entries[className]?.extras[extra.name] = extra
  }

  public func extra(_ className: String, _ name: String) -> ExtraParameter? { entries[className]?.extras[name] }

  public func extraNames(_ className: String) -> [String] { entries[className]?.extras.keys.sorted() ?? [] }

  // MARK: values of single objects

  /// The single objects that have an entry here.
  public var objects: [ModelObject] { Array(objectValues.keys) }

  /// Makes an entry for an object, as looking it up does.
  ///
  /// - Throws: a `ConfigError` if the object's class isn't set up.
  public func touch(_ object: ModelObject) throws {
    _ = try entry(object.className)
    if objectValues[object] == nil { objectValues[object] = [:] }
  }

  /// The value of an extra parameter for one object: its own, else the class's, else the parameter's default.
  public func get(_ object: ModelObject, _ name: String) throws -> ParameterValue {
    let extra = try extra(name, for: object)
    return objectValues[object]?[name] ?? entries[object.className]?.values[name] ?? extra.builtIn
  }

  public func set(_ object: ModelObject, _ name: String, _ value: ParameterValue) throws {
    let place = ParameterSpec.Place(owner: "InstanceParams", attribute: name)
    objectValues[object, default: [:]][name] = try extra(name, for: object).check(value, place)
  }

  public func remove(_ object: ModelObject, _ name: String) throws {
    guard objectValues[object]?.removeValue(forKey: name) != nil else { throw NengoError(.attribute, name) }
  }

  /// The value that was set for this very object, if any was.
  public func ownValue(_ object: ModelObject, _ name: String) -> ParameterValue? { objectValues[object]?[name] }

  private func extra(_ name: String, for object: ModelObject) throws -> ExtraParameter {
    let className = object.className
    let entry = try entry(className)
    if let extra = entry.extras[name] { return extra }
    if Config.specs(of: className)?.contains(where: { $0.name == name }) ?? false {
      throw NengoError(
        .config,
        "Cannot configure the built-in parameter '\(name)' on an instance of '\(className)'. "
          + "Please get the attribute directly from the object.")
    }
    throw NengoError(.attribute, "Unknown config parameter '\(name)'")
  }

  private func entry(_ className: String) throws -> Entry {
    if let entry = entries[className] { return entry }
    throw NengoError(
      .config, "Type '\(className)' is not set up for configuration. Call 'configures(\(className))' first.")
  }

  private static func configurable(
    _ name: String, in specs: [ParameterSpec], _ className: String
  ) throws -> ParameterSpec {
    guard let spec = specs.first(where: { $0.name == name }) else {
      throw NengoError(.attribute, "Unknown config parameter '\(name)'")
    }
    guard spec.isConfigurable else {
      throw NengoError(.config, "Parameter '\(name)' is not configurable: \(className)() has to be given it")
    }
    return spec
  }

  /// A copy in which objects stand for others.
  func copy(mapping: (ModelObject) -> ModelObject) -> Config {
    let copy = Config()
    copy.entries = entries
    copy.classNames = classNames
    for (object, values) in objectValues { copy.objectValues[mapping(object)] = values }
    return copy
  }
}

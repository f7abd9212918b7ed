import Arrays
import Language
import Model

/// A parameter of a component's constructor.
struct ComponentParameter {
  enum Fallback {
    case required
    case value(Value)
    /// Made anew for each object; `shown` is how help writes it.
    case made(shown: String, () -> Value)
  }

  let name: String
  let fallback: Fallback
  let summary: String
  /// Whether it can only be given by name.
  private var isKeyword = false

  /// The same parameter, to be given only by name.
  var byName: ComponentParameter {
    var copy = self
    copy.isKeyword = true
    return copy
  }

  /// A parameter that has to be given.
  init(_ name: String, _ summary: String) {
    self.name = name
    fallback = .required
    self.summary = summary
  }

  init(_ name: String, _ value: Value, _ summary: String) {
    self.name = name
    fallback = .value(value)
    self.summary = summary
  }

  init(_ name: String, _ component: @autoclosure @escaping () -> any FrozenObject, _ summary: String) {
    self.name = name
    fallback = .made(shown: component().text) { .component(component()) }
    self.summary = summary
  }

  var parameter: Parameter {
    var parameter: Parameter
    switch fallback {
    case .required: parameter = .required(name, summary)
    case .value(let value): parameter = .omittable(name, shown: ComponentParameter.text(value), summary)
    case .made(let shown, _): parameter = .omittable(name, shown: shown, summary)
    }
    if isKeyword { parameter.kind = .keywordOnly }
    return parameter
  }

  var defaultValue: Value? {
    switch fallback {
    case .required: nil
    case .value(let value): value
    case .made(_, let make): make()
    }
  }

  private static func text(_ value: Value) -> String {
    switch value {
    case .none: "None"
    case .bool(let flag): flag ? "True" : "False"
    case .int(let number): "\(number)"
    case .float(let number): "\(number)"
    case .str(let text): "'\(text.string)'"
    case .tuple(let tuple): "(\(tuple.elements.map(text).joined(separator: ", ")))"
    default: "…"
    }
  }
}

/// All there is to say of one class of components: argument checking, text, help and completion follow from it.
struct ComponentRow {
  let name: String
  /// `nengo.neurons`
  let module: String
  let base: TypeObject
  let summary: String
  let parameters: [ComponentParameter]
  let subclassing: Subclassing
  let methods: [Method]
  let properties: [Property]
  /// What the class itself has, as its objects have it too.
  let attributes: [(String, Value)]
  let make: (ComponentCall) throws -> any FrozenObject

  init(
    _ name: String, _ module: String, _ base: TypeObject, _ summary: String, _ parameters: [ComponentParameter] = [],
    subclassing: Subclassing = .allowed, methods: [Method] = [], properties: [Property] = [],
    attributes: [(String, Value)] = [],
    make: @escaping (ComponentCall) throws -> any FrozenObject
  ) {
    self.name = name
    self.module = module
    self.base = base
    self.summary = summary
    self.parameters = parameters
    self.subclassing = subclassing
    self.methods = methods
    self.properties = properties
    self.attributes = attributes
    self.make = make
  }

  /// The class.
  var type: TypeObject {
    let row = self
    final class Box { unowned var type: TypeObject = .object }
    let box = Box()
    let type = TypeObject(
      name, module: module, base: base, doc: summary, subclassing: subclassing,
      constructor: Constructor(parameters.map(\.parameter)) { call in
        let session = try NengoSession.of(call.interpreter)
        return try session.reporting(call.interpreter) {
          let component = try row.make(ComponentCall(call, row, session))
          for warning in component.warnings { session.warn(warning) }
          return .object(FrozenHost.make(component, box.type, owner: call.receiver.map { ComponentOwner($0) }))
        }
      },
      methods: methods, properties: parameters.map { attribute($0) } + properties,
      attributes: attributes)
    box.type = type
    return type
  }

  /// A parameter as a read-only attribute.
  private func attribute(_ parameter: ComponentParameter) -> Property {
    let name = parameter.name
    let owner = self.name
    return Property(
      name, doc: parameter.summary,
      onClass: .object(
        ParameterDescriptor(name, owner, parameter.summary) {
          parameter.defaultValue ?? .none
        }),
      set: { (_: FrozenHost, _, _) in
        throw NengoError(.readonly, "\(name) is read-only and cannot be changed", attribute: name, owner: owner)
      },
      get: { (host: FrozenHost, _) in
        host.component.arguments.first { $0.name == name }.map { Value($0.value) } ?? .none
      })
  }
}

/// `Class.parameter`: the declaration of a parameter.
final class ParameterDescriptor: HostObject, Printable, Documented {
  let name: String
  let owner: String
  let doc: String
  let makeDefault: () -> Value

  init(_ name: String, _ owner: String, _ doc: String, default makeDefault: @escaping () -> Value) {
    self.name = name
    self.owner = owner
    self.doc = doc
    self.makeDefault = makeDefault
  }

  static let typeObject = TypeObject(
    "Parameter", module: "nengo.params", doc: "The declaration of a parameter.",
    properties: [
      Property("default", doc: "The built-in default.") { (parameter: ParameterDescriptor, _) in
        parameter.makeDefault()
      },
      Property("name", doc: "The parameter's name.") { (parameter: ParameterDescriptor, _) in .string(parameter.name) },
    ])
  var type: TypeObject { Self.typeObject }
  func repr(_ interpreter: Interpreter) throws -> String { "<Parameter '\(name)' of \(owner)>" }
}

/// The arguments of one component under construction, with defaults filled in from the open configs.
struct ComponentCall {
  let call: Call
  let row: ComponentRow
  let session: NengoSession

  init(_ call: Call, _ row: ComponentRow, _ session: NengoSession) {
    self.call = call
    self.row = row
    self.session = session
  }

  var interpreter: Interpreter { call.interpreter }

  /// What was given; else what an open config says; else the default.
  func value(_ name: String) throws -> Value {
    if let given = call[name] {
      if case .object(let object) = given, object is DefaultObject {} else { return given }
    }
    if let configured = session.context.configured(row.name, name) { return try Value(configured) }
    return row.parameters.first { $0.name == name }?.defaultValue ?? .none
  }

  /// Whether the argument was given or configured.
  func isGiven(_ name: String) -> Bool {
    call[name] != nil || session.context.configured(row.name, name) != nil
  }

  /// Whether the argument was given in this call, whatever an open config says.
  func isPassed(_ name: String) -> Bool {
    guard let given = call[name] else { return false }
    if case .object(let object) = given, object is DefaultObject { return false }
    return true
  }

  func error(_ text: String, _ name: String) -> NengoError {
    .validation(text, attribute: name, owner: row.name)
  }

  private func wrong(_ kind: String, _ name: String, _ value: Value) throws -> NengoError {
    value.isNone
      ? error("Cannot be None (parameter is not optional)", name)
      : error("Must be \(kind); got '\(try interpreter.str(value))'", name)
  }

  // MARK: typed reading

  func number(_ name: String) throws -> Number {
    let value = try self.value(name)
    switch value {
    case .int(let number): return Number(number)
    case .bool(let flag): return Number(flag ? 1 : 0)
    case .float(let number): return Number(number)
    case .big: return Number(try interpreter.float(value))
    case .object:
      if let array = value.ndarray {
        guard array.ndim == 0, !array.dtype.isText else { throw try wrong("a number", name, value) }
        return Number(array.doubles.first ?? 0)
      }
      if let number = try interpreter.optionalFloat(value) {
        return try interpreter.optionalIndex(value).map { Number($0) } ?? Number(number)
      }
    default: break
    }
    throw try wrong("a number", name, value)
  }

  func optionalNumber(_ name: String) throws -> Number? { try value(name).isNone ? nil : try number(name) }

  func int(_ name: String) throws -> Int {
    let value = try self.value(name)
    guard value.string == nil, let number = try interpreter.optionalIndex(value) else {
      throw try wrong("an integer", name, value)
    }
    return number
  }

  func optionalInt(_ name: String) throws -> Int? { try value(name).isNone ? nil : try int(name) }

  func bool(_ name: String) throws -> Bool {
    let value = try self.value(name)
    if case .bool(let flag) = value { return flag }
    if let number: NumberObject = value.host() { return try interpreter.truth(.object(number)) }
    throw try wrong("a boolean", name, value)
  }

  func string(_ name: String) throws -> String {
    let value = try self.value(name)
    guard let text = value.string else { throw error("Must be a string (got type '\(value.typeName)')", name) }
    return text
  }

  /// One of the spellings of an enumeration.
  func choice<Choice: RawRepresentable & CaseIterable>(_ name: String) throws -> Choice
  where Choice.RawValue == String {
    let text = try string(name)
    guard let choice = Choice(rawValue: text) else {
      let known = Choice.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
      throw error("String '\(text)' must be one of [\(known)]", name)
    }
    return choice
  }

  func array(_ name: String) throws -> NDArray {
    let value = try self.value(name)
    guard !value.isNone else { throw try wrong("an array", name, value) }
    return try NDArray(from: value, dtype: .float64, interpreter)
  }

  func optionalArray(_ name: String) throws -> NDArray? { try value(name).isNone ? nil : try array(name) }

  func doubles(_ name: String) throws -> [Double] { try array(name).doubles }

  func ints(_ name: String) throws -> [Int] { try interpreter.ints(value(name)) }

  /// A sequence of integers, not one alone.
  func tuple(_ name: String) throws -> [Int] {
    let value = try self.value(name)
    guard value.string == nil || !value.isNone, interpreter.isIterable(value) else {
      throw value.isNone ? try wrong("a tuple", name, value) : error("Value must be castable to a tuple", name)
    }
    return try interpreter.elements(of: value).enumerated().map { place, element in
      guard element.string == nil, let number = try interpreter.optionalIndex(element) else {
        throw error("Element \(place) must be an int (got type '\(element.typeName)')", name)
      }
      return number
    }
  }

  /// A component of class `Kind`.
  func component<Kind>(_ name: String, _ wanted: String, as kind: Kind.Type = Kind.self) throws -> Kind {
    let value = try self.value(name)
    guard let component = try interpreter.component(value) as? Kind else {
      throw value.isNone
        ? try wrong(wanted, name, value) : error("Must be of type '\(wanted)' (got type '\(value.typeName)')", name)
    }
    return component
  }

  /// A synapse; a number is the time constant of a lowpass filter; None is none.
  func optionalSynapse(_ name: String) throws -> (any Synapse)? {
    let value = try self.value(name)
    if value.isNone { return nil }
    if let number = try interpreter.optionalFloat(value) { return try Lowpass(Number(number)) }
    return try component(name, "Synapse", as: (any Synapse).self)
  }

  func distribution(_ name: String) throws -> any Distribution {
    try component(name, "Distribution", as: (any Distribution).self)
  }

  /// A distribution or an array.
  func samplable(_ name: String) throws -> Samplable {
    if let distribution = try interpreter.component(value(name)) as? any Distribution {
      return .distribution(distribution)
    }
    return .array(try array(name))
  }

  /// The settings that every process has; `base` are those of its class.
  func processDefaults(_ base: ProcessDefaults = .source) throws -> ProcessDefaults {
    var defaults = base
    if isGiven("default_size_in") { defaults.sizeIn = try int("default_size_in") }
    if isGiven("default_size_out") { defaults.sizeOut = try optionalInt("default_size_out") }
    if isGiven("default_dt") { defaults.dt = try number("default_dt") }
    if let seed = try optionalInt("seed") {
      guard let small = UInt32(exactly: seed) else {
        throw error(
          seed < 0
            ? "Value must be greater than or equal to 0 (got \(seed))"
            : "Value must be less than or equal to 4294967295 (got \(seed))", "seed")
      }
      defaults.seed = small
    }
    return defaults
  }

  /// Initial values of state variables: a dict or None.
  func initialState() throws -> InitialState {
    try InitialState(value("initial_state"), row.name, interpreter)
  }
}

extension InitialState {
  /// Initial values of state variables of the neuron type `owner`: a dict or None.
  init(_ value: Value, _ owner: String, _ interpreter: Interpreter) throws {
    func fail(_ text: String) -> NengoError { .validation(text, attribute: "initial_state", owner: owner) }
    if value.isNone {
      self = .none
      return
    }
    guard case .dict(let dict) = value else {
      throw fail("Must be a dictionary; got '\(try interpreter.str(value))'")
    }
    self.init(
      try dict.items.map { key, item in
        let name = try interpreter.str(key)
        if let distribution = try interpreter.component(item) as? any Distribution {
          return (name, .distribution(distribution))
        }
        guard !item.isNone, item.string == nil, let array = try? NDArray(from: item, dtype: .float64, interpreter)
        else {
          throw fail("State variable '\(name)' must be a distribution or array-like")
        }
        return (name, .array(array))
      })
  }
}

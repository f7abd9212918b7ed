/// What ensembles, nodes, connections and probes have in common: parameters that are checked when set.
import Arrays

/// A network object. Identity is its key; its settings are values by name, described by its class's table.
public class NetworkObject {
  /// The class's name and its parameters, in the order in which a constructor sets them.
  public class var className: String { "NetworkObject" }
  public class var parameters: [ParameterSpec] { [] }

  private var values: [String: ParameterValue] = [:]
  /// The place in the order in which the objects of a context were made.
  public private(set) final var serial = 0
  /// What a binding keeps beside the object; the model does not look at it.
  public final var companion: AnyObject?
  /// Where the object was made, for reports.
  public private(set) final var origin: (any ObjectOrigin)?

  init() {}

  // MARK: reading

  /// The value of a parameter; nil if the class has no such parameter.
  public func value(of name: String) -> ParameterValue? { values[name] }

  public var label: String? { text("label") }
  public var seed: Int? { integer("seed") }

  func text(_ name: String) -> String? { if case .text(let text)? = values[name] { text } else { nil } }
  func integer(_ name: String) -> Int? { if case .int(let number)? = values[name] { number } else { nil } }
  func number(_ name: String) -> Double? { values[name].flatMap(ParameterCheck.numberValue) }
  func flag(_ name: String) -> Bool { if case .bool(true)? = values[name] { true } else { false } }
  func frozen(_ name: String) -> (any FrozenObject)? {
    if case .frozen(let frozen)? = values[name] { frozen } else { nil }
  }
  func view(_ name: String) -> ObjectView? { if case .object(let view)? = values[name] { view } else { nil } }

  /// The distribution or array that a parameter holds.
  func samplable(_ name: String) -> Samplable? {
    switch values[name] {
    case .frozen(let frozen)?: (frozen as? any Distribution).map { .distribution($0) }
    case .array(let array)?: .array((try? array.astype(.float64)) ?? array)
    default: nil
    }
  }

  // MARK: setting

  /// Sets a parameter, as `object.name = value` does. `Default` is looked up in the open configs.
  ///
  /// - Throws: what the parameter's checks throw; a `ReadonlyError` for one that can be set only once; an
  ///   `AttributeError` if there is no such parameter.
  public func set(_ name: String, _ value: ParameterValue, in context: ModelContext) throws {
    let type = Swift.type(of: self)
    guard let spec = type.parameters.first(where: { $0.name == name }) else {
      throw NengoError(.attribute, "'\(type.className)' object has no attribute '\(name)'")
    }
    let place = ParameterSpec.Place(owner: type.className, attribute: name)
    if !spec.isConfigurable, values[name] != nil {
      throw NengoError(.readonly, "\(name) is read-only and cannot be changed", attribute: name, owner: type.className)
    }
    let resolved = value.isDefault ? context.defaultValue(of: spec, for: type.className) : value
    if resolved.isDefault { throw NengoError(.type, "\(type.className)() is missing the argument '\(name)'") }
    let checked = try checkedValue(try spec.check(resolved, place), of: spec, place, in: context)
    values[name] = checked
    try didSet(name, in: context)
  }

  /// More checks of a value, that need the object; gives the value to store. For subclasses.
  func checkedValue(
    _ value: ParameterValue, of spec: ParameterSpec, _ place: ParameterSpec.Place, in context: ModelContext
  ) throws -> ParameterValue { value }

  /// Runs after a parameter was set. For subclasses.
  func didSet(_ name: String, in context: ModelContext) throws {}

  /// Sets the stored form of a value without checks.
  final func store(_ name: String, _ value: ParameterValue) { values[name] = value }

  /// Sets all parameters in the order of the table, then adds the object to the current network.
  ///
  /// - Parameters:
  ///   - arguments: values by parameter name; what is missing takes its default.
  ///   - add: whether to add the object to a network; nil: yes.
  final func construct(_ arguments: [String: ParameterValue], in context: ModelContext, add: Bool?) throws {
    let type = Swift.type(of: self)
    if let unknown = arguments.keys.sorted().first(where: { key in !type.parameters.contains { $0.name == key } }) {
      throw NengoError(.type, "\(type.className)() got an unexpected keyword argument '\(unknown)'")
    }
    origin = context.origin()
    let network = try context.container(for: type.className, add: add)
    serial = context.nextSerial()
    for spec in type.parameters {
      do { try set(spec.name, arguments[spec.name] ?? .useDefault, in: context) } catch let error as NengoError {
        throw error.blaming(error.argument ?? spec.name)
      }
    }
    network?.add(self)
  }

  /// Copies the stored settings of `other`, which is of the same class.
  final func copyValues(of other: NetworkObject, mapping: (ParameterValue) throws -> ParameterValue) rethrows {
    values = try other.values.mapValues(mapping)
    origin = other.origin
    serial = other.serial
  }

  // MARK: text

  /// `'label'`, or words that tell unlabelled objects apart.
  var labelText: String {
    label.map { "'\($0)'" } ?? "(unlabeled) at \(addressText(of: self))"
  }
}

extension NetworkObject: Hashable {
  public static func == (a: NetworkObject, b: NetworkObject) -> Bool { a === b }
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// Parameters that every network object has, last in their tables.
let commonParameters: [ParameterSpec] = [
  ParameterSpec("label", { .none }, "A name for the object.", check: ParameterCheck.label),
  ParameterSpec("seed", { .none }, "The seed of what is drawn for the object.", check: ParameterCheck.seed),
]

/// A module that scripts can import. Its members are made when the module is first looked into.
public final class ModuleObject: HostObject, Documented {
  public let name: String
  public let doc: String
  let table = AttributeTable()
  private var makers: [String: () throws -> Value] = [:]
  /// Names that are known and refused until they are built, with the way round them.
  private(set) var laterNames: [String: String] = [:]
  private var fill: ((ModuleObject) throws -> Void)?

  /// - Parameter fill: defines the members; run once, when first needed.
  public init(_ name: String, doc: String = "", fill: @escaping (ModuleObject) throws -> Void) {
    self.name = name
    self.doc = doc
    self.fill = fill
  }

  public var type: TypeObject { .module }

  public func define(_ name: String, _ value: Value) { table[name] = value }
  public func define(_ functions: BuiltinFunction...) {
    for function in functions { table[function.name] = .object(function) }
  }
  public func define(_ types: TypeObject...) { for type in types { table[type.name] = .object(type) } }
  /// Other names for a member.
  public func alias(_ name: String, _ others: String...) { for other in others { table[other] = table[name] } }
  /// A member that is made when first asked for.
  public func defineLazily(_ name: String, _ make: @escaping () throws -> Value) { makers[name] = make }
  /// Names that raise `NotImplementedError: module.name is not supported`, with a note.
  public func refuse(_ names: String..., note: String = "") { for name in names { laterNames[name] = note } }

  func prepare() throws {
    guard let fill else { return }
    self.fill = nil
    do { try fill(self) } catch {
      self.fill = fill
      throw error
    }
  }

  /// The member of that name, nil if the module has none.
  /// - Throws: `NotImplementedError` for a name that is known and not built yet.
  public func member(_ name: String) throws -> Value? {
    try prepare()
    if let found = table[name] { return found }
    if let make = makers.removeValue(forKey: name) {
      do {
        let value = try make()
        table[name] = value
        return value
      } catch {
        makers[name] = make
        throw error
      }
    }
    if let note = laterNames[name] {
      let error = ScriptError(.notImplementedError, "\(self.name).\(name) is not supported")
      if !note.isEmpty { error.addNote(note) }
      throw error
    }
    return nil
  }

  /// All names, for completion and hints; members are not made.
  public func memberNames() throws -> [String] {
    try prepare()
    return table.names + makers.keys.sorted()
  }
}

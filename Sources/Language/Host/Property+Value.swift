extension Property {
  /// An attribute of values that are not host objects of one class: tuples with named fields, components of any kind.
  public init(
    _ name: String, doc: String = "", onClass: Value? = nil, onValue get: @escaping (Value, Interpreter) throws -> Value
  ) {
    self.name = name
    self.doc = doc
    self.onClass = onClass
    self.get = get
    set = nil
  }
}

/// An instance of a class that a script defined.
public final class InstanceObject: HostObject, KeepsAttributes {
  public let type: TypeObject
  public let ownAttributes = AttributeTable()
  /// The part that the host base class made, after `super().__init__()`, if there is a host base class.
  public var host: (any HostObject)?
  public init(_ type: TypeObject) { self.type = type }

  deinit {
    guard ownAttributes.nests else { return }
    var pending: [Value] = []
    ownAttributes.surrender(to: &pending)
    Teardown.release(&pending)
  }
}

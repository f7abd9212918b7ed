/// A declared method as it stands on its class: `C.method`.
public final class MethodDescriptor: HostObject, Documented {
  public let method: Method
  unowned let owner: TypeObject
  let checked: Signature
  init(_ method: Method, owner: TypeObject) {
    self.method = method
    self.owner = owner
    checked = Signature("\(owner.name).\(method.name)", method.parameters, isMethod: true)
  }
  public var type: TypeObject { .methodDescriptor }
  public var doc: String { method.doc.isEmpty ? method.summary : method.summary + "\n\n" + method.doc }
}

/// A declared property as it stands on its class.
public final class PropertyDescriptor: HostObject, Documented {
  public let property: Property
  unowned let owner: TypeObject
  init(_ property: Property, owner: TypeObject) {
    self.property = property
    self.owner = owner
  }
  public var type: TypeObject { .getSetDescriptor }
  public var doc: String { property.doc }
}

extension TypeObject {
  public static let methodDescriptor = TypeObject("method_descriptor")
  public static let getSetDescriptor = TypeObject("getset_descriptor")
}

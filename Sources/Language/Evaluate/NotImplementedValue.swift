/// `NotImplemented`: what an operator method gives back to let the other side try.
final class NotImplementedObject: HostObject, Printable {
  let type = TypeObject.notImplementedType
  func repr(_ interpreter: Interpreter) throws -> String { "NotImplemented" }
}

extension TypeObject {
  static let notImplementedType = TypeObject("NotImplementedType")
}

extension Value {
  var isNotImplemented: Bool { if case .object(let object) = self { object is NotImplementedObject } else { false } }
}

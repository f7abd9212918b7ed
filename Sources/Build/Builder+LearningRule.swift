import Model

extension Construction {
  func build(_ rule: LearningRule) throws {
    throw NengoError(.notImplemented, "learning rule type '\(rule.type.typeName)' cannot be built yet")
  }
}

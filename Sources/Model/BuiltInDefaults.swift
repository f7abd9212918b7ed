/// The components that network objects use where nothing else is said.

enum BuiltInDefault {
  static var notYet: ParameterValue { .none }
}

/// A setting that every constructor sets.
func unset<T>(_ value: T?) -> T {
  guard let value else { preconditionFailure("constructors set every parameter") }
  return value
}

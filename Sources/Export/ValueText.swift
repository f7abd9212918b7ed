import Arrays
import Model

/// Writes the values of parameters.
struct ValueWriter {
  let components: ComponentWriter
  let names: ObjectNames

  var page: ExportPage { components.page }

  /// The value of a parameter.
  ///
  /// - Parameter name: `object_parameter`, after which arrays and functions are called.
  func expression(_ value: ParameterValue, named name: String) throws -> PythonExpression {
    switch value {
    case .useDefault: return .text("nengo.Default")
    case .none: return .text("None")
    case .bool(let flag): return .text(PythonText.bool(flag))
    case .int(let number): return .text("\(number)")
    case .number(let number): return .text(PythonText.number(number))
    case .text(let text): return .text(PythonText.string(text))
    case .array(let array): return page.array(array, named: name)
    case .frozen(let component): return try components.expression(component, named: name)
    case .function(let function): return try components.expression(function, named: name)
    case .object(let view): return .text(try names.text(view))
    case .list(let items):
      return .list(try items.enumerated().map { try expression($1, named: "\(name)_\($0)") })
    case .map(let entries):
      return .dict(
        try entries.map { (.text(PythonText.string($0.key)), try expression($0.value, named: "\(name)_\($0.key)")) })
    case .tensorFunction(let function):
      throw Unwritable("'\(function.name)' works on tensors, which NengoDL has and Nengo does not")
    case .other(let typeName, _): throw Unwritable("a \(typeName) has no form in a script")
    }
  }
}

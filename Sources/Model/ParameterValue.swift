/// The values that parameters of network objects take, before and after they are checked.
import Arrays

/// A value given for a parameter. Who binds a script converts its values to these; the tables of parameters
/// (`ParameterSpec`) say which ones each parameter accepts.
public enum ParameterValue {
  /// Look the default up in the configs that are open now.
  case useDefault
  case none
  case bool(Bool)
  case int(Int)
  case number(Double)
  case text(String)
  /// Also for lists of numbers, of any depth.
  case array(NDArray)
  /// Distributions, neuron types, processes, synapses, solvers, transforms, learning rule types.
  case frozen(any FrozenObject)
  case function(VectorFunction)
  case tensorFunction(any TensorFunction)
  /// A network object or a part of one.
  case object(ObjectView)
  /// A list that is not of numbers.
  case list([ParameterValue])
  case map([(key: String, value: ParameterValue)])
  /// Anything else, with the name of its type and the value itself for whoever can read it.
  case other(typeName: String, AnyObject?)

  /// The name of the value's type, as error messages call it.
  public var typeName: String {
    switch self {
    case .useDefault: "Default"
    case .none: "NoneType"
    case .bool: "bool"
    case .int: "int"
    case .number: "float"
    case .text: "str"
    case .array: "ndarray"
    case .frozen(let value): Swift.type(of: value).typeName
    case .function: "function"
    case .tensorFunction: "function"
    case .object(let view): view.index == nil ? view.object.className : "ObjView"
    case .list: "list"
    case .map: "dict"
    case .other(let typeName, _): typeName
    }
  }

  /// The value as error messages show it.
  public var text: String {
    switch self {
    case .bool(let value): value ? "True" : "False"
    case .int(let value): "\(value)"
    case .number(let value): numberText(value)
    case .text(let value): "'\(value)'"
    case .none: "None"
    default: typeName
    }
  }

  /// Whether both mean the same to a build: frozen objects and arrays by what they hold, functions and network objects
  /// by identity.
  public func isSame(as other: ParameterValue) -> Bool {
    switch (self, other) {
    case (.useDefault, .useDefault), (.none, .none): true
    case (.bool(let x), .bool(let y)): x == y
    case (.text(let x), .text(let y)): x == y
    case (.int, .int), (.int, .number), (.number, .int), (.number, .number):
      ParameterCheck.numberValue(self) == ParameterCheck.numberValue(other)
    case (.array(let x), .array(let y)):
      x.shape == y.shape && x.dtype == y.dtype && !x.dtype.isText && x.doubles == y.doubles
    case (.frozen(let x), .frozen(let y)): x.isEqual(to: y)
    case (.function(let x), .function(let y)): x.isSame(as: y)
    case (.tensorFunction(let x), .tensorFunction(let y)): x === y
    case (.object(let x), .object(let y)): x == y
    case (.list(let x), .list(let y)): x.count == y.count && zip(x, y).allSatisfy { $0.isSame(as: $1) }
    case (.map(let x), .map(let y)):
      x.count == y.count && zip(x, y).allSatisfy { $0.key == $1.key && $0.value.isSame(as: $1.value) }
    case (.other(_, let x?), .other(_, let y?)): x === y
    default: false
    }
  }

  public var isNone: Bool { if case .none = self { true } else { false } }
  public var isDefault: Bool { if case .useDefault = self { true } else { false } }
}

/// A number as Python writes it: `1.0`, `inf`.
func numberText(_ value: Double) -> String {
  if value.isNaN { return "nan" }
  if value.isInfinite { return value < 0 ? "-inf" : "inf" }
  return "\(value)"
}

extension ParameterValue: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral,
  ExpressibleByBooleanLiteral
{
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(stringLiteral value: String) { self = .text(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}

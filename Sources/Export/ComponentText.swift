/// Components and functions as Python expressions.
import Arrays
import Model

/// Writes what is not an object of a network. Constructor calls follow from `FrozenObject.arguments`, the text of
/// functions and classes of scripts from the author.
public struct ComponentWriter {
  let page: ExportPage
  let author: (any ScriptAuthor)?

  public init(page: ExportPage, author: (any ScriptAuthor)?) {
    self.page = page
    self.author = author
  }

  func expression(_ function: VectorFunction, named name: String) throws -> PythonExpression {
    if let text = function.python { return .text(text) }
    if let pointers = function.identity as? PointerFunction { return try expression(pointers, named: name) }
    guard let origin = function.identity, let author else {
      throw Unwritable("the source of function '\(function.name)' is not known")
    }
    return try author.expression(for: origin, named: name, on: page)
  }

  /// The vector of the pointer that a function names: texts that are not just a name can't be read without the parser.
  private func expression(_ function: PointerFunction, named name: String) throws -> PythonExpression {
    guard let origin = function.texts, let author else { throw Unwritable("the source of its function is not known") }
    let texts = try author.expression(for: origin, named: "\(name)_texts", on: page).line
    let table = try pointers(function.vocabulary)
    return .text("lambda t: \(table)[\(texts.hasPrefix("lambda") ? "(\(texts))" : texts)(t)]")
  }

  /// A dictionary of the pointers of a vocabulary as they are now.
  private func pointers(_ vocabulary: Vocabulary) throws -> String {
    let keys = vocabulary.keys
    let vectors = NDArray(
      try keys.flatMap { try vocabulary.parse($0).v }, shape: [keys.count, vocabulary.dimensions])
    return page.shared(vocabulary, named: "pointers") { name in
      let names = PythonExpression.list(keys.map { .text(PythonText.string($0)) }).line
      let table = page.array(vectors, named: name, isExact: true).line
      return "\(name) = {\"0\": np.zeros(\(vocabulary.dimensions)), **dict(zip(\(names), \(table)))}"
    }
  }

  /// A constructor call with the arguments that are not the defaults.
  public func expression(_ component: any FrozenObject, named name: String) throws -> PythonExpression {
    if let object = component.scriptObject {
      guard let author else { throw Unwritable("class \(component.typeName) is a script's own") }
      return try author.expression(for: object, named: name, on: page)
    }
    guard type(of: component).package == "nengo" else {
      throw Unwritable("\(component.typeName) is a class of NengoDL; Nengo does not have it")
    }
    return .call(
      "\(Self.module(of: component)).\(component.typeName)", try arguments(component.arguments, named: name))
  }

  /// The arguments that are not the defaults.
  public func arguments(_ arguments: [Argument], named name: String) throws -> [PythonExpression.Argument] {
    try arguments.filter { !$0.isDefault }.map { argument in
      PythonExpression.Argument(argument.name, try expression(argument, named: "\(name)_\(argument.name)"))
    }
  }

  private func expression(_ argument: Argument, named name: String) throws -> PythonExpression {
    if case .object(let component) = argument.value, argument.name.hasSuffix("synapse") {
      return try synapse(component, named: name)
    }
    return try expression(argument.value, named: name)
  }

  /// A synapse where a number stands for a lowpass filter.
  func synapse(_ component: any FrozenObject, named name: String) throws -> PythonExpression {
    if let lowpass = component as? Lowpass, component.isEqual(to: try Lowpass(lowpass.tau)) {
      return .text(lowpass.tau.description)
    }
    return try expression(component, named: name)
  }

  private func expression(_ value: ArgumentValue, named name: String) throws -> PythonExpression {
    switch value {
    case .none: return .text("None")
    case .bool(let flag): return .text(PythonText.bool(flag))
    case .int(let number): return .text("\(number)")
    case .float(let number): return .text(PythonText.number(number))
    case .string(let text): return .text(PythonText.string(text))
    case .array(let array): return page.array(array, named: name)
    case .object(let component): return try expression(component, named: name)
    case .tuple(let items): return .tuple(try items.map { try expression($0, named: name) })
    case .map(let entries):
      return .dict(
        try entries.map { entry in
          let key = try expression(entry.key, named: name)
          let suffix = if case .string(let text) = entry.key { "_\(text)" } else { "" }
          // Nengo wants to hash what is in a map.
          if case .array(let array) = entry.value {
            return (key, page.array(array, named: name + suffix, isExact: true))
          }
          return (key, try expression(entry.value, named: name + suffix))
        })
    case .foreign(let value):
      guard let author else { throw Unwritable("'\(value.text)' is a script's own") }
      return try author.expression(for: value.object, named: name, on: page)
    }
  }

  /// Where Nengo keeps the class of a component.
  static func module(of component: any FrozenObject) -> String {
    switch component {
    case is any NeuronType, is any Synapse, is any LearningRuleType, is Dense, is Sparse, is Convolution,
      is ConvolutionTranspose:
      "nengo"
    case is any Process: "nengo.processes"
    case is any Distribution: "nengo.dists"
    case is any Solver: "nengo.solvers"
    case is any LeastSquaresSolver: "nengo.utils.least_squares_solvers"
    default: "nengo.transforms"
    }
  }
}

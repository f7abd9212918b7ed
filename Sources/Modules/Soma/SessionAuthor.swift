import Arrays
import Export
import Language
import Model

/// What the session knows of an exported network: the variables of its objects, and the text of functions with the
/// values that they use.
final class SessionAuthor: ScriptAuthor {
  let interpreter: Interpreter
  private let objectNames: [ModelObject: String]
  /// Variables that hold functions and instances, by these.
  private let valueNames: [ObjectIdentifier: String]
  /// The expression of each thing with an identity that is on the page, by the thing.
  private var written: [ObjectIdentifier: String] = [:]
  /// The variable on the page of each variable of the session.
  private var variables: [ObjectIdentifier: String] = [:]

  init(_ interpreter: Interpreter) {
    self.interpreter = interpreter
    let names = SessionNames(interpreter)
    objectNames = names.objects
    valueNames = names.values
  }

  func name(of object: ModelObject) -> String? { objectNames[object] }

  /// The variable of the session that holds a function or instance.
  func name(of value: AnyObject) -> String? { valueNames[ObjectIdentifier(value)] }

  func expression(for origin: AnyObject, named name: String, on page: ExportPage) throws -> PythonExpression {
    if let function = origin as? ScriptFunction { return .text(try text(function.value, named: name, page)) }
    if let object = origin as? any HostObject { return .text(try text(.object(object), named: name, page)) }
    throw Unwritable("its source is not known")
  }

  /// Keeps the expression by which something on the page is known.
  func note(_ object: AnyObject, _ expression: String) { written[ObjectIdentifier(object)] = expression }

  // MARK: values

  /// An expression for a value. Things that scripts can change get a variable, which all who use them share.
  func text(_ value: Value, named name: String, _ page: ExportPage) throws -> String {
    switch value {
    case .float(let number): return PythonText.number(number)
    case .str(let text): return PythonText.string(text.string)
    case .none, .ellipsis, .bool, .int, .big: return try interpreter.repr(value)
    case .tuple(let tuple):
      let items = try tuple.elements.enumerated().map { try text($1, named: "\(name)_\($0)", page) }
      return "(\(items.joined(separator: ", "))\(items.count == 1 ? "," : ""))"
    case .list(let list):
      return try shared(list, named: name, page) {
        let items = try list.elements.enumerated().map { try text($1, named: "\(name)_\($0)", page) }
        return "[\(items.joined(separator: ", "))]"
      }
    case .dict(let dict):
      return try shared(dict, named: name, page) {
        let items = try dict.items.map { key, item in
          let suffix = key.string ?? "item"
          return try text(key, named: name, page) + ": " + text(item, named: "\(name)_\(suffix)", page)
        }
        return "{\(items.joined(separator: ", "))}"
      }
    case .set(let set):
      return try shared(set, named: name, page) {
        let items = try interpreter.elements(of: value).map { try text($0, named: name, page) }
        return items.isEmpty ? "set()" : "{\(items.joined(separator: ", "))}"
      }
    case .object(let object): return try text(object, named: name, page)
    }
  }

  private func text(_ object: any HostObject, named name: String, _ page: ExportPage) throws -> String {
    if let known = written[ObjectIdentifier(object)] { return known }
    switch object {
    case let function as FunctionObject: return try self.function(function, named: name, page)
    case let module as ModuleObject: return try self.module(module, named: name, page)
    case let array as ArrayObject:
      return try shared(array, named: name, page) { page.array(array.array, named: name, isExact: true).line }
    case let number as NumberObject:
      let literal = number.dtype.isFloat ? PythonText.number(number.double) : try interpreter.str(.object(number))
      return "np.\(number.dtype == .bool ? "bool_" : number.dtype.name)(\(literal))"
    case is RangeObject, is SliceObject: return try interpreter.repr(.object(object))
    case let partial as PartialObject: return try self.partial(partial, named: name, page)
    case let method as BoundHostMethod:
      return try text(method.receiver, named: name, page) + ".\(method.name)"
    case let method as BoundMethod:
      return try text(method.receiver, named: name, page) + "." + interpreter.functionName(method.function)
    case let type as TypeObject where type.isScript: return try self.type(type, page)
    case let instance as InstanceObject: return try self.instance(instance, named: name, page)
    case let stream as RandomObject: return try self.stream(stream, named: name, page)
    case let host as FrozenHost:
      return try ComponentWriter(page: page, author: self).expression(host.component, named: name).line
    default: break
    }
    if let known = try hostName(object, page) { return known }
    throw Unwritable("\(article(object.type.name)) of the session has no form in a script")
  }

  private func article(_ noun: String) -> String {
    ("aeiouAEIOU".contains(noun.first ?? "x") ? "an '" : "a '") + noun + "'"
  }

  /// A variable for something that may be changed; `make` writes its present value.
  private func shared(
    _ object: AnyObject, named name: String, _ page: ExportPage, _ make: () throws -> String
  ) throws -> String {
    let key = ObjectIdentifier(object)
    if let known = written[key] { return known }
    let variable = page.unique(name)
    written[key] = variable
    let text = try make()
    page.define("\(variable) = \(text)")
    return variable
  }

  private func partial(_ partial: PartialObject, named name: String, _ page: ExportPage) throws -> String {
    let module = page.importing("functools", as: "functools")
    let given = try partial.positional.map { try text($0, named: name, page) }
    let named = try partial.keywords.map { "\($0.name)=\(try text($0.value, named: $0.name, page))" }
    let parts = try [text(partial.function, named: name, page)] + given + named
    return "\(module).partial(\(parts.joined(separator: ", ")))"
  }

  // MARK: what other modules have

  /// Modules that a Python with plain Nengo need not have.
  private static let strange: Set<String> = ["tensorflow", "nengo_dl", "soma", "IPython", "mpl_toolkits", "nengo_gui"]

  private func check(_ module: String) throws {
    let root = module.split(separator: ".").first.map(String.init) ?? module
    if Self.strange.contains(root) { throw Unwritable("module \(module) is not a part of plain Nengo") }
  }

  private func module(_ module: ModuleObject, named name: String, _ page: ExportPage) throws -> String {
    try check(module.name)
    return page.importing(module.name, as: name)
  }

  /// `np.sin`, `math.pi`, `max`: a function or class by the name under which a module has it.
  private func hostName(_ object: any HostObject, _ page: ExportPage) throws -> String? {
    let module: String
    let name: String
    switch object {
    case let function as BuiltinFunction: (module, name) = (function.module, function.name)
    case let type as TypeObject where !type.isScript: (module, name) = (type.module, type.name)
    default: return nil
    }
    if module.isEmpty || module == "builtins" { return interpreter.builtinNames.contains(name) ? name : nil }
    try check(module)
    for place in [module.split(separator: ".").first.map(String.init) ?? module, module] {
      guard let found = try? interpreter.importModule(place), case .object(let member)? = try? found.member(name),
        member === object
      else { continue }
      return page.importing(place, as: place) + ".\(name)"
    }
    return nil
  }

  // MARK: functions

  /// Short lambdas stand where they are used; other functions are defined first.
  private static let inlineLimit = 60

  private func function(_ function: FunctionObject, named wish: String, _ page: ExportPage) throws -> String {
    let key = ObjectIdentifier(function)
    let source = try DefinitionSource(function, interpreter)
    let shown = valueNames[key] ?? (source.isLambda ? nil : source.name)
    // A function may use itself: it has its name before its text is made.
    let name = shown.map { page.unique($0) }
    if let name { written[key] = name }
    let (renaming, heading) = try surroundings(of: source, shown ?? "lambda", page)
    if source.hasAnnotations { page.deferAnnotations() }
    page.countFunction()
    let text = source.text(named: name, renaming: renaming, headingTexts: heading)
    guard source.isLambda else {
      page.define(text)
      return name ?? source.name
    }
    let isLong = text.contains("\n")
    if name == nil, !isLong, text.count <= Self.inlineLimit { return text }
    let variable = name ?? page.unique(wish)
    written[key] = variable
    page.define("\(variable) = \(isLong ? "(\(text))" : text)")
    return variable
  }

  /// Puts all that a definition uses on the page.
  ///
  /// - Returns: other names for variables outside, and texts for pieces of the heading.
  func surroundings(
    of source: DefinitionSource, _ shown: String, _ page: ExportPage
  ) throws -> (renaming: [String: String], heading: [String: String]) {
    var renaming: [String: String] = [:]
    let words = source.words
    func explained(_ name: String, _ body: () throws -> String) throws -> String {
      do { return try body() } catch let error as Unwritable {
        throw Unwritable("'\(shown)' uses '\(name)', and \(error.reason)")
      }
    }
    for outside in source.outside {
      let name = try explained(outside.name) { try variable(for: outside, words, page) }
      if name != outside.name { renaming[outside.name] = name }
    }
    var heading: [String: String] = [:]
    for (name, value) in source.heading {
      heading[name] = try explained(name) { try text(value, named: name, page) }
    }
    return (renaming, heading)
  }

  /// The variable or expression on the page for a variable outside of a function.
  private func variable(
    for outside: DefinitionSource.Outside, _ words: Set<String>, _ page: ExportPage
  ) throws -> String {
    guard let value = outside.value else { throw Unwritable("it has no value") }
    if let known = variables[outside.variable], known == outside.name || !words.contains(known) { return known }
    var text = try text(value, named: outside.name, page)
    if !PythonText.isIdentifier(text) || (text != outside.name && words.contains(text)) {
      let name = page.unique(outside.name, avoiding: words.subtracting([outside.name]))
      page.define("\(name) = \(text)")
      text = name
    }
    variables[outside.variable] = text
    return text
  }
}

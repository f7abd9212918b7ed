import Arrays
import Export
import Language
import Model

/// Classes of the script and their instances, on the page of an export.
extension SessionAuthor {
  /// The name of a class, whose definition is put on the page.
  func type(_ type: TypeObject, _ page: ExportPage) throws -> String {
    let name = page.unique(type.name)
    note(type, name)
    let source = try DefinitionSource(type, interpreter)
    let (renaming, heading) = try surroundings(of: source, type.name, page)
    if source.hasAnnotations { page.deferAnnotations() }
    page.countFunction()
    page.define(source.text(named: name, renaming: renaming, headingTexts: heading))
    return name
  }

  /// A variable for an instance as it is now: made without `__init__`, then given its attributes.
  func instance(_ instance: InstanceObject, named wish: String, _ page: ExportPage) throws -> String {
    let type = instance.type
    let className = try text(.object(type), named: type.name, page)
    let variable = page.unique(name(of: instance) ?? wish)
    note(instance, variable)
    let base = type.hostBase
    let arguments = try baseArguments(of: instance, named: variable, page)
    if type.lookUpInitializer == nil {
      page.define("\(variable) = " + PythonExpression.call(className, arguments).line)
    } else {
      page.define("\(variable) = \(className).__new__(\(className))")
      if base !== TypeObject.object {
        // The built-in base's part: what `super().__init__` of the lowest script class makes.
        let lowest = type.order.last { $0.isScript } ?? type
        let name = try text(.object(lowest), named: lowest.name, page)
        page.define(PythonExpression.call("super(\(name), \(variable)).__init__", arguments).line)
      }
    }
    for (name, value) in instance.ownAttributes.pairs {
      do {
        page.define("\(variable).\(name) = " + (try text(value, named: "\(variable)_\(name)", page)))
      } catch let error as Unwritable {
        throw Unwritable("attribute '\(name)' of \(variable), of class \(type.name): \(error.reason)")
      }
    }
    return variable
  }

  /// What the constructor of the built-in base was given.
  private func baseArguments(
    of instance: InstanceObject, named name: String, _ page: ExportPage
  ) throws -> [PythonExpression.Argument] {
    let writer = ComponentWriter(page: page, author: self)
    let base = instance.type.hostBase
    switch instance.host {
    case nil: return []
    case let host as FrozenHost: return try writer.arguments(host.component.arguments, named: name)
    case let part as ComponentPart:
      if base.isSubtype(of: SolverTypes.base) { return part.weights ? [.init("weights", .text("True"))] : [] }
      guard base.isSubtype(of: ProcessTypes.base) else { return [] }
      let usual: ProcessDefaults = base.isSubtype(of: SynapseTypes.base) ? .synapse : .source
      return try writer.arguments(part.defaults.arguments(usual), named: name)
    default: throw Unwritable("class \(instance.type.name) has the base \(base.name), which has no form in a script")
    }
  }

  /// A stream of random numbers as it stands now.
  func stream(_ stream: RandomObject, named wish: String, _ page: ExportPage) throws -> String {
    let variable = page.unique(wish)
    note(stream, variable)
    let state = stream.state.snapshot()
    let key = page.array(NDArray(state.key.map { Int($0) }), named: "\(variable)_key").line
    let spare = state.spareNormal.map { "1, \(PythonText.number($0))" } ?? "0, 0.0"
    page.define("\(variable) = np.random.RandomState()")
    page.define("\(variable).set_state((\"MT19937\", \(key), \(state.position), \(spare)))")
    return variable
  }
}

extension TypeObject {
  /// The `__init__` that a script's class defines or inherits from one.
  var lookUpInitializer: Value? {
    for type in order {
      if !type.isScript { return nil }
      if let found = type.members["__init__"] { return found }
    }
    return nil
  }
}

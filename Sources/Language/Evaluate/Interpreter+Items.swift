/// `x[key]`: reading, setting, deleting.
extension Interpreter {
  public func item(_ value: Value, _ key: Value) throws -> Value {
    switch value {
    case .list(let list):
      if case .int(let index) = key {
        let place = index < 0 ? index &+ list.elements.count : index
        if place >= 0, place < list.elements.count { return list.elements[place] }
        throw ScriptError(.indexError, "list index out of range")
      }
      if let slice = key.slice { return .newList(try sliced(list.elements, slice)) }
      return list.elements[try place(key, list.elements.count, "list")]
    case .tuple(let tuple):
      if let slice = key.slice { return .newTuple(try sliced(tuple.elements, slice)) }
      return tuple.elements[try place(key, tuple.elements.count, "tuple")]
    case .str(let text):
      if let slice = key.slice {
        let (start, _, step, count) = try resolve(slice, length: text.count)
        if count == 0 { return .string("") }
        if step == 1 { return .str(text.slice(start..<(start + count))) }
        let scalars = text.scalars
        return .str(Text((0..<count).map { scalars[start + $0 * step] }))
      }
      return .string(String(text[try place(key, text.count, "string")]))
    case .dict(let dict):
      if let found = try dict.value(for: key, self) { return found }
      if let make = dict.makeDefault {
        let made = try call(make, [])
        try dict.setValue(made, for: key, self)
        return made
      }
      if dict.kind.name == "Counter" { return .int(0) }
      throw ScriptError(ExceptionObject(.keyError, [key]))
    case .object(let object):
      if let result = try callSpecial(object, "__getitem__", key) { return result }
      if let host: any Indexable = ability(object) { return try host.item(key, self) }
      if let type = object as? TypeObject {
        throw ScriptError(.typeError, "type '\(type.name)' is not subscriptable")
      }
    default: break
    }
    throw ScriptError(.typeError, "'\(value.typeName)' object is not subscriptable")
  }

  public func setItem(_ value: Value, _ key: Value, to new: Value) throws {
    switch value {
    case .list(let list):
      if let slice = key.slice { return try assign(list, slice, new) }
      list.elements[try place(key, list.elements.count, "list", "list assignment index out of range")] = new
    case .dict(let dict): try dict.setValue(new, for: key, self)
    case .object(let object):
      if try callSpecial(object, "__setitem__", key, new) != nil { return }
      guard let host: any Indexable = ability(object) else { throw notItems(value, "item assignment") }
      try host.setItem(key, new, self)
    default: throw notItems(value, "item assignment")
    }
  }

  public func deleteItem(_ value: Value, _ key: Value) throws {
    switch value {
    case .list(let list):
      if let slice = key.slice {
        let (start, _, step, count) = try resolve(slice, length: list.elements.count)
        let places = Set((0..<count).map { start + $0 * step })
        list.elements = list.elements.enumerated().filter { !places.contains($0.offset) }.map(\.element)
        return
      }
      list.elements.remove(at: try place(key, list.elements.count, "list", "list assignment index out of range"))
    case .dict(let dict):
      if try dict.removeValue(for: key, self) == nil { throw ScriptError(ExceptionObject(.keyError, [key])) }
    case .object(let object):
      if try callSpecial(object, "__delitem__", key) != nil { return }
      guard let host: any Indexable = ability(object) else { throw notItems(value, "item deletion") }
      try host.deleteItem(key, self)
    default: throw notItems(value, "item deletion")
    }
  }

  private func notItems(_ value: Value, _ what: String) -> ScriptError {
    let verb = what == "item deletion" ? "doesn't" : "does not"
    return ScriptError(.typeError, "'\(value.typeName)' object \(verb) support \(what)")
  }

  /// The place in a sequence that an index means.
  private func place(_ key: Value, _ count: Int, _ noun: String, _ message: String? = nil) throws -> Int {
    guard let whole = try integerValue(key) else {
      throw ScriptError(
        .typeError,
        noun == "string"
          ? "string indices must be integers, not '\(key.typeName)'"
          : "\(noun) indices must be integers or slices, not \(key.typeName)")
    }
    guard case .int(let index) = whole else {
      throw ScriptError(.indexError, "cannot fit 'int' into an index-sized integer")
    }
    let place = index < 0 ? index &+ count : index
    guard place >= 0, place < count else { throw ScriptError(.indexError, message ?? "\(noun) index out of range") }
    return place
  }

  func sliced(_ elements: [Value], _ slice: SliceObject) throws -> [Value] {
    let (start, _, step, count) = try resolve(slice, length: elements.count)
    if count == 0 { return [] }
    if step == 1 { return Array(elements[start..<(start + count)]) }
    return (0..<count).map { elements[start + $0 * step] }
  }

  private func assign(_ list: ListObject, _ slice: SliceObject, _ new: Value) throws {
    guard isIterable(new) else { throw ScriptError(.typeError, "can only assign an iterable") }
    let values = try elements(of: new)
    let (start, stop, step, count) = try resolve(slice, length: list.elements.count)
    if step == 1 {
      list.elements.replaceSubrange(start..<max(start, stop), with: values)
      return
    }
    if values.count != count {
      throw ScriptError(
        .valueError, "attempt to assign sequence of size \(values.count) to extended slice of size \(count)")
    }
    for (offset, value) in values.enumerated() { list.elements[start + offset * step] = value }
  }
}

extension Value {
  var slice: SliceObject? { if case .object(let object) = self { object as? SliceObject } else { nil } }
}

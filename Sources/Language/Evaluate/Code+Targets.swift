/// What assignments, loops, `with` and `del` act on.

final class SlotTarget: TargetCode {
  let slot: Int
  let name: String
  init(_ slot: Int, _ name: String, _ range: SourceRange) {
    self.slot = slot
    self.name = name
    super.init(range)
  }
  override func assign(_ value: Value, _ frame: Frame) throws { frame.slots[slot] = .some(value) }
  override func delete(_ frame: Frame) throws {
    if frame.slots[slot] == nil {
      let error =
        frame.unit.scope.kind == .classBody
        ? ScriptError(.nameError, "name '\(name)' is not defined") : NameErrors.unbound(name)
      throw frame.located(error, range)
    }
    frame.slots[slot] = nil
  }
}

final class CellTarget: TargetCode {
  let index: Int
  let name: String
  init(_ index: Int, _ name: String, _ range: SourceRange) {
    self.index = index
    self.name = name
    super.init(range)
  }
  override func assign(_ value: Value, _ frame: Frame) throws { frame.cells[index].value = value }
  override func delete(_ frame: Frame) throws {
    if frame.cells[index].value == nil { throw frame.located(NameErrors.unbound(name), range) }
    frame.cells[index].value = nil
  }
}

final class GlobalTarget: TargetCode {
  let cell: SharedVariable
  let name: String
  init(_ cell: SharedVariable, _ name: String, _ range: SourceRange) {
    self.cell = cell
    self.name = name
    super.init(range)
  }
  override func assign(_ value: Value, _ frame: Frame) throws { cell.value = value }
  override func delete(_ frame: Frame) throws {
    if cell.value == nil {
      throw frame.located(ScriptError(.nameError, "name '\(name)' is not defined"), range)
    }
    cell.value = nil
  }
}

final class AttributeTarget: TargetCode {
  let object: ExpressionCode
  let name: Text
  let nameRange: SourceRange
  /// Where the assigned value is written, if it is.
  let valueRange: SourceRange?
  init(
    _ object: ExpressionCode, _ name: Text, _ nameRange: SourceRange, _ range: SourceRange, value: SourceRange?
  ) {
    self.object = object
    self.name = name
    self.nameRange = nameRange
    valueRange = value
    super.init(range)
  }
  /// An error that blames the value is placed there, any other one at the name.
  override func assign(_ value: Value, _ frame: Frame) throws {
    let holder = try object.evaluate(frame)
    do { try frame.interpreter.setAttribute(holder, name, to: value) } catch {
      let raised = frame.interpreter.scriptError(error)
      let isValueAtFault = raised.exception.fault != nil && !raised.exception.hasPlace
      throw frame.located(raised, isValueAtFault ? valueRange ?? nameRange : nameRange)
    }
  }
  override func delete(_ frame: Frame) throws {
    let holder = try object.evaluate(frame)
    do { try frame.interpreter.deleteAttribute(holder, name.string) } catch { throw frame.located(error, nameRange) }
  }
}

final class SubscriptTarget: TargetCode {
  let object: ExpressionCode
  let key: ExpressionCode
  init(_ object: ExpressionCode, _ key: ExpressionCode, _ range: SourceRange) {
    self.object = object
    self.key = key
    super.init(range)
  }
  override func assign(_ value: Value, _ frame: Frame) throws {
    let holder = try object.evaluate(frame)
    let index = try key.evaluate(frame)
    do { try frame.interpreter.setItem(holder, index, to: value) } catch { throw frame.located(error, range) }
  }
  override func delete(_ frame: Frame) throws {
    let holder = try object.evaluate(frame)
    let index = try key.evaluate(frame)
    do { try frame.interpreter.deleteItem(holder, index) } catch { throw frame.located(error, range) }
  }
}

/// `a, (b, *c)`
final class SequenceTarget: TargetCode {
  let parts: [TargetCode]
  let star: Int?
  init(_ parts: [TargetCode], star: Int?, _ range: SourceRange) {
    self.parts = parts
    self.star = star
    super.init(range)
  }

  override func assign(_ value: Value, _ frame: Frame) throws {
    let values: [Value]
    do { values = try unpacked(value, frame.interpreter) } catch { throw frame.located(error, range) }
    guard let star else {
      for (place, part) in parts.enumerated() { try part.assign(values[place], frame) }
      return
    }
    let after = parts.count - star - 1
    for place in 0..<star { try parts[place].assign(values[place], frame) }
    try parts[star].assign(.newList(Array(values[star..<(values.count - after)])), frame)
    for place in 0..<after { try parts[star + 1 + place].assign(values[values.count - after + place], frame) }
  }

  private func unpacked(_ value: Value, _ interpreter: Interpreter) throws -> [Value] {
    guard interpreter.isIterable(value) else {
      throw ScriptError(.typeError, "cannot unpack non-iterable \(value.typeName) object")
    }
    let wanted = parts.count
    if star != nil {
      let values = try interpreter.elements(of: value)
      if values.count < wanted - 1 {
        throw ScriptError(
          .valueError, "not enough values to unpack (expected at least \(wanted - 1), got \(values.count))")
      }
      return values
    }
    let values: [Value]
    switch value {
    case .list(let list): values = list.elements
    case .tuple(let tuple): values = tuple.elements
    default:
      // An endless iterator must not be walked to its end.
      let walk = try interpreter.iterator(value)
      var taken: [Value] = []
      while taken.count <= wanted, let next = try walk.next(interpreter) { taken.append(next) }
      values = taken
    }
    if values.count > wanted {
      throw ScriptError(.valueError, "too many values to unpack (expected \(wanted))")
    }
    if values.count < wanted {
      throw ScriptError(.valueError, "not enough values to unpack (expected \(wanted), got \(values.count))")
    }
    return values
  }

  override func delete(_ frame: Frame) throws {
    for part in parts { try part.delete(frame) }
  }
}

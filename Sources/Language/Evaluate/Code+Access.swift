/// Attributes, items, slices.

final class AttributeCode: ExpressionCode {
  let object: ExpressionCode
  let name: Text
  let nameRange: SourceRange
  init(_ object: ExpressionCode, _ name: Text, _ nameRange: SourceRange, _ range: SourceRange) {
    self.object = object
    self.name = name
    self.nameRange = nameRange
    super.init(range)
  }
  private var cache = MemberCache()

  override func evaluate(_ frame: Frame) throws -> Value {
    let value = try object.evaluate(frame)
    if case .object(let held) = value, let instance = held as? InstanceObject {
      let member = cache.lookUp(name, in: instance.type, frame.interpreter)
      if member == nil || member?.isDataDescriptor == false, let own = instance.ownAttributes[name] { return own }
    }
    do { return try frame.interpreter.attribute(value, name) } catch { throw frame.located(error, nameRange) }
  }
}

final class SubscriptCode: ExpressionCode {
  let object: ExpressionCode
  let key: ExpressionCode
  init(_ object: ExpressionCode, _ key: ExpressionCode, _ range: SourceRange) {
    self.object = object
    self.key = key
    super.init(range)
  }
  override func evaluate(_ frame: Frame) throws -> Value {
    let value = try object.evaluate(frame)
    let index = try key.evaluate(frame)
    if case .list(let list) = value, case .int(let place) = index, place >= 0, place < list.elements.count {
      return list.elements[place]
    }
    do { return try frame.interpreter.item(value, index) } catch { throw frame.located(error, range) }
  }
}

final class SliceCode: ExpressionCode {
  let start: ExpressionCode?
  let stop: ExpressionCode?
  let step: ExpressionCode?
  init(_ start: ExpressionCode?, _ stop: ExpressionCode?, _ step: ExpressionCode?, _ range: SourceRange) {
    self.start = start
    self.stop = stop
    self.step = step
    super.init(range)
  }
  override func evaluate(_ frame: Frame) throws -> Value {
    .object(
      SliceObject(
        try start?.evaluate(frame) ?? .none, try stop?.evaluate(frame) ?? .none, try step?.evaluate(frame) ?? .none))
  }
}

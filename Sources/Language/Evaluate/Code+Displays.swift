/// Displays of lists, tuples, sets, dicts; f-strings.

/// An element of a display or a positional argument: a value, or `*iterable`.
struct ElementCode {
  let value: ExpressionCode
  let isStarred: Bool
}

extension [ElementCode] {
  func evaluate(_ frame: Frame) throws -> [Value] {
    var result: [Value] = []
    result.reserveCapacity(count)
    for element in self {
      let value = try element.value.evaluate(frame)
      guard element.isStarred else {
        result.append(value)
        continue
      }
      do {
        guard frame.interpreter.isIterable(value) else {
          throw ScriptError(.typeError, "Value after * must be an iterable, not \(value.typeName)")
        }
        result.append(contentsOf: try frame.interpreter.elements(of: value))
      } catch { throw frame.located(error, element.value.range) }
    }
    return result
  }
}

final class ListCode: ExpressionCode {
  let elements: [ElementCode]
  init(_ elements: [ElementCode], _ range: SourceRange) {
    self.elements = elements
    super.init(range)
  }
  override func evaluate(_ frame: Frame) throws -> Value { .newList(try elements.evaluate(frame)) }
}

final class TupleCode: ExpressionCode {
  let elements: [ElementCode]
  init(_ elements: [ElementCode], _ range: SourceRange) {
    self.elements = elements
    super.init(range)
  }
  override func evaluate(_ frame: Frame) throws -> Value { .newTuple(try elements.evaluate(frame)) }
}

final class SetCode: ExpressionCode {
  let elements: [ElementCode]
  init(_ elements: [ElementCode], _ range: SourceRange) {
    self.elements = elements
    super.init(range)
  }
  override func evaluate(_ frame: Frame) throws -> Value {
    let set = SetObject()
    for value in try elements.evaluate(frame) {
      do { try set.insert(value, frame.interpreter) } catch { throw frame.located(error, range) }
    }
    return .set(set)
  }
}

final class DictCode: ExpressionCode {
  /// Pairs, or `**mapping` where the key is nil.
  let entries: [(key: ExpressionCode?, value: ExpressionCode)]
  init(_ entries: [(key: ExpressionCode?, value: ExpressionCode)], _ range: SourceRange) {
    self.entries = entries
    super.init(range)
  }
  override func evaluate(_ frame: Frame) throws -> Value {
    let dict = DictObject()
    for entry in entries {
      if let keyCode = entry.key {
        let key = try keyCode.evaluate(frame)
        let value = try entry.value.evaluate(frame)
        do { try dict.setValue(value, for: key, frame.interpreter) } catch { throw frame.located(error, range) }
      } else {
        let mapping = try entry.value.evaluate(frame)
        do {
          guard let pairs = try frame.interpreter.mappingItems(mapping) else {
            throw ScriptError(.typeError, "'\(mapping.typeName)' object is not a mapping")
          }
          for (key, value) in pairs { try dict.setValue(value, for: key, frame.interpreter) }
        } catch { throw frame.located(error, entry.value.range) }
      }
    }
    return .dict(dict)
  }
}

final class FormattedCode: ExpressionCode {
  enum Part {
    case text(String)
    case field(ExpressionCode, FormattedField.Conversion, spec: FormattedCode?)
  }
  let parts: [Part]
  init(_ parts: [Part], _ range: SourceRange) {
    self.parts = parts
    super.init(range)
  }

  func text(_ frame: Frame) throws -> String {
    var result = ""
    for part in parts {
      switch part {
      case .text(let text): result += text
      case .field(let code, let conversion, let spec):
        let value = try code.evaluate(frame)
        let specText = try spec?.text(frame) ?? ""
        do {
          let interpreter = frame.interpreter
          switch conversion {
          case .none: result += try interpreter.format(value, specText)
          case .str: result += try interpreter.format(.string(interpreter.str(value)), specText)
          case .repr: result += try interpreter.format(.string(interpreter.repr(value)), specText)
          case .ascii: result += try interpreter.format(.string(Escapes.ascii(interpreter.repr(value))), specText)
          }
        } catch { throw frame.located(error, code.range) }
      }
    }
    return result
  }

  override func evaluate(_ frame: Frame) throws -> Value { .string(try text(frame)) }
}

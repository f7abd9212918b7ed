import Language

/// `collections.namedtuple`: classes of tuples whose elements have names.
enum NamedTuples {
  static let factory = BuiltinFunction(
    "namedtuple", module: "collections",
    [.required("typename"), .required("field_names"), .keyword("rename", .bool(false)), .keyword("defaults", .none)],
    summary: "A class of tuples whose elements have names."
  ) { call in
    guard try !call.bool("rename") else {
      throw ScriptError(.notImplementedError, "collections.namedtuple: rename=True is not supported")
    }
    let name = try call.string("typename")
    let fields = try names(call)
    let defaults = call.value("defaults").isNone ? [] : try call.elements("defaults")
    guard defaults.count <= fields.count else {
      throw ScriptError(.typeError, "Got more default values than field names")
    }
    return .object(make(name, fields, defaults))
  }

  private static func names(_ call: Call) throws -> [String] {
    let given: [String]
    if let text = call.value("field_names").string {
      given = text.split { $0 == "," || $0.isWhitespace }.map(String.init)
    } else {
      given = try call.elements("field_names").map { try call.interpreter.str($0) }
    }
    var seen: Set<String> = []
    for name in given {
      guard name.first.map({ $0.isLetter }) ?? false, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
      else {
        throw ScriptError(.valueError, "Type names and field names must be valid identifiers: '\(name)'")
      }
      guard seen.insert(name).inserted else {
        throw ScriptError(.valueError, "Encountered duplicate field name: '\(name)'")
      }
    }
    return given
  }

  /// A class of tuples with the given fields; `defaults` belong to the last ones.
  static func make(_ name: String, _ fields: [String], _ defaults: [Value] = [], module: String = "__main__")
    -> TypeObject
  {
    final class Box { var type: TypeObject? }
    let box = Box()
    let firstDefault = fields.count - defaults.count
    let parameters = fields.enumerated().map { place, field in
      place < firstDefault ? Parameter.required(field) : .optional(field, defaults[place - firstDefault])
    }
    let type = TypeObject(
      name, module: module, base: .tuple, doc: "\(name)(\(fields.joined(separator: ", ")))",
      constructor: Constructor(parameters) { call in
        .tuple(TupleObject(fields.map { call.value($0) }, kind: box.type))
      },
      methods: methods(fields, { box.type }),
      properties: fields.enumerated().map { place, field in
        Property(
          field, doc: "Alias for field number \(place)",
          onValue: { receiver, _ in
            guard case .tuple(let tuple) = receiver, place < tuple.elements.count else { return .none }
            return tuple.elements[place]
          })
      },
      attributes: [("_fields", .newTuple(fields.map { .string($0) }))])
    box.type = type
    return type
  }

  private static func methods(_ fields: [String], _ type: @escaping () -> TypeObject?) -> [Method] {
    [
      Method(
        "_asdict", summary: "The fields as a dict.",
        onValue: { receiver, _ in
          guard case .tuple(let tuple) = receiver else { return .none }
          return .dict(DictObject(Array(zip(fields, tuple.elements))))
        }),
      Method(
        "_replace", [.keywords("fields")], summary: "A copy with some fields changed.",
        onValue: { receiver, call in
          guard case .tuple(let tuple) = receiver else { return .none }
          var values = tuple.elements
          for (name, value) in call.keywords {
            guard let place = fields.firstIndex(of: name) else {
              throw ScriptError(.valueError, "Got unexpected field names: ['\(name)']")
            }
            values[place] = value
          }
          return .tuple(TupleObject(values, kind: type()))
        }),
      Method(
        "_make", [.positionOnly("iterable")], summary: "A tuple of the elements of an iterable.", kind: .free,
        onValue: {
          _, call in
          let values = try call.elements("iterable")
          guard values.count == fields.count else {
            throw ScriptError(.typeError, "Expected \(fields.count) arguments, got \(values.count)")
          }
          return .tuple(TupleObject(values, kind: type()))
        }),
    ]
  }
}

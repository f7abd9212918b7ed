import Glibc
import Language

/// `json`: values as text.
enum JSONModule {
  static let decodeError = TypeObject.exceptionClass("JSONDecodeError", module: "json.decoder", base: .valueError)

  static func make() -> ModuleObject {
    ModuleObject("json", doc: "Values as text.") { module in
      module.define(dumps, loads, dump, load)
      module.define(decodeError)
    }
  }

  private static var options: [Parameter] {
    [
      .keyword("ensure_ascii", .bool(true)), .keyword("indent", .none), .keyword("separators", .none),
      .keyword("default", .none), .keyword("sort_keys", .bool(false)),
    ]
  }

  private static func text(_ call: Call) throws -> String {
    let writer = try JSONWriter(call)
    try writer.write(call.value("obj"), level: 0)
    return writer.text
  }

  private static let dumps = BuiltinFunction(
    "dumps", module: "json", [.required("obj")] + options, summary: "A value as JSON text."
  ) { .string(try text($0)) }

  private static let dump = BuiltinFunction(
    "dump", module: "json", [.required("obj"), .required("fp")] + options, summary: "Write a value to a file as JSON."
  ) { call in
    _ = try call.interpreter.callMethod(call.value("fp"), "write", [.string(try text(call))])
    return .none
  }

  private static let loads = BuiltinFunction(
    "loads", module: "json", [.required("s")], summary: "The value of JSON text."
  ) { call in
    let value = call.value("s")
    guard let text = value.string else {
      throw ScriptError(.typeError, "the JSON object must be str, bytes or bytearray, not \(value.typeName)")
    }
    var reader = JSONReader(text)
    return try reader.readAll()
  }

  private static let load = BuiltinFunction(
    "load", module: "json", [.required("fp")], summary: "The value in a file of JSON text."
  ) { call in
    guard let text = try call.interpreter.callMethod(call.value("fp"), "read")?.string else {
      throw ScriptError(.typeError, "the JSON object must be str, bytes or bytearray")
    }
    var reader = JSONReader(text)
    return try reader.readAll()
  }
}

/// Writes values as JSON.
private final class JSONWriter {
  private(set) var text = ""
  private let interpreter: Interpreter
  private let escapesAll: Bool
  private let indent: String?
  private let separators: (item: String, key: String)
  private let fallback: Value
  private let sortsKeys: Bool

  init(_ call: Call) throws {
    interpreter = call.interpreter
    escapesAll = try call.bool("ensure_ascii")
    let indentValue = call.value("indent")
    indent =
      indentValue.isNone
      ? nil
      : try indentValue.string ?? String(repeating: " ", count: min(64, max(0, call.int("indent"))))
    if call.value("separators").isNone {
      separators = (indent == nil ? ", " : ",", ": ")
    } else {
      let parts = try call.elements("separators").map { try call.interpreter.str($0) }
      guard parts.count == 2 else { throw ScriptError(.valueError, "separators must be a pair") }
      separators = (parts[0], parts[1])
    }
    fallback = call.value("default")
    sortsKeys = try call.bool("sort_keys")
  }

  func write(_ value: Value, level: Int) throws {
    guard level < 900 else { throw ScriptError(.valueError, "Circular reference detected") }
    switch value {
    case .none: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .int, .big: text += try interpreter.repr(value)
    case .float(let number):
      text +=
        number.isNaN
        ? "NaN"
        : number.isInfinite
          ? (number < 0 ? "-Infinity" : "Infinity")
          : try interpreter.repr(value)
    case .str(let string): quote(string.string)
    case .list(let list): try writeList(list.elements, level)
    case .tuple(let tuple): try writeList(tuple.elements, level)
    case .dict(let dict): try writeDict(dict, level)
    default: try writeOther(value, level)
    }
  }

  private func writeOther(_ value: Value, _ level: Int) throws {
    if case .object(let object) = value, object is any HasFloatValue, object is any HasIndexValue,
      value.type.isSubtype(of: .float)
    {
      return try write(.float(try interpreter.float(value)), level: level)
    }
    guard !fallback.isNone else {
      throw ScriptError(.typeError, "Object of type \(value.typeName) is not JSON serializable")
    }
    try write(try interpreter.call(fallback, [value]), level: level + 1)
  }

  private func line(_ level: Int) {
    if let indent { text += "\n" + String(repeating: indent, count: level) }
  }

  private func writeList(_ elements: [Value], _ level: Int) throws {
    guard !elements.isEmpty else { return text += "[]" }
    text += "["
    for (place, element) in elements.enumerated() {
      if place > 0 { text += separators.item }
      line(level + 1)
      try write(element, level: level + 1)
    }
    line(level)
    text += "]"
  }

  private func writeDict(_ dict: DictObject, _ level: Int) throws {
    guard dict.count > 0 else { return text += "{}" }
    var items = try dict.items.map { (name: try key($0.key), value: $0.value) }
    if sortsKeys { items.sort { $0.name.unicodeScalars.lexicographicallyPrecedes($1.name.unicodeScalars) } }
    text += "{"
    for (place, item) in items.enumerated() {
      if place > 0 { text += separators.item }
      line(level + 1)
      quote(item.name)
      text += separators.key
      try write(item.value, level: level + 1)
    }
    line(level)
    text += "}"
  }

  private func key(_ value: Value) throws -> String {
    switch value {
    case .str(let text): return text.string
    case .int, .big, .float: return try interpreter.repr(value)
    case .bool(let flag): return flag ? "true" : "false"
    case .none: return "null"
    default:
      throw ScriptError(.typeError, "keys must be str, int, float, bool or None, not \(value.typeName)")
    }
  }

  private func quote(_ string: String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{08}": text += "\\b"
      case "\u{0C}": text += "\\f"
      default:
        if scalar.value < 0x20 || (escapesAll && scalar.value > 0x7E) {
          escape(scalar)
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
    }
    text += "\""
  }

  private func escape(_ scalar: Unicode.Scalar) {
    for unit in String(scalar).utf16 {
      let code = String(unit, radix: 16)
      text += "\\u" + String(repeating: "0", count: 4 - code.count) + code
    }
  }
}

/// `str.format`
struct StringFormat {
  let interpreter: Interpreter
  let positional: [Value]
  /// The named fields: keywords, or a mapping for `format_map`.
  let named: (String) throws -> Value
  private var automatic = 0
  private var isNumbered = false

  init(_ interpreter: Interpreter, _ positional: [Value], named: @escaping (String) throws -> Value) {
    self.interpreter = interpreter
    self.positional = positional
    self.named = named
  }

  mutating func format(_ text: String, depth: Int = 2) throws -> String {
    if depth < 0 { throw ScriptError(.valueError, "Max string recursion exceeded") }
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var place = 0
    while place < scalars.count {
      let scalar = scalars[place]
      place += 1
      switch scalar {
      case "{":
        if place < scalars.count, scalars[place] == "{" {
          result.append("{")
          place += 1
          continue
        }
        let field = try self.field(scalars, &place)
        result.append(contentsOf: try self.expand(field, depth).unicodeScalars)
      case "}":
        if place < scalars.count, scalars[place] == "}" {
          result.append("}")
          place += 1
          continue
        }
        throw ScriptError(.valueError, "Single '}' encountered in format string")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// The text between the braces; `place` stands behind the first one.
  private func field(_ scalars: [Unicode.Scalar], _ place: inout Int) throws -> [Unicode.Scalar] {
    let start = place
    var depth = 1
    while place < scalars.count {
      if scalars[place] == "{" { depth += 1 }
      if scalars[place] == "}" { depth -= 1 }
      if depth == 0 {
        place += 1
        return Array(scalars[start..<(place - 1)])
      }
      place += 1
    }
    throw ScriptError(
      .valueError,
      start == scalars.count ? "Single '{' encountered in format string" : "expected '}' before end of string")
  }

  private mutating func expand(_ field: [Unicode.Scalar], _ depth: Int) throws -> String {
    var bracket = false
    var end = field.count
    for (place, scalar) in field.enumerated() {
      if scalar == "[" { bracket = true }
      if scalar == "]" { bracket = false }
      if !bracket, scalar == ":" || scalar == "!" {
        end = place
        break
      }
    }
    let name = Array(field[..<end])
    var conversion: Unicode.Scalar?
    var rest = field[end...]
    if rest.first == "!" {
      rest = rest.dropFirst()
      guard let letter = rest.popFirst() else {
        throw ScriptError(.valueError, "end of string while looking for conversion specifier")
      }
      conversion = letter
      if let after = rest.first, after != ":" {
        throw ScriptError(.valueError, "expected ':' after conversion specifier")
      }
    }
    if rest.first == ":" { rest = rest.dropFirst() }
    var value = try self.value(name)
    switch conversion {
    case nil: break
    case "s": value = .string(try interpreter.str(value))
    case "r": value = .string(try interpreter.repr(value))
    case "a": value = .string(Escapes.ascii(try interpreter.repr(value)))
    default:
      throw ScriptError(.valueError, "Unknown conversion specifier \(conversion.map { String($0) } ?? "")")
    }
    let spec = try format(Text(rest).string, depth: depth - 1)
    return try interpreter.format(value, spec)
  }

  /// `0.name[key]`
  private mutating func value(_ name: [Unicode.Scalar]) throws -> Value {
    let headEnd = name.firstIndex { $0 == "." || $0 == "[" } ?? name.count
    let head = Text(name[..<headEnd]).string
    var value: Value
    if head.isEmpty {
      if isNumbered {
        throw ScriptError(
          .valueError, "cannot switch from manual field specification to automatic field numbering")
      }
      value = try argument(automatic)
      automatic += 1
    } else if let number = Int(head), head.utf8.allSatisfy({ (48...57).contains($0) }) {
      if automatic > 0 {
        throw ScriptError(
          .valueError, "cannot switch from automatic field numbering to manual field specification")
      }
      isNumbered = true
      value = try argument(number)
    } else {
      value = try named(head)
    }
    var place = headEnd
    while place < name.count {
      if name[place] == "." {
        let end = name[(place + 1)...].firstIndex { $0 == "." || $0 == "[" } ?? name.count
        if end == place + 1 { throw ScriptError(.valueError, "Empty attribute in format string") }
        value = try interpreter.attribute(value, Text(name[(place + 1)..<end]).string)
        place = end
      } else if name[place] == "[" {
        guard let end = name[place...].firstIndex(of: "]") else {
          throw ScriptError(.valueError, "Missing ']' in format string")
        }
        let key = Text(name[(place + 1)..<end]).string
        if key.isEmpty { throw ScriptError(.valueError, "Empty attribute in format string") }
        value = try interpreter.item(value, Int(key).map { .int($0) } ?? .string(key))
        place = end + 1
      } else {
        throw ScriptError(.valueError, "Only '.' or '[' may follow ']' in format field specifier")
      }
    }
    return value
  }

  private func argument(_ place: Int) throws -> Value {
    if place < positional.count { return positional[place] }
    throw ScriptError(
      .indexError, "Replacement index \(place) out of range for positional args tuple")
  }
}

import Arrays

/// How argument values are written in a text form: as Python writes them.
extension ArgumentValue {
  public var text: String {
    switch self {
    case .none: "None"
    case .bool(let value): value ? "True" : "False"
    case .int(let value): String(value)
    case .float(let value): FloatText.scalar(value, .float64)
    case .string(let value): ArrayText.quoted(value)
    case .array(let value): (try? ArrayText.repr(value)) ?? "array(...)"
    case .object(let value): value.text
    case .tuple(let items): "(\(items.map(\.text).joined(separator: ", "))\(items.count == 1 ? "," : ""))"
    case .map(let entries): "{\(entries.map { "\($0.key.text): \($0.value.text)" }.joined(separator: ", "))}"
    case .foreign(let value): value.text
    }
  }
}

/// The element types of arrays.
public enum DType: Hashable, Sendable {
  case bool, int8, int16, int32, int64, uint8, uint16, uint32, uint64, float16, float32, float64
  /// Fixed-width text: `width` Unicode scalars, each four bytes, padded with zeros.
  case text(width: Int)
}

extension DType {
  /// The classes of types that share rules: how they print, promote and compute.
  public enum Kind: Character, Sendable {
    case bool = "b", signed = "i", unsigned = "u", float = "f", text = "U"
  }

  /// All types but text, in the order of the promotion rules.
  public static let numeric: [DType] = [
    .bool, .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32, .uint64, .float16, .float32, .float64,
  ]

  public var kind: Kind {
    switch self {
    case .bool: .bool
    case .int8, .int16, .int32, .int64: .signed
    case .uint8, .uint16, .uint32, .uint64: .unsigned
    case .float16, .float32, .float64: .float
    case .text: .text
    }
  }

  /// Bytes per element.
  public var itemSize: Int {
    switch self {
    case .bool, .int8, .uint8: 1
    case .int16, .uint16, .float16: 2
    case .int32, .uint32, .float32: 4
    case .int64, .uint64, .float64: 8
    case .text(let width): 4 * width
    }
  }

  /// NumPy's name: `float64`, `bool`, `str64` (text of two characters).
  public var name: String {
    switch self {
    case .bool: "bool"
    case .text(let width): "str\(32 * width)"
    default: (kind == .float ? "float" : kind == .signed ? "int" : "uint") + String(8 * itemSize)
    }
  }

  /// The type as it prints: its name, but `<U2` for text.
  public var description: String {
    if case .text(let width) = self { return "<U\(width)" }
    return name
  }

  /// The code in `.npy` headers and `np.dtype`: `<f8`, `|b1`, `<U2`.
  public var code: String {
    switch self {
    case .text(let width): "<U\(width)"
    default: (itemSize == 1 ? "|" : "<") + String(kind.rawValue) + String(itemSize)
    }
  }

  public var isInteger: Bool { kind == .signed || kind == .unsigned }
  public var isFloat: Bool { kind == .float }
  public var isText: Bool { kind == .text }

  /// The type that a name or code stands for: `float32`, `f4`, `<f4`, `d`, `int`, `U3`, `?`; nil if none does.
  ///
  /// Codes of foreign byte order are not understood (the `.npy` reader swaps before it asks).
  public init?(named name: String) {
    if let known = Self.aliases[name] {
      self = known
      return
    }
    var code = Substring(name)
    if let first = code.first, "<=|".contains(first) { code = code.dropFirst() }
    if code.first == "U" {
      let digits = code.dropFirst()
      guard digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
      guard let width = digits.isEmpty ? 0 : Int(digits), width <= 1 << 24 else { return nil }
      self = .text(width: width)
      return
    }
    guard let found = Self.aliases[String(code)], code.count <= 2 else { return nil }
    self = found
  }

  private static let aliases: [String: DType] = {
    var table: [String: DType] = [
      "bool_": .bool, "?": .bool, "b": .int8, "h": .int16, "i": .int32, "l": .int64, "q": .int64, "B": .uint8,
      "H": .uint16, "I": .uint32, "L": .uint64, "Q": .uint64, "e": .float16, "f": .float32, "d": .float64,
      "int": .int64, "uint": .uint64, "float": .float64, "half": .float16, "single": .float32, "double": .float64,
      "intp": .int64, "int_": .int64, "float_": .float64, "byte": .int8, "ubyte": .uint8, "short": .int16,
      "intc": .int32, "long": .int64, "longlong": .int64, "str": .text(width: 0),
    ]
    for type in numeric {
      table[type.name] = type
      table[String(type.kind.rawValue) + String(type.itemSize)] = type
    }
    return table
  }()
}

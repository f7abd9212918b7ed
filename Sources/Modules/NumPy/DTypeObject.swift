import Arrays
import Language

/// An element type as scripts see it: `np.dtype("float32")`.
public final class DTypeObject: HostObject {
  public let dtype: DType
  public init(_ dtype: DType) { self.dtype = dtype }
  public var type: TypeObject { Self.typeObject }

  static let typeObject = TypeObject(
    "dtype", module: "numpy", doc: "The type of the elements of an array.",
    constructor: Constructor([.required("dtype", "a name such as 'float32' or 'f4', a class of numbers, a dtype")]) {
      call in
      .object(DTypeObject(try DType(call.value("dtype"), call.interpreter)))
    },
    properties: [
      Property("name", doc: "its name: 'float64'") { (self: DTypeObject, _) in .string(self.dtype.name) },
      Property("kind", doc: "b, i, u, f or U") { (self: DTypeObject, _) in .string(String(self.dtype.kind.rawValue)) },
      Property("itemsize", doc: "bytes per element") { (self: DTypeObject, _) in .int(self.dtype.itemSize) },
      Property("str", doc: "its code in files: '<f8'") { (self: DTypeObject, _) in .string(self.dtype.code) },
      Property("type", doc: "its class of numbers") { (self: DTypeObject, _) in
        .object(DTypeObject.scalarType(self.dtype))
      },
      Property("shape", doc: "always ()") { (_: DTypeObject, _) in .newTuple([]) },
    ])
}

extension DTypeObject: Printable, HasEquality {
  public func repr(_ interpreter: Interpreter) throws -> String {
    dtype == .text(width: 0) ? "dtype('<U')" : "dtype('\(dtype.description)')"
  }
  public func str(_ interpreter: Interpreter) throws -> String { dtype.description }

  public func isEqual(to other: Value, _ interpreter: Interpreter) throws -> Bool? {
    guard !other.isNone else { return false }
    return (try? DType.named(by: other)).map { $0 == dtype } ?? false
  }

  public func hash(_ interpreter: Interpreter) throws -> Int { dtype.hashValue }
}

// MARK: classes of numbers

extension DTypeObject {
  private static func abstract(_ name: String, _ base: TypeObject, _ doc: String) -> TypeObject {
    TypeObject(name, module: "numpy", base: base, doc: doc)
  }

  static let generic = TypeObject(
    "generic", module: "numpy", doc: "The class of all numpy numbers.", methods: ArrayMethods.shared,
    properties: ArrayMethods.properties)
  static let number = abstract("number", generic, "Numbers but bools.")
  static let integer = abstract("integer", number, "Whole numbers.")
  static let signedInteger = abstract("signedinteger", integer, "Whole numbers with a sign.")
  static let unsignedInteger = abstract("unsignedinteger", integer, "Whole numbers without a sign.")
  static let inexact = abstract("inexact", number, "Numbers of limited precision.")
  static let floating = abstract("floating", inexact, "Real numbers.")
  static let character = abstract("str_", generic, "Text.")

  static let abstractTypes = [generic, number, integer, signedInteger, unsignedInteger, inexact, floating]

  /// The class of the numbers of each type, in the order of `DType.numeric`.
  static let scalarTypes: [(dtype: DType, type: TypeObject)] = DType.numeric.map { dtype in
    let base: TypeObject
    switch dtype.kind {
    case .bool: base = generic
    case .signed: base = signedInteger
    case .unsigned: base = unsignedInteger
    default: base = floating
    }
    let type = TypeObject(
      dtype.name, module: "numpy", base: base, also: dtype == .float64 ? [.float] : [],
      doc: "\(dtype.name): one element of that type, or an array converted to it.", namedWithModule: true,
      constructor: Constructor([.optional("value", .int(0), "a number, a text that shows one, or a sequence")]) {
        call in
        .result(try call.array("value", dtype: dtype).copied())
      })
    return (dtype, type)
  }

  static func scalarType(_ dtype: DType) -> TypeObject {
    scalarTypes.first { $0.dtype == dtype }?.type ?? .str
  }

  /// The element type that a class stands for: numpy's own classes, Python's `int`, `float`, `bool`, `str`.
  static func dtype(of type: TypeObject) -> DType? {
    if let found = scalarTypes.first(where: { $0.type === type }) { return found.dtype }
    if type === TypeObject.int || type === integer || type === signedInteger { return .int64 }
    if type === TypeObject.float || type === floating || type === inexact || type === number { return .float64 }
    if type === TypeObject.bool { return .bool }
    if type === TypeObject.str || type === character { return .text(width: 0) }
    if type === unsignedInteger { return .uint64 }
    return nil
  }
}

import Arrays
import Language
import Training

/// The type of a tensor's elements: `tf.float32`.
public final class TensorTypeObject: HostObject, Printable, HasEquality {
  public let dtype: DType
  private init(_ dtype: DType) { self.dtype = dtype }

  public var type: TypeObject { Self.typeObject }

  static let typeObject = TypeObject(
    "DType", module: "tensorflow", doc: "The type of the elements of tensors.",
    properties: [
      Property("name", doc: "its name") { (self: TensorTypeObject, _) in .string(self.dtype.name) },
      Property("as_numpy_dtype", doc: "numpy's class of such numbers") { (self: TensorTypeObject, _) in
        .object(DTypeObject.scalarType(self.dtype))
      },
      Property("is_floating", doc: "whether it is a float") { (self: TensorTypeObject, _) in .bool(self.dtype.isFloat)
      },
      Property("is_integer", doc: "whether it is an integer") { (self: TensorTypeObject, _) in
        .bool(self.dtype.isInteger)
      },
    ])

  static func of(_ dtype: DType) -> TensorTypeObject { TensorTypeObject(dtype) }

  public func repr(_ interpreter: Interpreter) throws -> String { "tf.\(dtype.name)" }
  public func str(_ interpreter: Interpreter) throws -> String { "<dtype: '\(dtype.name)'>" }

  public func isEqual(to other: Value, _ interpreter: Interpreter) throws -> Bool? {
    if let other = other.host(as: TensorTypeObject.self) { return other.dtype == dtype }
    guard !other.isNone else { return false }
    return (try? DType.named(by: other)).map { $0 == dtype } ?? false
  }
  public func hash(_ interpreter: Interpreter) throws -> Int { dtype.hashValue }
}

/// The sizes of a tensor: a tuple with a few names of its own.
final class TensorShapeObject: HostObject, Printable, HasEquality, HasLength, Iterable, Indexable {
  let sizes: [Int]
  init(_ sizes: [Int]) { self.sizes = sizes }

  var type: TypeObject { Self.typeObject }

  static let typeObject = TypeObject(
    "TensorShape", module: "tensorflow", doc: "The sizes of a tensor.",
    constructor: Constructor([.required("dims")]) { call in
      .object(TensorShapeObject(try call.interpreter.ints(call.value("dims"))))
    },
    methods: [
      Method("as_list", summary: "the sizes as a list") { (self: TensorShapeObject, _) in
        .newList(self.sizes.map { .int($0) })
      },
      Method("num_elements", summary: "the product of the sizes") { (self: TensorShapeObject, _) in
        .int(self.sizes.reduce(1, &*))
      },
    ],
    properties: [
      Property("rank", doc: "the number of axes") { (self: TensorShapeObject, _) in .int(self.sizes.count) },
      Property("ndims", doc: "the number of axes") { (self: TensorShapeObject, _) in .int(self.sizes.count) },
    ])

  private var tuple: Value { .shape(sizes) }

  func str(_ interpreter: Interpreter) throws -> String { Tensor.text(of: sizes) }
  func repr(_ interpreter: Interpreter) throws -> String {
    "TensorShape([\(sizes.map(String.init).joined(separator: ", "))])"
  }
  func isEqual(to other: Value, _ interpreter: Interpreter) throws -> Bool? {
    if let other = other.host(as: TensorShapeObject.self) { return other.sizes == sizes }
    switch other {
    case .tuple, .list: return (try? interpreter.ints(other)) == sizes
    default: return nil
    }
  }
  func hash(_ interpreter: Interpreter) throws -> Int { try interpreter.hash(tuple) }
  func length(_ interpreter: Interpreter) -> Int { sizes.count }
  func makeIterator(_ interpreter: Interpreter) throws -> any ValueIterator { try interpreter.iterator(tuple) }
  func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    let part = try interpreter.item(tuple, key)
    if case .tuple(let tuple) = part { return .object(TensorShapeObject(try tuple.elements.map(interpreter.index))) }
    return part
  }
}

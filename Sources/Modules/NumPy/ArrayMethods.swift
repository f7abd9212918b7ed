import Arrays
import Language

/// The methods and attributes of arrays and numpy numbers.
enum ArrayMethods {
  /// The object as an array, whether it is one or a number.
  static func array(_ value: Value, _ interpreter: Interpreter) throws -> NDArray {
    try NDArray(from: value, interpreter)
  }

  /// A property of arrays and numbers.
  private static func property(_ name: String, _ doc: String, _ get: @escaping (NDArray) throws -> Value) -> Property {
    Property(name, doc: doc) { (self: any HostObject, interpreter) in
      try get(NDArray(from: .object(self), interpreter))
    }
  }

  static var properties: [Property] { [
    Property(
      "shape", doc: "extents of the axes; may be assigned",
      set: { (self: any HostObject, value, interpreter) in
        guard let object = self as? ArrayObject else {
          throw ScriptError(.attributeError, "attribute 'shape' of numpy numbers is not writable")
        }
        let reshaped = try object.array.reshaped(interpreter.ints(value))
        guard reshaped.buffer === object.array.buffer else {
          throw ScriptError(.attributeError, "Incompatible shape for in-place modification. Use `.reshape()` to make a copy")
        }
        object.array = reshaped
      },
      get: { (self: any HostObject, interpreter) in .shape(try NDArray(from: .object(self), interpreter).shape) }),
    property("ndim", "number of axes") { .int($0.ndim) },
    property("size", "number of elements") { .int($0.size) },
    property("dtype", "type of the elements") { .object(DTypeObject($0.dtype)) },
    property("itemsize", "bytes per element") { .int($0.dtype.itemSize) },
    property("nbytes", "bytes of all elements") { .int($0.byteCount) },
    property("strides", "bytes from one element to the next along each axis") { array in
      .shape(array.strides.map { $0 * array.dtype.itemSize })
    },
    Property("T", doc: "the array with its axes reversed, as a view") { (self: any HostObject, interpreter) in
      guard let object = self as? ArrayObject else { return .object(self) }
      return object.view(object.array.transposed)
    },
    Property("base", doc: "the array whose memory this one looks into, or None") { (self: any HostObject, _) in
      (self as? ArrayObject)?.base.map { .object($0) } ?? .none
    },
  ] }

  /// Methods of arrays and of numbers.
  static var shared: [Method] { [] }
  /// Methods of arrays.
  static var all: [Method] { shared }
}

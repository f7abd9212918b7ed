import Arrays
import Language

/// The methods and attributes of arrays and numpy numbers.
enum ArrayMethods {
  // MARK: attributes

  private static func property(_ name: String, _ doc: String, _ get: @escaping (NDArray) throws -> Value) -> Property {
    Property(name, doc: doc) { (self: any HostObject, interpreter) in
      try get(NDArray(from: .object(self), interpreter))
    }
  }

  static var properties: [Property] {
    [
      Property(
        "shape", doc: "extents of the axes; may be assigned",
        set: { (self: any HostObject, value, interpreter) in
          try setShape(self, value, interpreter)
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
      Property("T", doc: "the array with its axes reversed, as a view") { (self: any HostObject, _) in
        guard let object = self as? ArrayObject else { return .object(self) }
        return object.view(object.array.transposed)
      },
      Property("base", doc: "the array whose memory this one looks into, or None") { (self: any HostObject, _) in
        (self as? ArrayObject)?.base.map { .object($0) } ?? .none
      },
      Property(
        "flat", doc: "the elements in one row",
        set: { (self: any HostObject, value, interpreter) in
          guard let object = self as? ArrayObject else { return }
          let flat = try NDArray(from: value, interpreter).raveled()
          try object.array.fill(with: flat.size == 1 ? flat : flat.reshaped(object.array.shape))
        },
        get: { (self: any HostObject, interpreter) in
          .object(FlatView(try self as? ArrayObject ?? ArrayObject(NDArray(from: .object(self), interpreter))))
        }),
      Property("flags", doc: "facts about the memory") { (self: any HostObject, interpreter) in
        .object(FlagsObject(try NDArray(from: .object(self), interpreter)))
      },
    ]
      + ["real", "imag"].map { name in
        Property(name, doc: "not supported") { (_: any HostObject, _) in
          throw ScriptError(.notImplementedError, "numpy.ndarray.\(name) is not supported")
        }
      }
  }

  private static func setShape(_ object: any HostObject, _ value: Value, _ interpreter: Interpreter) throws {
    guard let object = object as? ArrayObject else {
      throw ScriptError(.attributeError, "attribute 'shape' of numpy numbers is not writable")
    }
    let reshaped = try object.array.reshaped(interpreter.ints(value))
    guard reshaped.buffer === object.array.buffer else {
      throw ScriptError(
        .attributeError, "Incompatible shape for in-place modification. Use `.reshape()` to make a copy")
    }
    object.array = reshaped
  }

  // MARK: methods that are functions of the module too

  /// Function names of which arrays have methods with the same arguments after the first.
  private static let sharedNames = [
    "sum", "prod", "max", "min", "all", "any", "ptp", "mean", "var", "std", "argmax", "argmin", "cumsum", "cumprod",
    "round",
    "nonzero", "take", "repeat", "trace", "searchsorted", "argsort", "squeeze", "swapaxes", "diagonal", "dot", "ravel",
  ]

  /// The function of that name as a method: its first argument is the object.
  private static func method(_ name: String) -> Method? {
    guard let function = NumPy.functionsByName[name], let signature = function.signature else { return nil }
    return Method(
      name, Array(signature.parameters.dropFirst()), summary: function.summary,
      onValue: { receiver, call in
        try function.body(
          Call(
            interpreter: call.interpreter, signature: signature, values: [receiver] + call.values,
            variadic: call.variadic, keywords: call.keywords))
      })
  }

  // MARK: methods of arrays and numbers

  private static func method(
    _ name: String, _ parameters: [Parameter] = [], _ summary: String,
    _ body: @escaping (NDArray, Value, Call) throws -> Value
  ) -> Method {
    Method(
      name, parameters, summary: summary,
      onValue: { receiver, call in try body(NDArray(from: receiver, call.interpreter), receiver, call) })
  }

  static var shared: [Method] {
    sharedNames.compactMap { method($0) } + [
      method("item", [.variadic("args", "an index, or one for each axis")], "One element as a Python number.") {
        array, _, call in .python(try element(array, call))
      },
      method("tolist", [], "The elements as nested lists of Python numbers.") { array, _, _ in .lists(array) },
      method(
        "astype",
        [
          .required("dtype", "type of the elements"), .optional("order", .string("K"), "accepted"),
          .optional("casting", .string("unsafe"), "accepted"), .optional("subok", .bool(true), "accepted"),
          .optional("copy", .bool(true), "whether to copy an array that has the type already"),
        ],
        "A copy with elements of another type."
      ) { array, receiver, call in
        let dtype = try call.dtype()
        if dtype == array.dtype, try !call.bool("copy") { return receiver }
        return sameKind(try array.astype(dtype), receiver)
      },
      method("copy", [.order], "A copy.") { array, receiver, _ in sameKind(try array.copied(), receiver) },
      method(
        "clip", [.optional("min", .none, "least value"), .optional("max", .none, "greatest value"), .out],
        "Values held between bounds."
      ) { array, _, call in
        let low = try call.value("min").isNone ? nil : call.operand("min")
        let high = try call.value("max").isNone ? nil : call.operand("max")
        return try call.giving(Numerical.clip(.array(array), low, high))
      },
      method(
        "reshape", [.variadic("shape", "new extents; one may be -1"), .keyword("order", .string("C"), "'C' or 'F'")],
        "The same elements in another shape."
      ) { array, receiver, call in
        let shape = try extents(call)
        let result = try NumPy.reshaped(array, shape, columnMajor: call.isColumnMajor)
        return receiver.host(as: ArrayObject.self)?.sharing(result) ?? .array(result)
      },
      method("flatten", [.order], "A copy in one axis.") { array, _, call in
        .array(try (call.isColumnMajor ? array.transposed : array).copied().reshaped([-1]))
      },
      method("transpose", [.variadic("axes", "order of the axes; none reverses it")], "The axes in another order.") {
        array, receiver, call in
        let axes = try call.variadic.isEmpty || call.variadic[0].isNone ? nil : extents(call)
        let result = try array.transposed(axes)
        return receiver.host(as: ArrayObject.self)?.sharing(result) ?? .array(result)
      },
      method("__round__", [.optional("ndigits", .none, "decimals")], "Rounded, halves to even.") {
        array, receiver, call in
        if call.value("ndigits").isNone, receiver.host(as: NumberObject.self) != nil {
          let rounded = try Numerical.round(array)
          return try NumberObject(rounded).intValue(call.interpreter)
        }
        return .result(try Numerical.round(array, decimals: call.optionalInt("ndigits") ?? 0))
      },
      method("is_integer", [], "Whether the number is whole.") { array, _, _ in
        .bool(array.doubles.allSatisfy { $0 == $0.rounded() && $0.isFinite })
      },
      method("conj", [], "The array itself: numbers are real.") { _, receiver, _ in receiver },
    ]
  }

  /// A number stays a number, an array without dimensions an array.
  private static func sameKind(_ array: NDArray, _ receiver: Value) -> Value {
    receiver.host(as: NumberObject.self) != nil ? .element(array) : .array(array)
  }

  /// Extents given one by one or as a tuple.
  private static func extents(_ call: Call) throws -> [Int] {
    try call.variadic.count == 1
      ? call.interpreter.ints(call.variadic[0]) : call.variadic.map { try call.interpreter.index($0) }
  }

  private static func element(_ array: NDArray, _ call: Call) throws -> NDArray {
    let indices =
      try call.variadic.count == 1
      ? call.interpreter.ints(call.variadic[0]) : call.variadic.map { try call.interpreter.index($0) }
    if indices.isEmpty {
      guard array.size == 1 else {
        throw ScriptError(.valueError, "can only convert an array of size 1 to a Python scalar")
      }
      return try array.reshaped([])
    }
    let source = indices.count == 1 ? array.raveled() : array
    guard indices.count == source.ndim else { throw ScriptError(.valueError, "incorrect number of indices for array") }
    return try source.indexed(indices.map { .integer($0) })
  }

  // MARK: methods of arrays alone

  static var all: [Method] {
    shared + [
      Method("fill", [.required("value", "the value of all elements")], summary: "Writes one value everywhere.") {
        (self: ArrayObject, call) in
        try self.setItem(.ellipsis, call.value("value"), call.interpreter)
        return .none
      },
      Method(
        "sort", [.axis(-1), .optional("kind", .none, "accepted"), .keyword("stable", .none, "accepted")],
        summary: "Sorts in place; nan comes last."
      ) { (self: ArrayObject, call) in
        try self.array.fill(with: Sorting.sorted(self.array, axis: call.int("axis")))
        return .none
      },
      Method(
        "setflags",
        [
          .optional("write", .none, "whether elements may be written"), .optional("align", .none, "accepted"),
          .optional("uic", .none, "accepted"),
        ],
        summary: "Allows or refuses writing."
      ) { (self: ArrayObject, call) in
        guard !call.value("write").isNone else { return .none }
        let writable = try call.bool("write")
        if writable, self.base?.array.isReadOnly ?? false {
          throw ScriptError(.valueError, "cannot set WRITEABLE flag to True of this array")
        }
        self.array.isReadOnly = !writable
        return .none
      },
      Method("__len__", summary: "The extent of the first axis.") { (self: ArrayObject, call) in
        .int(try self.length(call.interpreter))
      },
    ]
      + [
        "view", "tobytes", "resize", "byteswap", "dump", "partition", "argpartition", "choose", "compress", "put",
        "newbyteorder",
      ].map { name in
        Method(name, [.variadic("args"), .keywords("kwargs")], summary: "Not supported.") { (_: ArrayObject, _) in
          throw ScriptError(.notImplementedError, "numpy.ndarray.\(name) is not supported")
        }
      }
  }
}

/// `a.flags`: facts about an array's memory.
final class FlagsObject: HostObject {
  private let array: NDArray
  init(_ array: NDArray) { self.array = array }
  var type: TypeObject { Self.typeObject }

  static let typeObject = TypeObject(
    "flagsobj", module: "numpy", doc: "Facts about an array's memory.",
    properties: [
      Property("writeable", doc: "whether elements may be written") { (self: FlagsObject, _) in
        .bool(!self.array.isReadOnly)
      },
      Property("c_contiguous", doc: "whether rows lie one after another") { (self: FlagsObject, _) in
        .bool(self.array.isContiguous)
      },
      Property("f_contiguous", doc: "whether columns lie one after another") { (self: FlagsObject, _) in
        .bool(self.array.transposed.isContiguous)
      },
    ])
}

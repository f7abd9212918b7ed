import Arrays
import Language

/// Questions about types and memory.
extension NumPy {
  static let types: [BuiltinFunction] = [
    function(
      "issubdtype", [.required("arg1", "a type"), .required("arg2", "a type or a class of types")],
      "Whether a type belongs to a class of types."
    ) { call in
      let type = DTypeObject.scalarType(try call.dtype("arg1"))
      let wider = call.value("arg2")
      if case .object(let object as TypeObject) = wider, DTypeObject.abstractTypes.contains(where: { $0 === object }) {
        return .bool(abstractType(call.value("arg1")).map { $0.isSubtype(of: object) } ?? type.isSubtype(of: object))
      }
      return .bool(type.isSubtype(of: DTypeObject.scalarType(try call.dtype("arg2"))))
    },
    function("result_type", [.variadic("arrays_and_dtypes", "arrays, numbers, types")], "The type that operands share.")
    {
      call in
      let operands = try call.variadic.map { value -> Operand in
        if value.string == nil, !(value.host(as: TypeObject.self) != nil),
          let operand = try Operand(value, call.interpreter)
        {
          return operand
        }
        return .array(try NDArray(zeros: [], dtype: DType(value, call.interpreter)))
      }
      guard !operands.isEmpty else { throw ScriptError(.valueError, "at least one array or dtype is required") }
      return .object(DTypeObject(Operand.resultType(operands)))
    },
    function(
      "promote_types", [.required("type1", "a type"), .required("type2", "a type")], "The type that holds two types."
    ) {
      .object(DTypeObject(DType.promote(try $0.dtype("type1"), try $0.dtype("type2"))))
    },
    function("isscalar", [.required("element", "anything")], "Whether the argument is a number or a text.") { call in
      switch call.value("element") {
      case .bool, .int, .big, .float, .str: .bool(true)
      case let value: .bool(value.host(as: NumberObject.self) != nil)
      }
    },
    function("iscomplexobj", [.required("x", "anything")], "False: there are no complex numbers.") { _ in .bool(false)
    },
    function("isrealobj", [.required("x", "anything")], "True: all numbers are real.") { _ in .bool(true) },
    function("iterable", [.required("y", "anything")], "Whether the argument can be iterated over.") {
      .bool($0.interpreter.isIterable($0.value("y")))
    },
    function("shares_memory", [.arrayLike("a"), .arrayLike("b")], "Whether two arrays share memory.") { call in
      let (a, b) = (try call.array("a"), try call.array("b"))
      guard a.buffer === b.buffer, a.size > 0, b.size > 0 else { return .bool(false) }
      let (first, second) = (extent(a), extent(b))
      return .bool(first.overlaps(second))
    },
    function(
      "can_cast",
      [.required("from_", "a type"), .required("to", "a type"), .optional("casting", .string("safe"), "accepted")],
      "Whether values of a type go into another without loss."
    ) { call in
      let (from, to) = (try call.dtype("from_"), try call.dtype("to"))
      return .bool(
        try call.string("casting") == "same_kind" ? from.casts(sameKindTo: to) : DType.promote(from, to) == to)
    },
  ]

  private static func abstractType(_ value: Value) -> TypeObject? {
    guard case .object(let object as TypeObject) = value else { return nil }
    return DTypeObject.abstractTypes.first { $0 === object }
  }

  /// The least and greatest place in the buffer that a view reaches.
  private static func extent(_ array: NDArray) -> ClosedRange<Int> {
    var (low, high) = (array.offset, array.offset)
    for (extent, step) in zip(array.shape, array.strides) {
      if step > 0 { high += step * (extent - 1) } else { low += step * (extent - 1) }
    }
    return low...high
  }
}

/// The limits of an integer or floating type: `np.iinfo(np.int32)`, `np.finfo(float)`.
final class InfoObject: HostObject, Printable {
  let dtype: DType
  init(_ dtype: DType) { self.dtype = dtype }
  var type: TypeObject { dtype.isFloat ? Self.finfo : Self.iinfo }

  func repr(_ interpreter: Interpreter) throws -> String {
    "\(type.name)(\(try attributes.map { "\($0.0)=\(try interpreter.str($0.1))" }.joined(separator: ", ")), dtype=\(dtype.name))"
  }

  private var attributes: [(String, Value)] {
    (dtype.isFloat ? ["resolution", "min", "max"] : ["min", "max"]).map { ($0, limit($0)) }
  }

  private func limit(_ name: String) -> Value {
    if let range = dtype.integerRange {
      switch name {
      case "min": return .int(range.least)
      case "max": return .python((try? NDArray([range.greatest]).reshaped([])) ?? NDArray(scalar: Int.max))
      default: return .int(8 * dtype.itemSize)
      }
    }
    let (bits, digits, greatest, tiny) = Self.facts(dtype)
    let value: Double
    switch name {
    case "eps": value = bits
    case "max": value = greatest
    case "min": value = -greatest
    case "tiny": value = tiny
    case "resolution": value = digits
    default: return .int(8 * dtype.itemSize)
    }
    return .element((try? NDArray(scalar: value).astype(dtype)) ?? NDArray(scalar: value))
  }

  /// The distance of 1 to its neighbour, the decimal resolution, the greatest and the least normal number.
  private static func facts(_ dtype: DType) -> (Double, Double, Double, Double) {
    switch dtype {
    case .float16:
      (Double(Float16.ulpOfOne), 1e-3, Double(Float16.greatestFiniteMagnitude), Double(Float16.leastNormalMagnitude))
    case .float32:
      (Double(Float.ulpOfOne), 1e-6, Double(Float.greatestFiniteMagnitude), Double(Float.leastNormalMagnitude))
    default: (Double.ulpOfOne, 1e-15, .greatestFiniteMagnitude, .leastNormalMagnitude)
    }
  }

  static let iinfo = make("iinfo", "The limits of an integer type.", ["min", "max", "bits"]) { $0.isInteger }
  static let finfo = make(
    "finfo", "The limits of a floating type.", ["eps", "max", "min", "tiny", "resolution", "bits"]
  ) { $0.isFloat }

  private static func make(
    _ name: String, _ doc: String, _ attributes: [String], _ fits: @escaping (DType) -> Bool
  ) -> TypeObject {
    TypeObject(
      name, module: "numpy", doc: doc,
      constructor: Constructor([.required("type", "a type, or a number of it")]) { call in
        let value = call.value("type")
        let dtype = try DType.named(by: value) ?? call.array("type").dtype
        guard fits(dtype) else {
          throw ScriptError(
            .valueError,
            name == "iinfo"
              ? "Invalid integer data type '\(dtype.kind.rawValue)'."
              : "data type <class 'numpy.\(dtype.name)'> not inexact")
        }
        return .object(InfoObject(dtype))
      },
      properties: attributes.map { attribute in
        Property(attribute, doc: attribute) { (self: InfoObject, _) in self.limit(attribute) }
      } + [Property("dtype", doc: "the type") { (self: InfoObject, _) in .object(DTypeObject(self.dtype)) }])
  }
}

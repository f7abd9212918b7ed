import Arrays
import Language

/// The module `numpy`: what scripts can call, one declaration per name.
public enum NumPy {
  /// One exposed function. Host objects that take part in numpy's functions by themselves are asked first.
  static func function(
    _ name: String, _ parameters: [Parameter], _ summary: String, doc: String = "", module: String = "numpy",
    _ body: @escaping (Call) throws -> Value
  ) -> BuiltinFunction {
    BuiltinFunction(name, module: module, parameters, summary: summary, doc: doc) { call in
      for case .object(let object as TakesArrayFunctions)? in call.values {
        if let result = try object.apply(arrayFunction: name, call) { return result }
      }
      return try body(call)
    }
  }

  /// All functions of the module itself.
  static let functions: [BuiltinFunction] =
    creation + conversion + elementwise + complexParts + rounding + reductions + nanReductions + statistics + shaping
    + assembly
    + ordering + positions + sets + products + numerical + types + files + printing

  static let functionsByName = Dictionary(uniqueKeysWithValues: functions.map { ($0.name, $0) })

  private static let aliases: [(name: String, of: String)] = [
    ("abs", "absolute"), ("amax", "max"), ("amin", "min"), ("around", "round"), ("true_divide", "divide"),
    ("mod", "remainder"), ("degrees", "rad2deg"), ("radians", "deg2rad"), ("trapz", "trapezoid"), ("in1d", "isin"),
    ("may_share_memory", "shares_memory"), ("bitwise_not", "invert"), ("row_stack", "vstack"),
    ("asin", "arcsin"), ("acos", "arccos"), ("atan", "arctan"), ("atan2", "arctan2"), ("asinh", "arcsinh"),
    ("acosh", "arccosh"), ("atanh", "arctanh"), ("pow", "power"), ("concat", "concatenate"),
    ("permute_dims", "transpose"), ("bitwise_invert", "invert"),
  ]

  private static let typeAliases: [(name: String, dtype: DType)] = [
    ("bool", .bool), ("bool_", .bool), ("int_", .int64), ("intp", .int64), ("intc", .int32), ("uint", .uint64),
    ("float_", .float64), ("double", .float64), ("single", .float32), ("half", .float16), ("byte", .int8),
    ("ubyte", .uint8), ("short", .int16), ("long", .int64), ("longlong", .int64),
  ]

  /// The module, with settings of its own.
  public static func makeModule() -> ModuleObject {
    ModuleObject("numpy", doc: "N-dimensional arrays, random numbers, linear algebra.") { module in
      let state = NumPyState()
      module.define(NumPyState.memberName, .object(state))
      for function in functions { module.define(function) }
      for alias in aliases { module.define(alias.name, .object(functionsByName[alias.of] ?? functions[0])) }
      defineConstants(module)
      defineTypes(module)
      for function in settings(state) { module.define(function) }
      module.define("random", .object(makeRandomModule(state)))
      module.define("linalg", .object(makeLinalgModule()))
      module.define("fft", .object(makeFourierModule()))
      module.define("testing", .object(makeTestingModule()))
      module.define(
        "exceptions",
        .object(
          ModuleObject("numpy.exceptions", doc: "Exceptions of numpy.") { module in
            module.define(.axisError)
          }))
      refuseOthers(module)
    }
  }

  private static func defineConstants(_ module: ModuleObject) {
    for (name, value) in [
      ("pi", Double.pi), ("e", 2.718281828459045), ("euler_gamma", 0.5772156649015329), ("inf", .infinity),
      ("nan", Double.nan), ("Inf", .infinity), ("NaN", Double.nan),
    ] {
      module.define(name, .float(value))
    }
    module.define("newaxis", .none)
    module.define("__version__", .string("2.4"))
    module.define("index_exp", .object(IndexExpression(alwaysTuple: true)))
    module.define("s_", .object(IndexExpression(alwaysTuple: false)))
  }

  private static func defineTypes(_ module: ModuleObject) {
    module.define(ArrayObject.typeObject, DTypeObject.typeObject, InfoObject.iinfo, InfoObject.finfo)
    for type in DTypeObject.abstractTypes { module.define(type) }
    for (dtype, type) in DTypeObject.scalarTypes where dtype != .bool { module.define(type) }
    for (name, dtype) in typeAliases { module.define(name, .object(DTypeObject.scalarType(dtype))) }
    module.define("str_", .object(DTypeObject.character))
    module.define(ErrorState.typeObject)
    module.define("vectorize", .object(VectorizedFunction.typeObject))
    module.define("ndindex", .object(IndexWalk.typeObject))
  }

  private static func refuseOthers(_ module: ModuleObject) {
    module.refuse("matrix", "mat", note: "use arrays and the operator @")
    module.refuse("complex64", "complex128", note: "complex numbers are not supported")
    module.refuse(
      "poly1d", "ma", "select", "choose", "extract", "partition", "argpartition", "lexsort", "nditer", "memmap",
      "datetime64", "timedelta64", "char", "rec", "fromiter", "fromfunction", "rot90", "geomspace", "tri", "rollaxis",
      "resize", "fmax", "fmin", "hanning", "hamming", "frombuffer", "fromstring", "block", "piecewise", "logaddexp",
      "nancumsum", "nanpercentile", "nanmedian", "nanvar", "histogram2d", "polyder", "polyint", "roots", "mgrid",
      "ogrid",
      "r_", "c_", "vsplit", "hsplit", "dsplit", "tril_indices", "triu_indices", "copyto", "put", "place", "putmask",
      "void", "object_", "bytes_")
  }
}

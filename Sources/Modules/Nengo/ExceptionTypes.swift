import Language
import Model

/// The classes of `nengo.exceptions`, each with the class of Python's under which it is caught too.
extension TypeObject {
  static let nengoException = exceptionClass("NengoException", module: "nengo.exceptions", base: .exception)
  static let nengoValidationError: TypeObject = nengo(
    "ValidationError", also: .valueError,
    constructor: Constructor([.required("msg"), .required("attr"), .omittable("obj")]) { call in
      .object(try blaming(nengoValidationError, try call.string("msg"), call))
    })
  static let nengoReadonlyError: TypeObject = nengo(
    "ReadonlyError", base: nengoValidationError,
    constructor: Constructor([.required("attr"), .omittable("obj"), .omittable("msg")]) { call in
      let attribute = try call.interpreter.str(call.value("attr"))
      let text = try call.optionalString("msg") ?? "\(attribute) is read-only and cannot be changed"
      return .object(try blaming(nengoReadonlyError, text, call))
    })
  static let nengoObsoleteError: TypeObject = nengo(
    "ObsoleteError",
    constructor: Constructor([.required("msg"), .omittable("since"), .omittable("url")]) { call in
      let since = try call.optionalString("since").map { " since \($0)" } ?? ""
      let more = try call.optionalString("url").map { "\nFor more information, please visit \($0)" } ?? ""
      let text = "Obsolete\(since): \(try call.string("msg"))\(more)"
      return .object(keeping(["since", "url"], ExceptionObject(nengoObsoleteError, [.string(text)]), call))
    })
  static let nengoMovedError: TypeObject = nengo(
    "MovedError",
    constructor: Constructor([.omittable("location")]) { call in
      let text = "This feature has been moved to \(try call.interpreter.str(call.value("location")))"
      return .object(keeping(["location"], ExceptionObject(nengoMovedError, [.string(text)]), call))
    })

  /// All classes of errors, bases first.
  static let nengoExceptions: [TypeObject] = [
    nengoException, nengoValidationError, nengoReadonlyError, nengo("BuildError", also: .valueError),
    nengo("ConfigError", also: .valueError), nengo("NetworkContextError", also: .runtimeError),
    nengo("SimulationError", also: .runtimeError), nengo("SimulatorClosed"), nengo("SignalError", also: .valueError),
    nengo("ConvergenceError", also: .runtimeError), nengo("Unconvertible", also: .valueError), nengoObsoleteError,
    nengoMovedError, nengo("FingerprintError", also: .valueError), nengo("CacheIOError", also: .osError),
    nengo("TimeoutError"), nengo("SpaModuleError", also: .valueError), nengo("SpaParseError", also: .valueError),
  ]

  private static func nengo(
    _ name: String, base: TypeObject? = nil, also: TypeObject..., constructor: Constructor? = nil
  ) -> TypeObject {
    TypeObject(
      name, module: "nengo.exceptions", base: base ?? nengoException, also: also, subclassing: .allowed,
      constructor: constructor)
  }

  /// An error about an attribute of an object: `Class.attribute: text`.
  private static func blaming(_ type: TypeObject, _ text: String, _ call: Call) throws -> ExceptionObject {
    var place = try call.interpreter.str(call.value("attr"))
    let object = call.value("obj")
    if !object.isNone {
      let owner =
        if case .object(let host) = object, let type = host as? TypeObject { type.name } else { object.typeName }
      place = "\(owner).\(place)"
    }
    return keeping(["attr", "obj"], ExceptionObject(type, [.string("\(place): \(text)")]), call)
  }

  /// Keeps arguments as attributes of the error.
  private static func keeping(_ names: [String], _ error: ExceptionObject, _ call: Call) -> ExceptionObject {
    for name in names { error.ownAttributes[name] = call.value(name) }
    return error
  }

  /// The class that stands for a kind of the library's errors.
  static func nengo(_ kind: NengoError.Kind) -> TypeObject {
    if kind.isNengo { return nengoExceptions.first { $0.name == kind.className } ?? nengoException }
    switch kind {
    case .index: return .indexError
    case .key: return .keyError
    case .type: return .typeError
    case .value: return .valueError
    case .attribute: return .attributeError
    case .notImplemented: return .notImplementedError
    case .floatingPoint: return .floatingPointError
    case .memory: return .memoryError
    case .assertion: return .assertionError
    case .syntax: return .syntaxError
    case .cancelled: return .keyboardInterrupt
    default: return .runtimeError
    }
  }
}

/// The classes of warnings of `nengo.exceptions` and those that Python has beside the built-in ones.
extension TypeObject {
  static let nengoWarning = exceptionClass("NengoWarning", module: "nengo.exceptions", base: .warning)
  static let nengoCacheIOWarning = exceptionClass("CacheIOWarning", module: "nengo.exceptions", base: nengoWarning)
  static let nengoNotAddedWarning = exceptionClass(
    "NotAddedToNetworkWarning", module: "nengo.exceptions", base: nengoWarning)
  static let syntaxWarning = exceptionClass("SyntaxWarning", base: .warning)
  static let resourceWarning = exceptionClass("ResourceWarning", base: .warning)

  static func nengo(_ kind: NengoWarning.Kind) -> TypeObject {
    switch kind {
    case .nengo: .nengoWarning
    case .notAddedToNetwork: .nengoNotAddedWarning
    case .user: .userWarning
    case .syntax: .syntaxWarning
    case .deprecation: .deprecationWarning
    case .runtime: .runtimeWarning
    case .resource: .resourceWarning
    }
  }
}

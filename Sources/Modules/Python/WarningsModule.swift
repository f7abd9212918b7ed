import Language

/// `warnings`: raising and silencing them.
enum WarningsModule {
  static func make() -> ModuleObject {
    ModuleObject("warnings", doc: "Raising and silencing warnings.") { module in
      module.define(warn, simpleFilter, filterWarnings, reset)
      module.define(CatchWarnings.classType)
      module.refuse("showwarning", "formatwarning", "warn_explicit")
    }
  }

  private static func category(_ value: Value, _ fallback: TypeObject) throws -> TypeObject {
    if value.isNone { return fallback }
    guard case .object(let object) = value, let type = object as? TypeObject, type.isSubtype(of: .warning) else {
      throw ScriptError(.typeError, "category must be a Warning subclass, not '\(value.typeName)'")
    }
    return type
  }

  private static let warn = BuiltinFunction(
    "warn", module: "warnings",
    [
      .required("message"), .omittable("category", shown: "UserWarning"), .optional("stacklevel", .int(1)),
      .omittable("source"),
    ],
    summary: "Show a warning, once per place and text."
  ) { call in
    let message = call.value("message")
    if let exception: ExceptionObject = message.host() {
      try call.interpreter.warn(
        exception.type, try call.interpreter.str(message), stackLevel: try call.int("stacklevel"))
    } else {
      try call.interpreter.warn(
        try category(call.value("category"), .userWarning), try call.string("message"),
        stackLevel: try call.int("stacklevel"))
    }
    return .none
  }

  private static func action(_ call: Call) throws -> WarningFilters.Action {
    let name = try call.string("action")
    guard let action = WarningFilters.Action(rawValue: name) else {
      throw ScriptError(.assertionError, "invalid action: '\(name)'")
    }
    return action
  }

  private static func add(_ filter: WarningFilters.Filter, _ call: Call) throws {
    let filters = call.interpreter.warnings
    if try call.bool("append") { filters.filters.append(filter) } else { filters.filters.insert(filter, at: 0) }
    filters.forget()
  }

  private static let simpleFilter = BuiltinFunction(
    "simplefilter", module: "warnings",
    [
      .required("action"), .omittable("category", shown: "Warning"), .optional("lineno", .int(0)),
      .optional("append", .bool(false)),
    ],
    summary: "What happens to warnings: 'ignore', 'always', 'error', 'once' or 'default'."
  ) { call in
    try add(WarningFilters.Filter(try action(call), category: try category(call.value("category"), .warning)), call)
    return .none
  }

  private static let filterWarnings = BuiltinFunction(
    "filterwarnings", module: "warnings",
    [
      .required("action"), .optional("message", .string("")), .omittable("category", shown: "Warning"),
      .optional("module", .string("")), .optional("lineno", .int(0)), .optional("append", .bool(false)),
    ],
    summary: "What happens to warnings whose text starts with a message."
  ) { call in
    guard try call.string("module").isEmpty else {
      throw ScriptError(.notImplementedError, "warnings.filterwarnings: module is not supported")
    }
    let filter = WarningFilters.Filter(
      try action(call), category: try category(call.value("category"), .warning), message: try call.string("message"))
    try add(filter, call)
    return .none
  }

  private static let reset = BuiltinFunction(
    "resetwarnings", module: "warnings", summary: "Forget all filters."
  ) { call in
    call.interpreter.warnings.filters = []
    return .none
  }
}

/// `with warnings.catch_warnings():` restores the filters at its end.
final class CatchWarnings: HostObject, ContextManager {
  private let isRecording: Bool
  private var saved: (filters: [WarningFilters.Filter], recorded: ListObject?) = ([], nil)

  private init(isRecording: Bool) { self.isRecording = isRecording }

  static let classType: TypeObject = TypeObject(
    "catch_warnings", module: "warnings", doc: "Restores the filters at the end of a with block.",
    constructor: Constructor([.keyword("record", .bool(false)), .keyword("action", .none)]) { call in
      guard call.value("action").isNone else {
        throw ScriptError(.notImplementedError, "warnings.catch_warnings: action is not supported")
      }
      return .object(CatchWarnings(isRecording: try call.bool("record")))
    })

  var type: TypeObject { CatchWarnings.classType }

  func enter(_ interpreter: Interpreter) throws -> Value {
    let warnings = interpreter.warnings
    saved = (warnings.filters, warnings.recorded)
    guard isRecording else { return .none }
    let list = ListObject()
    warnings.recorded = list
    return .list(list)
  }

  func exit(_ error: ScriptError?, _ interpreter: Interpreter) throws -> Bool {
    interpreter.warnings.filters = saved.filters
    interpreter.warnings.recorded = saved.recorded
    return false
  }
}

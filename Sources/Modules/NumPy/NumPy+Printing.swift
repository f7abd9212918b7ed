import Arrays
import Language

/// How arrays print, and what floating-point events do.
extension NumPy {
  private static var optionParameters: [Parameter] {
    [
      .optional("precision", .none, "digits after the point"),
      .optional("threshold", .none, "elements before arrays are summarised"),
      .optional("edgeitems", .none, "elements shown at either end of a summary"),
      .optional("linewidth", .none, "columns"),
      .optional("suppress", .none, "whether small numbers print as zeros"), .optional("nanstr", .none, "text of nan"),
      .optional("infstr", .none, "text of infinity"), .optional("formatter", .none, "functions by kind of type"),
      .keyword("sign", .none, "not supported"), .keyword("floatmode", .none, "not supported"),
      .keyword("legacy", .none, "not supported"),
    ]
  }

  /// The functions that read or change the settings.
  static func settings(_ state: NumPyState) -> [BuiltinFunction] {
    [
      function("set_printoptions", optionParameters, "Sets how arrays print.") { call in
        try change(state, call)
        return .none
      },
      function("get_printoptions", [], "How arrays print.") { call in .dict(try options(state, call.interpreter)) },
      function("printoptions", optionParameters, "How arrays print within a with statement.") { call in
        .object(PrintOptionsContext(state) { try change(state, call) })
      },
      function(
        "seterr", ErrorState.parameters, "Sets what floating-point events do: 'ignore', 'warn' or 'raise'."
      ) { call in
        let old = state.errorHandling
        state.errorHandling = try ErrorState.handling(call, old)
        return .dict(try ErrorState.dictionary(old, call.interpreter))
      },
      function("geterr", [], "What floating-point events do.") { call in
        .dict(try ErrorState.dictionary(state.errorHandling, call.interpreter))
      },
    ]
  }

  private static func change(_ state: NumPyState, _ call: Call) throws {
    for name in ["sign", "floatmode", "legacy"] where !call.value(name).isNone {
      throw ScriptError(.notImplementedError, "numpy.set_printoptions: \(name) is not supported")
    }
    try update(&state.printOptions, call)
    if call["formatter"].map({ !$0.isNone }) ?? false {
      state.formatters = call.value("formatter")
    } else if call.values.contains(where: { $0.map { !$0.isNone } ?? false }) {
      // Any other change drops the user's own formatting functions, as in NumPy.
      state.printOptions.formatters = [:]
      state.formatters = .none
    }
  }

  private static func update(_ options: inout PrintOptions, _ call: Call) throws {
    func whole(_ name: String, _ place: inout Int) throws {
      guard let value = try call.optionalInt(name) else { return }
      guard value >= 0 else { throw ScriptError(.valueError, "\(name) must be non-negative, got \(value)") }
      place = min(value, 1 << 60)
    }
    // `sys.maxsize` and infinity mean no bound.
    func bound(_ name: String) throws -> Int? {
      guard let value = try call.optionalFloat(name) else { return nil }
      guard value >= 0 else { throw ScriptError(.valueError, "\(name) must be non-negative, got \(value)") }
      return value >= 0x1p60 ? 1 << 60 : Int(value)
    }
    try whole("precision", &options.precision)
    if let threshold = try bound("threshold") { options.threshold = threshold }
    try whole("edgeitems", &options.edgeItems)
    if let width = try bound("linewidth") { options.lineWidth = width }
    if call["suppress"].map({ !$0.isNone }) ?? false { options.suppress = try call.bool("suppress") }
    if let text = try call.optionalString("nanstr") { options.nanText = text }
    if let text = try call.optionalString("infstr") { options.infText = text }
    if let own = call["formatter"], !own.isNone { options.formatters = try formatters(own, call.interpreter) }
  }

  private static let formatterKinds: [(name: String, kinds: [DType.Kind])] = [
    ("all", [.bool, .signed, .unsigned, .float, .text]), ("bool", [.bool]), ("int", [.signed, .unsigned]),
    ("int_kind", [.signed, .unsigned]), ("float", [.float]), ("float_kind", [.float]), ("str_kind", [.text]),
    ("numpystr", [.text]),
  ]

  private static func formatters(
    _ value: Value, _ interpreter: Interpreter
  ) throws -> [DType.Kind: (NDArray) throws -> String] {
    var result: [DType.Kind: (NDArray) throws -> String] = [:]
    for (name, kinds) in formatterKinds where try interpreter.contains(value, .string(name)) {
      let body = try interpreter.item(value, .string(name))
      for kind in kinds {
        result[kind] = { try interpreter.str(interpreter.call(body, [.element($0)])) }
      }
    }
    return result
  }

  private static func options(_ state: NumPyState, _ interpreter: Interpreter) throws -> DictObject {
    let options = state.printOptions
    return try interpreter.dictionary([
      ("precision", .int(options.precision)), ("threshold", .int(options.threshold)),
      ("edgeitems", .int(options.edgeItems)), ("linewidth", .int(options.lineWidth)),
      ("suppress", .bool(options.suppress)), ("nanstr", .string(options.nanText)), ("infstr", .string(options.infText)),
      ("formatter", state.formatters),
    ])
  }

  static let printing: [BuiltinFunction] = [
    function(
      "array2string",
      [
        .arrayLike(), .optional("max_line_width", .none, "columns"),
        .optional("precision", .none, "digits after the point"),
        .optional("suppress_small", .none, "whether small numbers print as zeros"),
        .optional("separator", .string(" "), "between elements"),
        .optional("prefix", .string(""), "text that will stand in front"),
        .keyword("formatter", .none, "functions by kind of type"),
        .keyword("threshold", .none, "elements before arrays are summarised"),
        .keyword("edgeitems", .none, "elements shown at either end of a summary"),
        .keyword("suffix", .string(""), "text that will follow"),
      ], "An array as text."
    ) { call in
      var options = try NumPyState.of(call.interpreter).printOptions
      if let width = try call.optionalInt("max_line_width") { options.lineWidth = min(max(0, width), 1 << 60) }
      if let precision = try call.optionalInt("precision") { options.precision = min(max(0, precision), 1 << 20) }
      if !call.value("suppress_small").isNone { options.suppress = try call.bool("suppress_small") }
      if let threshold = try call.optionalInt("threshold") { options.threshold = threshold }
      if let items = try call.optionalInt("edgeitems") { options.edgeItems = min(max(0, items), 1 << 60) }
      if !call.value("formatter").isNone {
        options.formatters = try formatters(call.value("formatter"), call.interpreter)
      }
      options.lineWidth -= try call.string("suffix").count
      return .string(
        try ArrayText.layout(
          call.array("a"), options, separator: call.string("separator"), prefix: call.string("prefix")))
    },
    function("array_str", [.arrayLike()] + textOptions, "str(array).") { call in
      .string(try ArrayText.str(call.array("a"), textOptions(call)))
    },
    function("array_repr", [.arrayLike("arr")] + textOptions, "repr(array).") { call in
      .string(try ArrayText.repr(call.array("arr"), textOptions(call)))
    },
  ]

  private static var textOptions: [Parameter] {
    [
      .optional("max_line_width", .none, "columns"), .optional("precision", .none, "digits after the point"),
      .optional("suppress_small", .none, "whether small numbers print as zeros"),
    ]
  }

  private static func textOptions(_ call: Call) throws -> PrintOptions {
    var options = try NumPyState.of(call.interpreter).printOptions
    if let width = try call.optionalInt("max_line_width") { options.lineWidth = min(max(0, width), 1 << 60) }
    if let precision = try call.optionalInt("precision") { options.precision = min(max(0, precision), 1 << 20) }
    if !call.value("suppress_small").isNone { options.suppress = try call.bool("suppress_small") }
    return options
  }
}

extension Interpreter {
  /// A dictionary with these names and values.
  func dictionary(_ pairs: [(String, Value)]) throws -> DictObject {
    let dictionary = DictObject()
    for (name, value) in pairs { try setItem(.dict(dictionary), .string(name), to: value) }
    return dictionary
  }
}

/// `with np.printoptions(precision=3):`
final class PrintOptionsContext: HostObject, ContextManager {
  static let typeObject = TypeObject("printoptions", module: "numpy")
  var type: TypeObject { Self.typeObject }
  private let state: NumPyState
  private let change: () throws -> Void
  private var saved: [(PrintOptions, Value)] = []

  init(_ state: NumPyState, _ change: @escaping () throws -> Void) {
    self.state = state
    self.change = change
  }

  func enter(_ interpreter: Interpreter) throws -> Value {
    saved.append((state.printOptions, state.formatters))
    try change()
    return .object(self)
  }

  func exit(_ error: ScriptError?, _ interpreter: Interpreter) throws -> Bool {
    if let (options, formatters) = saved.popLast() { (state.printOptions, state.formatters) = (options, formatters) }
    return false
  }
}

/// `with np.errstate(divide="ignore"):`
final class ErrorState: HostObject, ContextManager {
  private let change: ([String: NumPyState.Handling]) throws -> [String: NumPyState.Handling]
  private var saved: [[String: NumPyState.Handling]] = []
  var type: TypeObject { Self.typeObject }

  private init(_ change: @escaping ([String: NumPyState.Handling]) throws -> [String: NumPyState.Handling]) {
    self.change = change
  }

  static var parameters: [Parameter] {
    [
      ("all", "all events"), ("divide", "division by zero"), ("over", "overflow"), ("under", "underflow"),
      ("invalid", "results that are nan"),
    ]
    .map { .optional($0.0, .none, $0.1 + ": 'ignore', 'warn' or 'raise'", type: "str") }
  }

  static let typeObject = TypeObject(
    "errstate", module: "numpy", doc: "What floating-point events do within a with statement.",
    constructor: Constructor(parameters) { call in .object(ErrorState { try handling(call, $0) }) })

  static func handling(
    _ call: Call, _ old: [String: NumPyState.Handling]
  ) throws -> [String: NumPyState.Handling] {
    func read(_ name: String) throws -> NumPyState.Handling? {
      guard let text = try call.optionalString(name) else { return nil }
      if let handling = NumPyState.Handling(rawValue: text) { return handling }
      guard ["call", "print", "log"].contains(text) else {
        throw ScriptError(.keyError, text)
      }
      throw ScriptError(.notImplementedError, "numpy.errstate: \(name)='\(text)' is not supported")
    }
    var result = old
    let all = try read("all")
    for kind in FloatingErrors.kinds {
      if let handling = try read(kind.name) ?? all { result[kind.name] = handling }
    }
    return result
  }

  static func dictionary(
    _ handling: [String: NumPyState.Handling], _ interpreter: Interpreter
  ) throws -> DictObject {
    try interpreter.dictionary(
      FloatingErrors.kinds.map { ($0.name, .string((handling[$0.name] ?? .ignore).rawValue)) })
  }

  func enter(_ interpreter: Interpreter) throws -> Value {
    let state = try NumPyState.of(interpreter)
    let new = try change(state.errorHandling)
    saved.append(state.errorHandling)
    state.errorHandling = new
    return .none
  }

  func exit(_ error: ScriptError?, _ interpreter: Interpreter) throws -> Bool {
    if let old = saved.popLast() { try NumPyState.of(interpreter).errorHandling = old }
    return false
  }
}

import Language

/// `functools`: functions made of functions.
enum FunctoolsModule {
  static func make() -> ModuleObject {
    ModuleObject("functools", doc: "Functions made of functions.") { module in
      module.define(PartialObject.classType)
      module.define(reduce, wraps, lruCache, cache)
      module.refuse("singledispatch", "cached_property", "total_ordering", "cmp_to_key", "partialmethod")
    }
  }

  private static let reduce = BuiltinFunction(
    "reduce", module: "functools",
    [
      .positionOnly("function"), .positionOnly("iterable"),
      Parameter("initial", .positionalOnly, default: .omitted("")),
    ],
    summary: "Fold an iterable from the left with a function of two arguments."
  ) { call in
    var values = try call.elements("iterable")[...]
    guard var result = call["initial"] ?? values.popFirst() else {
      throw ScriptError(.typeError, "reduce() of empty iterable with no initial value")
    }
    for value in values { result = try call.interpreter.call(call.value("function"), [result, value]) }
    return result
  }

  private static let wraps = BuiltinFunction(
    "wraps", module: "functools", [.required("wrapped"), .omittable("assigned"), .omittable("updated")],
    summary: "A decorator that gives a function the name and documentation of another."
  ) { call in
    guard call.value("assigned").isNone, call.value("updated").isNone else {
      throw ScriptError(.notImplementedError, "functools.wraps: assigned and updated are not supported")
    }
    let wrapped = call.value("wrapped")
    return .object(
      BuiltinFunction("decorator", module: "functools", [.positionOnly("wrapper")]) { call in
        let wrapper = call.value("wrapper")
        for name in ["__module__", "__name__", "__qualname__", "__doc__"] {
          guard let value = try call.interpreter.optionalAttribute(wrapped, name) else { continue }
          try call.interpreter.setAttribute(wrapper, name, to: value)
        }
        try call.interpreter.setAttribute(wrapper, "__wrapped__", to: wrapped)
        return wrapper
      })
  }

  private static let lruCache = BuiltinFunction(
    "lru_cache", module: "functools", [.optional("maxsize", .int(128)), .optional("typed", .bool(false))],
    summary: "A decorator that remembers results, the maxsize most recent ones (None: all)."
  ) { call in
    guard try !call.bool("typed") else {
      throw ScriptError(.notImplementedError, "functools.lru_cache: typed=True is not supported")
    }
    let size = call.value("maxsize")
    if call.interpreter.isCallable(size) { return .object(CachedFunction(size, limit: 128)) }
    let limit = try call.optionalInt("maxsize").map { max(0, $0) }
    return .object(
      BuiltinFunction("decorator", module: "functools", [.positionOnly("function")]) { call in
        .object(CachedFunction(call.value("function"), limit: limit))
      })
  }

  private static let cache = BuiltinFunction(
    "cache", module: "functools", [.positionOnly("user_function")], summary: "A decorator that remembers all results."
  ) { call in .object(CachedFunction(call.value("user_function"), limit: nil)) }
}

/// `functools.partial`: a callable with some arguments given.
final class PartialObject: HostObject, Callable, Printable, KeepsAttributes {
  let function: Value
  let positional: [Value]
  let keywords: [(name: String, value: Value)]
  private let ownSignature: Signature?
  let ownAttributes = AttributeTable()

  init(_ function: Value, _ positional: [Value], _ keywords: [(name: String, value: Value)], _ signature: Signature?) {
    self.function = function
    self.positional = positional
    self.keywords = keywords
    ownSignature = signature
  }

  static let classType: TypeObject = TypeObject(
    "partial", module: "functools", doc: "A callable with some arguments of a function given.",
    constructor: Constructor([.positionOnly("func"), .variadic("args"), .keywords("keywords")]) { call in
      guard call.interpreter.isCallable(call.value("func")) else {
        throw ScriptError(.typeError, "the first argument must be callable")
      }
      return .object(make(call.value("func"), call.variadic, call.keywords, call.interpreter))
    },
    properties: [
      Property("func", doc: "The function.") { (partial: PartialObject, _) in partial.function },
      Property("args", doc: "The arguments given by position.") { (partial: PartialObject, _) in
        .newTuple(partial.positional)
      },
      Property("keywords", doc: "The arguments given by keyword.") { (partial: PartialObject, _) in
        .dict(DictObject(partial.keywords.map { ($0.name, $0.value) }))
      },
    ])

  private static func make(
    _ function: Value, _ positional: [Value], _ keywords: [(name: String, value: Value)], _ interpreter: Interpreter
  ) -> PartialObject {
    if let inner: PartialObject = function.host() {
      let kept = inner.keywords.filter { old in !keywords.contains { $0.name == old.name } }
      return make(inner.function, inner.positional + positional, kept + keywords, interpreter)
    }
    var rest: [Parameter]?
    if case .object(let object) = function, let parameters = (object as? any Callable)?.signature?.parameters {
      rest = remaining(parameters, positional.count, keywords.map(\.name))
    }
    return PartialObject(function, positional, keywords, rest.map { Signature("partial", $0) })
  }

  /// What is still to be given: parameters named by keyword can no longer be given by position.
  private static func remaining(_ parameters: [Parameter], _ count: Int, _ names: [String]) -> [Parameter] {
    var left = count
    var result: [Parameter] = []
    var isKeywordOnly = false
    for var parameter in parameters {
      if parameter.kind == .positional || parameter.kind == .positionalOnly {
        if left > 0 {
          left -= 1
          continue
        }
        if names.contains(parameter.name) { isKeywordOnly = true }
        if isKeywordOnly { parameter.kind = .keywordOnly }
      }
      if names.contains(parameter.name) { parameter.default = .omitted("…") }
      result.append(parameter)
    }
    return result
  }

  var type: TypeObject { PartialObject.classType }
  var signature: Signature? { ownSignature }

  func call(_ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value {
    let kept = keywords.filter { old in !arguments.keywords.contains { $0.name == old.name } }
    return try interpreter.call(function, positional + arguments.positional, kept + arguments.keywords)
  }

  func repr(_ interpreter: Interpreter) throws -> String {
    let parts =
      try ([function] + positional).map { try interpreter.repr($0) }
      + keywords.map { "\($0.name)=\(try interpreter.repr($0.value))" }
    return "functools.partial(\(parts.joined(separator: ", ")))"
  }
}

/// A function that remembers its results by its arguments.
final class CachedFunction: HostObject, Callable, KeepsAttributes {
  private let function: Value
  /// Results kept at most, the most recently used ones; nil: all.
  private let limit: Int?
  private let results = DictObject()
  private var hits = 0
  private var misses = 0
  let ownAttributes = AttributeTable()

  init(_ function: Value, limit: Int?) {
    self.function = function
    self.limit = limit
    ownAttributes["__wrapped__"] = function
  }

  static let classType: TypeObject = TypeObject(
    "_lru_cache_wrapper", module: "functools",
    methods: [
      Method("cache_info", summary: "Hits, misses, limit and size.") { (cached: CachedFunction, _) in
        .newTuple([
          .int(cached.hits), .int(cached.misses), cached.limit.map { .int($0) } ?? .none, .int(cached.results.count),
        ])
      },
      Method("cache_clear", summary: "Forget all results.") { (cached: CachedFunction, _) in
        cached.results.removeAll()
        cached.hits = 0
        cached.misses = 0
        return .none
      },
    ],
    properties: ["__name__", "__qualname__", "__doc__", "__module__"].map { name in
      Property(name) { (cached: CachedFunction, interpreter) in try interpreter.attribute(cached.function, name) }
    })

  var type: TypeObject { CachedFunction.classType }
  var signature: Signature? {
    guard case .object(let object) = function else { return nil }
    return (object as? any Callable)?.signature
  }

  func call(_ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value {
    let named = arguments.keywords.flatMap { [Value.string($0.name), $0.value] }
    let key = Value.newTuple(arguments.positional + (named.isEmpty ? [] : [.ellipsis] + named))
    if let known = try results.value(for: key, interpreter) {
      hits += 1
      if limit != nil {
        try results.removeValue(for: key, interpreter)
        try results.setValue(known, for: key, interpreter)
      }
      return known
    }
    misses += 1
    let result = try interpreter.call(function, arguments.positional, arguments.keywords)
    guard limit != 0 else { return result }
    try results.setValue(result, for: key, interpreter)
    if let limit, results.count > limit { _ = results.removeFirst() }
    return result
  }
}

/// The classes of the core types; their methods are in Builtins.
extension TypeObject {
  public static let object: TypeObject = TypeObject(
    "object", base: nil, doc: "The base of all classes.", subclassing: .allowed,
    constructor: Constructor([.variadic("arguments"), .keywords("more")]) { call in
      if !call.variadic.isEmpty || !call.keywords.isEmpty {
        throw ScriptError(.typeError, "object() takes no arguments")
      }
      return .object(InstanceObject(.object))
    },
    methods: [
      Method(
        "__new__", [.positionOnly("cls"), .variadic("arguments"), .keywords("more")],
        summary: "An instance on which __init__ has not run.", kind: .free, onValue: { _, call in try bare(call) })
    ])

  /// - Throws: `TypeError` unless a script defined the class.
  private static func bare(_ call: Call) throws -> Value {
    guard case .object(let object) = call.value("cls"), let type = object as? TypeObject else {
      throw ScriptError(.typeError, "object.__new__(X): X is not a type object (\(call.value("cls").typeName))")
    }
    guard type.isScript, !type.isSubtype(of: .baseException) else {
      throw ScriptError(.typeError, "object.__new__(\(type.name)) is not safe, use \(type.name)()")
    }
    return .object(InstanceObject(type))
  }

  public static let type: TypeObject = TypeObject(
    "type", doc: "The class of an object.",
    constructor: Constructor([.positionOnly("object"), .variadic("more")]) { call in
      if !call.variadic.isEmpty { throw ScriptError(.typeError, "type() takes 1 argument") }
      return .object(call.value("object").type)
    })
  public static let noneType: TypeObject = TypeObject("NoneType")
  public static let ellipsisType: TypeObject = TypeObject("ellipsis")
  public static let int: TypeObject = TypeObject(
    "int", doc: "A whole number of any size.",
    constructor: Constructor([
      Parameter("x", .positionalOnly, default: .value(.int(0))), .omittable("base", shown: "10"),
    ]) { call in try Conversions.int(call.value("x"), base: call[1], call.interpreter) },
    methods: NumberMethods.int, properties: NumberMethods.parts)
  public static let bool: TypeObject = TypeObject(
    "bool", base: .int, doc: "True or False.",
    constructor: Constructor([Parameter("x", .positionalOnly, default: .value(.bool(false)))]) { call in
      .bool(try call.interpreter.truth(call.value("x")))
    })
  public static let float: TypeObject = TypeObject(
    "float", doc: "A real number of double precision.",
    constructor: Constructor([Parameter("x", .positionalOnly, default: .value(.float(0)))]) { call in
      try Conversions.float(call.value("x"), call.interpreter)
    }, methods: NumberMethods.float, properties: NumberMethods.parts)
  public static let str: TypeObject = TypeObject(
    "str", doc: "Text: an immutable sequence of characters.",
    constructor: Constructor([Parameter("object", .positional, default: .value(""))]) { call in
      if case .str = call.value("object") { return call.value("object") }
      return .string(try call.interpreter.str(call.value("object")))
    }, methods: StringMethods.all)
  public static let list: TypeObject = TypeObject(
    "list", doc: "A mutable sequence.",
    constructor: Constructor([Parameter("iterable", .positionalOnly, default: .omitted("()"))]) { call in
      .newList(try call[0].map { try call.interpreter.elements(of: $0) } ?? [])
    }, methods: ListMethods.list)
  public static let tuple: TypeObject = TypeObject(
    "tuple", doc: "An immutable sequence.",
    constructor: Constructor([Parameter("iterable", .positionalOnly, default: .omitted("()"))]) { call in
      if case .tuple(let tuple)? = call[0], tuple.kind == nil { return .tuple(tuple) }
      return .newTuple(try call[0].map { try call.interpreter.elements(of: $0) } ?? [])
    }, methods: ListMethods.tuple)
  public static let dict: TypeObject = TypeObject(
    "dict", doc: "A mapping from keys to values, in the order of insertion.",
    constructor: Constructor([Parameter("other", .positionalOnly, default: .omitted("()")), .keywords("more")]) {
      call in
      let dict = DictObject()
      if let other = call[0] { try call.interpreter.merge(other, into: dict) }
      for (name, value) in call.keywords { dict[name] = value }
      return .dict(dict)
    }, methods: DictMethods.all)
  public static let set: TypeObject = TypeObject(
    "set", doc: "A collection of different elements.",
    constructor: Constructor([Parameter("iterable", .positionalOnly, default: .omitted("()"))]) { call in
      .set(try SetMethods.make(call, isFrozen: false))
    }, methods: SetMethods.common + SetMethods.changing)
  public static let frozenset: TypeObject = TypeObject(
    "frozenset", doc: "A set that cannot be changed.",
    constructor: Constructor([Parameter("iterable", .positionalOnly, default: .omitted("()"))]) { call in
      .set(try SetMethods.make(call, isFrozen: true))
    }, methods: SetMethods.common)
  public static let range: TypeObject = TypeObject(
    "range", doc: "The numbers from start up to, not including, stop.",
    constructor: Constructor([.variadic("arguments", "stop, or start, stop and an optional step")]) { call in
      try RangeMethods.make(call)
    }, methods: RangeMethods.methods, properties: RangeMethods.properties)
  public static let slice: TypeObject = TypeObject(
    "slice", doc: "What stands between the brackets of x[start:stop:step].",
    constructor: Constructor([.variadic("arguments", "stop, or start, stop and an optional step")]) { call in
      let given = call.variadic
      switch given.count {
      case 1: return .object(SliceObject(.none, given[0], .none))
      case 2: return .object(SliceObject(given[0], given[1], .none))
      case 3: return .object(SliceObject(given[0], given[1], given[2]))
      case 0: throw ScriptError(.typeError, "slice expected at least 1 argument, got 0")
      default: throw ScriptError(.typeError, "slice expected at most 3 arguments, got \(given.count)")
      }
    }, methods: RangeMethods.sliceMethods, properties: RangeMethods.sliceProperties)
  public static let function: TypeObject = TypeObject("function")
  public static let boundMethod: TypeObject = TypeObject("method")
  public static let builtinFunction: TypeObject = TypeObject("builtin_function_or_method")
  public static let module: TypeObject = TypeObject("module")
  public static let property: TypeObject = TypeObject(
    "property", doc: "An attribute that functions compute and set.",
    constructor: Constructor([
      .optional("fget", .none), .optional("fset", .none), .optional("fdel", .none), .optional("doc", .none),
    ]) { call in
      .object(
        PropertyObject(
          getter: call.value("fget"), setter: call.value("fset"), deleter: call.value("fdel"),
          documentation: call.value("doc")))
    },
    methods: [
      Method("getter", [.positionOnly("f")]) { (property: PropertyObject, call) in
        .object(
          PropertyObject(
            getter: call.value("f"), setter: property.setter, deleter: property.deleter,
            documentation: property.documentation))
      },
      Method("setter", [.positionOnly("f")]) { (property: PropertyObject, call) in
        .object(
          PropertyObject(
            getter: property.getter, setter: call.value("f"), deleter: property.deleter,
            documentation: property.documentation))
      },
      Method("deleter", [.positionOnly("f")]) { (property: PropertyObject, call) in
        .object(
          PropertyObject(
            getter: property.getter, setter: property.setter, deleter: call.value("f"),
            documentation: property.documentation))
      },
    ],
    properties: [
      Property("fget") { (property: PropertyObject, _) in property.getter },
      Property("fset") { (property: PropertyObject, _) in property.setter },
      Property("fdel") { (property: PropertyObject, _) in property.deleter },
    ])
  public static let staticMethod: TypeObject = TypeObject(
    "staticmethod",
    constructor: Constructor([.positionOnly("function")]) { .object(StaticMethodObject($0.value("function"))) })
  public static let classMethod: TypeObject = TypeObject(
    "classmethod",
    constructor: Constructor([.positionOnly("function")]) { .object(ClassMethodObject($0.value("function"))) })
  public static let superType: TypeObject = TypeObject(
    "super", doc: "The members of the base class, bound to this instance.",
    constructor: Constructor([.omittable("type"), .omittable("object")]) { call in
      try SuperObject.make(call)
    })
  public static let iterator: TypeObject = TypeObject("iterator")
  public static let generator: TypeObject = TypeObject("generator")
}

import Arrays
import Language
import Model

/// `nengo.spa.SemanticPointer`
final class PointerObject: HostObject, BinaryOperators, UnaryOperators, HasLength, Printable {
  var pointer: SemanticPointer
  init(_ pointer: SemanticPointer) { self.pointer = pointer }
  var type: TypeObject { Self.typeObject }

  static let typeObject: TypeObject = TypeObject(
    "SemanticPointer", module: "nengo.spa", doc: "A vector that stands for a symbol.",
    constructor: Constructor([.required("data", "a vector, or a number of dimensions"), .omittable("rng")]) { call in
      if let dimensions = try call.interpreter.optionalIndex(call.value("data")) {
        return .object(PointerObject(try SemanticPointer(dimensions: dimensions, stream: try call.stream("rng"))))
      }
      let data = try call.array("data", dtype: .float64)
      guard data.ndim == 1 else {
        throw NengoError.validation("'data' must be a vector", attribute: "data", owner: "SemanticPointer")
      }
      return .object(PointerObject(SemanticPointer(data.doubles)))
    },
    methods: methods,
    properties: [
      Property(
        "v", doc: "The vector.",
        set: { (object: PointerObject, value, interpreter) in
          object.pointer = SemanticPointer(try NDArray(from: value, dtype: .float64, interpreter).doubles)
        },
        get: { (object: PointerObject, _) in .array(NDArray(object.pointer.v)) })
    ])

  /// The pointer in an argument: a pointer, or a vector.
  static func pointer(_ value: Value, _ interpreter: Interpreter) throws -> SemanticPointer {
    if let object: PointerObject = value.host() { return object.pointer }
    return SemanticPointer(try NDArray(from: value, dtype: .float64, interpreter).doubles)
  }

  private static func made(_ pointer: SemanticPointer) -> Value { .object(PointerObject(pointer)) }

  private static func other(_ object: PointerObject, _ call: Call) throws -> SemanticPointer {
    let other = try pointer(call.value("other"), call.interpreter)
    guard other.dimensions == object.pointer.dimensions else {
      throw ScriptError(
        .valueError, "semantic pointers of \(object.pointer.dimensions) and \(other.dimensions) dimensions do not fit")
    }
    return other
  }

  private static func comparison(
    _ name: String, _ summary: String, _ body: @escaping (SemanticPointer, SemanticPointer) -> Double
  ) -> Method {
    Method(name, [.required("other")], summary: summary) { (object: PointerObject, call) in
      .float64(body(object.pointer, try other(object, call)))
    }
  }

  private static var methods: [Method] {
    [
      comparison("dot", "The product with another one.") { $0.dot($1) },
      comparison("compare", "The cosine of the angle to another one.") { $0.compare($1) },
      comparison("distance", "1 - compare") { $0.distance($1) },
      comparison("mse", "The mean of squared differences.") { $0.meanSquaredError($1) },
      Method("convolve", [.required("other")], summary: "Bind with another one.") { (object: PointerObject, call) in
        made(object.pointer * (try other(object, call)))
      },
      Method("length", summary: "The vector's length.") { (object: PointerObject, _) in .float64(object.pointer.length)
      },
      Method("normalize", summary: "Scale to length 1, in place.") { (object: PointerObject, _) in
        object.pointer.normalize()
        return .none
      },
      Method("make_unitary", summary: "Make the inverse exact, in place.") { (object: PointerObject, _) in
        object.pointer.makeUnitary()
        return .none
      },
      Method("copy", summary: "A copy.") { (object: PointerObject, _) in made(object.pointer) },
      Method("get_convolution_matrix", summary: "The matrix that binds with this pointer.") {
        (object: PointerObject, _) in
        .array(object.pointer.convolutionMatrix)
      },
      Method("randomize", [.omittable("N"), .omittable("rng")], summary: "A new random vector, in place.") {
        (object: PointerObject, call) in
        object.pointer = try SemanticPointer(
          dimensions: try call.optionalInt("N") ?? object.pointer.dimensions, stream: try call.stream("rng"))
        return .none
      },
    ]
  }

  // MARK: operators

  func binary(
    _ op: Language.BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter
  ) throws -> Value? {
    if let right: PointerObject = other.host() {
      guard right.pointer.dimensions == pointer.dimensions else {
        throw ScriptError(
          .valueError,
          "semantic pointers of \(pointer.dimensions) and \(right.pointer.dimensions) dimensions do not fit")
      }
      switch op {
      case .add: return Self.made(pointer + right.pointer)
      case .subtract: return Self.made(pointer - right.pointer)
      case .multiply: return Self.made(pointer * right.pointer)
      default: return nil
      }
    }
    guard op == .multiply || (op == .divide && !reflected) else { return nil }
    guard let number = try interpreter.optionalFloat(other) else {
      throw ScriptError(
        .notImplementedError,
        "Can only multiply a semantic pointer by another one or by a number, not \(other.typeName)")
    }
    if op == .divide, number == 0 { throw ScriptError(.zeroDivisionError, "division by zero") }
    return Self.made(pointer * (op == .multiply ? number : 1 / number))
  }

  func unary(_ op: Language.UnaryOperator, _ interpreter: Interpreter) throws -> Value? {
    switch op {
    case .minus: Self.made(-pointer)
    case .invert: Self.made(~pointer)
    case .plus: Self.made(pointer)
    case .not: nil
    }
  }

  func length(_ interpreter: Interpreter) throws -> Int { pointer.dimensions }
  func repr(_ interpreter: Interpreter) throws -> String { try interpreter.repr(.array(NDArray(pointer.v))) }
  func str(_ interpreter: Interpreter) throws -> String { try interpreter.str(.array(NDArray(pointer.v))) }
}

/// `nengo.spa.Vocabulary`
extension Vocabulary: HostObject, Indexable, HasContainment, HasLength {
  public var type: TypeObject { VocabularyClass.type }

  public func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    guard let name = key.string else {
      throw ScriptError(.typeError, "the names of semantic pointers are strings, not \(key.typeName)")
    }
    return .object(PointerObject(try pointer(name)))
  }

  public func contains(_ value: Value, _ interpreter: Interpreter) throws -> Bool {
    value.string.map { keys.contains($0) } ?? false
  }

  public func length(_ interpreter: Interpreter) throws -> Int { keys.count }
}

enum VocabularyClass {
  static let type: TypeObject = TypeObject(
    "Vocabulary", module: "nengo.spa", doc: "Names with their semantic pointers.",
    constructor: Constructor([
      .required("dimensions"), .optional("randomize", .bool(true)), .optional("unitary", .bool(false)),
      .optional("max_similarity", .float(0.1)), .optional("include_pairs", .bool(false)), .omittable("rng"),
    ]) { call in
      let session = try NengoSession.of(call.interpreter)
      return .object(
        try Vocabulary(
          dimensions: try dimensions(call), isRandom: try call.bool("randomize"),
          unitary: try unitary(call.value("unitary"), call.interpreter),
          maxSimilarity: try call.real("max_similarity"), includesPairs: try call.bool("include_pairs"),
          stream: try call.stream("rng"), warn: { [unowned session] in session.warn($0) }))
    },
    methods: methods, properties: properties)

  private static func dimensions(_ call: Call) throws -> Int {
    guard let count = try call.interpreter.optionalIndex(call.value("dimensions")) else {
      throw NengoError.validation(
        "dimensions must be a positive integer (got \(try call.interpreter.repr(call.value("dimensions"))))",
        attribute: "dimensions", owner: "Vocabulary")
    }
    return count
  }

  private static func unitary(_ value: Value, _ interpreter: Interpreter) throws -> Vocabulary.Unitary {
    switch value {
    case .none, .bool(false): .none
    case .bool(true): .all
    default: .keys(try interpreter.elements(of: value).map { try interpreter.str($0) })
    }
  }

  private static func names(_ call: Call, _ name: String) throws -> [String] {
    let value = call.value(name)
    if let text = value.string { return [text] }
    return try call.interpreter.elements(of: value).map { try call.interpreter.str($0) }
  }

  /// Shows the warnings that making pointers gave.
  private static func reporting(_ call: Call, _ body: () throws -> Value) throws -> Value {
    try NengoSession.of(call.interpreter).reporting(call.interpreter, body)
  }

  private static var methods: [Method] {
    [
      Method("parse", [.required("text")], summary: "The pointer that an expression stands for.") {
        (vocabulary: Vocabulary, call) in
        let text = try call.string("text")
        return try reporting(call) { .object(PointerObject(try vocabulary.parse(text))) }
      },
      Method(
        "create_pointer", [.optional("attempts", .int(100)), .optional("unitary", .bool(false))],
        summary: "A new pointer that resembles the others as little as possible; it is not added."
      ) { (vocabulary: Vocabulary, call) in
        let (attempts, isUnitary) = (try call.int("attempts"), try call.bool("unitary"))
        return try reporting(call) {
          .object(PointerObject(try vocabulary.candidate(attempts: attempts, isUnitary: isUnitary)))
        }
      },
      Method("add", [.required("key"), .required("p")], summary: "Add a pointer under a new name.") {
        (vocabulary: Vocabulary, call) in
        try vocabulary.add(try call.string("key"), try PointerObject.pointer(call.value("p"), call.interpreter))
        return .none
      },
      Method(
        "extend", [.required("keys"), .optional("unitary", .bool(false))], summary: "Make pointers for new names."
      ) {
        (vocabulary: Vocabulary, call) in
        let (keys, more) = (try names(call, "keys"), try unitary(call.value("unitary"), call.interpreter))
        return try reporting(call) {
          try vocabulary.extend(keys, unitary: more)
          return .none
        }
      },
      Method("dot", [.required("v")], summary: "The products of a vector with all pointers.") {
        (vocabulary: Vocabulary, call) in
        .array(NDArray(vocabulary.dot(try vector(call, vocabulary))))
      },
      Method("dot_pairs", [.required("v")], summary: "The products of a vector with all bound pairs.") {
        (vocabulary: Vocabulary, call) in
        guard let products = vocabulary.dotPairs(try vector(call, vocabulary)) else {
          throw NengoError.validation(
            "include_pairs must be True to call dot_pairs", attribute: "include_pairs", owner: "Vocabulary")
        }
        return .array(NDArray(products))
      },
      text,
      Method("create_subset", [.required("keys")], summary: "A read-only vocabulary with some of the pointers.") {
        (vocabulary: Vocabulary, call) in .object(try vocabulary.subset(try names(call, "keys")))
      },
      Method("transform_to", [.required("other"), .omittable("keys")], summary: "The matrix that maps to another one.")
      {
        (vocabulary: Vocabulary, call) in
        let other = try call.host("other", as: Vocabulary.self, wanted: "Vocabulary")
        let keys = call.value("keys").isNone ? nil : try names(call, "keys")
        return try reporting(call) { .array(try vocabulary.transform(to: other, keys: keys)) }
      },
      Method(
        "prob_cleanup", [.required("similarity"), .required("vocab_size"), .optional("steps", .int(10000))],
        summary: "How likely a vector of this similarity is recognised."
      ) { (vocabulary: Vocabulary, call) in
        .float64(
          vocabulary.cleanupProbability(
            similarity: try call.real("similarity"), count: try call.int("vocab_size"),
            steps: min(max(try call.int("steps"), 1), 10_000_000)))
      },
    ]
  }

  private static func vector(_ call: Call, _ vocabulary: Vocabulary) throws -> SemanticPointer {
    let pointer = try PointerObject.pointer(call.value("v"), call.interpreter)
    guard pointer.dimensions == vocabulary.dimensions else {
      throw ScriptError(
        .valueError, "the vector has \(pointer.dimensions) dimensions, the vocabulary \(vocabulary.dimensions)")
    }
    return pointer
  }

  private static var text: Method {
    Method(
      "text",
      [
        .required("v"), .optional("minimum_count", .int(1)), .omittable("maximum_count"),
        .optional("threshold", .float(0.1)), .optional("join", .string(";")), .omittable("terms"),
        .optional("normalize", .bool(false)),
      ], summary: "The names that a vector resembles, strongest first."
    ) { (vocabulary: Vocabulary, call) in
      var options = Vocabulary.TextOptions()
      options.minimumCount = try call.int("minimum_count")
      options.maximumCount = try call.optionalInt("maximum_count")
      options.threshold = try call.optionalFloat("threshold")
      options.join = try call.string("join")
      options.terms = call.value("terms").isNone ? nil : try names(call, "terms")
      options.normalize = try call.bool("normalize")
      return .string(vocabulary.text(try vector(call, vocabulary), options))
    }
  }

  private static var properties: [Property] {
    [
      Property("keys", doc: "Names in the order in which they were made.") { (vocabulary: Vocabulary, _) in
        .newList(vocabulary.keys.map { .string($0) })
      },
      Property("vectors", doc: "All vectors, one row each.") { (vocabulary: Vocabulary, _) in .array(vocabulary.matrix)
      },
      Property("pointers", doc: "Names with their pointers.") { (vocabulary: Vocabulary, _) in
        .dict(DictObject(zip(vocabulary.keys, vocabulary.vectors).map { ($0, .object(PointerObject($1))) }))
      },
      Property("dimensions", doc: "Dimensions of the vectors.") { (vocabulary: Vocabulary, _) in
        .int(vocabulary.dimensions)
      },
      Property("identity", doc: "The pointer that binding leaves unchanged.") { (vocabulary: Vocabulary, _) in
        .object(PointerObject(vocabulary.identity))
      },
      Property("key_pairs", doc: "Names of bound pairs; None without them.") { (vocabulary: Vocabulary, _) in
        vocabulary.includesPairs ? .newList(vocabulary.pairKeys.map { .string($0) }) : .none
      },
      Property("vector_pairs", doc: "Vectors of bound pairs; None without them.") { (vocabulary: Vocabulary, _) in
        let pairs = vocabulary.pairPointers
        return vocabulary.includesPairs
          ? .array(NDArray(pairs.flatMap(\.v), shape: [pairs.count, vocabulary.dimensions])) : .none
      },
      Property("max_similarity", doc: "How much new pointers may resemble others.") { (vocabulary: Vocabulary, _) in
        .float(vocabulary.maxSimilarity)
      },
      Property("randomize", doc: "Whether pointers are random.") { (vocabulary: Vocabulary, _) in
        .bool(vocabulary.isRandom)
      },
      Property("include_pairs", doc: "Whether pairs are kept.") { (vocabulary: Vocabulary, _) in
        .bool(vocabulary.includesPairs)
      },
      Property("readonly", doc: "Whether no pointer can be added.") { (vocabulary: Vocabulary, _) in
        .bool(vocabulary.isReadOnly)
      },
      Property("parent", doc: "The vocabulary that this one is a part of.") { (vocabulary: Vocabulary, _) in
        vocabulary.parent.map { .object($0) } ?? .none
      },
    ]
  }
}

import Arrays
import Language

/// `np.index_exp[1:, ::2]`: the index that was written.
final class IndexExpression: HostObject, Indexable {
  static let typeObject = TypeObject("IndexExpression", module: "numpy.lib")
  var type: TypeObject { Self.typeObject }
  private let alwaysTuple: Bool
  init(alwaysTuple: Bool) { self.alwaysTuple = alwaysTuple }

  func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    if case .tuple = key { return key }
    return alwaysTuple ? .newTuple([key]) : key
  }
}

/// All indices of a shape, in row-major order; with elements, pairs of an index and its element.
final class IndexWalk: HostObject, Iterable, ValueIterator {
  private let shape: [Int]
  private let elements: NDArray?
  private var position = 0
  private let count: Int
  var type: TypeObject { Self.typeObject }

  init(_ shape: [Int], elements: NDArray? = nil) {
    self.shape = shape
    self.elements = elements
    count = shape.reduce(1, &*)
  }

  static let typeObject = TypeObject(
    "ndindex", module: "numpy", doc: "All indices of a shape, in order.",
    constructor: Constructor([.variadic("shape", "extents of the axes")]) { call in
      let shape = try call.variadic.flatMap { try call.interpreter.ints($0) }
      guard shape.allSatisfy({ $0 >= 0 }) else { throw ScriptError(.valueError, "negative dimensions are not allowed") }
      return .object(IndexWalk(shape))
    })

  func makeIterator(_ interpreter: Interpreter) throws -> any ValueIterator { self }

  func next(_ interpreter: Interpreter) throws -> Value? {
    guard position < count else { return nil }
    var rest = position
    position += 1
    var index = [Int](repeating: 0, count: shape.count)
    for axis in shape.indices.reversed() {
      index[axis] = rest % shape[axis]
      rest /= shape[axis]
    }
    guard let elements else { return .shape(index) }
    return .newTuple([.shape(index), .element(try elements.indexed(index.map { .integer($0) }))])
  }
}

/// `a.flat`: the elements in row-major order, to iterate over, read and write by index.
final class FlatView: HostObject, Iterable, Indexable, HasLength {
  private let object: ArrayObject
  static let typeObject = TypeObject("flatiter", module: "numpy", doc: "The elements of an array in one row.")
  var type: TypeObject { Self.typeObject }
  init(_ object: ArrayObject) { self.object = object }

  func length(_ interpreter: Interpreter) throws -> Int { object.array.size }

  func makeIterator(_ interpreter: Interpreter) throws -> any ValueIterator {
    try ArrayObject(object.array.raveled()).makeIterator(interpreter)
  }

  func item(_ key: Value, _ interpreter: Interpreter) throws -> Value {
    try ArrayObject(object.array.raveled()).item(key, interpreter)
  }

  func setItem(_ key: Value, _ value: Value, _ interpreter: Interpreter) throws {
    let flat = object.array.raveled()
    try ArrayObject(flat).setItem(key, value, interpreter)
    // Where no view could be had, the copy's elements go back.
    if flat.buffer !== object.array.buffer { try object.array.fill(with: flat.reshaped(object.array.shape)) }
  }
}

/// `np.vectorize(f)`: a function of numbers that takes arrays, one call per element.
final class VectorizedFunction: HostObject, Callable {
  private let function: Value
  private let dtype: DType?
  var type: TypeObject { Self.typeObject }
  var signature: Signature? { nil }

  private init(_ function: Value, _ dtype: DType?) {
    self.function = function
    self.dtype = dtype
  }

  static let typeObject = TypeObject(
    "vectorize", module: "numpy", doc: "A function of numbers made into one of arrays; it is called once per element.",
    constructor: Constructor([
      .required("pyfunc", "a function of numbers"), .optional("otypes", .none, "types of the results"),
    ]) {
      call in
      let types = call.value("otypes")
      let first = types.isNone ? nil : try call.elements("otypes").first
      return .object(VectorizedFunction(call.value("pyfunc"), try first.map { try DType($0, call.interpreter) }))
    })

  func call(_ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value {
    let arrays = try arguments.positional.map { try NDArray(from: $0, interpreter) }
    let shape = try Broadcasting.shape(arrays.map(\.shape))
    let stretched = try arrays.map { try $0.broadcast(to: shape).copied().raveled() }
    let results = try (0..<shape.reduce(1, *)).map { index in
      try interpreter.call(function, stretched.map { .element($0[row: index]) }, arguments.keywords)
    }
    guard !results.isEmpty || dtype != nil else {
      throw ScriptError(.valueError, "cannot call `vectorize` on size 0 inputs unless `otypes` is set")
    }
    let flat = try NDArray(from: .newList(results), dtype: dtype, interpreter)
    guard flat.ndim == 1 else { throw ScriptError(.valueError, "setting an array element with a sequence.") }
    return .result(try flat.reshaped(shape))
  }
}

import Arrays
import Glibc
import Language
import Training

/// A Keras initializer as scripts see it; calling it with a shape gives initial weights.
final class InitializerObject: HostObject, Callable {
  let initializer: Initializer
  let type: TypeObject

  init(_ initializer: Initializer, _ type: TypeObject) {
    self.initializer = initializer
    self.type = type
  }

  var signature: Signature? { Signature("__call__", Self.parameters) }
  private static let parameters: [Parameter] = [.required("shape"), .optional("dtype", .none)]

  func call(_ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value {
    let initializer = self.initializer
    return try BuiltinFunction(type.name, Self.parameters) { call in
      let shape = try call.ints("shape")
      let values = try initializer.values(shape, try TensorFlowModule.state(of: call.interpreter).random)
      return .tensor(try Tensor(values, shape: shape, dtype: try call.tensorType("dtype") ?? .float32))
    }.call(arguments, interpreter)
  }

  static let base: TypeObject = TypeObject(
    "Initializer", module: "tensorflow.keras.initializers", doc: "Gives initial weights.", subclassing: .later)

  static let types: [TypeObject] =
    [
      TypeObject(
        "Constant", module: "tensorflow.keras.initializers", base: base, doc: "One value, or given values.",
        constructor: Constructor([.optional("value", .int(0))]) { call in
          let array = try call.array("value")
          let values = array.doubles
          let initializer = Initializer { shape, _ in
            let count = try Tensor.count(of: shape)
            guard values.count == 1 || values.count == count else {
              throw ScriptError(
                .typeError,
                "Eager execution of tf.constant with unsupported shape. Tensor value has \(values.count) "
                  + "elements but got `shape` \(Tensor.text(of: shape)) with \(count) elements")
            }
            return values.count == 1 ? [Double](repeating: values[0], count: count) : values
          }
          return .object(InitializerObject(initializer, type(named: "Constant")))
        })
    ]
    + Initializer.recipes.map { recipe in
      TypeObject(
        recipe.name, module: "tensorflow.keras.initializers", base: base, doc: recipe.summary,
        constructor: Constructor(recipe.parameters.map(\.parameter)) { call in
          .object(InitializerObject(try recipe.make(call.settings(recipe.parameters)), type(named: recipe.name)))
        })
    }

  private static func type(named name: String) -> TypeObject { types.first { $0.name == name } ?? base }
}

extension Interpreter {
  /// An initializer as layers take it: an object, a name in either case, or None for the default.
  func initializer(_ value: Value, default name: String) throws -> Initializer {
    if let object = value.host(as: InitializerObject.self) { return object.initializer }
    if let type = value.host(as: TypeObject.self), type.isSubtype(of: InitializerObject.base) {
      return try initializer(try call(value, []), default: name)
    }
    guard value.isNone || value.string != nil else {
      throw ScriptError(.valueError, "Could not interpret initializer identifier: \(try repr(value))")
    }
    let wanted = value.string ?? name
    if ["constant", "Constant"].contains(wanted) { return Initializer.zeros }
    guard let recipe = Initializer.recipes.first(where: { $0.name == wanted || snakeCase($0.name) == wanted }) else {
      throw ScriptError(
        .valueError,
        "Unknown initializer: '\(wanted)'. Please ensure you are using a `keras.utils.custom_object_scope` and that this "
          + "object is included in the scope."
      )
    }
    return try recipe.make()
  }
}

import Arrays
import Language

/// What scripts can set for all of numpy: how arrays print, what floating-point events do, the hidden random stream.
///
/// Every interpreter has its own, kept by its `numpy` module.
final class NumPyState: HostObject {
  enum Handling: String { case ignore, warn, raise }

  static let typeObject = TypeObject("numpy settings", module: "numpy")
  var type: TypeObject { Self.typeObject }

  var printOptions = PrintOptions()
  /// The user's own formatting functions, as they were given.
  var formatters: Value = .none
  var errorHandling = NumPyState.defaultHandling
  let random = RandomObject(RandomState.fromEntropy())

  static let defaultHandling: [String: Handling] = [
    "divide": .warn, "over": .warn, "under": .ignore, "invalid": .warn,
  ]

  /// The name of the module's member that holds the settings; no script can write it.
  static let memberName = " settings"

  static func of(_ interpreter: Interpreter) throws -> NumPyState {
    guard case .object(let object as NumPyState)? = try interpreter.importModule("numpy").member(memberName) else {
      return NumPyState()
    }
    return object
  }
}

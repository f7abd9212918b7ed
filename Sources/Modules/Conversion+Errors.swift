import Arrays
import Language
import Model
import Training

extension ScriptError {
  /// The exception that scripts see for an error of the library's rooms; nil for errors that are none of ours.
  public init?(for error: any Error) {
    switch error {
    case let error as ScriptError: self = error
    case let error as ArrayError:
      self.init(error.kind.exceptionClass, error.message)
      exception.hostError = error
    case let error as NengoError:
      self.init(.nengo(error.kind), error.message)
      exception.hostError = error
      // A read-only attribute is at fault itself, whatever the value.
      if error.kind != .readonly { exception.fault = (error.argument ?? error.attribute).map { .parameter($0) } }
      if let origin = error.origin as? ScriptOrigin { addNote(origin.note(on: error)) }
      if let attribute = error.attribute { exception.ownAttributes["attr"] = .string(attribute) }
    case let error as TrainingError:
      self.init(error.kind.exceptionClass, error.message)
      exception.hostError = error
    default: return nil
    }
  }
}

extension ArrayError.Kind {
  /// The class of exceptions that stands for the kind.
  var exceptionClass: TypeObject {
    switch self {
    case .value: .valueError
    case .type: .typeError
    case .ufunc: .ufuncTypeError
    case .index: .indexError
    case .key: .keyError
    case .memory: .memoryError
    case .axis: .axisError
    case .overflow: .overflowError
    case .linalg: .linAlgError
    case .io: .osError
    case .notFound: .fileNotFoundError
    case .exists: .fileExistsError
    case .notImplemented: .notImplementedError
    case .zeroDivision: .zeroDivisionError
    case .floatingPoint: .floatingPointError
    }
  }
}

extension TypeObject {
  static let linAlgError = exceptionClass(
    "LinAlgError", module: "numpy.linalg", base: .valueError, doc: "Raised where linear algebra has no answer.")
  static let ufuncTypeError = exceptionClass(
    "UFuncTypeError", module: "numpy._core._exceptions", base: .typeError,
    doc: "Raised where an elementwise operation does not suit its operands.")
  static let axisError = exceptionClass(
    "AxisError", module: "numpy.exceptions", base: .valueError, also: [.indexError],
    doc: "Raised for an axis that an array does not have.")
}

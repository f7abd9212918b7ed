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

/// The exception classes of `nengo.exceptions`.
extension TypeObject {
  static let nengoException = nengo("NengoException", base: .exception)
  static let nengoValidationError = nengo("ValidationError", also: .valueError)
  static let nengoReadonlyError = nengo("ReadonlyError", base: nengoValidationError)
  static let nengoBuildError = nengo("BuildError", also: .valueError)
  static let nengoConfigError = nengo("ConfigError", base: nengoValidationError)
  static let nengoNetworkContextError = nengo("NetworkContextError", also: .runtimeError)
  static let nengoSimulationError = nengo("SimulationError", also: .runtimeError)
  static let nengoSimulatorClosed = nengo("SimulatorClosed", base: nengoSimulationError)
  static let nengoSignalError = nengo("SignalError", also: .valueError)
  static let nengoConvergenceError = nengo("ConvergenceError")
  static let nengoUnconvertible = nengo("Unconvertible", base: nengoSimulationError)
  static let nengoObsoleteError = nengo("ObsoleteError")
  static let nengoMovedError = nengo("MovedError")
  static let nengoSpaParseError = nengo("SpaParseError", also: .valueError)
  static let nengoSpaModuleError = nengo("SpaModuleError", also: .valueError)

  /// All classes of `nengo.exceptions`.
  static let nengoExceptions: [TypeObject] = [
    nengoException, nengoValidationError, nengoReadonlyError, nengoBuildError, nengoConfigError,
    nengoNetworkContextError, nengoSimulationError, nengoSimulatorClosed, nengoSignalError, nengoConvergenceError,
    nengoUnconvertible, nengoObsoleteError, nengoMovedError, nengoSpaParseError, nengoSpaModuleError,
  ]

  private static func nengo(_ name: String, base: TypeObject? = nil, also: TypeObject...) -> TypeObject {
    exceptionClass(name, module: "nengo.exceptions", base: base ?? nengoException, also: also)
  }

  /// The class that stands for a kind of the library's errors.
  static func nengo(_ kind: NengoError.Kind) -> TypeObject {
    if kind.isNengo { return nengoExceptions.first { $0.name == kind.className } ?? nengoException }
    switch kind {
    case .index: return .indexError
    case .type: return .typeError
    case .value: return .valueError
    case .attribute: return .attributeError
    case .key: return .keyError
    case .notImplemented: return .notImplementedError
    case .floatingPoint: return .floatingPointError
    case .memory: return .memoryError
    case .assertion: return .assertionError
    case .cancelled: return .keyboardInterrupt
    default: return .runtimeError
    }
  }
}

import Language
import Training

extension TrainingError.Kind {
  /// The class of exceptions that stands for the kind.
  var exceptionClass: TypeObject {
    switch self {
    case .value: .valueError
    case .type: .typeError
    case .runtime: .runtimeError
    case .key: .keyError
    case .attribute: .attributeError
    case .notImplemented: .notImplementedError
    case .io: .osError
    case .invalidArgument: TensorFlowErrors.invalidArgument
    }
  }
}

import Arrays
import Glibc
import Language
import Training

/// The module `tensorflow.keras`.
enum KerasModule {
  static func make(_ state: TensorFlowState) -> ModuleObject {
    ModuleObject("tensorflow.keras", doc: "Losses, metrics, optimizers, callbacks.") { module in
      for part in [
        losses, metrics, optimizers(), initializers(), callbacks(), activations(), utils(state), backend(state),
        layers(), regularizers(), models(), datasets(),
      ] {
        module.define(part.name.split(separator: ".").last.map(String.init) ?? part.name, .object(part))
      }
      module.define("Model", .object(FunctionalModelObject.modelType))
      module.define(FunctionalModelObject.input, FunctionalModelObject.sequential)
      module.refuse("applications", "preprocessing")
    }
  }

  private static var losses: ModuleObject {
    ModuleObject("tensorflow.keras.losses") { module in
      module.define(LossObject.base)
      for type in LossObject.types { module.define(type.name, .object(type)) }
      for (names, function) in LossObject.functions { for name in names { module.define(name, .object(function)) } }
    }
  }

  private static var metrics: ModuleObject {
    ModuleObject("tensorflow.keras.metrics") { module in
      module.define(MetricObject.base)
      for type in MetricObject.types { module.define(type.name, .object(type)) }
      for (names, function) in MetricObject.functions { for name in names { module.define(name, .object(function)) } }
    }
  }

  private static func optimizers() -> ModuleObject {
    let schedules = ModuleObject("tensorflow.keras.optimizers.schedules") { module in
      module.define(ScheduleObject.base)
      for type in ScheduleObject.types { module.define(type.name, .object(type)) }
    }
    return ModuleObject("tensorflow.keras.optimizers") { module in
      module.define(OptimizerObject.base)
      for type in OptimizerObject.types { module.define(type.name, .object(type)) }
      module.define("schedules", .object(schedules))
    }
  }

  private static func initializers() -> ModuleObject {
    ModuleObject("tensorflow.keras.initializers") { module in
      module.define(InitializerObject.base)
      for type in InitializerObject.types {
        module.define(type.name, .object(type))
        module.define(snakeCase(type.name), .object(type))
      }
    }
  }

  private static func models() -> ModuleObject {
    ModuleObject("tensorflow.keras.models") { module in
      module.define("Model", .object(FunctionalModelObject.modelType))
      module.define(FunctionalModelObject.sequential)
      module.refuse("clone_model", "load_model", "model_from_json")
    }
  }

  /// Data sets that lie in Keras' cache on disk.
  private static func datasets() -> ModuleObject {
    let mnist = ModuleObject("tensorflow.keras.datasets.mnist") { module in
      module.define(
        BuiltinFunction(
          "load_data", module: module.name, [.optional("path", .string("mnist.npz"))],
          summary: "the digits as ((x_train, y_train), (x_test, y_test))"
        ) { call in
          let home = environment("KERAS_HOME") ?? environment("HOME").map { $0 + "/.keras" } ?? "."
          let path = try call.string("path")
          let file = path.hasPrefix("/") ? path : "\(home)/datasets/\(path)"
          guard access(file, R_OK) == 0 else {
            throw ScriptError(.fileNotFoundError, "no file '\(file)'").noted(
              "soma fetches nothing here: put Keras' mnist.npz in that place, for example with urllib.request.urlretrieve"
            )
          }
          let arrays = try NPZ(file)
          func pair(_ part: String) throws -> Value {
            .newTuple([.array(try arrays.array("x_\(part)")), .array(try arrays.array("y_\(part)"))])
          }
          return .newTuple([try pair("train"), try pair("test")])
        })
    }
    return ModuleObject("tensorflow.keras.datasets") { module in
      module.define("mnist", .object(mnist))
      module.refuse("fashion_mnist", "cifar10", "cifar100")
    }
  }

  private static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  private static func regularizers() -> ModuleObject {
    ModuleObject("tensorflow.keras.regularizers") { module in
      for maker in RegularizerObject.makers { module.define(maker.name, .object(maker)) }
    }
  }

  private static func layers() -> ModuleObject {
    ModuleObject("tensorflow.keras.layers") { module in
      module.define(LayerObject.base)
      for type in LayerObject.types { module.define(type.name, .object(type)) }
      module.refuse(
        "LSTM", "GRU", "SimpleRNN", "Embedding", "LayerNormalization", "Lambda", "TimeDistributed", "Bidirectional",
        "DepthwiseConv2D", "SeparableConv2D", "Conv2DTranspose", "PReLU", "Cropping2D", "InputLayer")
    }
  }

  private static func callbacks() -> ModuleObject {
    ModuleObject("tensorflow.keras.callbacks") { module in
      module.define(CallbackObject.base, CallbackObject.history)
      for type in CallbackObject.types { module.define(type.name, .object(type)) }
      module.refuse("ModelCheckpoint", note: "save with sim.save_params in a LambdaCallback")
      module.refuse("TensorBoard", note: "runs are recorded by themselves; look at them with soma watch")
    }
  }

  private static func activations() -> ModuleObject {
    ModuleObject("tensorflow.keras.activations") { module in
      for function in NeuralFunctions.activations { module.define(function.name, .object(function)) }
    }
  }

  private static func utils(_ state: TensorFlowState) -> ModuleObject {
    ModuleObject("tensorflow.keras.utils") { module in
      module.define(
        BuiltinFunction("set_random_seed", module: module.name, [.required("seed")], summary: "seeds random numbers") {
          call in
          state.random.seed(UInt32(truncatingIfNeeded: try call.int("seed")))
          state.isSeeded = true
          try NumPyState.of(call.interpreter).random.state.seed(UInt32(truncatingIfNeeded: try call.int("seed")))
          return .none
        },
        BuiltinFunction(
          "to_categorical", module: module.name,
          [.required("y"), .optional("num_classes", .none), .optional("dtype", .string("float32"))],
          summary: "rows that are 1 at the class"
        ) { call in
          var labels = try Tensor(try call.array("y"))
          if labels.rank > 1, labels.shape.last == 1 { labels = try labels.squeezed([-1]) }
          let most = labels.values.max() ?? -1
          let classes = try call.optionalInt("num_classes") ?? (Int(exactly: most + 1) ?? 0)
          guard labels.values.allSatisfy({ $0 >= 0 && $0 < Double(classes) }) else {
            throw ScriptError(.indexError, "index out of bounds: labels have to lie in [0, \(classes))")
          }
          return .array(try labels.oneHot(depth: classes, dtype: call.dtype("dtype", default: .float32)).array())
        })
    }
  }

  private static func backend(_ state: TensorFlowState) -> ModuleObject {
    ModuleObject("tensorflow.keras.backend") { module in
      module.define(
        BuiltinFunction("clear_session", module: module.name, [], summary: "forgets names") { _ in
          state.names = [:]
          return .none
        },
        BuiltinFunction("epsilon", module: module.name, [], summary: "1e-7") { _ in .float(1e-7) },
        BuiltinFunction("floatx", module: module.name, [], summary: "the default float type") { _ in .string("float32")
        },
        BuiltinFunction("get_value", module: module.name, [.required("x")], summary: "the value as an array") { call in
          .result(try call.tensor("x").array())
        },
        BuiltinFunction("batch_get_value", module: module.name, [.required("tensors")], summary: "values as arrays") {
          call in .newList(try call.tensors("tensors").map { .array(try $0.array()) })
        },
        BuiltinFunction(
          "set_value", module: module.name, [.required("x"), .required("value")], summary: "assigns a variable"
        ) {
          call in
          _ = try call.interpreter.callMethod(call.value("x"), "assign", [call.value("value")])
          return .none
        })
    }
  }
}

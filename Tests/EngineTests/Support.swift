import Arrays
import Build
import Engine
import Model

/// A model with its input nodes fed from outside and its parameters marked as NengoDL does.
struct Compiled {
  let model: BuiltModel
  let program: StepProgram

  init(
    _ sketch: Sketch, minibatch: Int = 2, bits: Int = 64, configure: (inout EngineOptions) -> Void = { _ in }
  ) throws {
    model = try sketch.build(bits: bits)
    var options = EngineOptions()
    options.precision = .float64
    options.minibatch = minibatch
    options.wantsInputGradients = true
    options.inputs = Compiled.inputNodes(sketch.network).compactMap { [model] in
      model.signal(of: .node($0), "out")
    }
    options.marks = Compiled.marks(sketch.network, model)
    configure(&options)
    program = try StepProgram(model: model, options: options)
  }

  static func inputNodes(_ network: Network) -> [Node] {
    network.nodes.filter { $0.sizeIn == 0 } + network.networks.flatMap { inputNodes($0) }
  }

  static func marks(_ network: Network, _ model: BuiltModel) -> [ObjectIdentifier: ParameterMark] {
    var marks: [ObjectIdentifier: ParameterMark] = [:]
    func mark(_ object: ModelObject, _ role: String, _ value: ParameterMark = .trainable) {
      if let signal = model.signal(of: object, role) { marks[ObjectIdentifier(signal.base)] = value }
    }
    for ensemble in network.ensembles {
      mark(.ensemble(ensemble), "encoders")
      mark(.neurons(ensemble.neurons), "bias")
    }
    for connection in network.connections {
      mark(.connection(connection), "weights")
      for rule in connection.learningRules {
        if rule.type.modifies == .encoders, case .ensemble(let post) = connection.postObject {
          mark(.ensemble(post), "encoders", .fixed)
        } else {
          mark(.connection(connection), "weights", .fixed)
        }
      }
    }
    for inner in network.networks { marks.merge(Self.marks(inner, model)) { $1 } }
    return marks
  }
}

/// Numbers between -1 and 1 that are the same in every run.
struct Numbers {
  private let rng: RandomState

  init(_ seed: UInt32 = 1) { rng = RandomState(seed: seed) }

  func array(_ shape: [Int]) -> NDArray {
    NDArray((0..<shape.reduce(1, *)).map { _ in rng.randomSample() * 2 - 1 }, shape: shape)
  }
}

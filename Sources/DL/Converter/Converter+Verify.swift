import Arrays
import Model
import Training

extension Converter {
  /// Compares the outputs of the model and of the network.
  ///
  /// - Parameters:
  ///   - values: one array per input, (items, …); ones if nil.
  ///   - training: both are first trained for three epochs towards ones; the model is changed by that.
  /// - Throws: a `ValueError` with the largest difference beyond `atol + rtol·|expected|`.
  public func verify(
    training: Bool = false, inputs values: [NDArray]? = nil, atol: Double = 1e-8, rtol: Double = 1e-5
  ) throws {
    let values = try values ?? model.inputs.map { try NDArray(repeating: 1, shape: [2] + $0.shape, dtype: .float32) }
    let items = values.first?.shape.first ?? 1
    var options = Simulator.Options()
    options.minibatch = items
    options.showsProgress = false
    options.warn = self.options.warn
    let simulator = try Simulator(network, options: options)
    let data = SimulationData.map(
      try zip(inputs, values).map { entry, value in
        (key: .object(.node(entry.node)), array: try value.reshaped([items, 1, value.size / max(items, 1)]))
      })
    if training { try train(simulator, data, values, items) }
    let expected = try model.forward(values, training: false)
    let found = try simulator.predict(data, options: .init())
    var worst = 0.0
    var isEqual = true
    for (k, output) in outputs.enumerated() {
      guard let i = simulator.probes.firstIndex(where: { $0 === output.probe }) else { continue }
      for (a, b) in zip(found[i].doubles, expected[k].doubles) {
        worst = max(worst, (a - b).magnitude)
        if !((a - b).magnitude <= atol + rtol * b.magnitude) { isEqual = false }
      }
    }
    guard isEqual else {
      throw TrainingError(
        .value, "Output of Nengo network does not match output of the Keras model (maximum difference: \(worst))")
    }
  }

  private func train(
    _ simulator: Simulator, _ data: SimulationData, _ values: [NDArray], _ items: Int
  ) throws {
    let mine = try simulator.storedWeights().filter(\.isTrainable).reduce(0) { $0 + $1.value.size }
    let theirs = model.trainableValues().reduce(0) { $0 + $1.count }
    guard mine == theirs else {
      throw TrainingError(
        .value,
        "Number of trainable parameters in Nengo network (\(mine)) does not match number of trainable parameters "
          + "in Keras model (\(theirs))")
    }
    func optimizer() throws -> Optimizer {
      Optimizer(try OptimizerCatalog.configuration(named: "sgd", ["learning_rate": 0.1]))
    }
    let loss = OutputLoss(try LossCatalog.loss(named: "mse"))
    var fit = FitOptions()
    (fit.epochs, fit.verbosity) = (3, 0)
    model.compilation = try Compilation(
      outputNames: model.outputNames, optimizer: try optimizer(), losses: model.outputs.map { _ in loss })
    let ones = try model.outputs.map { try NDArray(repeating: 1, shape: [items] + $0.shape, dtype: .float32) }
    try Trainer(model, model.compilation).fit(
      ArrayBatches(inputs: values, targets: ones, itemCount: items, batchSize: items), validation: nil, options: fit,
      callbacks: [])
    try simulator.compile(optimizer: try optimizer(), losses: simulator.probes.map { _ in loss })
    let targets = SimulationData.map(
      try zip(outputs, ones).map { entry, value in
        (key: .object(.probe(entry.probe)), array: try value.reshaped([items, 1, value.size / max(items, 1)]))
      })
    try simulator.fit(
      TrainingData(inputs: data, targets: targets), fit: fit, options: .init(), shuffles: false, history: History())
  }
}

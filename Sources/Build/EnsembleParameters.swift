/// The parameters of an ensemble, as they are drawn from its stream: evaluation points, encoders, rates and
/// intercepts, and the gains and biases that follow from them.
import Arrays
import Glibc
import Model

extension Construction {
  /// How many evaluation points an ensemble gets if it doesn't say: max(clip(500 d, 750, 2500), 2 n).
  static func defaultPointCount(neurons: Int, dimensions: Int) -> Int {
    max(min(max(dimensions.multipliedOrMax(by: 500), 750), 2500), neurons.multipliedOrMax(by: 2))
  }

  /// The parameters of an ensemble: those of an earlier model, or all drawn in their order.
  ///
  /// If some of them have to be drawn again, all are, and those that stand are put in place: a draw of another length
  /// would shift what is drawn after it.
  func parameters(of ensemble: Ensemble, stream: RandomState) throws -> BuiltEnsemble {
    if let kept = reuse?.parameters(of: ensemble) {
      model.tally.ensemblesReused += 1
      return kept
    }
    model.tally.ensemblesSampled += 1
    let points = try blaming("eval_points") {
      try evalPoints(ensemble.evalPoints, of: ensemble, isScaled: true, stream: stream)
    }
    let drawn = try blaming("encoders") { try narrowed(try self.encoders(of: ensemble, stream: stream)) }
    let encoders = reuse?.parameters(.encoders, of: ensemble)?.encoders ?? drawn
    let curve = try responseCurve(of: ensemble, stream: stream)
    let gain = try curve.gain.map { try narrowed(NDArray($0)) }
    return BuiltEnsemble(
      evalPoints: reuse?.parameters(.evalPoints, of: ensemble)?.evalPoints ?? points, encoders: encoders,
      intercepts: try curve.intercepts.map { try narrowed(NDArray($0)) },
      maxRates: try curve.maxRates.map { try narrowed(NDArray($0)) },
      scaledEncoders: try scaled(encoders, of: ensemble, by: gain),
      gain: gain, bias: try curve.bias.map { try narrowed(NDArray($0)) })
  }

  /// Evaluation points [m, d] in the model's float type.
  ///
  /// - Parameter isScaled: whether they are multiplied by the ensemble's radius.
  func evalPoints(
    _ source: Samplable, of ensemble: Ensemble, isScaled: Bool, stream: RandomState
  ) throws -> NDArray {
    let count =
      ensemble.nEvalPoints
      ?? Self.defaultPointCount(
        neurons: ensemble.nNeurons, dimensions: ensemble.dimensions)
    let points = try source.samples(count, ensemble.dimensions, stream)
    guard points.ndim == 2, points.shape[1] == ensemble.dimensions else {
      throw NengoError.build(
        "\(ensemble): evaluation points have shape \(ArrayError.text(shape: points.shape)), expected "
          + "(n_eval_points, \(ensemble.dimensions))")
    }
    if case .array = source, let wanted = ensemble.nEvalPoints, wanted != points.shape[0] {
      options.warn(
        NengoWarning(
          .user,
          "Number of eval_points doesn't match n_eval_points. Ignoring n_eval_points "
            + "(\(points.shape[0]) != \(wanted))"))
    }
    if isScaled {
      let radius = ensemble.radius
      try points.contiguous().withMutableDoubles { values in for i in values.indices { values[i] *= radius } }
    }
    return try narrowed(points)
  }

  /// Encoders [n, d], of length 1 if the ensemble normalises.
  private func encoders(of ensemble: Ensemble, stream: RandomState) throws -> NDArray {
    let (n, d) = (ensemble.nNeurons, ensemble.dimensions)
    if ensemble.isDirect { return try identity(d) }
    let encoders = try ensemble.encoders.samples(n, d, stream).contiguous()
    guard encoders.shape == [n, d] else {
      throw NengoError.build(
        "\(ensemble): encoders have shape \(ArrayError.text(shape: encoders.shape)), expected (\(n), \(d))")
    }
    try encoders.withMutableDoubles { values in
      if ensemble.normalizeEncoders {
        for row in 0..<n { normalise(UnsafeMutableBufferPointer(rebasing: values[(row * d)..<((row + 1) * d)])) }
      }
      if values.contains(where: \.isNaN) {
        throw NengoError.build(
          "NaNs detected in encoders of \(ensemble). This means that you have zero-length encoders; they cannot be "
            + "normalized.")
      }
    }
    return encoders
  }

  private func normalise(_ row: UnsafeMutableBufferPointer<Double>) {
    let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
    for i in row.indices { row[i] /= length }
  }

  private func identity(_ size: Int) throws -> NDArray {
    let matrix = try NDArray(zeros: [size, size])
    try matrix.withMutableDoubles { cells in for i in 0..<size { cells[i * size + i] = 1 } }
    return matrix
  }

  /// Rows of `encoders` times gain / radius, in the model's float type; those of Direct ensembles stay as they are.
  private func scaled(_ encoders: NDArray, of ensemble: Ensemble, by gain: NDArray?) throws -> NDArray {
    guard let gain = gain?.doubles, !ensemble.isDirect else { return encoders }
    let (d, radius) = (encoders.shape[1], ensemble.radius)
    var values = encoders.doubles
    for (row, gain) in gain.enumerated() {
      let factor = model.floatType == .float32 ? Double(Float(gain) / Float(radius)) : gain / radius
      for i in (row * d)..<((row + 1) * d) { values[i] *= factor }
    }
    return try narrowed(NDArray(values, shape: encoders.shape))
  }

  private struct ResponseCurve {
    var gain: [Double]?
    var bias: [Double]?
    var maxRates: [Double]?
    var intercepts: [Double]?
  }

  /// Gains and biases, given or from rates and intercepts.
  private func responseCurve(of ensemble: Ensemble, stream: RandomState) throws -> ResponseCurve {
    switch (ensemble.gain, ensemble.bias) {
    case (let gain?, let bias?):
      warnOfUnusedSettings(ensemble)
      let gain = try neuronValues(gain, "gain", ensemble, stream)
      let bias = try neuronValues(bias, "bias", ensemble, stream)
      let inverse = try ensemble.neuronType.maxRatesIntercepts(gain: gain, bias: bias)
      return ResponseCurve(gain: gain, bias: bias, maxRates: inverse?.maxRates, intercepts: inverse?.intercepts)
    case (nil, nil):
      let maxRates = try standing(
        try neuronValues(ensemble.maxRates, "max_rates", ensemble, stream),
        reuse?.parameters(.maxRates, of: ensemble)?.maxRates)
      let intercepts = try standing(
        try neuronValues(ensemble.intercepts, "intercepts", ensemble, stream),
        reuse?.parameters(.intercepts, of: ensemble)?.intercepts)
      let solved = try ensemble.neuronType.gainBias(maxRates: maxRates, intercepts: intercepts)
      if let solved, !solved.gain.allSatisfy({ $0.isFinite && $0 > 0 }) {
        throw NengoError.build(
          "The specified intercepts for \(ensemble) lead to neurons with negative or non-finite gain. "
            + "Please adjust the intercepts so that all gains are positive. For most neuron types (e.g., LIF neurons) "
            + "this is achieved by reducing the maximum intercept value to below 1."
        ).blaming("intercepts")
      }
      return ResponseCurve(gain: solved?.gain, bias: solved?.bias, maxRates: maxRates, intercepts: intercepts)
    default:
      throw NengoError(
        .notImplemented, "\(ensemble): gain is set but bias is not, or the other way round; set both or neither")
    }
  }

  /// The values that stand, if there are any and those drawn again aren't the same but for rounding to the model's type.
  private func standing(_ drawn: [Double], _ kept: NDArray?) throws -> [Double] {
    guard let kept = kept?.doubles, kept != (try narrowed(NDArray(drawn))).doubles else { return drawn }
    return kept
  }

  private func neuronValues(
    _ source: Samplable?, _ name: String, _ ensemble: Ensemble, _ stream: RandomState
  ) throws -> [Double] {
    guard let source else { throw NengoError.build("\(ensemble): \(name) is None, and no gain and bias are set") }
    let values = try blaming(name) { try source.samples(ensemble.nNeurons, nil, stream) }
    guard values.shape == [ensemble.nNeurons] else {
      throw NengoError.build(
        "\(ensemble): \(name) have shape \(ArrayError.text(shape: values.shape)), expected (\(ensemble.nNeurons),)")
    }
    return values.doubles
  }

  private func warnOfUnusedSettings(_ ensemble: Ensemble) {
    for (name, value) in [("max_rates", ensemble.maxRates), ("intercepts", ensemble.intercepts)] {
      let builtIn = Ensemble.parameters.first { $0.name == name }?.builtIn?()
      guard case .frozen(let frozen)? = builtIn, let value, case .distribution(let mine) = value,
        mine.isEqual(to: frozen)
      else {
        options.warn(
          NengoWarning(
            .nengo,
            "Specifying the gains and biases for \(ensemble) imposes a set of maximum firing rates and "
              + "intercepts. Further specifying either max_rates or intercepts has no effect."))
        return
      }
    }
  }
}

extension Int {
  /// The product, or the largest number if it doesn't fit.
  func multipliedOrMax(by other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}

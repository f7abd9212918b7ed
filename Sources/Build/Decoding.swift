/// Decoders: what is solved for a connection that starts at an ensemble.
import Arrays
import Model

/// Solved decoders [targets, neurons] and how they came about.
struct Decoders {
  let weights: NDArray
  let evalPoints: NDArray?
  let info: SolverInfo?
  /// Set if the transform was sampled before solving and is part of the weights already.
  let includesTransform: Bool
  /// Where the connection's stream stood after the solving, if anything was drawn.
  var streamAfter: RandomState.Snapshot?
}

extension Construction {
  /// The decoders of a connection from an ensemble that has neurons: those of an earlier model, or solved.
  func decoders(of connection: Connection, from ensemble: Ensemble, stream: RandomState) throws -> Decoders {
    if let kept = reuse?.decoders(of: connection) {
      if kept.info != nil { model.tally.solvesReused += 1 }
      if let after = kept.streamAfter { try stream.restore(after) }
      return kept
    }
    let before = stream.snapshot()
    var decoders = try solvedDecoders(of: connection, from: ensemble, stream: stream)
    let after = stream.snapshot()
    if after != before { decoders.streamAfter = after }
    if decoders.info != nil { model.tally.solvesMade += 1 }
    return decoders
  }

  private func solvedDecoders(
    of connection: Connection, from ensemble: Ensemble, stream: RandomState
  ) throws -> Decoders {
    guard let built = model.ensembles[ensemble] else { throw missingEnd(connection, .ensemble(ensemble), "pre") }
    let solver = connection.solver
    if solver.typeName == "NoSolver" { return try givenDecoders(of: connection, ensemble, solver, stream) }

    let points = try blaming("eval_points") {
      try connection.evalPoints.map {
        try evalPoints($0, of: ensemble, isScaled: connection.scaleEvalPoints, stream: stream)
      } ?? built.evalPoints
    }
    var targets = try targets(of: connection, at: points)
    let solvesCurrents = connection.hasWeightSolver && !solver.compositional
    if solvesCurrents { targets = try currents(for: targets, connection, stream) }
    let activities = try activities(of: ensemble, built, at: points)
    guard activities.doubles.contains(where: { $0 != 0 }) else {
      throw NengoError.build(
        "Building \(connection): 'activities' matrix is all zero for \(ensemble). This is because no evaluation points "
          + "fall in the firing ranges of any neurons."
      ).blaming("eval_points")
    }
    let (solved, info) = try blaming("solver") {
      try solver.solve(activities: activities, targets: targets, rng: stream)
    }
    return Decoders(
      weights: solved.transposed.contiguous(), evalPoints: points, info: info, includesTransform: solvesCurrents)
  }

  /// The values that a `NoSolver` holds, or zeros; no points are evaluated.
  private func givenDecoders(
    of connection: Connection, _ ensemble: Ensemble, _ solver: any Solver, _ stream: RandomState
  ) throws -> Decoders {
    let activities = try NDArray(zeros: [1, ensemble.nNeurons])
    let targets = try NDArray(zeros: [1, connection.sizeMid])
    let (values, _) = try blaming("solver") {
      try solver.solve(activities: activities, targets: targets, rng: stream)
    }
    let includesTransform = connection.hasWeightSolver && !solver.compositional
    let wanted = [ensemble.nNeurons, connection.sizeMid]
    guard values.ndim != 2 || includesTransform || values.shape == wanted else {
      throw NengoError.build(
        "Building \(connection): shape mismatch: the solver's values have shape "
          + "\(ArrayError.text(shape: values.shape)), expected \(ArrayError.text(shape: wanted))"
      ).blaming("solver")
    }
    return Decoders(
      weights: values.transposed.contiguous(), evalPoints: nil, info: nil, includesTransform: includesTransform)
  }

  /// Steady rates [m, n] of an ensemble at evaluation points [m, d]. Unit encoders divided by the radius apply here;
  /// gains act on the result.
  func activities(of ensemble: Ensemble, _ built: BuiltEnsemble, at points: NDArray) throws -> NDArray {
    let radius = ensemble.radius
    let directions = NDArray(built.encoders.doubles.map { $0 / radius }, shape: built.encoders.shape)
    let similarity = try LinearAlgebra.product(try points.cast(to: .float64), directions.transposed)
    guard let gain = built.gain?.doubles, let bias = built.bias?.doubles else { return similarity }
    let n = gain.count
    let currents = similarity.contiguous()
    try currents.withMutableDoubles { j in
      for row in stride(from: 0, to: j.count, by: max(n, 1)) {
        for i in 0..<n { j[row + i] = gain[i] * j[row + i] + bias[i] }
      }
    }
    let rates = try ensemble.neuronType.rates(currents: currents)
    // A build in 32 bits solves for rates of that width.
    return model.floatType == .float64 ? rates : try rates.astype(.float32).astype(.float64)
  }

  /// What the decoded values should be at the points: [m, size_mid].
  func targets(of connection: Connection, at points: NDArray) throws -> NDArray {
    switch connection.function {
    case .points(let values)?: return try values.astype(.float64)
    case nil: return try selected(points, connection.preSelection)
    case .function(let function)?:
      return try evaluate(function, of: connection, at: try selected(points, connection.preSelection))
    }
  }

  private func evaluate(
    _ function: VectorFunction, of connection: Connection, at points: NDArray
  ) throws -> NDArray {
    let size = connection.sizeMid
    let count = points.shape[0]
    func check(_ given: Int, _ row: Int) throws {
      guard given == size else {
        throw NengoError(
          .value,
          "\(connection): function '\(function.name)' returned \(given) values at evaluation point \(row), "
            + "expected \(size)"
        ).blaming("function")
      }
    }
    let targets = try NDArray(zeros: [count, size])
    try targets.withMutableDoubles { all in
      if let body = function.ofNumbers {
        let (numbers, width) = (points.doubles, points.shape[1])
        for row in 0..<count {
          let given = try body(Array(numbers[row * width..<(row + 1) * width]))
          try check(given.count, row)
          for i in 0..<size { all[row * size + i] = given[i] }
        }
        return
      }
      for row in 0..<count {
        var point = points[row: row]
        point.isReadOnly = true
        guard let value = try function.body(nil, point) else {
          throw NengoError.build(
            "Building \(connection): Connection function '\(function.name)' returned None. Please ensure that the "
              + "function always returns a value."
          ).blaming("function")
        }
        let numbers = try ParameterCheck.numbers(value)
        try check(numbers.size, row)
        numbers.withDoubles { given in for i in 0..<size { all[row * size + i] = given[i] } }
      }
    }
    return targets
  }

  private func selected(_ points: NDArray, _ selection: Selection) throws -> NDArray {
    if selection.isAll(of: points.shape[1]) { return points }
    if case .range(let start, let count, let step) = selection {
      return points.sliced(axis: 1, start: start, count: count, step: step).contiguous()
    }
    let (indices, width) = (selection.indices, points.shape[1])
    let values = points.doubles
    let picked = (0..<points.shape[0]).flatMap { row in indices.map { values[row * width + $0] } }
    return try NDArray(picked, shape: [points.shape[0], indices.count]).cast(to: points.dtype)
  }

  /// The currents [m, n post] that the targets mean for the neurons of the target ensemble.
  private func currents(for targets: NDArray, _ connection: Connection, _ stream: RandomState) throws -> NDArray {
    guard let dense = connection.transform as? Dense, case .dense(let weights) = try dense.sample(stream) else {
      throw NengoError.build(
        "Building \(connection): Non-compositional solvers require a Dense transform (got \(connection.transform.text))"
      )
    }
    let targets = try targets.astype(.float64)
    let transformed: NDArray
    switch weights.ndim {
    case 0:
      let factor = weights.doubles[0]
      transformed = NDArray(targets.doubles.map { $0 * factor }, shape: targets.shape)
    case 2: transformed = try LinearAlgebra.product(targets, weights.transposed)
    default:
      throw NengoError(
        .value,
        "\(connection): a vector transform \(ArrayError.text(shape: weights.shape)) cannot be applied to the "
          + "targets of a non-compositional solver; use a matrix")
    }
    return try LinearAlgebra.product(transformed, try postEncoders(of: connection).transposed)
  }

  /// The scaled encoders of the target ensemble, in the columns that the connection goes to.
  func postEncoders(of connection: Connection) throws -> NDArray {
    guard case .ensemble(let ensemble) = connection.postObject, let built = model.ensembles[ensemble] else {
      throw missingEnd(connection, connection.postObject, "post")
    }
    return try selected(try built.scaledEncoders.astype(.float64), connection.postSelection)
  }

  /// The error for an end that has no signals in this model.
  func missingEnd(_ connection: Connection, _ object: ModelObject, _ end: String) -> NengoError {
    .build("Building \(connection): the '\(end)' object \(object.text) is not in the model, or has a size of zero.")
  }
}

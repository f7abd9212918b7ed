/// What can be told about connections: full transforms, decoded values at evaluation points, direct mode.
import Arrays
import Model

public enum ConnectionUtilities {
  /// A dense transform, expanded over the whole objects that it connects.
  ///
  /// - Parameters:
  ///   - slicePre, slicePost: whether the slice of that end is worked in; if not, that side is as long as the slice.
  ///   - allowScalars: whether a number over whole objects may stay a number.
  /// - Throws: a `ValidationError` unless the transform is dense and not random.
  public static func fullTransform(
    _ connection: Connection, slicePre: Bool = true, slicePost: Bool = true, allowScalars: Bool = true
  ) throws -> NDArray {
    let transform = try denseValue(of: connection)
    let pre = slicePre ? connection.preSelection : .all(connection.sizeMid)
    let post = slicePost ? connection.postSelection : .all(connection.sizeOut)
    // A function's values have no slice of their own.
    let isFunction = connection.function != nil
    let preSize = slicePre && !isFunction ? connection.preObject.sizeOut : connection.sizeMid
    let preIndices = isFunction ? Array(0..<connection.sizeMid) : pre.indices
    let postSize = slicePost ? connection.postObject.sizeIn : connection.sizeOut
    let postIndices = post.indices
    let isWhole = preIndices == Array(0..<preSize) && postIndices == Array(0..<postSize)
    if transform.ndim == 0, allowScalars, isWhole { return transform }
    let full = try NDArray(zeros: [postSize, preSize])
    let values = transform.doubles
    try full.withMutableDoubles { cells in
      for (row, to) in postIndices.enumerated() {
        for (column, from) in preIndices.enumerated() {
          let value: Double
          switch transform.ndim {
          case 0: value = row == column ? values[0] : 0
          case 1: value = row == column ? values[row] : 0
          default: value = values[row * connection.sizeMid + column]
          }
          // Repeated targets add up, repeated sources too.
          cells[to * preSize + from] += value
        }
      }
    }
    return full
  }

  /// The value of a dense transform; 1 for none at all.
  private static func denseValue(of connection: Connection) throws -> NDArray {
    if connection.transform is NoTransform { return NDArray(scalar: 1.0) }
    guard let dense = connection.transform as? Dense, case .array(let value) = dense.initial else {
      throw NengoError.validation(
        "full_transform needs a dense transform with known values (got \(connection.transform.text))",
        attribute: "transform", owner: "Connection")
    }
    return value
  }

  /// Decoded values at evaluation points, beside what they should be.
  ///
  /// - Parameter points: [m, d]; nil: the points at which the decoders were solved.
  public static func evalPointDecoding(
    _ connection: Connection, in model: BuiltModel, points: NDArray? = nil
  ) throws -> (points: NDArray, targets: NDArray, decoded: NDArray) {
    guard case .ensemble(let ensemble) = connection.preObject, let built = model.connections[connection],
      case .dense(let weights)? = built.weights, weights.ndim == 2,
      let points = try points?.astype(.float64) ?? built.evalPoints
    else {
      throw NengoError(.value, "\(connection) has no decoders in the model of this simulator")
    }
    let record = try EnsembleUtilities.record(of: ensemble, in: model)
    guard points.ndim == 2, points.shape[1] == ensemble.dimensions else {
      throw NengoError(
        .value,
        "eval_points have shape \(ArrayError.text(shape: points.shape)), expected "
          + "(n_eval_points, \(ensemble.dimensions))")
    }
    let construction = Construction(
      model, ModelContext(), BuildOptions(globalStream: RandomState(seed: 0)), objectCount: 0)
    let targets = try construction.targets(of: connection, at: points)
    let activities = try EnsembleUtilities.activities(of: ensemble, record, at: try points.astype(.float64))
    let decoded = try LinearAlgebra.product(activities, try weights.astype(.float64).transposed)
    return (points, targets, decoded)
  }

  /// Makes every ensemble Direct whose neurons nothing needs: no connection or probe of them, no learning rule on a
  /// connection at either end.
  public static func activateDirectMode(_ network: Network) throws {
    var needed: Set<Ensemble> = []
    for connection in network.allConnections {
      for end in [connection.preObject, connection.postObject] {
        if let ensemble = end.ensemble, end.isNeurons || !connection.learningRuleTypes.all.isEmpty {
          needed.insert(ensemble)
        }
      }
    }
    for probe in network.allProbes {
      if probe.object.isNeurons, let ensemble = probe.object.ensemble { needed.insert(ensemble) }
      if case .connection(let connection) = probe.object, probe.attribute == "weights",
        let ensemble = connection.preObject.ensemble
      {
        needed.insert(ensemble)
      }
    }
    let context = ModelContext()
    for ensemble in network.allEnsembles where !needed.contains(ensemble) {
      try ensemble.set("neuron_type", .frozen(try Direct()), in: context)
    }
  }
}

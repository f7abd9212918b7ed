/// What can be told about an ensemble after it was built: tuning and response curves, an order of its neurons.
import Arrays
import Model

public enum EnsembleUtilities {
  /// How many evaluation points an ensemble gets if it doesn't say.
  public static func defaultPointCount(neurons: Int, dimensions: Int) -> Int {
    Construction.defaultPointCount(neurons: neurons, dimensions: dimensions)
  }

  /// Steady rates over the represented space.
  ///
  /// - Parameter inputs: points along the last axis; nil: 50 values from -radius to radius in each dimension, the first
  ///   coordinate along the last axis of the grid.
  /// - Returns: the inputs, and the rates with one more axis for the neurons in place of the coordinates.
  public static func tuningCurves(
    _ ensemble: Ensemble, in model: BuiltModel, inputs: NDArray? = nil
  ) throws -> (inputs: NDArray, rates: NDArray) {
    let built = try record(of: ensemble, in: model)
    let d = ensemble.dimensions
    let inputs = try inputs ?? grid(d, radius: ensemble.radius)
    let isFlat = inputs.ndim == 1 && d == 1
    guard isFlat || (inputs.ndim > 0 && inputs.shape.last == d) else {
      throw NengoError(
        .value,
        "inputs have shape \(ArrayError.text(shape: inputs.shape)), expected \(d) coordinates along the last axis")
    }
    let points = try inputs.astype(.float64).reshaped([inputs.size / max(d, 1), d])
    let rates = try activities(of: ensemble, built, at: points)
    let leading = isFlat ? [rates.size] : Array(inputs.shape.dropLast()) + [rates.shape[1]]
    return (inputs, try rates.reshaped(leading))
  }

  /// Steady rates over the currents that single neurons see, before gain and bias: [points, neurons].
  ///
  /// - Parameter inputs: nil: 50 values from -1 to 1.
  public static func responseCurves(
    _ ensemble: Ensemble, in model: BuiltModel, inputs: NDArray? = nil
  ) throws -> (inputs: NDArray, rates: NDArray) {
    let built = try record(of: ensemble, in: model)
    let inputs = inputs ?? NDArray(evenlySpaced(from: -1, to: 1, count: 50))
    guard let gain = built.gain?.doubles, let bias = built.bias?.doubles else { return (inputs, inputs) }
    return (inputs, try ensemble.neuronType.rates(inputs, gain: gain, bias: bias))
  }

  /// Steady rates [m, n] at points [m, d].
  static func activities(of ensemble: Ensemble, _ built: BuiltEnsemble, at points: NDArray) throws -> NDArray {
    let radius = ensemble.radius
    let directions = NDArray(built.encoders.doubles.map { $0 / radius }, shape: built.encoders.shape)
    let x = try LinearAlgebra.product(points, directions.transposed)
    guard let gain = built.gain?.doubles, let bias = built.bias?.doubles else { return x }
    return try ensemble.neuronType.rates(x, gain: gain, bias: bias)
  }

  /// The order in which neurons with similar encoders stand side by side, found by trying swaps.
  ///
  /// - Parameters:
  ///   - iterations: rounds of one tried swap for each neuron.
  ///   - stream: gives the partners of the swaps.
  public static func sortedNeurons(
    _ ensemble: Ensemble, in model: BuiltModel, iterations: Int = 100, stream: RandomState
  ) throws -> [Int] {
    let built = try record(of: ensemble, in: model)
    let n = built.encoders.shape[0], d = built.encoders.shape[1]
    let values = built.encoders.doubles
    var rows = (0..<n).map { row -> [Double] in
      let encoder = values[(row * d)..<((row + 1) * d)]
      let length = encoder.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return encoder.map { $0 / length }
    }
    var order = Array(0..<n)
    for _ in 0..<max(iterations, 0) {
      let targets = (0..<n).map { _ in stream.randint(0, n) }
      for (i, j) in targets.enumerated() where i != j {
        let before = similarity(rows, i) + similarity(rows, j)
        rows.swapAt(i, j)
        order.swapAt(i, j)
        guard before > similarity(rows, i) + similarity(rows, j) else { continue }
        rows.swapAt(i, j)
        order.swapAt(i, j)
      }
    }
    return order
  }

  /// The mean product of a row with its neighbours.
  private static func similarity(_ rows: [[Double]], _ i: Int) -> Double {
    let neighbours = [i - 1, i + 1].filter { rows.indices.contains($0) }
    guard !neighbours.isEmpty else { return 0 }
    let sum = neighbours.reduce(0) { $0 + zip(rows[i], rows[$1]).reduce(0) { $0 + $1.0 * $1.1 } }
    return sum / Double(neighbours.count)
  }

  static func record(of ensemble: Ensemble, in model: BuiltModel) throws -> BuiltEnsemble {
    guard let built = model.ensembles[ensemble] else {
      throw NengoError(.value, "\(ensemble) is not in the model of this simulator")
    }
    return built
  }

  private static func grid(_ d: Int, radius: Double) throws -> NDArray {
    let values = evenlySpaced(from: -radius, to: radius, count: 50)
    guard d > 1 else { return NDArray(values, shape: [50, 1]) }
    let shape = Array(repeating: 50, count: d) + [d]
    let grid = try NDArray(zeros: shape)
    try grid.withMutableDoubles { cells in
      for point in 0..<(cells.count / d) {
        var rest = point
        for coordinate in 0..<d {
          cells[point * d + coordinate] = values[rest % 50]
          rest /= 50
        }
      }
    }
    return grid
  }

  /// `count` values from `low` to `high`, both included.
  private static func evenlySpaced(from low: Double, to high: Double, count: Int) -> [Double] {
    let step = (high - low) / Double(count - 1)
    return (0..<count).map { $0 == count - 1 ? high : low + Double($0) * step }
  }
}

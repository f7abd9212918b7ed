import Arrays
import Glibc

/// An operation that folds axes into one number: one row says its value and the slope of every element.
public struct ReductionOperation: Sendable {
  public let name: String
  public let summary: String
  let result: UnaryOperation.Result
  let value: @Sendable (_ elements: [Double]) -> Double
  /// Writes the slope of each element, from the elements and their reduction; nil if no gradient flows.
  let slopes: (@Sendable (_ elements: [Double], _ result: Double) -> [Double])?

  init(
    _ name: String, _ summary: String, _ result: UnaryOperation.Result = .same,
    _ value: @escaping @Sendable ([Double]) -> Double, slopes: (@Sendable ([Double], Double) -> [Double])? = nil
  ) {
    self.name = name
    self.summary = summary
    self.result = result
    self.value = value
    self.slopes = slopes
  }

  /// - Parameter axes: The axes to fold; nil folds all.
  /// - Throws: `ArrayError.axis` for an axis the tensor does not have.
  public func callAsFunction(_ x: Tensor, axes: [Int]? = nil, keepDimensions: Bool = false) throws -> Tensor {
    let groups = try AxisGroups(x, axes: axes)
    var values: [Double] = []
    values.reserveCapacity(groups.count)
    for g in 0..<groups.count { values.append(value(groups.elements(of: g, in: x.values))) }
    let dtype: DType =
      switch result {
      case .same: x.dtype
      case .floating: x.dtype.isFloating ? x.dtype : .float32
      case .bool: .bool
      }
    let shape = keepDimensions ? groups.keptShape : groups.reducedShape
    guard let slopes, x.isWatched else {
      return Tensor(unchecked: Tensor.rounded(values, to: dtype), shape: shape, dtype: dtype)
    }
    let input = x.values
    return Tape.record(values, shape: shape, dtype: dtype, operands: [x]) { gradient in
      var result = [Double](repeating: 0, count: input.count)
      for g in 0..<groups.count {
        let parts = slopes(groups.elements(of: g, in: input), values[g])
        for (k, part) in parts.enumerated() { result[groups.position(k, of: g)] = gradient[g] * part }
      }
      return [result]
    }
  }
}

extension ReductionOperation {
  public static let all: [ReductionOperation] = [
    sum, mean, max, min, product, any, all_, variance, standardDeviation, euclideanNorm, logSumExp,
  ]

  public static let sum = ReductionOperation(
    "reduce_sum", "the sum", .same, { $0.reduce(0, +) }, slopes: { x, _ in [Double](repeating: 1, count: x.count) })
  public static let mean = ReductionOperation(
    "reduce_mean", "the mean", .same, { average($0) },
    slopes: { x, _ in [Double](repeating: 1 / Double(x.count), count: x.count) })
  public static let max = ReductionOperation(
    "reduce_max", "the largest; equal ones share the gradient", .same,
    { $0.reduce(-Double.infinity) { a, b in b > a || b.isNaN ? b : a } }, slopes: { shared($0, $1) })
  public static let min = ReductionOperation(
    "reduce_min", "the smallest; equal ones share the gradient", .same,
    { $0.reduce(Double.infinity) { a, b in b < a || b.isNaN ? b : a } }, slopes: { shared($0, $1) })
  public static let product = ReductionOperation(
    "reduce_prod", "the product", .same, { $0.reduce(1, *) }, slopes: { x, _ in productsOfOthers(x) })
  public static let any = ReductionOperation(
    "reduce_any", "true if one is", .bool, { $0.contains { $0 != 0 } ? 1 : 0 })
  public static let all_ = ReductionOperation(
    "reduce_all", "true if all are", .bool, { $0.allSatisfy { $0 != 0 } ? 1 : 0 })
  public static let variance = ReductionOperation(
    "reduce_variance", "mean square deviation from the mean", .floating, { spread($0) },
    slopes: { x, _ in
      let m = average(x)
      return x.map { 2 * ($0 - m) / Double(x.count) }
    })
  public static let standardDeviation = ReductionOperation(
    "reduce_std", "root of the variance", .floating, { spread($0).squareRoot() },
    slopes: { x, y in
      let m = average(x)
      return x.map { y == 0 ? 0 : ($0 - m) / (Double(x.count) * y) }
    })
  public static let euclideanNorm = ReductionOperation(
    "reduce_euclidean_norm", "root of the sum of squares", .floating,
    { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }, slopes: { x, y in x.map { $0 / y } })
  public static let logSumExp = ReductionOperation(
    "reduce_logsumexp", "ln Σ eˣ", .floating, { logOfSum($0) }, slopes: { x, y in x.map { Glibc.exp($0 - y) } })

  /// (Σ |x|ᵖ)^(1/p); p = ∞ gives the largest magnitude.
  public static func norm(order: Double) -> ReductionOperation {
    if order == 2 { return euclideanNorm }
    if order == .infinity {
      return ReductionOperation(
        "norm", "largest magnitude", .floating, { $0.reduce(0) { Swift.max($0, $1.magnitude) } },
        slopes: { x, y in zip(x, shared(x.map(\.magnitude), y)).map { $0 < 0 ? -$1 : $1 } })
    }
    return ReductionOperation(
      "norm", "p-norm", .floating,
      { Glibc.pow($0.reduce(0) { $0 + Glibc.pow($1.magnitude, order) }, 1 / order) },
      slopes: { x, y in
        x.map { v in
          guard v != 0, y != 0 else { return 0 }
          return (v < 0 ? -1 : 1) * Glibc.pow(v.magnitude / y, order - 1)
        }
      })
  }

  private static func average(_ x: [Double]) -> Double { x.reduce(0, +) / Double(x.count) }
  private static func spread(_ x: [Double]) -> Double {
    let m = average(x)
    return x.reduce(0) { $0 + ($1 - m) * ($1 - m) } / Double(x.count)
  }
  private static func logOfSum(_ x: [Double]) -> Double {
    guard let top = x.max(), top.isFinite else { return x.max() ?? -.infinity }
    return top + Glibc.log(x.reduce(0) { $0 + Glibc.exp($1 - top) })
  }
  private static func shared(_ x: [Double], _ y: Double) -> [Double] {
    let count = x.reduce(0) { $1 == y ? $0 + 1 : $0 }
    return x.map { $0 == y ? 1 / Double(count) : 0 }
  }
  /// For each element the product of all others, also where some are zero.
  private static func productsOfOthers(_ x: [Double]) -> [Double] {
    var result = [Double](repeating: 1, count: x.count)
    var running = 1.0
    for i in x.indices {
      result[i] = running
      running *= x[i]
    }
    running = 1
    for i in x.indices.reversed() {
      result[i] *= running
      running *= x[i]
    }
    return result
  }
}

/// The elements of a tensor in groups that a reduction folds into one each.
struct AxisGroups {
  let count: Int
  let keptShape: [Int]
  let reducedShape: [Int]
  private let starts: [Int]
  private let steps: [Int]

  init(_ x: Tensor, axes: [Int]?) throws {
    var folded = [Bool](repeating: axes == nil, count: x.rank)
    for axis in axes ?? [] { folded[try x.axis(axis)] = true }
    keptShape = x.shape.enumerated().map { folded[$0.offset] ? 1 : $0.element }
    reducedShape = x.shape.enumerated().filter { !folded[$0.offset] }.map(\.element)
    starts = AxisGroups.offsets(x.shape, folded.map { !$0 })
    steps = AxisGroups.offsets(x.shape, folded)
    count = starts.count
  }

  func position(_ k: Int, of group: Int) -> Int { starts[group] + steps[k] }
  func elements(of group: Int, in values: [Double]) -> [Double] {
    let start = starts[group]
    return steps.map { values[start + $0] }
  }

  /// Row-major offsets of all index combinations of the chosen axes, the other indices 0.
  private static func offsets(_ shape: [Int], _ chosen: [Bool]) -> [Int] {
    var offsets = [0]
    var stride = shape.reduce(1, *)
    for (axis, size) in shape.enumerated() {
      stride = size == 0 ? 0 : stride / size
      guard chosen[axis] else { continue }
      let step = stride
      offsets = offsets.flatMap { start in (0..<size).map { start + $0 * step } }
    }
    return offsets
  }
}

/// Small networks for tests, described in few words.
import Arrays
import Model
import Testing

@testable import Build
@testable import Reference

/// A network under description, with the context that it is described in.
final class Sketch {
  let context = ModelContext()
  let network: Network

  init(seed: Int? = 0) throws {
    network = try Network(seed: seed)
    try context.enter(network)
  }

  func ensemble(_ n: Int, _ d: Int, _ settings: [String: ParameterValue] = [:]) throws -> Ensemble {
    try Ensemble(.int(n), .int(d), settings, in: context)
  }

  func node(_ output: ParameterValue = .none, sizeIn: Int? = nil, sizeOut: Int? = nil) throws -> Node {
    try Node(
      output, sizeIn: sizeIn.map { .int($0) } ?? .useDefault, sizeOut: sizeOut.map { .int($0) } ?? .useDefault,
      in: context)
  }

  @discardableResult
  func connect(
    _ pre: ObjectView, _ post: ObjectView, _ settings: [String: ParameterValue] = [:]
  ) throws -> Connection {
    try Connection(.object(pre), .object(post), settings, in: context)
  }

  func probe(_ target: ObjectView, _ settings: [String: ParameterValue] = [:]) throws -> Probe {
    try Probe(.object(target), settings, in: context)
  }

  func build(dt: Double = 0.001) throws -> BuiltModel {
    try Builder.build(network, dt: dt, options: BuildOptions(globalStream: RandomState(seed: 0)))
  }

  func simulate(dt: Double = 0.001, steps: Int) throws -> ReferenceSimulator {
    let simulator = try ReferenceSimulator(
      network, dt: dt, options: BuildOptions(globalStream: RandomState(seed: 0)))
    try simulator.runSteps(steps)
    return simulator
  }
}

extension Neurons { var view: ObjectView { ModelObject.neurons(self).view } }

extension Connection { var view: ObjectView { ModelObject.connection(self).view } }

extension ObjectView {
  subscript(key: IndexKey) -> ObjectView { get throws { try view(key) } }
}

extension ParameterValue {
  static func matrix(_ rows: [[Double]]) -> ParameterValue {
    .array(NDArray(rows.flatMap { $0 }, shape: [rows.count, rows.first?.count ?? 0]))
  }
  static func vector(_ values: [Double]) -> ParameterValue { .array(NDArray(values)) }
  /// A connection function.
  static func function(_ body: @escaping ([Double]) -> [Double]) -> ParameterValue {
    .function(.ofVector("f", body))
  }
}

/// Expects numbers that agree to `tolerance`, relative for those above 1.
func expectClose(
  _ got: [Double], _ want: [Double], _ tolerance: Double = 1e-9, _ what: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard got.count == want.count else {
    Issue.record("\(what): \(got.count) values, want \(want.count)", sourceLocation: sourceLocation)
    return
  }
  let worst = zip(got, want).enumerated().map { i, pair -> (Int, Double) in
    let (got, want) = pair
    if got == want || (got.isNaN && want.isNaN) { return (i, 0) }
    let error = abs(got - want) / max(abs(want), 1)
    return (i, error.isNaN ? .infinity : error)
  }.max { $0.1 < $1.1 }
  if let (index, error) = worst, error > tolerance {
    Issue.record(
      "\(what): value \(index) is \(got[index]), want \(want[index])", sourceLocation: sourceLocation)
  }
}

/// Expects an array with the summary that data files keep of large ones.
func expectSummary(
  _ array: NDArray?, _ summary: JSON, _ tolerance: Double = 1e-9, _ what: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard let array else {
    Issue.record("\(what): missing", sourceLocation: sourceLocation)
    return
  }
  #expect(array.shape == summary["shape"].ints, "\(what)", sourceLocation: sourceLocation)
  let values = array.doubles
  let first = summary["first_rows"].numbers
  expectClose(Array(values.prefix(first.count)), first, tolerance, what, sourceLocation: sourceLocation)
  let last = summary["last_row"].numbers
  expectClose(Array(values.suffix(last.count)), last, tolerance, what, sourceLocation: sourceLocation)
  expectClose([values.reduce(0, +)], [summary["sum"].double], 1e-8, "\(what) sum", sourceLocation: sourceLocation)
}

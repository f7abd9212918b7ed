/// Small networks for tests, described in few words.
import Arrays
import Build
import Engine
import Model
import Reference
import Testing

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

  /// A node that gives a vector of sines of time.
  func sines(_ size: Int) throws -> Node {
    try node(.function(.ofTime("sines") { t in (0..<size).map { sine(t * Double(3 + $0) + Double($0)) } }))
  }

  @discardableResult
  func connect(
    _ pre: ObjectView, _ post: ObjectView, _ settings: [String: ParameterValue] = [:]
  ) throws -> Connection {
    try Connection(.object(pre), .object(post), settings, in: context)
  }

  @discardableResult
  func probe(_ target: ObjectView, _ settings: [String: ParameterValue] = [:]) throws -> Probe {
    try Probe(.object(target), settings, in: context)
  }

  /// The first learning rule of a connection.
  func rule(of connection: Connection) throws -> LearningRule { try #require(connection.learningRules.first) }

  func build(dt: Double = 0.001, bits: Int = 64) throws -> BuiltModel {
    var options = BuildOptions(globalStream: RandomState(seed: 0))
    options.bits = bits
    return try Builder.build(network, dt: dt, options: options)
  }
}

extension Ensemble { var view: ObjectView { ModelObject.ensemble(self).view } }
extension Neurons { var view: ObjectView { ModelObject.neurons(self).view } }
extension Node { var view: ObjectView { ModelObject.node(self).view } }
extension Connection { var view: ObjectView { ModelObject.connection(self).view } }
extension LearningRule { var view: ObjectView { ModelObject.learningRule(self).view } }

extension ObjectView {
  subscript(key: IndexKey) -> ObjectView { get throws { try view(key) } }
}

extension ParameterValue {
  static func matrix(_ rows: [[Double]]) -> ParameterValue {
    .array(NDArray(rows.flatMap { $0 }, shape: [rows.count, rows.first?.count ?? 0]))
  }
  static func vector(_ values: [Double]) -> ParameterValue { .array(NDArray(values)) }
  static func function(_ body: @escaping ([Double]) -> [Double]) -> ParameterValue {
    .function(.ofVector("f", body))
  }
}

/// A sine that needs no library: enough terms for |x| up to a few turns after reduction.
func sine(_ x: Double) -> Double {
  let turn = 2 * Double.pi
  let r = x - turn * (x / turn).rounded()
  var term = r
  var sum = r
  for k in 1..<12 {
    term *= -r * r / Double((2 * k) * (2 * k + 1))
    sum += term
  }
  return sum
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
  let errors = zip(got, want).map { got, want in
    got == want ? 0 : abs(got - want) / max(abs(want), 1)
  }
  if let worst = errors.indices.max(by: { errors[$0] < errors[$1] }), !(errors[worst] <= tolerance) {
    Issue.record("\(what): value \(worst) is \(got[worst]), want \(want[worst])", sourceLocation: sourceLocation)
  }
}

/// A source of values, a function of values, or a place where values meet.
import Arrays

/// The body of a node that works on whole batches at once, in a simulator that has batches.
public protocol TensorFunction: AnyObject {
  var name: String { get }
  var sizeIn: Int { get }
  var sizeOut: Int { get }
}

/// What a node does.
public enum NodeOutput {
  /// Gives the sum of its inputs.
  case passthrough
  case constant(NDArray)
  case function(VectorFunction)
  case process(any Process)
  case tensorFunction(any TensorFunction)
}

/// An object that gives values that are not neurons'.
public final class Node: NetworkObject {
  public override class var className: String { "Node" }
  public override class var parameters: [ParameterSpec] { nodeParameters }
  public static let probeable = ["output"]

  /// A node in the current network of `context`.
  ///
  /// A function without given `sizeOut` is called once, at time 0 with zeros, to find the size.
  public init(
    _ output: ParameterValue = .useDefault, sizeIn: ParameterValue = .useDefault,
    sizeOut: ParameterValue = .useDefault, label: ParameterValue = .useDefault, seed: ParameterValue = .useDefault,
    in context: ModelContext, addToContainer: Bool? = nil
  ) throws {
    super.init()
    if !seed.isDefault, !seed.isNone {
      throw NengoError(.notImplemented, "Changing the seed of a node has no effect").blaming("seed")
    }
    let arguments = ["output": output, "size_in": sizeIn, "size_out": sizeOut, "label": label, "seed": seed]
    try construct(arguments, in: context, add: addToContainer)
  }

  /// For copies.
  override init() { super.init() }

  public var sizeIn: Int { integer("size_in") ?? 0 }
  public var sizeOut: Int { integer("size_out") ?? 0 }
  public var isPassthrough: Bool { value(of: "output")?.isNone ?? true }

  public var output: NodeOutput {
    switch value(of: "output") {
    case .array(let value)?: .constant(value)
    case .function(let function)?: .function(function)
    case .frozen(let frozen)?: (frozen as? any Process).map { .process($0) } ?? .passthrough
    case .tensorFunction(let function)?: .tensorFunction(function)
    default: .passthrough
    }
  }

  override func checkedValue(
    _ value: ParameterValue, of spec: ParameterSpec, _ place: ParameterSpec.Place, in context: ModelContext
  ) throws -> ParameterValue {
    guard spec.name == "output" else { return value }
    switch value {
    case .none: try settlePassthrough(in: context)
    case .frozen(let frozen): try settle(process: frozen, place)
    case .function(let function): try settle(function, place)
    case .tensorFunction(let function):
      settle(sizeIn: integer("size_in") ?? function.sizeIn, sizeOut: integer("size_out") ?? function.sizeOut)
    default: return .array(try settle(constant: value, place))
    }
    return value
  }

  private func settle(sizeIn: Int, sizeOut: Int) {
    store("size_in", .int(sizeIn))
    store("size_out", .int(sizeOut))
  }

  private func settlePassthrough(in context: ModelContext) throws {
    if let given = integer("size_out"), given != sizeIn {
      context.warn(
        NengoWarning(.user, "'Node.size_out' is being overwritten with 'Node.size_in' since 'Node.output=None'"))
    }
    settle(sizeIn: sizeIn, sizeOut: sizeIn)
  }

  private func settle(process frozen: any FrozenObject, _ place: ParameterSpec.Place) throws {
    guard let process = frozen as? any Process else {
      throw place.error("Must be one of (Process, callable, array-like, None); got type '\(frozen.typeName)'")
    }
    settle(
      sizeIn: integer("size_in") ?? process.defaultSizeIn, sizeOut: integer("size_out") ?? process.defaultSizeOut)
  }

  private func settle(_ function: VectorFunction, _ place: ParameterSpec.Place) throws {
    let count = sizeIn > 0 ? 2 : 1
    guard function.arity?.accepts(count) ?? true else {
      let takes =
        count == 1
        ? "exactly 1 argument: the time, as a float"
        : "exactly 2 arguments: the time, as a float, and the data, as a vector of \(sizeIn)"
      throw place.error("output function '\(function.name)' is expected to accept \(takes)")
    }
    if let given = integer("size_out") {
      settle(sizeIn: sizeIn, sizeOut: given)
      return
    }
    let result = try function.body(0, sizeIn > 0 ? try NDArray(zeros: [sizeIn]) : nil)
    if let result, result.ndim > 1 {
      throw place.error("Node output must be a vector (got shape \(ArrayError.text(shape: result.shape)))")
    }
    settle(sizeIn: sizeIn, sizeOut: result?.size ?? 0)
  }

  private func settle(constant value: ParameterValue, _ place: ParameterSpec.Place) throws -> NDArray {
    let array = try constantArray(value, place)
    guard array.ndim <= 1 else {
      throw place.error("Node output must be a vector (got shape \(ArrayError.text(shape: array.shape)))")
    }
    guard array.doubles.allSatisfy(\.isFinite) else { throw place.error("Output value must be finite.") }
    guard sizeIn == 0 else {
      throw place.error("output must be callable if size_in != 0 (got size_in=\(sizeIn))")
    }
    if let given = integer("size_out"), given != array.size {
      throw place.error("Size of Node output (\(array.size)) does not match declared size_out (\(given))")
    }
    settle(sizeIn: 0, sizeOut: array.size)
    return try array.reshaped([array.size])
  }

  private func constantArray(_ value: ParameterValue, _ place: ParameterSpec.Place) throws -> NDArray {
    if let number = ParameterCheck.numberValue(value) { return NDArray([number]) }
    if case .array(let array) = value { return try ParameterCheck.numbers(array) }
    throw place.error("Must be one of (Process, callable, array-like, None); got type '\(value.typeName)'")
  }
}

extension Node: CustomStringConvertible {
  public var description: String { "<Node \(labelText)>" }
}

/// Sizes first: what an output may be depends on them.
private let nodeParameters: [ParameterSpec] =
  [
    ParameterSpec(
      "size_in", { .none }, "The number of values that the node takes.",
      check: ParameterCheck.optional(ParameterCheck.integer(atLeast: 0))),
    ParameterSpec(
      "size_out", { .none }, "The number of values that the node gives.",
      check: ParameterCheck.optional(ParameterCheck.integer(atLeast: 0))),
    ParameterSpec("output", { .none }, "What the node gives.", check: ParameterCheck.later),
  ] + commonParameters

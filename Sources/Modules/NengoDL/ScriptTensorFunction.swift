import Arrays
import DL
import Engine
import Language
import Model
import Training

/// A function of tensors that a script wrote, or a layer, as a tensor node runs it.
///
/// The backward pass runs the function again, on tensors that stand on a tape.
final class ScriptTensorFunction: BatchFunction, LayerHolder {
  let name: String
  let shapeIn: [Int]?
  var shapeOut: [Int] = []
  private let passTime: Bool
  private let function: Value
  private unowned let interpreter: Interpreter
  let layer: Layer?

  init(_ function: Value, shapeIn: [Int]?, passTime: Bool, name: String, _ interpreter: Interpreter) {
    self.function = function
    self.shapeIn = shapeIn
    self.passTime = passTime
    self.name = name
    self.interpreter = interpreter
    layer = function.host(as: LayerObject.self)?.layer
  }

  var sizeIn: Int { shapeIn?.reduce(1, *) ?? 0 }
  var sizeOut: Int { shapeOut.reduce(1, *) }
  var isDifferentiable: Bool { true }
  var hasParameters: Bool { layer != nil }

  /// The shape of the result for one item of zeros.
  func inferredShape() throws -> [Int] {
    let zeros = try shapeIn.map { try Tensor(repeating: 0, shape: [1] + $0, dtype: .float32) }
    do {
      return Array(try result(time: Tensor(scalar: 0, dtype: .float32), zeros, isTraining: false).shape.dropFirst())
    } catch let error as NengoError {
      throw error
    } catch {
      throw NengoError.validation(
        "Attempting to automatically determine TensorNode output shape by calling TensorNode function produced an error: "
          + "\(message(error)). If you would like to avoid this step, try manually setting `TensorNode(..., shape_out=x)`.",
        attribute: "shape_out", owner: "TensorNode")
    }
  }

  private func message(_ error: any Error) -> String {
    if let error = ScriptError(for: error), case .str(let text)? = error.exception.arguments.first {
      return text.string
    }
    return "\(error)"
  }

  private func result(time: Tensor, _ input: Tensor?, isTraining: Bool) throws -> Tensor {
    if let layer {
      if passTime { throw ScriptError(.notImplementedError, "TensorNode: layers that take the time are not supported") }
      return try layer.apply(input.map { [$0] } ?? [], isTraining: isTraining)
    }
    var arguments: [Value] = []
    if passTime { arguments.append(.tensor(time)) }
    if let input { arguments.append(.tensor(input)) }
    let value = try interpreter.call(function, arguments)
    guard let tensor = value.host(as: TensorObject.self)?.tensor else {
      throw NengoError.validation(
        "TensorNode function must return a Tensor (got \(value.typeName))", attribute: "tensor_func",
        owner: "TensorNode")
    }
    return tensor
  }

  private func checked(_ result: Tensor, batch: Int, dtype: DType) throws -> Tensor {
    func wrong(_ what: String, _ found: String, _ expected: String) -> NengoError {
      NengoError.validation(
        "TensorNode output should have \(what) \(expected), found \(found)", attribute: "tensor_func",
        owner: "TensorNode")
    }
    guard result.shape.first == batch else {
      throw wrong("batch size", result.shape.first.map(String.init) ?? "none", "\(batch)")
    }
    guard result.count == batch * sizeOut else { throw wrong("size", "\(result.count / max(batch, 1))", "\(sizeOut)") }
    guard result.dtype == dtype else { throw wrong("dtype", result.dtype.name, dtype.name) }
    return result
  }

  private func tensors(_ time: Double, _ input: NDArray?) throws -> (Tensor, Tensor?) {
    let dtype = input?.dtype ?? .float32
    let x = try input.map { try Tensor($0).reshaped([$0.shape[0]] + (shapeIn ?? [])) }
    return (Tensor(scalar: time, dtype: dtype), x)
  }

  func evaluate(time: Double, step: Int, input: NDArray?, mode: RunMode) throws -> NDArray {
    let (t, x) = try tensors(time, input)
    let result = try result(time: t, x, isTraining: mode == .training)
    let batch = input?.shape[0] ?? result.shape.first ?? 1
    return try checked(result, batch: batch, dtype: t.dtype).reshaped([batch, sizeOut]).array()
  }

  func pullback(time: Double, step: Int, input: NDArray?, outputGradient: NDArray, mode: RunMode) throws -> NDArray? {
    let (t, x) = try tensors(time, input)
    let tape = Tape()
    let watched = x.map { tape.watch($0) }
    let weights = layer?.watch(tape) ?? []
    defer { layer?.unwatch() }
    let result = try result(time: t, watched, isTraining: mode == .training)
    let sources = (watched.map { [$0] } ?? []) + weights
    let gradients = try tape.gradients(of: result, seed: outputGradient.doubles, sources: sources)
    layer?.addGradients(Array(gradients.dropFirst(watched == nil ? 0 : 1)))
    guard let input, let first = gradients.first, watched != nil else { return nil }
    return try NDArray(first, shape: input.shape).cast(to: input.dtype)
  }
}

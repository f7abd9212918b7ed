import Arrays
import Build
import Model

/// A function of whole minibatches that lives outside the engine and has a derivative: a tensor node, a layer.
///
/// `SimTensorNode` operators hold a `TensorFunction`; the engine runs those that are `BatchFunction`s. It runs on the
/// thread of the simulation. Arrays that it is given are valid during the call only; copy them to keep.
public protocol BatchFunction: TensorFunction {
  /// Output of one step, (minibatch, sizeOut), for an input of shape (minibatch, sizeIn) or none. Both in the precision
  /// of the program; results of other types are converted.
  func evaluate(time: Double, step: Int, input: NDArray?, mode: RunMode) throws -> NDArray

  /// Gradient with respect to the input of one step, given the gradient with respect to its output; also adds the
  /// gradients of the function's own parameters to wherever the function keeps them. Steps come in reverse order.
  func pullback(time: Double, step: Int, input: NDArray?, outputGradient: NDArray, mode: RunMode) throws -> NDArray?

  /// Whether the output has a derivative with respect to the input or to parameters; if not, nobody calls `pullback`.
  var isDifferentiable: Bool { get }
  /// Whether the function has parameters of its own, so that `pullback` is called although no input is trained.
  var hasParameters: Bool { get }
}

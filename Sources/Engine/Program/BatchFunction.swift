import Arrays
import Build

/// A function of whole minibatches that lives outside the engine: a tensor node, a layer.
///
/// It runs on the thread of the simulation. Arrays that it is given are valid during the call only; copy them to keep.
public protocol BatchFunction: AnyObject {
  /// Output of one step, (minibatch, sizeOut), for an input of shape (minibatch, sizeIn) or none.
  func evaluate(time: Double, step: Int, input: NDArray?, mode: RunMode) throws -> NDArray

  /// Gradient with respect to the input of one step, given the gradient with respect to its output; also adds the
  /// gradients of the function's own parameters to wherever the function keeps them. Steps come in reverse order.
  func pullback(time: Double, step: Int, input: NDArray?, outputGradient: NDArray) throws -> NDArray?

  /// Whether the output has a derivative at all; if not, `pullback` is never called.
  var isDifferentiable: Bool { get }
}

/// An operator of a built model that runs a `BatchFunction`: sets `output`, reads `input` and, if wanted, the time.
public protocol BatchFunctionOperator: Operator {
  var function: any BatchFunction { get }
  var input: Signal? { get }
  var output: Signal { get }
}

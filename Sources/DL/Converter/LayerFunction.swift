import Arrays
import Engine
import Model
import Training

/// A layer, or a function of elements, as the body of a tensor node. The backward pass computes it again on a tape.
public final class LayerFunction: BatchFunction, LayerHolder {
  private enum Body {
    case layer(Layer)
    case activation(Activation)
  }

  public let name: String
  private let shapeIn: [Int]
  private let shapeOut: [Int]
  private let body: Body

  /// - Parameter shapeIn: of one item; the flat input is seen in this shape.
  public init(_ layer: Layer, shapeIn: [Int]) throws {
    name = layer.name
    self.shapeIn = shapeIn
    body = .layer(layer)
    try layer.build([shapeIn])
    shapeOut = try layer.outputShape([shapeIn])
  }

  public init(_ activation: Activation, shape: [Int]) {
    name = activation.name
    (shapeIn, shapeOut, body) = (shape, shape, .activation(activation))
  }

  public var layer: Layer? { if case .layer(let layer) = body { layer } else { nil } }
  public var sizeIn: Int { shapeIn.reduce(1, *) }
  public var sizeOut: Int { shapeOut.reduce(1, *) }
  public var isDifferentiable: Bool { true }
  public var hasParameters: Bool { layer?.weights.isEmpty == false }

  private func apply(_ x: Tensor, _ mode: RunMode) throws -> Tensor {
    switch body {
    case .layer(let layer): try layer.apply([x], isTraining: mode == .training)
    case .activation(let activation): try activation(x)
    }
  }

  private func shaped(_ input: NDArray?) throws -> Tensor {
    guard let input else { throw NengoError(.simulation, "tensor node '\(name)' has no input") }
    return try Tensor(input).reshaped([input.shape[0]] + shapeIn)
  }

  public func evaluate(time: Double, step: Int, input: NDArray?, mode: RunMode) throws -> NDArray {
    let x = try shaped(input)
    return try apply(x, mode).reshaped([x.shape[0], sizeOut]).array()
  }

  public func pullback(
    time: Double, step: Int, input: NDArray?, outputGradient: NDArray, mode: RunMode
  ) throws -> NDArray? {
    let tape = Tape()
    let x = tape.watch(try shaped(input))
    let weights = layer?.watch(tape) ?? []
    defer { layer?.unwatch() }
    let result = try apply(x, mode)
    let gradients = try tape.gradients(of: result, seed: outputGradient.doubles, sources: [x] + weights)
    layer?.addGradients(Array(gradients.dropFirst()))
    guard let input else { return nil }
    return try NDArray(gradients[0], shape: input.shape).cast(to: input.dtype)
  }
}

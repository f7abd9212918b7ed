/// The elementwise product of two vectors, and what is made of it: circular convolution.
import Arrays
import Glibc

/// Multiplies two vectors element by element: (a b) = ((a + b)² - (a - b)²) / 4.
public final class Product: Network {
  public override class var kindName: String { "Product" }

  public let inputA: Node
  public let inputB: Node
  public let output: Node

  /// - Parameters:
  ///   - neurons: neurons for each dimension; half of them square the sum, half the difference.
  ///   - inputMagnitude: the largest value expected in either vector.
  public init(
    neurons: Int, dimensions: Int, inputMagnitude: Double = 1, label: String? = "Product", seed: Int? = nil,
    in context: ModelContext, addToContainer: Bool? = nil
  ) throws {
    (inputA, inputB, output) = try vectorNodes(dimensions, context)
    try super.init(label: label, seed: seed, in: context, addToContainer: addToContainer)
    for node in [inputA, inputB, output] { add(node) }
    parts = ["input_a": .object(.node(inputA)), "input_b": .object(.node(inputB)), "output": .object(.node(output))]
    try context.within(self) { try fill(max(1, neurons / 2), dimensions, inputMagnitude, context) }
  }

  private func fill(_ neurons: Int, _ dimensions: Int, _ magnitude: Double, _ context: ModelContext) throws {
    let settings: [String: ParameterValue] = ["radius": .number(magnitude * 2.0.squareRoot())]
    let squares = try ["sq1", "sq2"].map { name in
      let array = try EnsembleArray(neurons: neurons, count: dimensions, settings: settings, in: context)
      parts[name] = .object(.network(array))
      return array
    }
    let scale = 1 / 2.0.squareRoot()
    try context.wire(inputA.view, squares[0].input.view, transform: .number(scale))
    try context.wire(inputB.view, squares[0].input.view, transform: .number(scale))
    try context.wire(inputA.view, squares[1].input.view, transform: .number(scale))
    try context.wire(inputB.view, squares[1].input.view, transform: .number(-scale))
    let square = VectorFunction.ofVector("square", python: "np.square") { $0.map { $0 * $0 } }
    for (array, factor) in zip(squares, [0.5, -0.5]) {
      let squared = try array.addOutput("square", .shared(square), in: context)
      try context.wire(squared.view, output.view, transform: .number(factor))
    }
  }

  /// The matrix that sums the elements of a product: [1, dimensions].
  public static func dotProductTransform(dimensions: Int, scale: Double = 1) throws -> NDArray {
    try NDArray(repeating: scale, shape: [1, dimensions])
  }
}

/// Two inputs and an output of one size, which belong to no network yet.
private func vectorNodes(_ dimensions: Int, _ context: ModelContext) throws -> (a: Node, b: Node, output: Node) {
  func node(_ label: String) throws -> Node {
    try Node(sizeIn: .int(dimensions), label: .text(label), in: context, addToContainer: false)
  }
  return (try node("input_a"), try node("input_b"), try node("output"))
}

/// The circular convolution of two vectors: a product of their discrete Fourier transforms.
public final class CircularConvolution: Network {
  public override class var kindName: String { "CircularConvolution" }

  public let inputA: Node
  public let inputB: Node
  public let output: Node

  /// - Parameter invertA, invertB: whether an input is replaced by its involution, which turns the convolution into a
  ///   correlation.
  /// - Throws: what its parts throw, and a `MemoryError` for transforms that do not fit.
  public init(
    neurons: Int, dimensions: Int, invertA: Bool = false, invertB: Bool = false, inputMagnitude: Double = 1,
    label: String? = "Circular convolution", seed: Int? = nil, in context: ModelContext, addToContainer: Bool? = nil
  ) throws {
    // Three transforms of twice as many rows as columns.
    try MachineMemory.require(
      bytes: 48 * Double(dimensions) * Double(dimensions), for: "a circular convolution of \(dimensions) dimensions")
    (inputA, inputB, output) = try vectorNodes(dimensions, context)
    try super.init(label: label, seed: seed, in: context, addToContainer: addToContainer)
    for node in [inputA, inputB, output] { add(node) }
    parts = ["input_a": .object(.node(inputA)), "input_b": .object(.node(inputB)), "output": .object(.node(output))]
    try context.within(self) {
      let product = try Product(
        neurons: neurons, dimensions: 4 * (dimensions / 2 + 1), inputMagnitude: 2 * inputMagnitude, in: context)
      parts["product"] = .object(.network(product))
      try context.wire(
        inputA.view, product.inputA.view, transform: .array(Self.inputTransform(dimensions, first: true, invertA)))
      try context.wire(
        inputB.view, product.inputB.view, transform: .array(Self.inputTransform(dimensions, first: false, invertB)))
      try context.wire(product.output.view, output.view, transform: .array(Self.outputTransform(dimensions)))
    }
  }

  /// The rows of the Fourier transform, real and imaginary parts laid out so that all four products appear: [4 m, d]
  /// with m = d / 2 + 1.
  public static func inputTransform(_ d: Int, first: Bool, _ invert: Bool) -> NDArray {
    let rows = (0...(d / 2)).flatMap { i -> [[Double]] in
      let angles = (0..<d).map { 2 * Double.pi * Double(i) * Double($0) / Double(d) }
      let real = angles.map { cos($0) }
      let imaginary = angles.map { invert ? sin($0) : -sin($0) }
      return first ? [real, imaginary, real, imaginary] : [real, imaginary, imaginary, real]
    }
    return NDArray(rows.flatMap { $0 }, shape: [rows.count, d])
  }

  /// The inverse transform of the products: [d, 4 m].
  public static func outputTransform(_ d: Int) -> NDArray {
    let rows = (0..<d).map { x in
      (0...(d / 2)).flatMap { i -> [Double] in
        let angle = 2 * Double.pi * Double(i) * Double(x) / Double(d)
        let factor = (i == 0 || 2 * i == d ? 1 : 2) / Double(d)
        return [cos(angle), -cos(angle), -sin(angle), -sin(angle)].map { $0 * factor }
      }
    }
    return NDArray(rows.flatMap { $0 }, shape: [d, 4 * (d / 2 + 1)])
  }

  /// The circular convolution itself: c[i] = Σ a[j] b[i - j], inverted vectors being read backward.
  ///
  /// - Precondition: both have the same length.
  public static func convolve(_ a: [Double], _ b: [Double], invertA: Bool = false, invertB: Bool = false) -> [Double] {
    let d = a.count
    func read(_ v: [Double], _ i: Int, _ inverted: Bool) -> Double { v[((inverted ? -i : i) % d + d) % d] }
    return (0..<d).map { i in
      (0..<d).reduce(0) { $0 + read(a, $1, invertA) * read(b, i - $1, invertB) }
    }
  }

  /// The circular convolutions along an axis; the shapes are broadcast.
  ///
  /// - Throws: a value error unless both have the same length along the axis.
  public static func convolve(
    _ a: NDArray, _ b: NDArray, invertA: Bool = false, invertB: Bool = false, axis: Int = -1
  ) throws -> NDArray {
    let shape = try Broadcasting.shape([a.shape, b.shape])
    let place = try normalized(axis: axis, ndim: shape.count)
    func length(_ array: NDArray) -> Int {
      let index = array.ndim - shape.count + place
      return index >= 0 ? array.shape[index] : 1
    }
    let d = shape[place]
    guard length(a) == d, length(b) == d else {
      throw NengoError(
        .value, "vectors of \(length(a)) and \(length(b)) values have no circular convolution")
    }
    let order = (0..<shape.count).filter { $0 != place } + [place]
    let first = try a.broadcast(to: shape).transposed(order), second = try b.broadcast(to: shape).transposed(order)
    let (x, y) = (first.doubles, second.doubles)
    var result: [Double] = []
    for start in stride(from: 0, to: x.count, by: max(d, 1)) {
      let range = start..<(start + d)
      result += convolve(Array(x[range]), Array(y[range]), invertA: invertA, invertB: invertB)
    }
    let back = (0..<shape.count).map { axis in order.firstIndex(of: axis) ?? axis }
    return try NDArray(result, shape: first.shape).transposed(back)
  }
}

/// Short words for putting ready-made networks together.
import Arrays

extension ModelContext {
  /// A node that passes values on.
  func passthrough(_ size: Int, label: String?) throws -> Node {
    try Node(sizeIn: .int(size), label: label.map { .text($0) } ?? .none, in: self)
  }

  @discardableResult
  func connect(
    _ pre: ObjectView, _ post: ObjectView, _ settings: [String: ParameterValue] = [:]
  ) throws -> Connection {
    try Connection(.object(pre), .object(post), settings, in: self)
  }

  /// A connection that takes no time.
  @discardableResult
  func wire(
    _ pre: ObjectView, _ post: ObjectView, transform: ParameterValue = .none, function: ParameterValue = .none
  ) throws -> Connection {
    try connect(pre, post, ["synapse": .none, "transform": transform, "function": function])
  }
}

extension Node {
  public var view: ObjectView { ObjectView(.node(self)) }
}

extension Ensemble {
  public var view: ObjectView { ObjectView(.ensemble(self)) }
}

extension ObjectView {
  /// The `index`-th of equal parts of `size` entries.
  func part(_ index: Int, size: Int) throws -> ObjectView {
    try view(.slice(start: index * size, stop: (index + 1) * size, step: nil))
  }
}

extension ParameterValue {
  /// A matrix from its entries.
  static func matrix(_ rows: Int, _ columns: Int, _ entry: (Int, Int) -> Double) -> ParameterValue {
    let values = (0..<rows).flatMap { row in (0..<columns).map { entry(row, $0) } }
    return .array(NDArray(values, shape: [rows, columns]))
  }

  /// `scale` on the diagonal plus `offset` everywhere.
  static func square(_ size: Int, diagonal: Double, elsewhere: Double) -> ParameterValue {
    .matrix(size, size) { $0 == $1 ? diagonal : elsewhere }
  }

  /// Encoders that all point to 1.
  static func positiveEncoders() throws -> ParameterValue {
    .frozen(try Choice(NDArray([1.0], shape: [1, 1])))
  }
}

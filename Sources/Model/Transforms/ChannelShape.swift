import Arrays

/// The shape of an image-like signal: spatial extents and a number of channels, first or last.
public struct ChannelShape: FrozenObject, Hashable {
  public static let typeName = "ChannelShape"
  public let shape: [Int]
  public let channelsLast: Bool

  public init(_ shape: [Int], channelsLast: Bool = true) throws {
    guard !shape.isEmpty, shape.allSatisfy({ $0 >= 1 }) else {
      throw NengoError.validation(
        "all entries must be integers of at least 1, got \(ArrayError.text(shape: shape))", attribute: "shape",
        owner: Self.typeName)
    }
    var size = 1
    for extent in shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: extent)
      // Far beyond any memory, and far enough below overflow for sums and products of extents.
      guard !overflow, product <= 1 << 40 else {
        throw NengoError.validation(
          "\(ArrayError.text(shape: shape)) is too large", attribute: "shape", owner: Self.typeName)
      }
      size = product
    }
    self.shape = shape
    self.channelsLast = channelsLast
  }

  public init(space: [Int], channels: Int, channelsLast: Bool) throws {
    try self.init(channelsLast ? space + [channels] : [channels] + space, channelsLast: channelsLast)
  }

  public var arguments: [Argument] {
    [
      Argument("shape", .tuple(shape.map { .int($0) })),
      Argument("channels_last", .bool(channelsLast), default: .bool(true)),
    ]
  }

  /// As `(28, 28, ch=1)`.
  public var briefText: String {
    var parts = space.map(String.init)
    parts.insert("ch=\(channels)", at: channelsLast ? parts.count : 0)
    return "(\(parts.joined(separator: ", ")))"
  }

  /// As `ChannelShape(shape=(28, 28, 1), channels_last=True)`.
  public var text: String {
    "ChannelShape(shape=\(ArrayError.text(shape: shape)), channels_last=\(channelsLast ? "True" : "False"))"
  }

  /// The shape as an argument of a transform, which text forms show as a tuple.
  func argument(_ name: String) -> Argument {
    Argument(name, .object(self), isDefault: false, isShown: true, as: ArrayError.text(shape: shape))
  }

  public var channels: Int { channelsLast ? shape[shape.count - 1] : shape[0] }
  public var space: [Int] { Array(channelsLast ? shape.dropLast() : shape.dropFirst()) }
  public var dimensions: Int { shape.count - 1 }
  public var size: Int { shape.reduce(1, &*) }
}

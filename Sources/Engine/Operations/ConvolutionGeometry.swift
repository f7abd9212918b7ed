import Model

/// Where the patches of a convolution lie in the image that they are taken from.
///
/// For a transposed convolution the image is the output, and patches are added to it.
struct ConvolutionGeometry: Hashable {
  /// Spatial extents of the image that patches lie in, and of the positions of the kernel.
  let image: [Int]
  let positions: [Int]
  let kernel: [Int]
  let strides: [Int]
  /// Zeros before the first element of each axis.
  let before: [Int]
  let imageChannels: Int
  /// Channels at the positions.
  let positionChannels: Int
  let groups: Int
  let channelsLast: Bool

  init(_ transform: Convolution) {
    self.init(
      transform.settings, image: transform.inputShape, positions: transform.outputShape, groups: transform.groups)
  }

  init(_ transform: ConvolutionTranspose) {
    self.init(transform.settings, image: transform.outputShape, positions: transform.inputShape, groups: 1)
  }

  private init(_ settings: ConvolutionSettings, image: ChannelShape, positions: ChannelShape, groups: Int) {
    self.image = image.space
    self.positions = positions.space
    kernel = settings.kernelSize
    strides = settings.strides
    before = image.space.indices.map { axis in
      settings.padding.before(
        input: image.space[axis], output: positions.space[axis], kernel: settings.kernelSize[axis],
        stride: settings.strides[axis])
    }
    imageChannels = image.channels
    positionChannels = positions.channels
    self.groups = groups
    channelsLast = settings.channelsLast
  }

  var positionCount: Int { positions.reduce(1, *) }
  var kernelCount: Int { kernel.reduce(1, *) }
  var imageCount: Int { image.reduce(1, *) }

  /// Elements from position to position and from channel to channel, where the positions' values lie.
  var positionStride: Int { channelsLast || positionCount == 1 ? positionChannels : 1 }
  var channelStride: Int { channelsLast ? 1 : positionCount }

  /// For each position, kernel place and channel of `channels`: the element of the image, or -1 outside it.
  func patches(channels: Range<Int>) -> [Int32] {
    var table: [Int32] = []
    table.reserveCapacity(positionCount * kernelCount * channels.count)
    for position in Self.places(positions) {
      for place in Self.places(kernel) {
        let spot = element(position, place)
        for channel in channels {
          guard let spot else {
            table.append(-1)
            continue
          }
          table.append(Int32(clamping: channelsLast ? spot * imageChannels + channel : channel * imageCount + spot))
        }
      }
    }
    return table
  }

  /// The spatial element of the image under a place of the kernel.
  private func element(_ position: [Int], _ place: [Int]) -> Int? {
    var spot = 0
    for axis in image.indices {
      let at = position[axis] * strides[axis] + place[axis] - before[axis]
      guard at >= 0, at < image[axis] else { return nil }
      spot = spot * image[axis] + at
    }
    return spot
  }

  /// All coordinates within extents, in row-major order.
  private static func places(_ extents: [Int]) -> [[Int]] {
    extents.reduce([[]]) { places, extent in places.flatMap { place in (0..<extent).map { place + [$0] } } }
  }
}

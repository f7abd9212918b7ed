/// What convolutions and their transposes do in a step.
import Build
import Model

/// One meeting of kernel and image: the kernel's position `kernel` lies over the wide image's position `wide` while
/// it makes (or is driven by) the narrow image's position `narrow`. Positions count in row-major order.
private struct Tap {
  let wide: Int
  let narrow: Int
  let kernel: Int
}

/// Where the elements of an image lie: position and channel to index.
private struct ChannelLayout {
  let positionStride: Int
  let channelStride: Int
  let channels: Int

  init(_ shape: ChannelShape) {
    channels = shape.channels
    let positions = shape.space.reduce(1, *)
    (positionStride, channelStride) = shape.channelsLast ? (channels, 1) : (1, positions)
  }

  func index(_ position: Int, _ channel: Int) -> Int { position * positionStride + channel * channelStride }
}

extension OperatorPreparation {
  /// y[q, f] += Σ x[q s + i - p, c] K[i, c, f], over kernel positions i and the channels c of f's group
  func convolution(_ op: ConvInc) throws -> () -> Void {
    let transform = op.convolution
    let taps = try taps(wide: transform.inputShape, narrow: transform.outputShape, transform.settings)
    let (from, to) = (ChannelLayout(transform.inputShape), ChannelLayout(transform.outputShape))
    let (w, x, y) = (try view(op.w), try view(op.x), try view(op.y))
    let channels = from.channels / transform.groups
    let filtersPerGroup = to.channels / transform.groups
    return {
      for tap in taps {
        for filter in 0..<to.channels {
          let first = channels * (filter / filtersPerGroup)
          var sum = 0.0
          for channel in 0..<channels {
            sum +=
              x[from.index(tap.wide, first + channel)] * w[(tap.kernel * channels + channel) * to.channels + filter]
          }
          y[to.index(tap.narrow, filter)] += sum
        }
      }
    }
  }

  /// y[q s + i - p, f] += x[q, c] K[i, c, f]
  func transposedConvolution(_ op: ConvTransposeInc) throws -> () -> Void {
    let transform = op.convolution
    let taps = try taps(wide: transform.outputShape, narrow: transform.inputShape, transform.settings)
    let (from, to) = (ChannelLayout(transform.inputShape), ChannelLayout(transform.outputShape))
    let (w, x, y) = (try view(op.w), try view(op.x), try view(op.y))
    return {
      for tap in taps {
        for filter in 0..<to.channels {
          var sum = 0.0
          for channel in 0..<from.channels {
            sum +=
              x[from.index(tap.narrow, channel)] * w[(tap.kernel * from.channels + channel) * to.channels + filter]
          }
          y[to.index(tap.wide, filter)] += sum
        }
      }
    }
  }

  /// All taps that lie inside the wide image, for up to two spatial axes.
  private func taps(wide: ChannelShape, narrow: ChannelShape, _ settings: ConvolutionSettings) throws -> [Tap] {
    guard wide.dimensions <= 2 else {
      throw NengoError(.notImplemented, "convolutions over \(wide.dimensions) spatial dimensions are not supported")
    }
    // An image with fewer axes is one of extent 1 along the others.
    func padded(_ list: [Int]) -> [Int] { Array(repeating: 1, count: 2 - list.count) + list }
    let (big, small) = (padded(wide.space), padded(narrow.space))
    let (kernel, strides) = (padded(settings.kernelSize), padded(settings.strides))
    let before = (0..<2).map {
      settings.padding.before(input: big[$0], output: small[$0], kernel: kernel[$0], stride: strides[$0])
    }
    var taps: [Tap] = []
    for q0 in 0..<small[0] {
      for q1 in 0..<small[1] {
        for i0 in 0..<kernel[0] {
          let row = q0 * strides[0] + i0 - before[0]
          guard (0..<big[0]).contains(row) else { continue }
          for i1 in 0..<kernel[1] {
            let column = q1 * strides[1] + i1 - before[1]
            guard (0..<big[1]).contains(column) else { continue }
            taps.append(
              Tap(wide: row * big[1] + column, narrow: q0 * small[1] + q1, kernel: i0 * kernel[1] + i1))
          }
        }
      }
    }
    return taps
  }
}

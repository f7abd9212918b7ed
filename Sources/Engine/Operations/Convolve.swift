import CKernels

/// `y += conv(W, x)` (Nengo's ConvInc): patches of the image, times the kernel as a matrix, group by group.
struct Convolve: IncrementingOperation {
  static let name = "ConvInc"

  let geometry: ConvolutionGeometry
  /// Kernel places, channels per group, filters.
  let kernel: View
  let x: View
  let target: View
  var mode: WriteMode

  var accesses: Accesses { mode.accesses(target, reads: [kernel, x]) }
  var zeroFactors: [View] { [kernel, x] }
  var mergeKey: AnyHashable? {
    [AnyHashable(x), geometry.image, geometry.positions, geometry.kernel, geometry.strides, geometry.channelsLast]
  }

  /// The kernel of each group, with its part of the target and of the weights.
  private func groups(_ emitter: Emitter, target: soma_operand, weights: soma_operand) -> [soma_kernel] {
    let filters = geometry.positionChannels / geometry.groups
    let channels = geometry.imageChannels / geometry.groups
    return (0..<geometry.groups).map { group in
      var call = emitter.kernel(rowsOf: [kernel, x, self.target])
      call.m = geometry.positionCount
      call.n = geometry.kernelCount * channels
      call.count = filters
      call.table = emitter.table(geometry.patches(channels: (group * channels)..<((group + 1) * channels)))
      call.s = emitter.scratch(call.m * call.n)
      call.setParameters([
        0, Double(geometry.positionChannels), Double(geometry.positionStride), Double(geometry.channelStride),
      ])
      call.y = target.moved(by: group * filters * geometry.channelStride, emitter.precision)
      call.a = weights.moved(by: group * filters, emitter.precision)
      return call
    }
  }

  func emitForward(_ emitter: Emitter) {
    if mode == .set { emitter.addZero(target) }
    for var call in groups(emitter, target: emitter.value(target), weights: emitter.value(kernel)) {
      call.x = emitter.value(x)
      emitter.add(call, .convolve)
    }
  }

  func emitAdjoint(_ emitter: Emitter) {
    let (pullsImage, pullsKernel) = (emitter.isActive(x), emitter.isActive(kernel))
    if pullsImage { emitter.remember(kernel) }
    if pullsKernel { emitter.remember(x) }
    if pullsImage || pullsKernel {
      let filters = geometry.positionChannels / geometry.groups
      let calls = groups(emitter, target: emitter.gradient(target), weights: emitter.value(kernel))
      for (group, var call) in calls.enumerated() {
        call.x = emitter.value(x)
        if pullsImage { call.t = emitter.gradient(x) }
        if pullsKernel { call.u = emitter.gradient(kernel).moved(by: group * filters, emitter.precision) }
        emitter.add(call, .convolveAdjoint)
      }
    }
    if mode == .set { emitter.clearGradient(target) }
  }
}

extension soma_operand {
  /// The operand some elements further on.
  func moved(by elements: Int, _ precision: Precision) -> soma_operand {
    var moved = self
    moved.at = at.map { $0 + elements * precision.itemSize }
    return moved
  }
}

import CKernels

/// `y += convᵀ(W, x)` (Nengo's ConvTransposeInc): x times the kernel gives patches, which are added to the image.
struct TransposeConvolve: IncrementingOperation {
  static let name = "ConvTransposeInc"

  let geometry: ConvolutionGeometry
  /// Kernel places, input channels, filters.
  let kernel: View
  let x: View
  let target: View
  var mode: WriteMode

  var accesses: Accesses { mode.accesses(target, reads: [kernel, x]) }
  var zeroFactors: [View] { [kernel, x] }
  var mergeKey: AnyHashable? {
    [AnyHashable(x), geometry.image, geometry.positions, geometry.kernel, geometry.strides, geometry.channelsLast]
  }

  private func call(_ emitter: Emitter) -> soma_kernel {
    let (channels, filters) = (geometry.positionChannels, geometry.imageChannels)
    var call = emitter.kernel(rowsOf: [kernel, x, target])
    call.m = geometry.positionCount
    call.n = geometry.kernelCount * filters
    call.count = channels
    call.table = emitter.table(geometry.patches(channels: 0..<filters))
    call.s = emitter.scratch(call.m * call.n)
    call.t = emitter.scratch(call.n * channels)
    call.setParameters([
      0, Double(channels), Double(geometry.positionStride), Double(geometry.channelStride), Double(filters),
    ])
    call.a = emitter.value(kernel)
    call.x = emitter.value(x)
    return call
  }

  func emitForward(_ emitter: Emitter) {
    if mode == .set { emitter.addZero(target) }
    var call = call(emitter)
    call.y = emitter.value(target)
    emitter.add(call, .transposeConvolve)
  }

  func emitAdjoint(_ emitter: Emitter) {
    let (pullsInput, pullsKernel) = (emitter.isActive(x), emitter.isActive(kernel))
    if pullsInput { emitter.remember(kernel) }
    if pullsKernel { emitter.remember(x) }
    if pullsInput || pullsKernel {
      var call = call(emitter)
      call.y = emitter.gradient(target)
      if pullsInput { call.object = emitter.stored(emitter.gradient(x)) }
      if pullsKernel { call.u = emitter.gradient(kernel) }
      emitter.add(call, .transposeConvolveAdjoint)
    }
    if mode == .set { emitter.clearGradient(target) }
  }
}

import CKernels

/// Where in the record of a step the values lie that adjoints asked for, and the kernels that copy them there and back.
///
/// Within a step all reads of a signal see the same value, so that each view is recorded once, just before the first
/// group that reads it.
struct TapeLayout {
  /// Kernels to run before each group.
  private(set) var remember: [[EmittedKernel]] = []
  private(set) var recall: [EmittedKernel] = []
  /// Bytes of a record.
  private(set) var stride = 0

  /// - Parameter wishes: the views that the adjoints of each group read.
  init(_ wishes: [[View]], _ emitter: Emitter) {
    var known: Set<View> = []
    for views in wishes {
      let fresh = views.filter { known.insert($0).inserted }
      let runs = Self.runs(fresh, emitter)
      for run in runs {
        var kernel = run
        kernel.count = stride
        emitter.add(kernel, .remember)
        stride += (kernel.n * kernel.rows + 63) & ~63
      }
      let kernels = emitter.take()
      remember.append(kernels)
      for one in kernels { emitter.add(one.kernel, .recall) }
      recall += emitter.take()
    }
  }

  /// Copies of views, with neighbours joined; `n` is in bytes, `row` too.
  private static func runs(_ views: [View], _ emitter: Emitter) -> [soma_kernel] {
    let size = emitter.precision.itemSize
    let kernels = views.map { view in
      var kernel = emitter.kernel(rowsOf: [view])
      kernel.x = emitter.value(view)
      kernel.x.row *= size
      kernel.n = view.count * size
      return kernel
    }.sorted { ($0.x.at.map { UInt(bitPattern: $0) } ?? 0) < ($1.x.at.map { UInt(bitPattern: $0) } ?? 0) }
    var runs: [soma_kernel] = []
    for kernel in kernels {
      if let last = runs.last, let end = last.x.at.map({ $0 + last.n }), end == kernel.x.at, last.rows == kernel.rows,
        last.x.row == kernel.x.row
      {
        runs[runs.count - 1].n += kernel.n
      } else {
        runs.append(kernel)
      }
    }
    return runs
  }
}

import CKernels

/// A flat list of kernels, ready to run, with the names for listings.
final class KernelList {
  let kernels: UnsafeMutablePointer<soma_kernel>
  let count: Int
  let names: [String]

  init(_ emitted: [EmittedKernel]) {
    count = emitted.count
    names = emitted.map(\.name)
    kernels = .allocate(capacity: max(count, 1))
    for (i, one) in emitted.enumerated() { (kernels + i).initialize(to: one.kernel) }
  }

  deinit { kernels.deallocate() }

  /// Runs steps; the number of those that finished.
  func run(_ context: inout soma_context, steps: Int) -> Int { soma_run(kernels, count, &context, steps) }

  func runBack(_ context: inout soma_context, steps: Int) -> Int { soma_run_back(kernels, count, &context, steps) }

  var hasHostCalls: Bool { (0..<count).contains { kernels[$0].host != nil } }

  /// One line per kernel: name, items × repeats × m × n.
  var listing: String {
    names.enumerated().map { i, name in
      let kernel = kernels[i]
      return "\(i)  \(name)  \(kernel.rows) x \(kernel.repeats) x \(kernel.m) x \(kernel.n)"
    }.joined(separator: "\n")
  }
}

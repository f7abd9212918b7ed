import CKernels

/// Work of the host inside a step: a node function, a process or a neuron type without kernels.
///
/// The one place where a step leaves the flat program. What the call throws ends the run.
final class HostCall {
  /// Runs one step; `clock` is the number of the step, from 1; `step` its place in the run, from 0.
  typealias Body = (_ clock: Int, _ step: Int) throws -> Void

  private let body: Body
  private let errors: HostErrors

  init(errors: HostErrors, _ body: @escaping Body) {
    self.body = body
    self.errors = errors
  }

  fileprivate func run(_ context: UnsafeMutablePointer<soma_context>) -> Int32 {
    do {
      try body(context.pointee.clock, context.pointee.step)
      return 0
    } catch {
      errors.last = error
      return 1
    }
  }
}

/// What the last failed host call threw.
final class HostErrors {
  var last: (any Error)?
}

/// The C entry to a `HostCall`.
let hostTrampoline: soma_host = { object, _, context in
  guard let object, let context else { return 1 }
  return Unmanaged<HostCall>.fromOpaque(object).takeUnretainedValue().run(context)
}

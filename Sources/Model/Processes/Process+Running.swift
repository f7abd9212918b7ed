import Arrays

/// Running a process by itself, outside a model.
extension Process {
  /// The output [steps, d] of `steps` steps without input. Each call starts afresh with a stream from `rng`.
  public func runSteps(_ steps: Int, d: Int? = nil, dt: Double? = nil, rng: RandomState) throws -> NDArray {
    let size = d ?? defaultSizeOut
    let dt = dt ?? defaultDt
    let runner = try makeStep(sizeIn: 0, sizeOut: size, dt: dt, rng: stream(from: rng))
    guard steps >= 0 else { throw NengoError(.value, "negative dimensions are not allowed (n_steps is \(steps))") }
    let result = try NDArray(zeros: [steps, size])
    try result.withMutableDoubles { cells in
      for i in 0..<steps {
        try runner.step(
          time: Double(i + 1) * dt, input: UnsafeBufferPointer(start: nil, count: 0),
          output: UnsafeMutableBufferPointer(rebasing: cells[(i * size)..<((i + 1) * size)]))
      }
    }
    return result
  }

  /// The output [steps, d] of `seconds` seconds without input.
  public func run(_ seconds: Double, d: Int? = nil, dt: Double? = nil, rng: RandomState) throws -> NDArray {
    try runSteps(Self.steps(seconds, dt ?? defaultDt), d: d, dt: dt, rng: rng)
  }

  /// The output for the input `x`, one row per step.
  public func apply(_ x: NDArray, d: Int? = nil, dt: Double? = nil, rng: RandomState) throws -> NDArray {
    guard x.ndim >= 1 else {
      throw NengoError.validation("must have one row per step", attribute: "x", owner: typeName)
    }
    let steps = x.shape[0]
    let sizeIn = x.shape.dropFirst().reduce(1, *)
    let sizeOut = d ?? (self is any Synapse ? sizeIn : defaultSizeOut)
    let dt = dt ?? defaultDt
    let runner = try makeStep(sizeIn: sizeIn, sizeOut: sizeOut, dt: dt, rng: stream(from: rng))
    let result = try NDArray(zeros: [steps, sizeOut])
    try x.withDoubles { input in
      try result.withMutableDoubles { cells in
        for i in 0..<steps {
          try runner.step(
            time: Double(i + 1) * dt, input: UnsafeBufferPointer(rebasing: input[(i * sizeIn)..<((i + 1) * sizeIn)]),
            output: UnsafeMutableBufferPointer(rebasing: cells[(i * sizeOut)..<((i + 1) * sizeOut)]))
        }
      }
    }
    return result
  }

  /// The times of `steps` steps.
  public func ntrange(_ steps: Int, dt: Double? = nil) throws -> NDArray {
    let dt = dt ?? defaultDt
    return try Numerics.array([max(steps, 0)]) { times in
      for i in times.indices { times[i] = dt * Double(i + 1) }
    }
  }

  /// The times of the steps in `seconds` seconds.
  public func trange(_ seconds: Double, dt: Double? = nil) throws -> NDArray {
    try ntrange(Self.steps(seconds, dt ?? defaultDt), dt: dt)
  }

  private static func steps(_ seconds: Double, _ dt: Double) throws -> Int {
    guard let steps = Int(exactly: (seconds / dt).rounded(.toNearestOrEven)), steps < 1 << 40 else {
      throw NengoError(.value, "\(seconds) s are not a number of steps of \(dt) s that can be run")
    }
    return steps
  }

  /// Refuses an input, for processes that take none.
  func requireNoInput(_ sizeIn: Int) throws {
    guard sizeIn == 0 else {
      throw NengoError(.assertion, "\(typeName) takes no input, got size_in=\(sizeIn)")
    }
  }
}

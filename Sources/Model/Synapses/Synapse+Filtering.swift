import Arrays

extension Synapse {
  /// Filters `x` along `axis`; all other axes are channels. The result is float64.
  ///
  /// - Parameters:
  ///   - y0: the output to start from, one number or one per channel.
  ///   - bothWays: filters the result backwards too, with the state the forward pass ended in.
  public func filt(
    _ x: NDArray, dt: Double? = nil, axis: Int = 0, y0: NDArray? = nil, bothWays: Bool = false
  ) throws -> NDArray {
    guard x.ndim >= 1 else {
      throw NengoError.validation("must have at least one axis to filter along", attribute: "x", owner: typeName)
    }
    let axis = try normalized(axis: axis, ndim: x.ndim)
    let moved = try x.movingAxes([axis], to: [0])
    let steps = moved.shape[0]
    let channels = moved.shape.dropFirst().reduce(1, *)
    let work = try moved.astype(.float64).copy()
    let start = try y0.map { try startValues($0, channels) }
    let filter = try makeFilter(size: channels, dt: dt ?? defaultDt, initialOutput: start)
    try work.withMutableDoubles { cells in
      func advance(_ i: Int) throws {
        let row = UnsafeMutableBufferPointer(rebasing: cells[(i * channels)..<((i + 1) * channels)])
        try filter.step(time: 0, input: UnsafeBufferPointer(row), output: row)
      }
      for i in 0..<steps { try advance(i) }
      if bothWays {
        for i in stride(from: steps - 1, through: 0, by: -1) { try advance(i) }
      }
    }
    return try work.movingAxes([0], to: [axis]).contiguous()
  }

  private func startValues(_ y0: NDArray, _ channels: Int) throws -> [Double] {
    if y0.size == 1 { return [Double](repeating: y0.doubles[0], count: channels) }
    guard y0.size == channels else {
      throw NengoError.validation(
        "y0 must be one number or one per channel (\(channels)), got shape \(ArrayError.text(shape: y0.shape))",
        attribute: "y0", owner: typeName)
    }
    return y0.doubles
  }
}

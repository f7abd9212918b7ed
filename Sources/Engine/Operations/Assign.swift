import CKernels

/// `dst = value`, or `dst += value` (Nengo's Reset).
struct Assign: Operation {
  static let name = "Reset"

  enum Value: Hashable {
    case scalar(Double)
    /// One value per element.
    case elements([Double])

    func expanded(_ count: Int) -> [Double] {
      switch self {
      case .scalar(let value): [Double](repeating: value, count: count)
      case .elements(let values): values
      }
    }

    var isZero: Bool {
      switch self {
      case .scalar(let value): value == 0
      case .elements(let values): values.allSatisfy { $0 == 0 }
      }
    }
  }

  let target: View
  let value: Value
  var mode = WriteMode.set

  var accesses: Accesses { mode.accesses(target, reads: []) }

  func emitForward(_ emitter: Emitter) {
    var kernel = emitter.kernel(over: target)
    kernel.n = target.count
    switch value {
    case .scalar(let value):
      kernel.p.0 = value
      emitter.add(kernel, mode == .set ? .fill : .fillIncrement)
    case .elements(let values):
      kernel.x = emitter.constant(values)
      emitter.add(kernel, mode == .set ? .copy : .copyIncrement)
    }
  }

  func emitAdjoint(_ emitter: Emitter) {
    if mode == .set { emitter.clearGradient(target) }
  }
}

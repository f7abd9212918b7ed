/// A typed step of the program. One file says all there is to say of one operation: what it reads and writes, when
/// two may merge, its kernels, and its adjoint. `Lower` makes them; `Body` lists the kernels.
protocol Operation {
  /// The name in listings, as the operator is called in Nengo.
  static var name: String { get }

  var accesses: Accesses { get }

  /// What two operations of a kind must have in common to be grouped, beside the generic conditions of `Plan`;
  /// `nil` never merges.
  var mergeKey: AnyHashable? { get }

  /// Whether the written signals have derivatives with respect to the read ones in a mode.
  func isDifferentiable(in mode: RunMode) -> Bool

  /// Adds the kernels of one step.
  func emitForward(_ emitter: Emitter) throws

  /// Adds the kernels that turn gradients of written signals into gradients of read ones, in order of running.
  ///
  /// Gradients of signals that were set or updated must be cleared or replaced: what stood there before the step did
  /// not count. Values of read signals are in place if `emitter.remember` asked for them.
  func emitAdjoint(_ emitter: Emitter) throws
}

extension Operation {
  var mergeKey: AnyHashable? { 0 }
  func isDifferentiable(in mode: RunMode) -> Bool { true }

  /// `DotInc  += in[0..<1]  <- encoders, x`
  func description(_ text: (View) -> String) -> String {
    let accesses = accesses
    let parts = [("=", accesses.sets), ("+=", accesses.incs), ("<-", accesses.reads), (":=", accesses.updates)]
    let shown = parts.filter { !$0.1.isEmpty }.map { "\($0.0) \($0.1.map(text).joined(separator: ", "))" }
    return "\(Self.name)  \(shown.joined(separator: "  "))"
  }
}

/// An operation that adds to one target, and can as well overwrite it: it may then take over the target's reset.
protocol IncrementingOperation: Operation {
  var target: View { get }
  var mode: WriteMode { get set }
  /// Factors of which a zero makes the whole increment zero.
  var zeroFactors: [View] { get }
  /// False if parts of the target are left alone, so that it can't take over a reset.
  var coversTarget: Bool { get }
}

extension IncrementingOperation {
  var coversTarget: Bool { true }
}

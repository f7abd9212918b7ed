import Glibc

/// The floating-point events of an operation, read from the processor's flags.
///
/// The caller decides what they mean (`np.errstate`): nothing, a warning, an error.
public struct FloatingErrors: OptionSet, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let divide = FloatingErrors(rawValue: 1)
  public static let over = FloatingErrors(rawValue: 2)
  public static let under = FloatingErrors(rawValue: 4)
  public static let invalid = FloatingErrors(rawValue: 8)

  /// Each event as `np.errstate` names it, with the words of NumPy's warning.
  public static let kinds: [(event: FloatingErrors, name: String, text: String)] = [
    (.divide, "divide", "divide by zero encountered in"), (.over, "over", "overflow encountered in"),
    (.under, "under", "underflow encountered in"), (.invalid, "invalid", "invalid value encountered in"),
  ]

  @inline(__always)
  static func clear() { feclearexcept(Flag.all) }

  /// The events since `clear()`.
  static func current() -> FloatingErrors {
    let flags = fetestexcept(Flag.all)
    var events: FloatingErrors = []
    if flags & Flag.divide != 0 { events.insert(.divide) }
    if flags & Flag.over != 0 { events.insert(.over) }
    if flags & Flag.under != 0 { events.insert(.under) }
    if flags & Flag.invalid != 0 { events.insert(.invalid) }
    return events
  }

  /// Flags a division of integers by zero.
  static func raiseDivide() { feraiseexcept(Flag.divide) }
}

/// The processor's flags, whose names in `fenv.h` are both macros and enumerators, which Swift can't tell apart.
private enum Flag {
  #if arch(x86_64)
    static let invalid: Int32 = 1, divide: Int32 = 4, over: Int32 = 8, under: Int32 = 16
  #else
    static let invalid: Int32 = 1, divide: Int32 = 2, over: Int32 = 4, under: Int32 = 8
  #endif
  static let all = invalid | divide | over | under
}

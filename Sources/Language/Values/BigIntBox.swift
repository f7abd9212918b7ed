import BigInt

/// An integer outside the range of 64 bits.
public final class BigIntBox {
  public let value: BigInt
  public init(_ value: BigInt) { self.value = value }
}

extension Value {
  /// An integer of any size: `int` where 64 bits hold it, else `big`.
  public static func integer(_ value: BigInt) -> Value {
    if let small = Int(exactly: value) { .int(small) } else { .big(BigIntBox(value)) }
  }
}

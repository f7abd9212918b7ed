import Arrays
import Language

/// A seeded random stream as scripts see it: `np.random.RandomState(0)`.
public final class RandomObject: HostObject {
  public let state: RandomState
  public init(_ state: RandomState) { self.state = state }
  public var type: TypeObject { Self.typeObject }

  static let typeObject = TypeObject(
    "RandomState", module: "numpy.random", doc: "A stream of random numbers of its own (the Mersenne Twister MT19937).")
}

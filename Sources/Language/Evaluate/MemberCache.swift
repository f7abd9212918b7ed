/// The last class that a place in the code looked a name up in, and what it found there.
struct MemberCache {
  private var type: TypeObject?
  private var epoch = 0
  private var member: Value?

  /// As `type.lookUp(name)`.
  @inline(__always)
  mutating func lookUp(_ name: Text, in type: TypeObject, _ interpreter: Interpreter) -> Value? {
    if self.type === type, epoch == interpreter.classEpoch { return member }
    member = type.lookUp(name)
    epoch = interpreter.classEpoch
    self.type = type
    return member
  }
}

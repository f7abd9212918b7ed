import Glibc

/// How much of the thread's stack is left.
enum StackBounds {
  /// What host code and the unwinding of errors may still use below the floor.
  static let reserve: UInt = 256 << 10

  /// The address under which this thread's scripts must not go.
  static func floor() -> UInt {
    var attributes = pthread_attr_t()
    // Not in the headers that Swift sees, since it is GNU's own.
    guard let symbol = dlsym(nil, "pthread_getattr_np") else { return 0 }
    typealias GetAttributes = @convention(c) (pthread_t, UnsafeMutablePointer<pthread_attr_t>) -> CInt
    let getAttributes = unsafeBitCast(symbol, to: GetAttributes.self)
    guard getAttributes(pthread_self(), &attributes) == 0 else { return 0 }
    defer { pthread_attr_destroy(&attributes) }
    var base: UnsafeMutableRawPointer?
    var size = 0
    guard pthread_attr_getstack(&attributes, &base, &size) == 0, let base else { return 0 }
    return UInt(bitPattern: base) + min(reserve, UInt(size) / 4)
  }

  /// An address in the caller's part of the stack, near enough.
  @inline(never) static func here() -> UInt {
    var mark: UInt8 = 0
    return withUnsafeMutablePointer(to: &mark) { UInt(bitPattern: $0) }
  }
}

extension Interpreter {
  /// Runs `body` one level deeper.
  /// - Throws: `RecursionError` when calls nest too deep or the stack ends.
  @inline(__always)
  func nested<R>(_ body: () throws -> R) throws -> R {
    try enterLevel()
    defer { depth -= 1 }
    return try body()
  }

  /// - Throws: `RecursionError` when the stack ends.
  @inline(__always)
  func checkStack() throws {
    if StackBounds.here() < stackFloor {
      throw ScriptError(.recursionError, "maximum recursion depth exceeded")
    }
  }

  @inline(__always)
  func enterLevel() throws {
    depth += 1
    if depth > recursionLimit || StackBounds.here() < stackFloor {
      depth -= 1
      throw ScriptError(.recursionError, "maximum recursion depth exceeded")
    }
  }
}

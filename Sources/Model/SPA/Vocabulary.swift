/// Vocabularies: named semantic pointers, made when they are first used.
import Arrays
import Glibc

/// Maps names to pointers of one dimensionality.
public final class Vocabulary {
  /// Which new pointers are made unitary.
  public enum Unitary: Sendable, Equatable {
    case none, all
    case keys([String])

    func includes(_ key: String) -> Bool {
      switch self {
      case .none: false
      case .all: true
      case .keys(let keys): keys.contains(key)
      }
    }
  }

  public let dimensions: Int
  public let isRandom: Bool
  public private(set) var unitary: Unitary
  public let maxSimilarity: Double
  public let includesPairs: Bool
  public let isReadOnly: Bool
  /// The vocabulary that this one is a part of.
  public let parent: Vocabulary?

  /// Names in the order in which they were made.
  public private(set) var keys: [String] = []
  private var pointers: [String: SemanticPointer] = [:]
  /// Names of bound pairs, `B*A`, and their pointers; empty unless `includesPairs`.
  public private(set) var pairKeys: [String] = []
  public private(set) var pairPointers: [SemanticPointer] = []

  private let stream: RandomState
  private let warn: (NengoWarning) -> Void

  public init(
    dimensions: Int, isRandom: Bool = true, unitary: Unitary = .none, maxSimilarity: Double = 0.1,
    includesPairs: Bool = false, stream: RandomState, warn: @escaping (NengoWarning) -> Void = { _ in }
  ) throws {
    guard dimensions >= 1 else {
      throw NengoError.validation(
        "dimensions must be a positive integer (got \(dimensions))", attribute: "dimensions", owner: "Vocabulary")
    }
    try SemanticPointer.checkSize(dimensions)
    self.dimensions = dimensions
    self.isRandom = isRandom
    self.unitary = unitary
    self.maxSimilarity = maxSimilarity
    self.includesPairs = includesPairs
    self.stream = stream
    self.warn = warn
    isReadOnly = false
    parent = nil
  }

  /// The read-only part of `whole` with some of its keys.
  private init(_ whole: Vocabulary, keys: [String]) throws {
    dimensions = whole.dimensions
    isRandom = whole.isRandom
    unitary = whole.unitary
    maxSimilarity = whole.maxSimilarity
    includesPairs = whole.includesPairs
    stream = whole.stream
    warn = whole.warn
    isReadOnly = true
    parent = whole.parent ?? whole
    for key in keys {
      guard let pointer = whole.pointers[key] else { throw NengoError(.key, "'\(key)' is not in the vocabulary") }
      append(key, pointer)
    }
  }

  /// A new read-only vocabulary with the same pointers for some keys.
  ///
  /// - Throws: a key error for a key that the vocabulary does not have.
  public func subset(_ keys: [String]) throws -> Vocabulary { try Vocabulary(self, keys: keys) }

  public var vectors: [SemanticPointer] { keys.compactMap { pointers[$0] } }

  /// All vectors as [keys, dimensions].
  public var matrix: NDArray { NDArray(vectors.flatMap(\.v), shape: [keys.count, dimensions]) }

  public var identity: SemanticPointer { .identity(dimensions) }

  // MARK: pointers

  /// The pointer of a name, made now if it is new.
  ///
  /// - Throws: a parse error unless the name starts with an upper-case letter.
  public func pointer(_ key: String) throws -> SemanticPointer {
    guard let first = key.first, first.isUppercase else {
      throw NengoError(.spaParse, "Semantic pointers must begin with a capital letter (got '\(key)')")
    }
    if let known = pointers[key] { return known }
    let made = try newPointer(key)
    try add(key, made)
    return made
  }

  /// Adds a pointer under a new name.
  public func add(_ key: String, _ pointer: SemanticPointer) throws {
    guard let first = key.first, first.isUppercase else {
      throw NengoError(.spaParse, "Semantic pointers must begin with a capital letter (got '\(key)')")
    }
    guard !isReadOnly else {
      throw NengoError(
        .readonly, "Cannot add semantic pointer '\(key)' to a read-only vocabulary", attribute: "Vocabulary")
    }
    guard pointers[key] == nil else {
      throw NengoError.validation(
        "The semantic pointer '\(key)' already exists", attribute: "pointers", owner: "Vocabulary")
    }
    guard pointer.dimensions == dimensions else {
      throw NengoError.validation(
        "the pointer '\(key)' has \(pointer.dimensions) dimensions, expected \(dimensions)", attribute: "pointers",
        owner: "Vocabulary")
    }
    append(key, pointer)
  }

  /// A new pointer that resembles the others as little as some attempts allow; it is not added.
  public func candidate(attempts: Int = 100, isUnitary: Bool = false) throws -> SemanticPointer {
    var result = isRandom ? try leastSimilar(attempts) : try nextBasisVector()
    if isUnitary { result.makeUnitary() }
    return result
  }

  private func append(_ key: String, _ pointer: SemanticPointer) {
    if includesPairs {
      for earlier in keys {
        guard let other = pointers[earlier] else { continue }
        pairKeys.append("\(earlier)*\(key)")
        pairPointers.append(other * pointer)
      }
    }
    keys.append(key)
    pointers[key] = pointer
  }

  private func newPointer(_ key: String) throws -> SemanticPointer {
    guard !isReadOnly else {
      throw NengoError(
        .readonly, "Cannot create semantic pointer '\(key)' in a read-only vocabulary", attribute: "Vocabulary")
    }
    return try candidate(isUnitary: unitary.includes(key))
  }

  private func nextBasisVector() throws -> SemanticPointer {
    guard keys.count < dimensions else {
      throw NengoError.validation(
        "a vocabulary of \(dimensions) dimensions that is not random has only as many pointers",
        attribute: "dimensions", owner: "Vocabulary")
    }
    return SemanticPointer((0..<dimensions).map { $0 == keys.count ? 1 : 0 })
  }

  private func leastSimilar(_ attempts: Int) throws -> SemanticPointer {
    var best = try SemanticPointer(dimensions: dimensions, stream: stream)
    let others = vectors
    guard !others.isEmpty else { return best }
    func similarity(_ pointer: SemanticPointer) -> Double {
      others.reduce(-Double.infinity) { max($0, $1.dot(pointer)) }
    }
    var bestSimilarity = similarity(best)
    var tries = 1
    while bestSimilarity >= maxSimilarity, tries < attempts {
      let candidate = try SemanticPointer(dimensions: dimensions, stream: stream)
      let value = similarity(candidate)
      if value < bestSimilarity { (best, bestSimilarity) = (candidate, value) }
      tries += 1
    }
    if bestSimilarity >= maxSimilarity {
      warn(
        NengoWarning(
          .user,
          "Could not create a semantic pointer with max_similarity=\(numberText(maxSimilarity)) "
            + "(D=\(dimensions), M=\(keys.count))"))
    }
    return best
  }

  /// Makes pointers for the keys that are new. Those of `unitary` are made unitary, now and later.
  public func extend(_ newKeys: [String], unitary more: Unitary = .none) throws {
    switch (unitary, more) {
    case (.all, _), (_, .none): break
    case (.none, .all): unitary = .keys(newKeys)
    case (.keys(let known), .all): unitary = .keys(known + newKeys)
    case (.none, .keys(let keys)): unitary = .keys(keys)
    case (.keys(let known), .keys(let keys)): unitary = .keys(known + keys)
    }
    for key in newKeys { _ = try pointer(key) }
  }

  // MARK: expressions

  private enum Operand {
    case number(Double)
    case pointer(SemanticPointer)
  }

  /// The pointer that an expression over names and numbers stands for; a number n is n times the identity.
  public func parse(_ text: String) throws -> SemanticPointer {
    switch try evaluate(PointerExpression(text), text) {
    case .pointer(let pointer): return pointer
    case .number(let number): return identity * number
    }
  }

  private func evaluate(_ expression: PointerExpression, _ text: String) throws -> Operand {
    switch expression {
    case .integer(let number): return .number(Double(number))
    case .number(let number): return .number(number)
    case .name(let name): return .pointer(try pointer(name))
    case .dot: throw NengoError(.spaParse, "'dot' is not a semantic pointer in '\(text)'")
    case .negative(let inner):
      switch try evaluate(inner, text) {
      case .number(let number): return .number(-number)
      case .pointer(let pointer): return .pointer(-pointer)
      }
    case .inverse(let inner):
      guard case .pointer(let pointer) = try evaluate(inner, text) else {
        throw NengoError(.spaParse, "only pointers have an inverse in '\(text)'")
      }
      return .pointer(~pointer)
    case .binary(let op, let left, let right):
      return try combine(op, try evaluate(left, text), try evaluate(right, text), text)
    }
  }

  private func combine(
    _ op: PointerExpression.Operator, _ left: Operand, _ right: Operand, _ text: String
  ) throws -> Operand {
    switch (op, left, right) {
    case (.add, .number(let a), .number(let b)): .number(a + b)
    case (.subtract, .number(let a), .number(let b)): .number(a - b)
    case (.multiply, .number(let a), .number(let b)): .number(a * b)
    case (.divide, .number(let a), .number(let b)) where b != 0: .number(a / b)
    case (.add, .pointer(let a), .pointer(let b)): .pointer(a + b)
    case (.subtract, .pointer(let a), .pointer(let b)): .pointer(a - b)
    case (.multiply, .pointer(let a), .pointer(let b)): .pointer(a * b)
    case (.multiply, .pointer(let a), .number(let b)), (.multiply, .number(let b), .pointer(let a)): .pointer(a * b)
    default: throw NengoError(.spaParse, "unsupported operation '\(op.rawValue)' in '\(text)'")
    }
  }
}

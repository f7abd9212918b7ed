/// Index forms: how a script picks entries of an object, and which entries that are.

/// An index as it was written: `a[2]`, `a[1:3]`, `a[[0, 2]]`, `a[...]`.
public enum IndexKey: Hashable, Sendable {
  case integer(Int)
  case slice(start: Int?, stop: Int?, step: Int?)
  /// `isArray` marks an index array, which prints without commas.
  case list([Int], isArray: Bool = false)
  case mask([Bool], isArray: Bool = false)
  case ellipsis
  /// Anything that can't be an index, with the name of its type.
  case other(typeName: String)

  /// The key as views keep it: a lone integer becomes the range that holds just it.
  public var normalised: IndexKey {
    guard case .integer(let i) = self else { return self }
    return .slice(start: i, stop: i == -1 ? nil : i &+ 1, step: nil)
  }

  /// What stands between the brackets in the text form of a view.
  public var text: String {
    switch self {
    case .integer(let i): return "\(i)"
    case .slice(let start, let stop, let step):
      let ends = "\(start.map(String.init) ?? ""):\(stop.map(String.init) ?? "")"
      return step.map { "\(ends):\($0)" } ?? ends
    case .list(let items, let isArray):
      return "[" + items.map(String.init).joined(separator: isArray ? " " : ", ") + "]"
    case .mask(let flags, let isArray):
      return "[" + flags.map { $0 ? "True" : "False" }.joined(separator: isArray ? " " : ", ") + "]"
    case .ellipsis: return "Ellipsis"
    case .other(let typeName): return typeName
    }
  }

  /// The entries that the key picks from `size` of them, or nil if it doesn't fit.
  public func selection(of size: Int) -> Selection? {
    switch self {
    case .integer(let i):
      guard i >= -size, i < size else { return nil }
      return .range(start: i < 0 ? i + size : i, count: 1, step: 1)
    case .slice(let start, let stop, let step):
      return Selection(start: start, stop: stop, step: step ?? 1, size: size)
    case .list(let items, _):
      guard items.allSatisfy({ $0 >= -size && $0 < size }) else { return nil }
      return .list(items.map { $0 < 0 ? $0 + size : $0 })
    case .mask(let flags, _):
      guard flags.count == size else { return nil }
      return .list(flags.indices.filter { flags[$0] })
    case .ellipsis: return .range(start: 0, count: size, step: 1)
    case .other: return nil
    }
  }
}

/// Entries of a vector, by their positions from 0: a range or a list.
public enum Selection: Hashable, Sendable {
  /// Entries `start, start + step, …`, `count` of them. All lie within the vector.
  case range(start: Int, count: Int, step: Int)
  /// Entries in this order; repeats are allowed.
  case list([Int])

  public static func all(_ size: Int) -> Selection { .range(start: 0, count: size, step: 1) }

  /// Python's slice rule: ends are clipped, negative ones count from the end. Nil if `step` is 0.
  init?(start: Int?, stop: Int?, step: Int, size: Int) {
    guard step != 0, step != Int.min else { return nil }
    let (low, high) = step > 0 ? (0, size) : (-1, size - 1)
    func clip(_ end: Int) -> Int { min(max(end < 0 ? end &+ size : end, low), high) }
    let first = start.map(clip) ?? (step > 0 ? low : high)
    let last = stop.map(clip) ?? (step > 0 ? high : low)
    let distance = step > 0 ? last - first : first - last
    let stride = abs(step)
    let count = distance > 0 ? (distance - 1) / stride + 1 : 0
    self = .range(start: count > 0 ? first : 0, count: count, step: step)
  }

  public var count: Int {
    switch self {
    case .range(_, let count, _): count
    case .list(let items): items.count
    }
  }

  /// The positions, in order.
  public var indices: [Int] {
    switch self {
    case .range(let start, let count, let step): (0..<count).map { start + $0 * step }
    case .list(let items): items
    }
  }

  public var hasRepeats: Bool {
    guard case .list(let items) = self else { return false }
    return Set(items).count < items.count
  }

  /// Whether this is every entry of `size`, in order.
  public func isAll(of size: Int) -> Bool { self == .all(size) }
}

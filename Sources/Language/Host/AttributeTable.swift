/// Named values in the order of their first assignment.
///
/// Tables are small, so entries are searched in order, by hash first; from nine entries on there is an index. Names
/// that come from the same source text are one object, which makes most comparisons one of addresses.
public final class AttributeTable {
  // Parallel arrays: a search touches the hashes alone and counts no references. A removed entry has no name.
  private var hashes: ContiguousArray<Int> = []
  private var keys: ContiguousArray<Text?> = []
  private var values: ContiguousArray<Value> = []
  /// Hash → places, once there are more than eight entries.
  private var index: [Int: [Int]] = [:]
  public private(set) var count = 0

  public init() {}

  public init(_ pairs: [(String, Value)]) {
    for (name, value) in pairs { self[name] = value }
  }

  public var names: [String] { keys.compactMap { $0?.string } }
  public var pairs: [(name: String, value: Value)] {
    keys.indices.compactMap { place in keys[place].map { ($0.string, values[place]) } }
  }

  public subscript(_ name: String) -> Value? {
    get { self[Text(name)] }
    set { self[Text(name)] = newValue }
  }

  public subscript(_ name: Text) -> Value? {
    get {
      let place = find(name)
      return place < 0 ? nil : values[place]
    }
    set {
      let place = find(name)
      if let newValue {
        if place >= 0 { values[place] = newValue } else { append(name, newValue) }
      } else if place >= 0 {
        remove(place)
      }
    }
  }

  /// Whether some value may hold other objects.
  var nests: Bool { values.contains(where: Teardown.nests) }

  func surrender(to pending: inout [Value]) {
    pending.append(contentsOf: values)
    hashes = []
    keys = []
    values = []
    index = [:]
    count = 0
  }

  /// The place of an entry, -1 if there is none.
  @inline(__always)
  private func find(_ name: Text) -> Int {
    let hash = name.hashCode
    if !index.isEmpty { return index[hash]?.first { matches($0, name) } ?? -1 }
    for place in hashes.indices where hashes[place] == hash && matches(place, name) { return place }
    return -1
  }

  @inline(__always)
  private func matches(_ place: Int, _ name: Text) -> Bool {
    guard let key = keys[place] else { return false }
    return key === name || Text.equal(key, name)
  }

  private func append(_ name: Text, _ value: Value) {
    let hash = name.hashCode
    hashes.append(hash)
    keys.append(name)
    values.append(value)
    count += 1
    if !index.isEmpty { index[hash, default: []].append(keys.count - 1) } else if keys.count > 8 { rebuild() }
  }

  private func remove(_ place: Int) {
    index[hashes[place]]?.removeAll { $0 == place }
    keys[place] = nil
    values[place] = .none
    count -= 1
    if count < keys.count / 2 { rebuild() }
  }

  /// Drops the places of removed entries and makes the index anew.
  private func rebuild() {
    let kept = keys.indices.filter { keys[$0] != nil }
    hashes = ContiguousArray(kept.map { hashes[$0] })
    values = ContiguousArray(kept.map { values[$0] })
    keys = ContiguousArray(kept.map { keys[$0] })
    index = [:]
    if keys.count <= 8 { return }
    for (place, hash) in hashes.enumerated() { index[hash, default: []].append(place) }
  }
}

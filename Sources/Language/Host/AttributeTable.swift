/// Named values in the order of their first assignment.
///
/// Tables are small, so entries are searched in order; from nine entries on there is an index. Names that come from
/// the same source text are one object, which makes most comparisons one of addresses.
public final class AttributeTable {
  private struct Entry {
    let hash: Int
    let name: Text
    var value: Value
  }

  private var entries: ContiguousArray<Entry?> = []
  /// Hash → places, once there are more than eight entries.
  private var index: [Int: [Int]] = [:]
  public private(set) var count = 0

  public init() {}

  public init(_ pairs: [(String, Value)]) {
    for (name, value) in pairs { self[name] = value }
  }

  public var names: [String] { entries.compactMap { $0?.name.string } }
  public var pairs: [(name: String, value: Value)] {
    entries.compactMap { entry in entry.map { ($0.name.string, $0.value) } }
  }

  public subscript(_ name: String) -> Value? {
    get { self[Text(name)] }
    set { self[Text(name)] = newValue }
  }

  public subscript(_ name: Text) -> Value? {
    get { find(name).flatMap { entries[$0]?.value } }
    set {
      if let newValue {
        if let place = find(name) { entries[place]?.value = newValue } else { append(name, newValue) }
      } else if let place = find(name) {
        remove(place)
      }
    }
  }

  /// Whether some value may hold other objects.
  var nests: Bool { entries.contains { $0.map { Teardown.nests($0.value) } ?? false } }

  func surrender(to pending: inout [Value]) {
    for entry in entries {
      if let entry { pending.append(entry.value) }
    }
    entries = []
    index = [:]
    count = 0
  }

  @inline(__always)
  private func find(_ name: Text) -> Int? {
    let hash = name.hashCode
    if !index.isEmpty { return index[hash]?.first { matches($0, name, hash) } }
    for place in entries.indices where matches(place, name, hash) { return place }
    return nil
  }

  @inline(__always)
  private func matches(_ place: Int, _ name: Text, _ hash: Int) -> Bool {
    guard let entry = entries[place] else { return false }
    return entry.name === name || (entry.hash == hash && Text.equal(entry.name, name))
  }

  private func append(_ name: Text, _ value: Value) {
    let hash = name.hashCode
    entries.append(Entry(hash: hash, name: name, value: value))
    count += 1
    if !index.isEmpty { index[hash, default: []].append(entries.count - 1) } else if entries.count > 8 { rebuild() }
  }

  private func remove(_ place: Int) {
    if let hash = entries[place]?.hash { index[hash]?.removeAll { $0 == place } }
    entries[place] = nil
    count -= 1
    if count < entries.count / 2 { rebuild() }
  }

  /// Drops the places of removed entries and makes the index anew.
  private func rebuild() {
    entries = entries.filter { $0 != nil }
    index = [:]
    if entries.count <= 8 { return }
    for (place, entry) in entries.enumerated() {
      if let entry { index[entry.hash, default: []].append(place) }
    }
  }
}

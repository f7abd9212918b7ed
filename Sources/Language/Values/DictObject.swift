/// A mapping in insertion order, with the language's equality and hash (which may run script code and throw).
public final class DictObject {
  struct Entry {
    let hash: Int
    let key: Value
    var value: Value
  }
  /// In insertion order; nil where an entry was removed.
  private(set) var entries: ContiguousArray<Entry?> = []
  /// Open addressing with linear probing; a power of two long or empty. A place holds -1 (free), -2 (was removed) or
  /// the index of an entry.
  private var table: ContiguousArray<Int32> = []
  public private(set) var count = 0
  /// Makes the value of a missing key (`collections.defaultdict`), or nil.
  public var makeDefault: Value?
  /// The class, when it is not plain `dict`: `OrderedDict`, `defaultdict`, `Counter`.
  public var kind: TypeObject = .dict

  public init() {}

  public convenience init(_ pairs: [(String, Value)]) {
    self.init()
    for (name, value) in pairs { self[name] = value }
  }

  func surrender(to pending: inout [Value]) {
    for entry in entries {
      if let entry {
        pending.append(entry.key)
        pending.append(entry.value)
      }
    }
    removeAll()
  }

  deinit {
    guard entries.contains(where: { $0.map { Teardown.nests($0.value) || Teardown.nests($0.key) } ?? false }) else {
      return
    }
    var pending: [Value] = []
    surrender(to: &pending)
    Teardown.release(&pending)
  }

  // MARK: looking in

  public var keys: [Value] { entries.compactMap { $0?.key } }
  public var values: [Value] { entries.compactMap { $0?.value } }
  public var items: [(key: Value, value: Value)] { entries.compactMap { entry in entry.map { ($0.key, $0.value) } } }

  public func value(for key: Value, _ interpreter: Interpreter) throws -> Value? {
    guard let place = try find(key, try interpreter.hash(key), interpreter) else { return nil }
    return entries[place]?.value
  }

  /// The entry for a string key; needs no script code.
  public subscript(_ name: String) -> Value? {
    get { find(Text(name)).flatMap { entries[$0]?.value } }
    set {
      let text = Text(name)
      if let newValue {
        if let place = find(text) {
          entries[place]?.value = newValue
        } else {
          append(Entry(hash: text.hashCode, key: .str(text), value: newValue))
        }
      } else if let place = find(text) {
        remove(at: place, hash: text.hashCode)
      }
    }
  }

  // MARK: changing

  public func setValue(_ value: Value, for key: Value, _ interpreter: Interpreter) throws {
    let hash = try interpreter.hash(key)
    if let place = try find(key, hash, interpreter) {
      entries[place]?.value = value
    } else {
      append(Entry(hash: hash, key: key, value: value))
    }
  }

  /// Removes the entry of `key` and gives its value; nil if there is none.
  @discardableResult
  public func removeValue(for key: Value, _ interpreter: Interpreter) throws -> Value? {
    let hash = try interpreter.hash(key)
    guard let place = try find(key, hash, interpreter) else { return nil }
    let value = entries[place]?.value
    remove(at: place, hash: hash)
    return value
  }

  public func removeLast() -> (key: Value, value: Value)? {
    guard let place = entries.lastIndex(where: { $0 != nil }), let entry = entries[place] else { return nil }
    remove(at: place, hash: entry.hash)
    return (entry.key, entry.value)
  }

  public func removeFirst() -> (key: Value, value: Value)? {
    guard let place = entries.firstIndex(where: { $0 != nil }), let entry = entries[place] else { return nil }
    remove(at: place, hash: entry.hash)
    return (entry.key, entry.value)
  }

  public func removeAll() {
    entries = []
    table = []
    count = 0
  }

  public func copy() -> DictObject {
    let other = DictObject()
    other.kind = kind
    other.makeDefault = makeDefault
    other.entries = entries
    other.table = table
    other.count = count
    return other
  }

  func replace(with other: DictObject) {
    entries = other.entries
    table = other.table
    count = other.count
  }

  // MARK: the table

  /// The place of `key` in `entries`.
  func find(_ key: Value, _ hash: Int, _ interpreter: Interpreter) throws -> Int? {
    if case .str(let text) = key { return find(text) }
    if table.isEmpty { return nil }
    let mask = table.count - 1
    var position = DictObject.start(hash) & mask
    while true {
      // Comparing may run script code that changes this dictionary, so the table is read anew at each turn.
      guard position < table.count else { return try find(key, hash, interpreter) }
      let place = Int(table[position])
      if place == -1 { return nil }
      if place >= 0, let entry = entries[place], entry.hash == hash {
        if interpreter.isIdentical(entry.key, key) { return place }
        if try interpreter.equals(entry.key, key) {
          if place < entries.count { return place }
          return try find(key, hash, interpreter)
        }
      }
      position = (position + 1) & mask
    }
  }

  func find(_ text: Text) -> Int? {
    if table.isEmpty { return nil }
    let hash = text.hashCode
    let mask = table.count - 1
    var position = DictObject.start(hash) & mask
    while true {
      let place = Int(table[position])
      if place == -1 { return nil }
      if place >= 0, let entry = entries[place], entry.hash == hash, case .str(let other) = entry.key,
        Text.equal(other, text)
      {
        return place
      }
      position = (position + 1) & mask
    }
  }

  private static func start(_ hash: Int) -> Int {
    let mixed = UInt(bitPattern: hash) &* 0x9e37_79b9_7f4a_7c15
    return Int(bitPattern: mixed >> 20)
  }

  private func append(_ entry: Entry) {
    if (entries.count + 1) * 3 > table.count * 2 { rebuild() }
    let mask = table.count - 1
    var position = DictObject.start(entry.hash) & mask
    while table[position] >= 0 { position = (position + 1) & mask }
    table[position] = Int32(truncatingIfNeeded: entries.count)
    entries.append(entry)
    count += 1
  }

  private func remove(at place: Int, hash: Int) {
    let mask = table.count - 1
    var position = DictObject.start(hash) & mask
    while table[position] != Int32(truncatingIfNeeded: place) { position = (position + 1) & mask }
    table[position] = -2
    entries[place] = nil
    count -= 1
    if count == 0 { removeAll() }
  }

  /// Drops removed entries and makes a table of at least twice the number of entries.
  private func rebuild() {
    if count < entries.count { entries = entries.filter { $0 != nil } }
    var size = 8
    while size < (entries.count + 1) * 2 { size *= 2 }
    table = ContiguousArray(repeating: -1, count: size)
    let mask = size - 1
    for (place, entry) in entries.enumerated() {
      guard let entry else { continue }
      var position = DictObject.start(entry.hash) & mask
      while table[position] >= 0 { position = (position + 1) & mask }
      table[position] = Int32(truncatingIfNeeded: place)
    }
  }
}

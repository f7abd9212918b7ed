/// Named values in the order of their first assignment.
public final class AttributeTable {
  private var places: [String: Int] = [:]
  private var entries: [(name: String, value: Value)?] = []

  public init() {}

  public init(_ pairs: [(String, Value)]) {
    for (name, value) in pairs { self[name] = value }
  }

  public var count: Int { places.count }
  public var names: [String] { entries.compactMap { $0?.name } }
  public var pairs: [(name: String, value: Value)] { entries.compactMap { $0 } }

  public subscript(_ name: String) -> Value? {
    get {
      guard let place = places[name] else { return nil }
      return entries[place]?.value
    }
    set {
      if let newValue {
        if let place = places[name] {
          entries[place] = (name, newValue)
        } else {
          places[name] = entries.count
          entries.append((name, newValue))
        }
      } else if let place = places.removeValue(forKey: name) {
        entries[place] = nil
        if entries.count > 16, places.count < entries.count / 4 { compact() }
      }
    }
  }

  func surrender() -> [Value] {
    let all = entries.compactMap { $0?.value }
    entries = []
    places = [:]
    return all
  }

  private func compact() {
    entries = entries.filter { $0 != nil }
    for (place, entry) in entries.enumerated() {
      if let entry { places[entry.name] = place }
    }
  }
}

/// A mapping in insertion order, with the language's equality and hash (which may run script code and throw).
public final class DictObject {
  struct Entry {
    let hash: Int
    let key: Value
    var value: Value
  }
  /// In insertion order; nil where an entry was removed.
  var entries: [Entry?] = []
  /// Open addressing: -1 for free, else a place in `entries`, which may hold a removed entry.
  var table: [Int32] = []
  public private(set) var count = 0
  /// Counts changes of size, so that loops notice them.
  var sizeChanges = 0
  /// Makes the value of a missing key (`collections.defaultdict`), or nil.
  public var makeDefault: Value?
  /// The class, when it is not plain `dict`: `OrderedDict`, `defaultdict`, `Counter`.
  public var kind: TypeObject = .dict

  public init() {}
}

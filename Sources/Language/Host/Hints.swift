/// "Did you mean": the closest known name.
public enum Hints {
  /// The known name with the least edit distance to `name` (insert, delete, replace, swap of neighbours), if that is
  /// at most a third of the longer name's length, rounded up; the first of equals.
  public static func closest(to name: String, in known: some Sequence<String>) -> String? {
    let wanted = Array(name.unicodeScalars)
    var best: (distance: Int, name: String)?
    for candidate in known where candidate != name {
      let other = Array(candidate.unicodeScalars)
      let limit = (max(wanted.count, other.count) + 2) / 3
      if abs(wanted.count - other.count) > limit { continue }
      let found = distance(wanted, other)
      if found <= limit, found < best?.distance ?? Int.max { best = (found, candidate) }
    }
    return best?.name
  }

  /// The parameter that `name` may have meant: the closest one, else the first one that `name` begins (`rad`: `radius`).
  public static func parameter(like name: String, in known: some Sequence<String>) -> String? {
    closest(to: name, in: known) ?? (name.count < 3 ? nil : known.first { $0.hasPrefix(name) })
  }

  /// Optimal string alignment distance, O(|a| |b|).
  static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var before: [Int] = []
    var previous = Array(0...b.count)
    for i in 1...a.count {
      var row = [i] + Array(repeating: 0, count: b.count)
      for j in 1...b.count {
        let change = a[i - 1] == b[j - 1] ? 0 : 1
        row[j] = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + change)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], before[j - 2] + 1) }
      }
      before = previous
      previous = row
    }
    return previous[b.count]
  }
}

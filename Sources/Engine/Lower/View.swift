/// A contiguous range of a signal: elements `offset ..< offset + count`, row-major, cut along the first axis.
struct View: Hashable {
  /// Index into the signal table.
  let signal: Int
  /// First element, within the signal.
  let offset: Int
  let shape: [Int]

  var count: Int { shape.reduce(1, *) }
  /// Extent of the first axis; scalars have one row.
  var rows: Int { shape.first ?? 1 }
  /// Axes behind the first.
  var trailing: [Int] { Array(shape.dropFirst()) }
  var isScalar: Bool { count == 1 }
  var end: Int { offset + count }

  func overlaps(_ other: View) -> Bool {
    signal == other.signal && offset < other.end && other.offset < end
  }
}

/// What an operation does to its signals within a step, as in Nengo: sets come first, then incs, reads and updates.
struct Accesses {
  var sets: [View] = []
  var incs: [View] = []
  var reads: [View] = []
  var updates: [View] = []

  var all: [View] { reads + sets + incs + updates }
  var written: [View] { sets + incs + updates }
}

/// Whether an operation overwrites its target or adds to it.
enum WriteMode: Hashable {
  case set, increment

  func accesses(_ target: View, reads: [View]) -> Accesses {
    self == .set ? Accesses(sets: [target], reads: reads) : Accesses(incs: [target], reads: reads)
  }
}

/// Steps per second over the recent past, and the time that is left.
struct Throughput: Equatable, Sendable {
  private var marks: [(time: Double, step: Int)] = []

  static func == (a: Throughput, b: Throughput) -> Bool {
    a.marks.elementsEqual(b.marks) { $0.time == $1.time && $0.step == $1.step }
  }

  /// The first batches compile and allocate: the rate counts from the second one on.
  mutating func mark(time: Double, step: Int) {
    if let last = marks.last, time - last.time < 0.1, marks.count > 2 { return }
    marks.append((time, step))
    if marks.count == 3 { marks.removeFirst() }
    while marks.count > 3, let first = marks.first, time - first.time > 15 { marks.removeFirst() }
  }

  /// Time that passed while paused is no time of work.
  mutating func restart() { marks = [] }

  /// Steps per second, once two moments are known.
  var rate: Double? {
    guard let first = marks.first, let last = marks.last, last.time > first.time, last.step > first.step else {
      return nil
    }
    return Double(last.step - first.step) / (last.time - first.time)
  }
}

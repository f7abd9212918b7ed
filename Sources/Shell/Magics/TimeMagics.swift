import Glibc
import Language
import Plot

/// `%time statement`, `%%time`: runs it once and says how long it took.
let timeMagic = Magic("time", .both, "run once and say how long it took") { call in
  let wall = wallSeconds()
  let (user, system) = processorSeconds()
  let value = try call.evaluate(call.body ?? call.arguments)
  let elapsed = wallSeconds() - wall
  let (userAfter, systemAfter) = processorSeconds()
  let total = userAfter - user + systemAfter - system
  call.print(
    "CPU times: user \(spanText(userAfter - user)), sys: \(spanText(systemAfter - system)), total: \(spanText(total))")
  call.print("Wall time: \(spanText(elapsed))")
  return value
}

/// `%timeit [-n loops] [-r runs] statement`, `%%timeit`: runs it many times.
let timeitMagic = Magic("timeit", .both, "run many times: mean and spread of the time of one run") { call in
  var loops: Int?
  var runs = 7
  var rest = call.arguments[...]
  while let option = try nextOption(&rest, call) {
    if option.name == "n" { loops = option.value } else if option.name == "r" { runs = option.value }
  }
  let statement = call.body ?? String(rest)
  guard statement.contains(where: { !$0.isWhitespace }) else { throw call.usage("%timeit needs a statement") }
  let count = try loops ?? calibrated(statement, call)
  let times = try (0..<runs).map { _ in try timed(statement, count, call) / Double(count) }
  let mean = times.reduce(0, +) / Double(runs)
  let deviation = (times.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(runs)).squareRoot()
  call.print(
    "\(spanText(mean)) ± \(spanText(deviation)) per loop (mean ± std. dev. of \(runs) run\(runs == 1 ? "" : "s"), "
      + "\(countText(count)) loop\(count == 1 ? "" : "s") each)")
  return nil
}

/// `-n 10` or `-n10` at the start of the text.
private func nextOption(_ text: inout Substring, _ call: MagicCall) throws -> (name: String, value: Int)? {
  text = text.drop { $0 == " " }
  guard text.hasPrefix("-n") || text.hasPrefix("-r") else { return nil }
  let name = String(text.dropFirst().prefix(1))
  let digits = text.dropFirst(2).drop { $0 == " " }.prefix { $0.isNumber }
  guard let value = Int(digits), value > 0, value <= 1_000_000_000 else {
    throw call.usage("%timeit: -\(name) needs a whole number from 1 on")
  }
  text = text[digits.endIndex...]
  return (name, value)
}

/// The power of ten of loops that takes a fifth of a second or more.
private func calibrated(_ statement: String, _ call: MagicCall) throws -> Int {
  var count = 1
  while count < 1_000_000_000, try timed(statement, count, call) < 0.2 { count *= 10 }
  return count
}

/// Seconds of `count` runs, in a loop of the language itself.
private func timed(_ statement: String, _ count: Int, _ call: MagicCall) throws -> Double {
  let lines = statement.split(separator: "\n", omittingEmptySubsequences: false)
  let block = lines.map { $0.allSatisfy(\.isWhitespace) ? "" : "    " + $0 }.joined(separator: "\n")
  let loop = "for _timeit_turn in range(\(count)):\n\(block)\n"
  defer { call.interpreter.setVariable("_timeit_turn", nil) }
  let start = wallSeconds()
  _ = try call.evaluate(loop)
  return wallSeconds() - start
}

func wallSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

private func processorSeconds() -> (user: Double, system: Double) {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
  return (seconds(usage.ru_utime), seconds(usage.ru_stime))
}

/// `1.23 ms`, in three significant digits.
func spanText(_ seconds: Double) -> String {
  if seconds >= 60 { return durationText(seconds) }
  let units: [(size: Double, name: String)] = [(1, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")]
  let unit = units.first { seconds >= $0.size } ?? (1e-9, "ns")
  return NumberStyle(digits: 3, glyphs: .ascii).text(max(0, seconds) / unit.size) + " " + unit.name
}

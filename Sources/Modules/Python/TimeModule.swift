import Glibc
import Language

/// `time`: clocks and waiting.
enum TimeModule {
  static func make() -> ModuleObject {
    ModuleObject("time", doc: "Clocks, waiting, and times as text.") { module in
      module.define(
        clock("time", CLOCK_REALTIME, "Seconds since 1970."),
        clock("perf_counter", CLOCK_MONOTONIC, "Seconds of a clock for measuring."),
        clock("monotonic", CLOCK_MONOTONIC, "Seconds of a clock that never goes back."),
        clock("process_time", CLOCK_PROCESS_CPUTIME_ID, "Processor seconds used so far."), sleep, strftime)
      module.refuse("localtime", "gmtime", "mktime", "ctime", note: "use time.strftime(format)")
    }
  }

  private static func clock(_ name: String, _ id: clockid_t, _ summary: String) -> BuiltinFunction {
    BuiltinFunction(name, module: "time", summary: summary) { _ in .float(seconds(id)) }
  }

  private static func seconds(_ id: clockid_t) -> Double {
    var now = timespec()
    clock_gettime(id, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
  }

  /// Waits in short steps, so that an interrupt ends it within 20 ms.
  private static let sleep = BuiltinFunction(
    "sleep", module: "time", [.positionOnly("seconds")], summary: "Wait."
  ) { call in
    let wait = try call.interpreter.float(call.value("seconds"))
    if wait.isNaN { throw ScriptError(.valueError, "Invalid value NaN (not a number)") }
    guard wait >= 0 else { throw ScriptError(.valueError, "sleep length must be non-negative") }
    let end = seconds(CLOCK_MONOTONIC) + wait
    while true {
      try call.interpreter.checkInterrupt()
      let left = end - seconds(CLOCK_MONOTONIC)
      guard left > 0 else { return .none }
      usleep(UInt32(min(left, 0.02) * 1e6))
    }
  }

  private static let strftime = BuiltinFunction(
    "strftime", module: "time", [.positionOnly("format"), Parameter("t", .positionalOnly, default: .omitted("now"))],
    summary: "The local time as text."
  ) { call in
    guard call["t"] == nil else { throw ScriptError(.notImplementedError, "time.strftime: t is not supported") }
    let format = try call.string("format")
    var now = Glibc.time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    guard !format.isEmpty, format.utf8.count < 4096 else { return .string("") }
    var buffer = [CChar](repeating: 0, count: 4096 + 64 * format.utf8.count)
    let count = Glibc.strftime(&buffer, buffer.count, format, &parts)
    return .string(String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }
}

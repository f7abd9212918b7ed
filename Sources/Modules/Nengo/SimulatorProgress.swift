import Glibc
import Language
import Model

/// Which bar a simulator shows while it builds and runs.
enum ProgressMode {
  case none
  /// Drawn in place at a terminal if the work looks to take more seconds than this.
  case bar(leastSeconds: Double)

  static let standard = ProgressMode.bar(leastSeconds: 1)

  /// What an argument `progress_bar` stands for: True, False, None, or an object of `nengo.utils.progress`.
  init(_ value: Value, _ interpreter: Interpreter) throws {
    switch value {
    case .none, .bool(false): self = .none
    case .bool(true): self = try ProgressMode.configured(interpreter)
    default:
      guard let bar: ProgressBarObject = value.host() else {
        throw ScriptError(
          .typeError,
          "progress_bar must be True, False, None or a bar of nengo.utils.progress, not \(value.typeName)")
      }
      self = bar.mode
    }
  }

  /// `nengo.rc`'s `progress.progress_bar`: auto, or none.
  private static func configured(_ interpreter: Interpreter) throws -> ProgressMode {
    let text = try SettingsObject.current(interpreter).find("progress", "progress_bar") ?? "auto"
    switch text.lowercased() {
    case "auto", "true", "1", "yes", "on": return .standard
    case "none", "false", "0", "no", "off": return .none
    default:
      throw ScriptError(
        .notImplementedError,
        "nengo.rc: progress.progress_bar must be auto or none, other bars are not supported "
          + "(got '\(text)')")
    }
  }
}

/// A bar of `nengo.utils.progress`.
final class ProgressBarObject: HostObject {
  let type: TypeObject
  let mode: ProgressMode

  init(_ type: TypeObject, _ mode: ProgressMode) {
    self.type = type
    self.mode = mode
  }

  static let base = TypeObject("ProgressBar", module: "nengo.utils.progress", doc: "A bar that a simulator shows.")

  private static func bar(
    _ name: String, _ doc: String, _ parameters: [Parameter] = [], _ mode: @escaping (Call) throws -> ProgressMode
  ) -> TypeObject {
    final class Box { var type: TypeObject? }
    let box = Box()
    let type = TypeObject(
      name, module: "nengo.utils.progress", base: base, doc: doc,
      constructor: Constructor(parameters) { call in .object(ProgressBarObject(box.type ?? base, try mode(call))) })
    box.type = type
    return type
  }

  static func module() -> ModuleObject {
    ModuleObject("nengo.utils.progress", doc: "Bars that simulators show.") { module in
      module.define(
        base, bar("NoProgressBar", "No bar.") { _ in ProgressMode.none },
        bar("TerminalProgressBar", "A bar drawn in place.") { _ in .bar(leastSeconds: 0) },
        bar(
          "AutoProgressBar", "A bar for work that takes more than a moment.",
          [.omittable("delegate"), .optional("min_eta", .float(1), "seconds")]
        ) { call in
          if let inner: ProgressBarObject = call.value("delegate").host(), case .none = inner.mode { return .none }
          return .bar(leastSeconds: try call.real("min_eta"))
        })
      module.refuse(
        "HtmlProgressBar", "VdomProgressBar", "VdomOrHtmlProgressBar", "IPython5ProgressBar", "WriteProgressToFile",
        "Progress", "ProgressTracker", "get_default_progressbar", "to_progressbar", "timestamp2timedelta",
        note: "soma draws its bars itself: TerminalProgressBar, AutoProgressBar, NoProgressBar")
    }
  }
}

/// The bar of one stage of work, and the line that ends it.
///
///     Simulating [==========>                   ]  36%, 0:00:04 left
///     Simulation finished in 0:00:06.
final class SimulatorProgress {
  private static let width = 30
  /// Seconds between two drawings.
  private static let pause = 0.1

  private let during: String
  private let after: String
  private let leastSeconds: Double
  private let write: (String) -> Void
  private let isTerminal: Bool
  private let start = SimulatorProgress.now()
  private var lastDrawn: Double
  private var drawnLength = 0

  /// Nil if no bar is wanted, or the host shows none.
  init?(_ during: String, _ after: String, _ mode: ProgressMode, _ interpreter: Interpreter) {
    guard case .bar(let leastSeconds) = mode, interpreter.host is any RecordsRuns else { return nil }
    (self.during, self.after, self.leastSeconds) = (during, after, leastSeconds)
    isTerminal = isatty(1) == 1
    lastDrawn = start
    write = { [unowned interpreter] text in (interpreter.host as? any RecordsRuns)?.writeProgress(text) }
  }

  /// Called often; looks at the clock and draws now and then.
  func update(_ done: Int, of total: Int) {
    guard isTerminal, done > 0, done < total else { return }
    let time = Self.now()
    guard time - lastDrawn >= Self.pause else { return }
    lastDrawn = time
    let spent = time - start
    let left = spent / Double(done) * Double(total - done)
    guard drawnLength > 0 || spent + left >= leastSeconds else { return }
    let filled = Self.width * done / total
    let bar = String(repeating: "=", count: filled) + ">" + String(repeating: " ", count: Self.width - filled - 1)
    let percent = String(100 * done / total)
    draw("\(during) [\(bar)] \(String(repeating: " ", count: 3 - percent.count))\(percent)%, \(Self.clock(left)) left")
  }

  /// The stage is over.
  func finish() {
    let line = "\(after) finished in \(Self.clock(Self.now() - start))."
    if drawnLength > 0 { draw(line) } else { write(line) }
    write("\n")
  }

  /// The stage has failed: what was drawn goes.
  func abandon() {
    guard drawnLength > 0 else { return }
    draw("")
    write("\r")
  }

  private func draw(_ line: String) {
    write("\r" + line + String(repeating: " ", count: max(drawnLength - line.count, 0)))
    drawnLength = line.count
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Hours, minutes and begun seconds: `0:00:07`.
  private static func clock(_ seconds: Double) -> String {
    let whole = Int(min(seconds.rounded(.up), 3.6e8))
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : String(n) }
    return "\(whole / 3600):\(two(whole / 60 % 60)):\(two(whole % 60))"
  }
}

import Plot
import Terminal

/// What the user can ask of the panel.
enum DashboardCommand: Equatable, Sendable {
  case stop, togglePause, detach, toggleLog, cycleSmoothing, chooseNext, choosePrevious, toggleHelp
}

/// The keys of the panel: dispatch, footer and help page all read this table.
struct DashboardKey: Sendable {
  let keys: [Screen.Key]
  let label: String
  /// For the footer; empty: only on the help page.
  let short: String
  let help: String
  let command: DashboardCommand

  static let table: [DashboardKey] = [
    DashboardKey(
      keys: [.character("q")], label: "q", short: "stop", help: "stop after this batch and keep what was learned",
      command: .stop),
    DashboardKey(
      keys: [.character("p"), .character(" ")], label: "p", short: "pause", help: "pause, or go on",
      command: .togglePause),
    DashboardKey(
      keys: [.character("d"), .escape], label: "d", short: "detach",
      help: "leave the panel; the run goes on with a progress line", command: .detach),
    DashboardKey(
      keys: [.character("l")], label: "l", short: "log", help: "logarithmic or linear axis", command: .toggleLog),
    DashboardKey(
      keys: [.character("m")], label: "m", short: "smooth", help: "smoothing off, 1, 2, 3", command: .cycleSmoothing),
    DashboardKey(
      keys: [.down, .tab, .character("j")], label: "↓", short: "metric", help: "chart the next metric",
      command: .chooseNext),
    DashboardKey(
      keys: [.up, .character("k")], label: "↑", short: "", help: "chart the metric before", command: .choosePrevious),
    DashboardKey(
      keys: [.character("?"), .character("h")], label: "?", short: "keys", help: "this page, and back",
      command: .toggleHelp),
  ]

  static func command(for key: Screen.Key) -> DashboardCommand? {
    table.first { $0.keys.contains(key) }?.command
  }

  /// The label in plain ASCII where there are no arrows.
  func label(_ glyphs: Glyphs) -> String {
    switch label {
    case "↓": glyphs.isUnicode ? label : "down"
    case "↑": glyphs.isUnicode ? label : "up"
    default: label
    }
  }
}

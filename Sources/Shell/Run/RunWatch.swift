import Dashboard
import Plot
import Record
import Terminal

/// `soma watch`: the panel over a run of any session, live or finished.
public struct RunWatch {
  private let number: Int?
  private let options: ShellOptions

  /// - Parameter number: which run; nil: the newest.
  public init(number: Int?, options: ShellOptions) {
    self.number = number
    self.options = options
  }

  /// Shows the run until the user leaves or, without a terminal, says how it stands. Returns the status of the process.
  public func run() -> Int32 {
    let runs = RunFolder.root(environment: options.environment).map { RunFolder.existing(in: $0) } ?? []
    guard let folder = number.map({ wanted in runs.last { $0.number == wanted } }) ?? runs.last else {
      StandardStream.error.write("soma: \(number.map { "no run #\($0)" } ?? "no runs yet")\n")
      return ExitStatus.file.rawValue
    }
    let isTerminal = TerminalGuard.isInteractive && options.environment["TERM"] ?? "dumb" != "dumb"
    let theme = options.theme(isTerminal: TerminalGuard.isOutputTerminal)
    var model = DashboardModel(runNumber: folder.number)
    if isTerminal, !options.isPanelOff, let session = DashboardSession(folder: folder, theme: theme) {
      _ = session.show(staysAtEnd: true, until: { false }, printed: { [] })
      _ = session.close()
      model = session.model
    } else {
      for event in RunReader(folder: folder).poll() { _ = model.update(.event(event)) }
    }
    StandardStream.output.write(theme.ansi(model.summaryLine(theme.glyphs)) + "\n")
    return ExitStatus.done.rawValue
  }
}

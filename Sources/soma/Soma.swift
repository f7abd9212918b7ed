import ArgumentParser
import Plot
import Shell
import Terminal

/// The command line: arguments in, exit status out.
@main
struct Soma: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "soma",
    abstract: "Spiking neural networks: build, simulate, train and look into them.",
    discussion: """
      Without arguments: the prompt; a program from a pipe is run.

      Exit codes: 0 done, 1 error in the script, 2 usage, 3 file or data, 130 interrupted, 143 terminated.
      """,
    version: "soma \(Shell.version)",
    subcommands: [Run.self, Watch.self, Prompt.self, Bench.self],
    defaultSubcommand: Prompt.self)

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let code as ExitCode {
      exitNow(code.rawValue)
    } catch {
      // A request for help or the version is no mistake.
      let isRequest = exitCode(for: error) == .success
      (isRequest ? StandardStream.output : .error).write(fullMessage(for: error) + "\n")
      exitNow(isRequest ? ExitStatus.done.rawValue : ExitStatus.usage.rawValue)
    }
  }
}

/// Options of every way to start.
struct CommonOptions: ParsableArguments {
  @Option(help: "When to use colour: auto, always or never.")
  var color: ColorChoice = .auto

  @Flag(help: "Draw with ASCII characters only.")
  var ascii = false

  @Flag(name: .customLong("no-tui"), help: "Never take the screen; progress is plain lines.")
  var noTUI = false

  @Flag(help: "Let scripts run commands of the system (!command).")
  var allowShell = false

  func shellOptions() -> ShellOptions {
    var options = ShellOptions(environment: environmentVariables())
    options.color = color
    options.isASCII = ascii
    options.isPanelOff = noTUI
    options.allowsShell = allowShell
    return options
  }
}

extension ColorChoice: ExpressibleByArgument {}

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a script (.py) or the code cells of a notebook (.ipynb).")

  @OptionGroup var common: CommonOptions

  @Flag(help: "Run the cells (# %%) one by one, and go on after a failure.")
  var keepGoing = false

  @Argument(help: "The script.", completion: .file())
  var file: String

  @Argument(parsing: .allUnrecognized, help: "Arguments for the script: its sys.argv.")
  var arguments: [String] = []

  func run() throws {
    var options = common.shellOptions()
    options.keepsGoing = keepGoing
    throw ExitCode(start(.file(path: file, arguments: arguments), options))
  }
}

struct Prompt: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open the prompt (the default), or run a piece of code.")

  @OptionGroup var common: CommonOptions

  @Option(name: .customShort("c"), help: "Run this code.")
  var code: String?

  @Argument(parsing: .allUnrecognized, help: "A script to run, with its arguments.")
  var arguments: [String] = []

  func validate() throws {
    if code == nil, let first = arguments.first, first.hasPrefix("-") {
      throw ValidationError("Unknown option '\(first)'")
    }
  }

  func run() throws {
    let options = common.shellOptions()
    if code == nil, let file = arguments.first {
      throw ExitCode(start(.file(path: file, arguments: Array(arguments.dropFirst())), options))
    }
    if let code { throw ExitCode(start(.code(code), options)) }
    guard TerminalGuard.isInteractive else { throw ExitCode(start(.standardInput, options)) }
    throw ExitCode(prompt(options))
  }
}

struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take timings; compare them only with others of the same machine and hour.",
    discussion: Benchmark.all.map { "\($0.name): \($0.summary)" }.joined(separator: "\n"))

  @OptionGroup var common: CommonOptions

  @Flag(help: "Print the scripts instead, to run them under Python with NengoDL.")
  var source = false

  @Argument(help: "What to time; everything if none is named.")
  var names: [String] = []

  func validate() throws {
    for name in names where Benchmark.named(name) == nil {
      let known = Benchmark.all.map(\.name).joined(separator: ", ")
      throw ValidationError("There is no benchmark '\(name)'; there are \(known)")
    }
  }

  func run() throws {
    let chosen = names.isEmpty ? Benchmark.all : names.compactMap(Benchmark.named)
    let script = chosen.map(\.source).joined(separator: "\n")
    if source {
      StandardStream.output.write(script + "\n")
    } else {
      throw ExitCode(start(.code(script), common.shellOptions()))
    }
  }
}

struct Watch: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the panel of a run, live or finished, of any session.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "The number of the run; the newest without one.")
  var number: Int?

  func run() throws {
    TerminalGuard.useLocale()
    if TerminalGuard.isInteractive { TerminalGuard.save() }
    Signals.install(interactive: TerminalGuard.isInteractive)
    throw ExitCode(RunWatch(number: number, options: common.shellOptions()).run())
  }
}

private func start(_ program: ScriptRun.Program, _ options: ShellOptions) -> Int32 {
  TerminalGuard.useLocale()
  if TerminalGuard.isInteractive { TerminalGuard.save() }
  Signals.install(interactive: TerminalGuard.isInteractive)
  return ScriptRun(program, options: options).run()
}

private func prompt(_ options: ShellOptions) -> Int32 {
  TerminalGuard.useLocale()
  TerminalGuard.save()
  Signals.install(interactive: true)
  do {
    let status = try PromptSession(options: options).run()
    TerminalGuard.restore()
    return status
  } catch {
    StandardStream.error.write("soma: \(error)\n")
    return ExitStatus.file.rawValue
  }
}

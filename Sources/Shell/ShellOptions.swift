import Plot

/// What the command line and the environment say about a session.
public struct ShellOptions: Sendable {
  public var environment: [String: String]
  public var color = ColorChoice.auto
  public var isASCII = false
  /// Never take the screen: progress is plain lines.
  public var isPanelOff = false
  /// Run the cells of a file one by one, going on after a failure.
  public var keepsGoing = false
  public var allowsShell = false

  public init(environment: [String: String]) { self.environment = environment }

  func theme(isTerminal: Bool) -> Theme {
    Theme(environment: environment, isTerminal: isTerminal, choice: color, asciiOnly: isASCII)
  }
}

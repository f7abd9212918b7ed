/// What the user said about colour: `--color`.
public enum ColorChoice: String, CaseIterable, Sendable { case auto, always, never }

extension Theme {
  /// The theme for an output, from what the environment says.
  ///
  /// `--color` beats `NO_COLOR` beats `FORCE_COLOR` and `CLICOLOR_FORCE`; without any of them there is colour on
  /// terminals that are not dumb. Braille and blocks need UTF-8 and more than the Linux console's font.
  public init(
    environment: [String: String], isTerminal: Bool, choice: ColorChoice = .auto, asciiOnly: Bool = false
  ) {
    let term = environment["TERM"] ?? ""
    let isDumb = term.isEmpty || term == "dumb"
    let wantsColor =
      switch choice {
      case .always: true
      case .never: false
      case .auto: Theme.wantsColor(environment: environment, isTerminal: isTerminal && !isDumb)
      }
    var colors = Colors.none
    if wantsColor {
      let isRich = term.contains("256color") || term.contains("direct") || !(environment["COLORTERM"] ?? "").isEmpty
      colors = isRich ? .palette : .sixteen
    }
    let isUnicode = !asciiOnly && term != "linux" && !(isTerminal && isDumb) && Theme.isUTF8(environment)
    self.init(
      colors: colors, glyphs: Glyphs(isUnicode: isUnicode), hasAttributes: wantsColor || (isTerminal && !isDumb))
  }

  private static func wantsColor(environment: [String: String], isTerminal: Bool) -> Bool {
    func isSet(_ name: String) -> Bool { !(environment[name] ?? "").isEmpty }
    if isSet("NO_COLOR") { return false }
    if isSet("FORCE_COLOR") { return environment["FORCE_COLOR"] != "0" }
    if isSet("CLICOLOR_FORCE"), environment["CLICOLOR_FORCE"] != "0" { return true }
    if environment["CLICOLOR"] == "0" { return false }
    return isTerminal
  }

  private static func isUTF8(_ environment: [String: String]) -> Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    // Without any locale soma asks for C.UTF-8 itself.
    if locale.isEmpty || locale == "C" || locale == "POSIX" { return true }
    let upper = locale.uppercased()
    return upper.contains("UTF-8") || upper.contains("UTF8")
  }
}

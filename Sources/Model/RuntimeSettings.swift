/// `nengo.rc`: settings of the program that no model holds, in sections, as files of the INI format have them.
///
/// Values are texts. Names of options are the same in upper and lower case, names of sections are not.
public final class RuntimeSettings {
  /// What is wrong with a look-up or with the text of a file.
  public enum Failure: Error, Equatable {
    case noSection(String)
    case noOption(String, section: String)
    case duplicateSection(String)
    /// A line before the first section.
    case missingSection(line: Int, String)
    /// A line that is neither a section, nor an option, nor a comment.
    case malformed(line: Int, String)
    /// Text that is no value of the kind asked for.
    case notBoolean(String)
  }

  /// What holds if no file says otherwise.
  public static let defaults: [(section: String, options: [(name: String, value: String)])] = [
    ("precision", [("bits", "64")]),
    (
      "decoder_cache",
      [("enabled", "True"), ("readonly", "False"), ("size", "512 MB"), ("path", "~/.cache/nengo/decoders")]
    ),
    ("progress", [("progress_bar", "auto")]),
    ("exceptions", [("simplified", "True")]),
    ("nengo.Simulator", [("fail_fast", "False")]),
  ]

  private var content: [(section: String, options: [(name: String, value: String)])] = defaults

  public init() {}

  /// Back to the built-in values.
  public func reset() { content = Self.defaults }

  // MARK: looking

  public var sections: [String] { content.map(\.section) }
  public func hasSection(_ section: String) -> Bool { sections.contains(section) }

  public func options(_ section: String) throws(Failure) -> [(name: String, value: String)] {
    content[try index(section)].options
  }

  /// The value of an option, nil if the section lacks it.
  public func find(_ section: String, _ option: String) throws(Failure) -> String? {
    let name = option.lowercased()
    return content[try index(section)].options.first { $0.name == name }?.value
  }

  public func get(_ section: String, _ option: String) throws(Failure) -> String {
    guard let value = try find(section, option) else {
      throw Failure.noOption(option.lowercased(), section: section)
    }
    return value
  }

  /// The truth in a value: yes, true, on and 1, or no, false, off and 0.
  public static func truth(_ value: String) throws(Failure) -> Bool {
    switch value.lowercased() {
    case "1", "yes", "true", "on": return true
    case "0", "no", "false", "off": return false
    default: throw Failure.notBoolean(value)
    }
  }

  private func index(_ section: String) throws(Failure) -> Int {
    guard let index = content.firstIndex(where: { $0.section == section }) else { throw Failure.noSection(section) }
    return index
  }

  // MARK: changing

  public func set(_ section: String, _ option: String, _ value: String) throws(Failure) {
    let place = try index(section)
    let name = option.lowercased()
    if let known = content[place].options.firstIndex(where: { $0.name == name }) {
      content[place].options[known].value = value
    } else {
      content[place].options.append((name, value))
    }
  }

  public func addSection(_ section: String) throws(Failure) {
    guard !hasSection(section) else { throw Failure.duplicateSection(section) }
    content.append((section, []))
  }

  /// Whether there was such an option.
  public func remove(_ section: String, _ option: String) throws(Failure) -> Bool {
    let place = try index(section)
    let name = option.lowercased()
    guard let known = content[place].options.firstIndex(where: { $0.name == name }) else { return false }
    content[place].options.remove(at: known)
    return true
  }

  /// Takes the settings of a file's text over those that are there.
  ///
  ///     [precision]
  ///     bits = 32      (or `bits: 32`; # and ; begin lines of comment)
  public func read(_ text: String) throws(Failure) {
    var section: String?
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = Self.trimmed(line)
      if line.isEmpty || line.hasPrefix("#") || line.hasPrefix(";") { continue }
      if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
        let name = String(line[line.index(after: line.startIndex)..<end])
        if !hasSection(name) { try addSection(name) }
        section = name
        continue
      }
      guard let section else { throw Failure.missingSection(line: number + 1, line) }
      guard let mark = line.firstIndex(where: { $0 == "=" || $0 == ":" }), mark > line.startIndex else {
        throw Failure.malformed(line: number + 1, line)
      }
      try set(section, Self.trimmed(line[..<mark]), Self.trimmed(line[line.index(after: mark)...]))
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    var rest = text
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}

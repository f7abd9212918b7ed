/// Actions: what to do, and how much speaks for it.

/// `condition --> sink = expression, sink = expression`
struct Action {
  /// Its place in the list.
  let index: Int
  let name: String?
  /// Nil: the action has no condition.
  let condition: ActionTerm?
  let effects: [(sink: String, expression: ActionTerm)]

  /// - Throws: a parse error for unknown sinks and sources, and for sinks that are used twice.
  init(_ text: String, index: Int, name: String?, sources: Set<String>, sinks: Set<String>) throws {
    self.index = index
    self.name = name
    let (condition, effects) = Self.split(text)
    self.condition = try condition.map { try ActionTerm($0, sources: sources) }
    var seen: Set<String> = []
    self.effects = try Self.effects(effects).map { sink, expression in
      guard sinks.contains(sink) else {
        throw NengoError(.spaParse, "Left-hand module '\(sink)' from effect '\(effects)' is not defined.")
      }
      guard seen.insert(sink).inserted else {
        throw NengoError(
          .spaParse, "Left-hand module '\(sink)' from effect '\(effects)' is assigned to multiple times.")
      }
      return (sink, try ActionTerm(expression, sources: sources))
    }
  }

  private static func split(_ text: String) -> (condition: String?, effects: String) {
    let characters = Array(text)
    for start in characters.indices where characters[start...].starts(with: Array("-->")) {
      return (String(characters[..<start]), String(characters[(start + 3)...]))
    }
    return (nil, text)
  }

  /// Splits at every "="; between two of them the last comma parts an expression from the next sink.
  private static func effects(_ text: String) throws -> [(sink: String, expression: String)] {
    let pieces = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    guard pieces.count > 1 else { return [] }
    var sink = trimmed(pieces[0])
    var effects: [(String, String)] = []
    for piece in pieces[1..<(pieces.count - 1)] {
      guard let comma = piece.lastIndex(of: ",") else {
        throw NengoError(.spaParse, "Could not parse the effects '\(text)': a comma is missing between two of them")
      }
      effects.append((sink, String(piece[..<comma])))
      sink = trimmed(String(piece[piece.index(after: comma)...]))
    }
    effects.append((sink, pieces[pieces.count - 1]))
    return effects
  }

  private static func trimmed(_ text: String) -> String {
    var rest = Substring(text)
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}

/// A list of actions, read when the module that performs them joins its network.
public final class Actions {
  /// Texts without names, in order.
  public private(set) var texts: [String]
  public private(set) var named: [String: String]

  public init(_ texts: [String] = [], named: [String: String] = [:]) {
    self.texts = texts
    self.named = named
  }

  public var count: Int { texts.count + named.count }

  public func add(_ more: [String], named moreNamed: [String: String] = [:]) {
    texts += more
    named.merge(moreNamed) { $1 }
  }

  /// All actions, named ones last in alphabetical order, in terms of a network's modules.
  func parsed(for spa: SpaNetwork) throws -> [Action] {
    let sources = Set(spa.outputNames), sinks = Set(spa.inputNames)
    let all = texts.map { (nil as String?, $0) } + named.keys.sorted().map { ($0, named[$0] ?? "") }
    return try all.enumerated().map { index, entry in
      try Action(entry.1, index: index, name: entry.0, sources: sources, sinks: sinks)
    }
  }
}

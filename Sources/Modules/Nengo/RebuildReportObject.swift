import Build
import Language
import Model
import Plot

/// What `sim.rebuild()` gives: fields for scripts, and a table for people.
public final class RebuildReportObject: HostObject, ShownAsCard {
  let report: RebuildReport
  private let network: Network?

  init(_ report: RebuildReport, _ network: Network?) {
    self.report = report
    self.network = network
  }

  /// The help of `sim.rebuild`, the same for every simulator.
  static let methodSummary = "Build the network as it is now and go on with it; gives a report."
  static let methodDetails = """
    Objects may have been added, changed or removed since the simulator was made. Time, state, random streams, learned
    and trained parameters and recordings of everything that is still there go on; only what depends on a changed
    setting is drawn or solved anew. Objects keep their seeds. A probe that is new has nan for the steps before it.
    If the network cannot be built, the error says why and the simulator goes on as it was.
    """

  public var type: TypeObject { Self.typeObject }

  static let typeObject = TypeObject(
    "RebuildReport", module: "soma", doc: "What a rebuild kept, made anew and dropped, and why.",
    properties: [
      objects("kept", .kept, "Objects that are as they were."),
      objects("changed", .changed, "Objects with changed settings of which nothing had to be made anew."),
      objects("reinitialised", .reinitialised, "Objects of which some part was made anew; see `entries`."),
      objects("added", .added, "Objects that were not there before."),
      objects("dropped", .dropped, "Objects that are no longer there."),
      Property("entries", doc: "One entry per object: object, status, changes, anew, because, learned.") {
        (self: RebuildReportObject, _) in
        .newList(self.report.entries.map { .object(RebuildEntryObject($0)) })
      },
      count("solves_made", "Connections and probes whose decoders were solved.") { $0.tally.solvesMade },
      count("solves_reused", "Connections and probes whose decoders were kept.") { $0.tally.solvesReused },
      count("ensembles_sampled", "Ensembles whose parameters were drawn.") { $0.tally.ensemblesSampled },
      count("ensembles_reused", "Ensembles whose parameters were kept.") { $0.tally.ensemblesReused },
      count("n_steps", "Steps done, which go on.") { $0.stepCount },
      Property("time", doc: "Seconds simulated, which go on.") { (self: RebuildReportObject, _) in
        .float(self.report.time)
      },
      Property("notes", doc: "What else there is to know, as text.") { (self: RebuildReportObject, _) in
        .newList(self.report.notes.map { .string($0) })
      },
    ])

  private static func objects(_ name: String, _ status: RebuildReport.Status, _ doc: String) -> Property {
    Property(name, doc: doc) { (self: RebuildReportObject, _) in
      .newList(self.report.objects(status).map { .model($0) })
    }
  }

  private static func count(_ name: String, _ doc: String, _ get: @escaping (RebuildReport) -> Int) -> Property {
    Property(name, doc: doc) { (self: RebuildReportObject, _) in .int(get(self.report)) }
  }

  public func repr(_ interpreter: Interpreter) throws -> String { "<RebuildReport: \(statusText)>" }

  /// `3 kept, 1 re-initialised`
  private var statusText: String {
    let counts = RebuildReport.Status.allCases.map { ($0.rawValue, report.objects($0).count) }.filter { $0.1 > 0 }
    return counts.isEmpty ? "no objects" : counts.map { "\(countText($0.1)) \($0.0)" }.joined(separator: ", ")
  }

  // MARK: the table

  /// Rows shown at most; the rest is counted.
  private static let rowLimit = 40

  public func card(width: Int, glyphs: Glyphs, _ interpreter: Interpreter) throws -> [StyledText] {
    let names = ObjectNames(network, interpreter)
    let arrow = glyphs.isUnicode ? "→" : "->"
    let rows = report.entries.filter { $0.status != .kept }.flatMap { entry in
      Self.cells(of: entry) { names[$0, arrow] }
    }
    let shown = rows.prefix(Self.rowLimit)
    var lines = heading(glyphs, width: width)
    lines += RebuildTable(rows: Array(shown), glyphs: glyphs).lines(width: width)
    if rows.count > shown.count {
      lines.append(StyledText("  \(glyphs.ellipsis) \(countText(rows.count - shown.count)) more rows: see .entries"))
    }
    return lines + report.notes.map { StyledText("  ! \($0)", .warning) }
  }

  private func heading(_ glyphs: Glyphs, width: Int) -> [StyledText] {
    let place = "   at step \(countText(report.stepCount)), \(numberText(report.time, glyphs: glyphs)) s"
    let tally = report.tally
    let work = [
      ("ensembles", tally.ensemblesSampled, "sampled", tally.ensemblesReused),
      ("decoders", tally.solvesMade, "solved", tally.solvesReused),
    ].map { "\($0.0) \(countText($0.1)) \($0.2), \(countText($0.3)) kept" }
    let title = StyledText("Rebuilt", .title) + StyledText(place)
    let whole = title + StyledText("   " + statusText)
    return (whole.width <= width ? [whole] : [title, StyledText("  " + statusText)])
      + [StyledText("  " + work.joined(separator: "   "), .muted)]
  }

  /// The rows of an object: parts that were made anew for the same reasons share one.
  private static func cells(of entry: RebuildReport.Entry, _ name: (ModelObject) -> String) -> [RebuildTable.Row] {
    func text(_ change: Change) -> String {
      change.object == entry.object ? change.attribute : "\(name(change.object)).\(change.attribute)"
    }
    var groups: [(parts: [String], because: [Change])] = []
    for anew in entry.anew {
      let part = anew.part + (anew.wasLearned ? " (learned)" : "")
      if let i = groups.firstIndex(where: { $0.because == anew.because }) {
        groups[i].parts.append(part)
      } else {
        groups.append(([part], anew.because))
      }
    }
    if groups.isEmpty {
      return [RebuildTable.Row(name(entry.object), entry.status, "", entry.changes.joined(separator: ", "))]
    }
    return groups.enumerated().map { i, group in
      RebuildTable.Row(
        i == 0 ? name(entry.object) : "", i == 0 ? entry.status : nil, group.parts.joined(separator: ", "),
        group.because.map(text).joined(separator: ", "))
    }
  }
}

/// The table of a report: object, what happened to it, what is new, because of what. Columns give way to each other
/// until the table fits.
private struct RebuildTable {
  struct Row {
    let object: String
    let status: RebuildReport.Status?
    let anew: String
    let because: String

    init(_ object: String, _ status: RebuildReport.Status?, _ anew: String, _ because: String) {
      self.object = object
      self.status = status
      self.anew = anew
      self.because = because
    }
  }

  let rows: [Row]
  let glyphs: Glyphs

  func lines(width: Int) -> [StyledText] {
    guard !rows.isEmpty else { return [] }
    func widest(_ title: String, _ text: (Row) -> String) -> Int {
      rows.reduce(displayWidth(title)) { max($0, displayWidth(text($1))) }
    }
    let status = widest("status") { $0.status?.rawValue ?? "" }
    var (object, anew, because) = (
      widest("object") { $0.object }, widest("anew") { $0.anew }, widest("because") { $0.because }
    )
    // Two spaces before each column.
    while object + status + anew + because + 8 > max(width, 48) {
      let widestColumn = max(object, anew, because)
      if widestColumn == object { object -= 1 } else if widestColumn == anew { anew -= 1 } else { because -= 1 }
    }
    func cell(_ text: String, _ columns: Int) -> StyledText {
      StyledText(displayWidth(text) > columns ? fitted(text, columns: columns, ellipsis: glyphs.ellipsis) : text)
    }
    return TextTable(
      ["object", "status", "anew", "because"].map { TextTable.Column($0) },
      rows: rows.map { row in
        [
          cell(row.object, object), cell(row.status?.rawValue ?? "", status), cell(row.anew, anew),
          cell(row.because, because),
        ]
      }
    ).lines(indent: 2)
  }
}

/// One line of a report's `entries`.
final class RebuildEntryObject: HostObject, Printable {
  private let entry: RebuildReport.Entry
  init(_ entry: RebuildReport.Entry) { self.entry = entry }

  static let typeObject = TypeObject(
    "RebuildEntry", module: "soma", doc: "What a rebuild did to one object.",
    properties: [
      Property("object", doc: "The object.") { (self: RebuildEntryObject, _) in .model(self.entry.object) },
      Property("status", doc: "'kept', 'changed', 're-initialised', 'added' or 'dropped'.") {
        (self: RebuildEntryObject, _) in .string(self.entry.status.rawValue)
      },
      Property("changes", doc: "Names of its own settings that have changed.") { (self: RebuildEntryObject, _) in
        .newList(self.entry.changes.map { .string($0) })
      },
      Property("anew", doc: "Names of the parts that were made anew.") { (self: RebuildEntryObject, _) in
        .newList(self.entry.anew.map { .string($0.part) })
      },
      Property("because", doc: "The settings that were the reason, as (object, name).") {
        (self: RebuildEntryObject, _) in
        .newList(self.reasons.map { .newTuple([.model($0.object), .string($0.attribute)]) })
      },
      Property("learned", doc: "Names of parts made anew that training or a learning rule had changed.") {
        (self: RebuildEntryObject, _) in
        .newList(self.entry.anew.filter(\.wasLearned).map { .string($0.part) })
      },
    ])
  var type: TypeObject { Self.typeObject }

  private var reasons: [Change] {
    entry.anew.flatMap(\.because).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  func repr(_ interpreter: Interpreter) throws -> String {
    "<RebuildEntry: \(entry.object.text) \(entry.status.rawValue)>"
  }
}

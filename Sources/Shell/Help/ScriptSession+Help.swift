import Language
import Plot
import Terminal

extension ScriptSession {
  /// `x?`, `?x`, `x??`; a lone `?` shows how the prompt works.
  func showHelp(subject: String, isDetailed: Bool) throws {
    guard !subject.isEmpty else { return show(overview) }
    if let magic = magic(subject) {
      return show([StyledText("%" + magic.name, .title), StyledText("  " + magic.summary)])
    }
    let value: Value?
    do {
      value = try interpreter.run(cell: SourceText(name: "help", text: subject, isFile: false)) ?? Value.none
    } catch let error as ScriptError where error.isInstance(of: .nameError) || error.isInstance(of: .attributeError) {
      let report = ErrorReport(error.exception, interpreter: interpreter)
      show([
        StyledText("Object `\(subject)` not found."), StyledText(report.hint.isEmpty ? "" : "  " + report.hint, .muted),
      ])
      return
    }
    show(page(of: value ?? Value.none, subject: subject, isDetailed: isDetailed))
  }

  /// `help(x)`, `help()`.
  func showHelp(of value: Value?) throws {
    guard let value else { return show(overview) }
    show(page(of: value, subject: interpreter.name(of: value), isDetailed: true))
  }

  private func magic(_ subject: String) -> Magic? {
    guard subject.hasPrefix("%") else { return nil }
    let name = subject.drop { $0 == "%" }
    return MagicTable.all.first { $0.name == name }
  }

  private func page(of value: Value, subject: String, isDetailed: Bool) -> [StyledText] {
    let width = TerminalGuard.size.columns
    var page = HelpPage(subject: subject, kind: value.typeName, doc: "")
    if case .object(let object) = value {
      page.doc = (object as? any Documented)?.doc ?? object.type.doc
      page.signature = (object as? any Callable)?.signature
      if isDetailed { page.source = (object as? FunctionObject)?.sourceText ?? (object as? TypeObject)?.sourceLines }
      if let module = object as? ModuleObject { page.attributes = (try? module.memberNames().sorted()) ?? [] }
    } else {
      page.doc = value.type.doc
    }
    if page.signature == nil, page.attributes.isEmpty {
      page.form = try? interpreter.repr(value).split(separator: "\n").first.map(String.init)
      page.attributes = ((try? interpreter.attributeNames(of: value)) ?? []).filter { !$0.hasPrefix("_") }
    }
    return page.lines(width: width, interpreter: interpreter)
  }

  /// How the prompt works, in one screen.
  private var overview: [StyledText] {
    let rows = [
      ("x?", "signature, parameters and defaults of x; x?? adds the source"),
      ("Tab", "complete names, attributes, keyword arguments, file names"),
      ("Enter", "run a complete cell, else begin a new line, as Alt-Enter always does"),
      ("↑  Ctrl-R", "earlier inputs that begin with what you typed; search them"),
      ("Ctrl-C", "stop what runs at its next step, or give up the line"),
      ("Ctrl-D", "leave"),
      ("%lsmagic", "commands that begin with %: %time, %timeit, %run, %who, %history …"),
      ("!ls", "a command of the system"),
    ]
    return [StyledText("soma: spiking networks in Python's words", .title), StyledText()]
      + rows.map { StyledText("  " + fitted($0.0, columns: 11), .emphasis) + StyledText($0.1) }
  }
}

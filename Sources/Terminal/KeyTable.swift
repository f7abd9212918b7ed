import CTerminal

/// The keys of the prompt: what they do, and the sequences that terminals send for them.
struct KeyTable {
  typealias Action = @Sendable @convention(c) (OpaquePointer?, wint_t) -> UInt8

  struct Row: Sendable {
    let name: String
    let help: String
    let keys: [String]
    let action: Action
  }

  // Sequences that no keyboard sends.
  static let interruptKey = "\u{1B}[9002~"
  static let resizeKey = "\u{1B}[9003~"
  static let suspendKey = "\u{1B}[9004~"
  static let acceptKey = "\u{1B}[9005~"
  static let pasteStart = "\u{1B}[200~"
  static let pasteEnd = "\u{1B}[201~"

  static let rows: [Row] = [
    Row(name: "soma-enter", help: "run the cell, or begin a new line", keys: ["\r", "\n"]) { e, _ in
      LineEditor.act(e) { $0.enter() }
    },
    Row(name: "soma-newline", help: "begin a new line", keys: ["\u{1B}\r", "\u{1B}\n"]) { e, _ in
      LineEditor.act(e) { $0.newLine() }
    },
    Row(name: "soma-complete", help: "complete the word, or indent", keys: ["\t"]) { e, _ in
      LineEditor.act(e) { $0.completeOrIndent() }
    },
    Row(name: "soma-up", help: "the line above, or an earlier input", keys: ["\u{1B}[A", "\u{1B}OA", "\u{10}"]) {
      e, _ in
      LineEditor.act(e) { $0.up() }
    },
    Row(name: "soma-down", help: "the line below, or a later input", keys: ["\u{1B}[B", "\u{1B}OB", "\u{0E}"]) { e, _ in
      LineEditor.act(e) { $0.down() }
    },
    Row(name: "soma-line-start", help: "start of the line", keys: ["\u{01}", "\u{1B}[H", "\u{1B}OH", "\u{1B}[1~"]) {
      e, _ in LineEditor.act(e) { $0.lineStart() }
    },
    Row(name: "soma-line-end", help: "end of the line", keys: ["\u{05}", "\u{1B}[F", "\u{1B}OF", "\u{1B}[4~"]) { e, _ in
      LineEditor.act(e) { $0.lineEnd() }
    },
    Row(name: "soma-backspace", help: "delete backwards", keys: ["\u{7F}", "\u{08}"]) { e, _ in
      LineEditor.act(e) { $0.backspace() }
    },
    Row(name: "soma-delete", help: "delete the character here", keys: ["\u{1B}[3~"]) { e, _ in
      LineEditor.act(e) { $0.deleteForward() }
    },
    Row(name: "soma-delete-or-end", help: "delete the character here; leave when empty", keys: ["\u{04}"]) { e, _ in
      LineEditor.act(e) { $0.deleteOrEnd() }
    },
    Row(name: "soma-paste", help: "insert a paste", keys: [pasteStart]) { e, _ in
      LineEditor.act(e) { $0.paste() }
    },
    Row(name: "soma-interrupt", help: "give the cell up", keys: [interruptKey]) { e, _ in
      LineEditor.act(e) { $0.interrupt() }
    },
    Row(name: "soma-resize", help: "the window changed", keys: [resizeKey]) { e, _ in
      LineEditor.act(e) { $0.resize() }
    },
    Row(name: "soma-suspend", help: "stop the program", keys: [suspendKey]) { e, _ in
      LineEditor.act(e) { $0.suspend() }
    },
  ]

  /// Functions of libedit itself.
  static let builtIn: [(key: String, command: String)] = [
    (acceptKey, "ed-newline"), ("\u{12}", "em-inc-search-prev"), ("\u{1B}[1;5C", "em-next-word"),
    ("\u{1B}[1;5D", "ed-prev-word"), ("\u{1B}[C", "ed-next-char"), ("\u{1B}[D", "ed-prev-char"),
    ("\u{1B}OC", "ed-next-char"), ("\u{1B}OD", "ed-prev-char"), ("\u{17}", "ed-delete-prev-word"),
  ]
}

extension LineEditor {
  func bindKeys() {
    for row in KeyTable.rows {
      row.name.withWide { name in
        row.help.withWide { help in soma_editor_add_function(handle, name, help, row.action) }
      }
      for key in row.keys { bind(key, row.name) }
    }
    for row in KeyTable.builtIn { bind(row.key, row.command) }
  }

  private func bind(_ key: String, _ command: String) {
    key.withWide { key in command.withWide { soma_editor_bind(handle, key, $0) } }
  }

  static func act(_ handle: OpaquePointer?, _ body: (LineEditor) -> Int32) -> UInt8 {
    of(handle).map { UInt8(body($0)) } ?? UInt8(CC_ERROR)
  }
}

import CTerminal
import Glibc

/// Reads cells at a prompt: one buffer of one or more lines, edited as in Emacs.
///
/// libedit keeps the buffer and draws it. Reading keys is ours (see `nextCharacter`): so signals, pastes and lists under
/// the line all happen on the one thread that calls `read`. Not `Sendable`: use it on that thread only.
public final class LineEditor {
  /// What Enter does with a text.
  public enum Submission: Equatable, Sendable { case run, newLine(indent: Int) }

  public enum Input: Equatable, Sendable { case text(String), end }

  /// A way to go on from the cursor.
  public struct Candidate: Equatable, Sendable {
    /// Replaces what was typed of the word.
    public var insertion: String
    public var detail: String

    public init(_ insertion: String, detail: String = "") {
      self.insertion = insertion
      self.detail = detail
    }
  }

  public struct Completion: Sendable {
    /// Characters before the cursor that the candidates replace.
    public var typed: String
    public var candidates: [Candidate]

    public init(typed: String, candidates: [Candidate]) {
      self.typed = typed
      self.candidates = candidates
    }
  }

  /// Whether the terminal understands escape codes: lists under the line and pastes need them.
  public var hasEscapeCodes = true
  public var submission: (String) -> Submission = { _ in .run }
  /// Candidates for the text before the cursor.
  public var completion: (_ before: String) -> Completion = { _ in Completion(typed: "", candidates: []) }
  /// The lines that list candidates, at most `rows` of `columns`.
  public var menu: (_ candidates: [Candidate], _ rows: Int, _ columns: Int) -> [String] = { candidates, rows, _ in
    candidates.prefix(rows).map { "  " + $0.insertion }
  }

  let handle: OpaquePointer
  private let searchHistory: OpaquePointer
  private var promptText: UnsafeMutablePointer<wchar_t>
  private(set) var promptWidth = 0
  var history = HistoryCursor()
  var input = KeyInput()
  var menuLines: [String] = []
  var isMenuShown = false
  private var isEnd = false

  /// An editor on standard input and output; `nil` if libedit cannot be set up.
  public init?() {
    guard let searchHistory = history_winit() else { return nil }
    guard let handle = soma_editor_open() else {
      history_wend(searchHistory)
      return nil
    }
    self.handle = handle
    self.searchHistory = searchHistory
    promptText = .allocate(capacity: 1)
    promptText.pointee = 0
    soma_history_start(searchHistory, 10_000)
    soma_editor_history(handle, searchHistory)
    soma_editor_set_context(handle, Unmanaged.passUnretained(self).toOpaque())
    soma_editor_prompt(handle, { LineEditor.of($0)?.promptText }, 1)
    soma_editor_getc(handle, { LineEditor.of($0)?.nextCharacter($1) ?? -1 })
    bindKeys()
  }

  deinit {
    el_end(handle)
    history_wend(searchHistory)
    promptText.deallocate()
  }

  static func of(_ handle: OpaquePointer?) -> LineEditor? {
    soma_editor_context(handle).map { Unmanaged<LineEditor>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Makes `text` the newest entry of the history of this session.
  public func remember(_ text: String) {
    history.entries.append(text)
    text.withWide { soma_history_enter(searchHistory, $0) }
  }

  /// Reads one cell. `prompt` is shown between `escape` codes that take no room.
  public func read(prompt: String, escape: String = "") -> Input {
    setPrompt(prompt, escape: escape)
    isEnd = false
    history.leave()
    StandardStream.output.flush()
    el_resize(handle)
    setPasteMode(true)
    defer { setPasteMode(false) }
    var count: Int32 = 0
    guard let line = el_wgets(handle, &count), count > 0, !isEnd else { return .end }
    var text = String(wide: UnsafeBufferPointer(start: line, count: Int(count)))
    if text.hasSuffix("\n") { text.removeLast() }
    return .text(text)
  }

  func markEnd() { isEnd = true }

  /// Pastes come between marks, or as if they were typed.
  func setPasteMode(_ isOn: Bool) {
    if hasEscapeCodes { write(isOn ? "\u{1B}[?2004h" : "\u{1B}[?2004l") }
  }

  private func setPrompt(_ prompt: String, escape: String) {
    promptWidth = prompt.unicodeScalars.reduce(0) { $0 + max(0, Int(soma_wcwidth(wchar_t(bitPattern: $1.value)))) }
    // An escape belongs to the character after it: the last one, the space, is written plain.
    let body = prompt.hasSuffix(" ") ? String(prompt.dropLast()) : prompt
    let tail = prompt.hasSuffix(" ") ? " " : ""
    let whole = escape.isEmpty ? prompt : "\u{1}\(escape)\u{1}\(body)\u{1}\u{1B}[0m\u{1}\(tail)"
    let wide = whole.wide
    promptText.deallocate()
    promptText = .allocate(capacity: wide.count)
    promptText.initialize(from: wide, count: wide.count)
  }

  /// Writes to the terminal in order with what libedit writes.
  func write(_ text: String) {
    StandardStream.output.write(text)
    StandardStream.output.flush()
  }
}

extension String {
  /// The text as C's wide characters, with the closing zero.
  var wide: [wchar_t] { unicodeScalars.map { wchar_t(bitPattern: $0.value) } + [0] }

  func withWide<R>(_ body: (UnsafePointer<wchar_t>) -> R) -> R {
    wide.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return body([0]) }
      return body(start)
    }
  }

  init(wide: some Sequence<wchar_t>) {
    var scalars = String.UnicodeScalarView()
    for character in wide { scalars.append(Unicode.Scalar(UInt32(bitPattern: character)) ?? "\u{FFFD}") }
    self = String(scalars)
  }
}

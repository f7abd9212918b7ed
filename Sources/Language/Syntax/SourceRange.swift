/// A place in a source text.
public struct SourcePosition: Hashable, Sendable {
  /// Line, counted from 1.
  public var line: Int32
  /// Column, counted from 0 in Unicode scalars.
  public var column: Int32
  /// Offset from the start of the text in UTF-8 bytes.
  public var offset: Int32

  public init(line: Int, column: Int, offset: Int) {
    self.line = Int32(clamping: line)
    self.column = Int32(clamping: column)
    self.offset = Int32(clamping: offset)
  }
}

/// The half-open extent of a token, a node or an error in a source text.
public struct SourceRange: Hashable, Sendable {
  public var start: SourcePosition
  public var end: SourcePosition

  public init(_ start: SourcePosition, _ end: SourcePosition) {
    self.start = start
    self.end = end
  }

  /// From the start of `self` to the end of `last`.
  public func through(_ last: SourceRange) -> SourceRange { SourceRange(start, last.end) }

  /// The line on which the range starts, counted from 1.
  public var line: Int { Int(start.line) }

  /// The start of the text, for things that stand nowhere in it.
  public static let none = SourceRange(
    SourcePosition(line: 1, column: 0, offset: 0), SourcePosition(line: 1, column: 0, offset: 0))
}

/// A source text with the name under which errors report it.
///
/// Texts are kept by the code made from them, so that a report can show the line at fault at any later time.
public final class SourceText: Sendable {
  /// The path of a file, or a label such as `cell 3`.
  public let name: String
  /// True for the path of a file, false for a label: reports say `File "model.py", line 2` or `cell 3, line 2`.
  public let isFile: Bool
  public let text: String
  /// Line number in the file of the first line of `text`; 1 but for cells cut out of a file.
  public let firstLine: Int
  private let lines: [Substring]

  public init(name: String, text: String, isFile: Bool = true, firstLine: Int = 1) {
    self.name = name
    self.text = text
    self.isFile = isFile
    self.firstLine = firstLine
    lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
  }

  /// The text of line `number` as positions count it, without its end; nil outside of the text.
  public func line(_ number: Int) -> String? {
    let index = number - firstLine
    return lines.indices.contains(index) ? String(lines[index]) : nil
  }

  /// The text in `range`.
  public func text(in range: SourceRange) -> String {
    let bytes = text.utf8
    let count = bytes.count
    let start = min(max(0, Int(range.start.offset)), count)
    let end = min(max(start, Int(range.end.offset)), count)
    return String(decoding: bytes.dropFirst(start).prefix(end - start), as: UTF8.self)
  }
}

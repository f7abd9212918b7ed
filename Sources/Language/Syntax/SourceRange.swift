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
  /// Without a byte-order mark, and with every line end turned into `\n`; offsets count in it.
  public let text: String
  /// Number in the file of the first line of `text`; 1 but for cells cut out of a file.
  public let firstLine: Int
  private let lines: [String]

  public init(name: String, text: String, isFile: Bool = true, firstLine: Int = 1) {
    self.name = name
    self.isFile = isFile
    self.firstLine = firstLine
    self.text = SourceText.normalized(text)
    lines = self.text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// A text from the bytes of a file.
  ///
  /// - Throws: `SyntaxError` if the bytes are not UTF-8.
  public convenience init(name: String, bytes: [UInt8], isFile: Bool = true) throws(SyntaxError) {
    if let text = String(validating: bytes, as: UTF8.self) {
      self.init(name: name, text: text, isFile: isFile)
    } else {
      throw SourceText.invalidByte(in: bytes)
    }
  }

  private static func normalized(_ text: String) -> String {
    let bytes = text.utf8
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    guard hasMark || bytes.contains(UInt8(ascii: "\r")) else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var isAfterReturn = false
    for byte in bytes.dropFirst(hasMark ? 3 : 0) {
      if !(isAfterReturn && byte == UInt8(ascii: "\n")) {
        result.append(byte == UInt8(ascii: "\r") ? UInt8(ascii: "\n") : byte)
      }
      isAfterReturn = byte == UInt8(ascii: "\r")
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The error for the first byte that is no part of a character.
  private static func invalidByte(in bytes: [UInt8]) -> SyntaxError {
    let valid = validPrefix(of: bytes)
    let before = bytes[..<valid]
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let column = before[lineStart...].count { $0 & 0xC0 != 0x80 }
    let place = SourcePosition(line: line, column: column, offset: valid)
    let code = String(bytes[valid], radix: 16)
    return SyntaxError(
      "(unicode error) 'utf-8' codec can't decode byte 0x\(code.count < 2 ? "0" : "")\(code) in position \(valid): "
        + "invalid byte", at: SourceRange(place, place))
  }

  private static func validPrefix(of bytes: [UInt8]) -> Int {
    var low = 0
    var offset = 0
    var decoder = UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    while true {
      switch decoder.parseScalar(from: &iterator) {
      case .valid(let encoded):
        offset += encoded.count
        low = offset
      case .emptyInput, .error: return min(low, bytes.count - 1)
      }
    }
  }

  /// The text of line `number` as positions count it, without its end; nil outside of the text.
  public func line(_ number: Int) -> String? {
    let index = number - firstLine
    return lines.indices.contains(index) ? lines[index] : nil
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

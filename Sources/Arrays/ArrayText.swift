/// Arrays and their elements as text, by NumPy 2's rules.
public enum ArrayText {
  /// Each element's own text, as `str` of a NumPy number gives it, in row-major order.
  public static func elements(_ array: NDArray) -> [String] {
    switch array.dtype.kind {
    case .text: array.texts
    case .bool: array.bools.map { $0 ? "True" : "False" }
    case .signed: array.ints.map { String($0) }
    case .unsigned: array.ints.map { String(UInt(bitPattern: $0)) }
    case .float: array.doubles.map { FloatText.scalar($0, array.dtype) }
    }
  }

  /// `str(array)`.
  public static func str(_ array: NDArray, _ options: PrintOptions = PrintOptions()) throws -> String {
    if array.ndim == 0 { return elements(array)[0] }
    return try layout(array, options, separator: " ", prefix: "")
  }

  /// `repr(array)`: `array([1., 2.], dtype=float32)`.
  public static func repr(_ array: NDArray, _ options: PrintOptions = PrintOptions()) throws -> String {
    var inner = options
    inner.lineWidth -= 1
    let prefix = "array("
    let text = prefix + (try layout(array, inner, separator: ", ", prefix: prefix))
    var extras: [String] = []
    if array.size == 0 && array.shape != [0] || array.size > options.threshold {
      extras.append("shape=" + ArrayError.text(shape: array.shape))
    }
    let isImplied = array.dtype == .float64 || array.dtype == .int64 || array.dtype == .bool
    if !isImplied || array.size == 0 {
      extras.append("dtype=" + (array.dtype.isText ? "'\(array.dtype.description)'" : array.dtype.description))
    }
    if extras.isEmpty { return text + ")" }
    let extra = extras.joined(separator: ", ") + ")"
    let lastLine = text.split(separator: "\n", omittingEmptySubsequences: false).last?.count ?? 0
    let fits = lastLine + 1 + extra.count + 1 <= options.lineWidth
    return text + "," + (fits ? " " : "\n" + String(repeating: " ", count: prefix.count)) + extra
  }

  /// The bracketed elements, wrapped into lines that begin after `prefix`.
  public static func layout(
    _ array: NDArray, _ options: PrintOptions, separator: String, prefix: String
  ) throws -> String {
    if array.size == 0 { return "[]" }
    let isSummary = array.size > options.threshold
    let format = try elementFormat(isSummary ? edges(of: array, options.edgeItems) : array, options)
    let layout = ArrayLayout(
      format: format, separator: separator, edgeItems: isSummary ? options.edgeItems : nil)
    return try layout.text(
      array, indent: String(repeating: " ", count: prefix.count + 1), width: options.lineWidth)
  }

  /// The elements that a summary shows.
  private static func edges(of array: NDArray, _ count: Int) throws -> NDArray {
    var result = array
    for axis in array.shape.indices where array.shape[axis] > 2 * count {
      let extent = array.shape[axis]
      result = try Assembly.concatenate(
        [
          result.sliced(axis: axis, start: 0, count: count),
          result.sliced(axis: axis, start: extent - count, count: count),
        ], axis: axis)
    }
    return result
  }

  /// How each element of an array like `shown` is written.
  private static func elementFormat(_ shown: NDArray, _ options: PrintOptions) throws -> (NDArray) throws -> String {
    if let own = options.formatters[shown.dtype.kind] { return own }
    switch shown.dtype.kind {
    case .text: return { quoted($0.texts.first ?? "") }
    case .bool:
      let blank = shown.ndim > 0 ? " " : ""
      return { $0.bools[0] ? blank + "True" : "False" }
    case .signed, .unsigned:
      let width = elements(shown).map(\.utf8.count).max() ?? 0
      return { padded(elements($0)[0], left: width) }
    case .float:
      let format = FloatFormat(shown, options)
      return { format.text($0.doubles[0]) }
    }
  }

  static func padded(_ text: String, left width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// A text in quotes as Python's `repr` writes it.
  public static func quoted(_ text: String) -> String {
    let quote: Unicode.Scalar = text.unicodeScalars.contains("'") && !text.unicodeScalars.contains("\"") ? "\"" : "'"
    var result = String.UnicodeScalarView([quote])
    for scalar in text.unicodeScalars {
      switch scalar {
      case quote, "\\": result.append(contentsOf: ["\\", scalar])
      case "\n": result.append(contentsOf: "\\n".unicodeScalars)
      case "\r": result.append(contentsOf: "\\r".unicodeScalars)
      case "\t": result.append(contentsOf: "\\t".unicodeScalars)
      case _ where scalar.value < 32 || scalar.value == 127:
        let hex = String(scalar.value, radix: 16)
        result.append(contentsOf: ("\\x" + (hex.count < 2 ? "0" : "") + hex).unicodeScalars)
      default: result.append(scalar)
      }
    }
    result.append(quote)
    return String(result)
  }
}

/// A common format for the floats of an array: one notation, one alignment.
private struct FloatFormat {
  private let dtype: DType
  private let options: PrintOptions
  private var isExponent = false
  /// Decimals that exponent notation writes.
  private var decimals = 0
  private var exponentDigits = 2
  private var left = 0, right = 0

  init(_ shown: NDArray, _ options: PrintOptions) {
    dtype = shown.dtype
    self.options = options
    let values = shown.doubles
    let finite = values.filter(\.isFinite)
    let magnitudes = finite.filter { $0 != 0 }.map(abs)
    if let most = magnitudes.max(), let least = magnitudes.min() {
      let limit = dtype == .float32 ? 1e6 : dtype == .float16 ? 1e3 : 1e8
      // The quotient is taken in the array's own type.
      let ratio =
        dtype == .float32
        ? Double(Float(most) / Float(least))
        : dtype == .float16 ? Double(Float16(most) / Float16(least)) : most / least
      isExponent = most >= limit || (!options.suppress && (least < Self.smallest(dtype) || ratio > 1000))
    }
    let numbers = finite.map { ShortestDigits($0, dtype) }
    if isExponent {
      let texts = numbers.map {
        $0.scientific(maximumDecimals: options.precision, minimumDecimals: 0, keepsPoint: true)
      }
      let parts = texts.map { text in text.split(separator: "e").map(\.utf8.count) }
      let wholes = texts.map { $0.prefix { $0 != "." }.count }
      decimals = zip(parts, wholes).map { $0[0] - $1 - 1 }.max() ?? 0
      left = wholes.max() ?? 0
      // The exponent part has an e, which takes the place of the point in the count of the right side.
      let exponent = parts.map { $0[1] }.max() ?? 0
      right = decimals + 1 + exponent
      exponentDigits = exponent - 1
    } else {
      for number in numbers {
        let text = number.positional(maximumDecimals: options.precision, minimumDecimals: 0)
        let whole = text.prefix { $0 != "." }.count
        left = max(left, whole)
        right = max(right, text.count - whole - 1)
      }
    }
    guard finite.count < values.count else { return }
    let widest = values.filter { !$0.isFinite }.map { special($0).count }.max() ?? 0
    left = max(left, widest - right - 1)
  }

  /// The least magnitude without exponents, 1e-4 in the array's own type.
  private static func smallest(_ dtype: DType) -> Double {
    switch dtype {
    case .float32: Double(Float(1e-4))
    case .float16: Double(Float16(1e-4))
    default: 1e-4
    }
  }

  private func special(_ value: Double) -> String {
    value.isNaN ? options.nanText : (value < 0 ? "-" : "") + options.infText
  }

  func text(_ value: Double) -> String {
    guard value.isFinite else { return ArrayText.padded(special(value), left: left + right + 1) }
    let digits = ShortestDigits(value, dtype)
    if isExponent {
      let text = digits.scientific(
        maximumDecimals: options.precision, minimumDecimals: decimals, keepsPoint: true,
        exponentDigits: exponentDigits)
      return ArrayText.padded(text, left: left + right + 1)
    }
    let text = digits.positional(maximumDecimals: options.precision, minimumDecimals: 0)
    let whole = text.prefix { $0 != "." }.count
    return String(repeating: " ", count: max(0, left - whole)) + text
      + String(repeating: " ", count: max(0, right - (text.count - whole - 1)))
  }
}

/// Brackets, separators and line ends around the elements of an array.
private struct ArrayLayout {
  let format: (NDArray) throws -> String
  let separator: String
  /// Elements shown at either end of long axes; nil shows all.
  let edgeItems: Int?

  private var bareSeparator: String {
    String(separator.reversed().drop { $0 == " " }.reversed())
  }

  /// - Parameter indent: what lines after the first begin with.
  /// - Parameter width: columns that lines may fill, less one for each bracket closed behind.
  func text(_ array: NDArray, indent: String, width: Int) throws -> String {
    guard array.ndim > 0 else { return try format(array) }
    let extent = array.shape[0]
    let summary = edgeItems.flatMap { 2 * $0 < extent ? $0 : nil }
    let shown = summary.map { Array(0..<$0) + Array((extent - $0)..<extent) } ?? Array(0..<extent)
    if array.ndim == 1 { return try line(array, shown, summary, indent, width) }
    let lineEnd = bareSeparator + String(repeating: "\n", count: array.ndim - 1) + indent
    var parts: [String] = []
    for (place, index) in shown.enumerated() {
      if place == summary { parts.append("...") }
      parts.append(try text(array[row: index], indent: indent + " ", width: width - 1))
    }
    if summary == 0 { parts.append("...") }
    return "[" + parts.joined(separator: lineEnd) + "]"
  }

  private func line(_ array: NDArray, _ shown: [Int], _ summary: Int?, _ indent: String, _ width: Int) throws -> String
  {
    let room = width - max(bareSeparator.count, 1)
    var (done, line) = ("", indent)
    var isFirst = true
    func add(_ word: String) {
      if !isFirst { line += separator }
      isFirst = false
      // The separator is part of the line that the word must fit on.
      if line.count + word.count > room, line.count > indent.count {
        while line.last == " " { line.removeLast() }
        done += line + "\n"
        line = indent
      }
      line += word
    }
    for (place, index) in shown.enumerated() {
      if place == summary { add("...") }
      add(try format(array[row: index]))
    }
    if summary == 0 { add("...") }
    return "[" + String((done + line).dropFirst(indent.count)) + "]"
  }
}

/// Small pictures in one line of text.
public enum Sparkline {
  /// `values` in `width` cells, oldest left; the newest stay when there are more than cells. The scale is the range
  /// shown; a constant series is flat at mid-height; what is not finite leaves a gap.
  public static func text(_ values: [Double], width: Int, glyphs: Glyphs = .unicode) -> String {
    let shown = thinned(values, to: width)
    let finite = shown.filter(\.isFinite)
    let bars = glyphs.bars
    guard let low = finite.min(), let high = finite.max() else { return String(repeating: " ", count: max(0, width)) }
    let text = String(
      shown.map { value -> Character in
        guard value.isFinite else { return " " }
        // Differences of rounding are no differences.
        guard high - low > 1e-9 * max(abs(high), abs(low)) else { return bars[4] }
        // Eight heights, from the lowest bar to the full cell.
        return bars[1 + min(7, Int((value - low) / (high - low) * 8))]
      })
    return text + String(repeating: " ", count: max(0, width - shown.count))
  }

  /// The whole series in at most `width` values: means of equal stretches.
  static func thinned(_ values: [Double], to width: Int) -> [Double] {
    guard values.count > width, width > 0 else { return values }
    return (0..<width).map { cell in
      let stretch = values[cell * values.count / width..<(cell + 1) * values.count / width]
      let finite = stretch.filter(\.isFinite)
      return finite.isEmpty ? .nan : finite.reduce(0, +) / Double(finite.count)
    }
  }

  /// Counts as bars that start at nothing; a bin that holds anything shows at least the lowest bar.
  public static func histogram(_ counts: [Int], glyphs: Glyphs = .unicode) -> String {
    let largest = max(1, counts.max() ?? 1)
    let bars = glyphs.bars
    return String(
      counts.map { count in
        count <= 0 ? bars[0] : bars[max(1, min(8, Int((Double(count) / Double(largest) * 8).rounded(.up))))]
      })
  }

  /// A progress bar, `fraction` of `width` cells full.
  public static func progress(_ fraction: Double, width: Int, glyphs: Glyphs = .unicode) -> (
    full: String, empty: String
  ) {
    let share = fraction.isFinite ? max(0, min(1, fraction)) : 0
    let eighths = Int((share * Double(max(0, width)) * 8).rounded(.down))
    let fills = glyphs.fills
    var full = String(repeating: fills[8], count: eighths / 8)
    if eighths % 8 > 0, fills[eighths % 8] != " " { full.append(fills[eighths % 8]) }
    return (full, String(repeating: String(glyphs.emptyBar), count: max(0, width - full.count)))
  }
}

/// A grid of numbers or colours.
public struct Picture: Equatable, Sendable {
  public let rows: Int
  public let columns: Int
  /// rows × columns, row by row; empty for a picture in colours.
  public var values: [Double]
  /// rows × columns; empty for a picture in numbers.
  public var colors: [Color]
  public var map: ColorMap
  /// The numbers of the first and the last colour of the map.
  public var low: Double
  public var high: Double
  /// Row r lies between `yEdges[r]` and `yEdges[r + 1]`; both rise or fall throughout.
  public let xEdges: [Double]
  public let yEdges: [Double]

  /// - Precondition: `values` has rows × columns numbers; there is one edge more than columns and rows.
  public init(
    values: [Double], rows: Int, columns: Int, xEdges: [Double], yEdges: [Double], map: ColorMap,
    low: Double? = nil, high: Double? = nil
  ) {
    self.rows = rows
    self.columns = columns
    self.values = values
    colors = []
    self.map = map
    self.xEdges = xEdges
    self.yEdges = yEdges
    var least = Double.infinity
    var most = -Double.infinity
    for value in values where value.isFinite {
      least = min(least, value)
      most = max(most, value)
    }
    self.low = low ?? (least.isFinite ? least : 0)
    self.high = high ?? (most.isFinite ? most : 1)
  }

  /// A picture in colours of its own.
  public init(colors: [Color], rows: Int, columns: Int, xEdges: [Double], yEdges: [Double]) {
    self.rows = rows
    self.columns = columns
    values = []
    self.colors = colors
    map = .viridis
    low = 0
    high = 1
    self.xEdges = xEdges
    self.yEdges = yEdges
  }

  /// `count` equal cells between two edges.
  public static func edges(from start: Double, to end: Double, count: Int) -> [Double] {
    (0...max(1, count)).map { start + (end - start) * (Double($0) / Double(max(1, count))) }
  }

  /// 0…1 on the map.
  func share(of value: Double) -> Double {
    guard !value.isNaN, !low.isNaN, !high.isNaN else { return .nan }
    guard high > low else { return value > high ? 1 : 0 }
    // Halves, so that the span of any two numbers is a number.
    let place = (value / 2 - low / 2) / (high / 2 - low / 2)
    return place.isNaN ? 0 : max(0, min(1, place))
  }

  /// Mean over a block of cells: its colour, and how much it is 0…1 where there are no colours. nil: nothing there.
  func mean(rows rowRange: Range<Int>, columns columnRange: Range<Int>) -> (color: Color, share: Double)? {
    // A picture without rows has edges all the same.
    let (rowRange, columnRange) = (rowRange.clamped(to: 0..<rows), columnRange.clamped(to: 0..<columns))
    guard !rowRange.isEmpty, !columnRange.isEmpty else { return nil }
    return colors.isEmpty ? meanValue(rowRange, columnRange) : meanColor(rowRange, columnRange)
  }

  private func meanValue(_ rowRange: Range<Int>, _ columnRange: Range<Int>) -> (color: Color, share: Double)? {
    var sum = 0.0
    var count = 0
    for row in rowRange {
      for column in columnRange {
        let value = values[row * columns + column]
        if value.isNaN { continue }
        sum += max(-1e290, min(1e290, value))
        count += 1
      }
    }
    guard count > 0 else { return nil }
    let place = share(of: sum / Double(count))
    return place.isNaN ? nil : (map.color(at: place), place)
  }

  private func meanColor(_ rowRange: Range<Int>, _ columnRange: Range<Int>) -> (color: Color, share: Double)? {
    var (red, green, blue, alpha) = (0.0, 0.0, 0.0, 0.0)
    for row in rowRange {
      for column in columnRange {
        let color = colors[row * columns + column]
        red += color.red
        green += color.green
        blue += color.blue
        alpha += color.alpha
      }
    }
    let count = Double(rowRange.count * columnRange.count)
    guard alpha > 0 else { return nil }
    let color = Color(red / count, green / count, blue / count, alpha: alpha / count)
    return (color, color.lightness)
  }

  /// The cells of an axis that lie between two values of it; at least the one that holds their middle.
  static func cells(of edges: [Double], from start: Double, to end: Double) -> Range<Int> {
    let count = edges.count - 1
    guard count > 0, let first = edges.first, let last = edges.last, start.isFinite, end.isFinite else { return 0..<0 }
    let falls = last < first
    let (low, high) = (min(start, end), max(start, end))
    let middle = low / 2 + high / 2
    guard middle >= min(first, last), middle <= max(first, last) else { return 0..<0 }
    // The first cell whose middle is at or beyond `value` along the edges' direction.
    func place(_ value: Double) -> Int {
      var (from, to) = (0, count)
      while from < to {
        let cell = (from + to) / 2
        let center = edges[cell] / 2 + edges[cell + 1] / 2
        if falls ? center > value : center < value { from = cell + 1 } else { to = cell }
      }
      return from
    }
    let range = falls ? place(high)..<max(place(high), place(low)) : place(low)..<max(place(low), place(high))
    if !range.isEmpty { return range }
    // Between the middles of two cells: the one that the middle lies in.
    var (from, to) = (0, count - 1)
    while from < to {
      let cell = (from + to) / 2
      if falls ? edges[cell + 1] > middle : edges[cell + 1] < middle { from = cell + 1 } else { to = cell }
    }
    return from..<from + 1
  }
}

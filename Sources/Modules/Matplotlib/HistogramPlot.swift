import Arrays
import Language
import Plot

/// One call of `hist`: its data, bins and bars.
struct HistogramPlot {
  private let axes: AxesObject
  private let call: Call
  private let data: [NDArray]

  init(_ axes: AxesObject, _ call: Call) throws {
    self.axes = axes
    self.call = call
    data = try HistogramPlot.sets(call)
  }

  /// One set of values, or several: a list of sequences, or the columns of a matrix.
  private static func sets(_ call: Call) throws -> [NDArray] {
    let value = call.value("x")
    func finite(_ array: NDArray) -> NDArray { NDArray(array.doubles.filter { !$0.isNaN }) }
    if case .list(let list) = value, let first = list.elements.first {
      switch first {
      case .list, .tuple, .object:
        if try call.interpreter.optionalFloat(first) == nil {
          return try list.elements.map { finite(try PlotNumbers.array($0, call.interpreter)) }
        }
      default: break
      }
    }
    let array = try PlotNumbers.array(value, call.interpreter)
    guard array.ndim == 2, array.shape[1] > 1 else { return [finite(array)] }
    guard array.shape[1] <= 1000 else {
      throw ScriptError(.valueError, "hist: \(array.shape[1]) sets of values are more than can be drawn (at most 1000)")
    }
    return (0..<array.shape[1]).map { finite(array.selecting(axis: 1, index: $0)) }
  }

  func add() throws -> Value {
    let kind = call.value("histtype").string ?? ""
    guard ["bar", "barstacked", "step", "stepfilled"].contains(kind) else {
      throw ScriptError(
        .valueError,
        "\(try call.interpreter.repr(call.value("histtype"))) is not a valid value for histtype; supported values are "
          + "'bar', 'barstacked', 'step', 'stepfilled'")
    }
    let isStacked = try call.bool("stacked") || kind == "barstacked"
    let edges = try self.edges()
    let counts = try self.counts(edges, isStacked: isStacked)
    let patches = try draw(counts, edges, kind, isStacked: isStacked)
    if try call.bool("log") { (isHorizontal ? axes.x : axes.y).scale = .logarithmic }
    let heights =
      counts.count == 1
      ? NDArray(counts[0]) : NDArray(counts.flatMap { $0 }, shape: [counts.count, edges.count - 1])
    return .newTuple([.array(heights), .array(NDArray(edges)), patches])
  }

  private var isHorizontal: Bool { call.value("orientation").string == "horizontal" }

  private func edges() throws -> [Double] {
    let bins = call.value("bins")
    if bins.string != nil { throw ScriptError(.notImplementedError, "hist: bins by name are not supported") }
    let count = bins.isNone ? 10 : try call.interpreter.optionalIndex(bins)
    guard let count else {
      let edges = try PlotNumbers.numbers(bins, call.interpreter)
      guard edges.count > 1 else {
        throw ScriptError(.valueError, "hist: bins holds \(edges.count) edges, want at least 2")
      }
      return edges
    }
    guard (1...1_000_000).contains(count) else {
      throw ScriptError(
        .valueError, count < 1 ? "`bins` must be positive, when an integer" : "hist: \(count) bins are too many")
    }
    let range = call.value("range").isNone ? nil : try call.numbers("range")
    if let range, range.count != 2 { throw ScriptError(.valueError, "hist: range takes a pair of numbers") }
    let all = NDArray(data.flatMap(\.doubles))
    return try Statistics.histogramEdges(all, bins: count, range: range.map { ($0[0], $0[1]) }).doubles
  }

  private func counts(_ edges: [Double], isStacked: Bool) throws -> [[Double]] {
    let weights = call.value("weights").isNone ? nil : try call.array("weights", dtype: .float64)
    let isDensity = try call.bool("density")
    let edgeArray = NDArray(edges)
    var counts = try data.map { set in
      try Statistics.histogram(set, edges: edgeArray, density: isDensity && !isStacked, weights: weights).doubles
    }
    if isStacked {
      for place in counts.indices.dropFirst() {
        counts[place] = zip(counts[place - 1], counts[place]).map { $0 + $1 }
      }
      if isDensity, let top = counts.last {
        let area = top.indices.reduce(0.0) { $0 + top[$1] * (edges[$1 + 1] - edges[$1]) }
        if area > 0 { counts = counts.map { $0.map { $0 / area } } }
      }
    }
    let cumulative = call.value("cumulative")
    let isReversed = try call.interpreter.optionalFloat(cumulative).map { $0 < 0 } ?? false
    guard try isReversed || call.interpreter.truth(cumulative) else { return counts }
    return counts.map { set in
      var sum = 0.0
      let steps = set.indices.map { isDensity ? set[$0] * (edges[$0 + 1] - edges[$0]) : set[$0] }
      let ordered = isReversed ? Array(steps.reversed()) : steps
      let sums = ordered.map { value -> Double in
        sum += value
        return sum
      }
      return isReversed ? sums.reversed() : sums
    }
  }

  private func color(_ place: Int) throws -> Color {
    guard !call.value("color").isNone else { return axes.nextColor() }
    let colors = try PlotNumbers.colors(call.value("color"), call.interpreter)
    guard colors.count == 1 || colors.count == data.count else {
      throw ScriptError(
        .valueError,
        "The 'color' keyword argument must have one color per dataset, but \(data.count) datasets and \(colors.count) "
          + "colors were provided")
    }
    return colors[place % max(1, colors.count)]
  }

  private func label(_ place: Int) throws -> String {
    let value = call.value("label")
    if value.isNone { return "" }
    if value.string == nil, call.interpreter.isIterable(value) {
      let labels = try call.interpreter.elements(of: value)
      return place < labels.count ? try call.interpreter.str(labels[place]) : ""
    }
    return place == 0 ? try call.interpreter.str(value) : ""
  }

  private func draw(_ counts: [[Double]], _ edges: [Double], _ kind: String, isStacked: Bool) throws -> Value {
    let bottom = try call.optionalNumber("bottom") ?? 0
    var patches: [Value] = []
    for place in counts.indices {
      let color = try color(place)
      let base = isStacked && place > 0 ? counts[place - 1] : Array(repeating: bottom, count: counts[place].count)
      let top = isStacked ? counts[place] : zip(counts[place], base).map { $0 + $1 }
      let artist: ArtistObject
      if kind == "step" {
        artist = try outline(top, edges, color)
      } else {
        let share = isStacked || kind == "stepfilled" ? nil : (place, counts.count)
        artist = try bars(base, top, edges, color, share)
      }
      artist.artist = artist.artist.labelled(try label(place))
      patches.append(kind == "step" ? .newList([.object(artist)]) : .object(BarContainer(artist)))
    }
    return counts.count == 1 ? patches[0] : .newList(patches)
  }

  /// - Parameter share: of several sets that stand side by side in each bin, which one it is.
  private func bars(
    _ base: [Double], _ top: [Double], _ edges: [Double], _ color: Color, _ share: (place: Int, of: Int)?
  ) throws -> ArtistObject {
    let shift: Double =
      switch call.value("align").string {
      case "left": -0.5
      case "right": 0.5
      default: 0
      }
    let sets = share?.of ?? 1
    let fill = try call.optionalNumber("rwidth") ?? (sets > 1 ? 0.8 : 1)
    let made = top.indices.map { bin -> Bars.Bar in
      let wide = edges[bin + 1] - edges[bin]
      let one = wide * fill / Double(sets)
      let start = edges[bin] + wide * (shift + (1 - fill) / 2) + one * Double(share?.place ?? 0)
      return isHorizontal
        ? Bars.Bar(base[bin], start, top[bin], start + one, color: color)
        : Bars.Bar(start, base[bin], start + one, top[bin], color: color)
    }
    return try call.add(.bars, .bars(Bars(made, isHorizontal: isHorizontal)), to: axes)
  }

  private func outline(_ top: [Double], _ edges: [Double], _ color: Color) throws -> ArtistObject {
    var along: [Double] = []
    var up: [Double] = []
    if let first = edges.first {
      along.append(first)
      up.append(0)
    }
    for bin in top.indices {
      along += [edges[bin], edges[bin + 1]]
      up += [top[bin], top[bin]]
    }
    if let last = edges.last {
      along.append(last)
      up.append(0)
    }
    let curve = isHorizontal ? Curve(x: up, y: along, color: color) : Curve(x: along, y: up, color: color)
    let options = call.options(without: "edgecolor", "ec", "facecolor", "fc", "fill")
    return try call.add(.line, .curve(curve), to: axes, options)
  }
}

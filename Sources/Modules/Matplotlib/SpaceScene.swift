import Arrays
import Language
import Plot

/// Axes of three dimensions, projected onto the plane: the data in a cube whose nearest edges are the axes.
struct SpaceScene {
  private let axes: AxesObject
  private let ranges: [(start: Double, end: Double)]

  init(_ axes: AxesObject) {
    self.axes = axes
    var found = [AxisRange(), AxisRange(), AxisRange()]
    for object in axes.artists {
      let flat = object.artist.ranges(x: .linear, y: .linear)
      found[0].formUnion(flat.x)
      found[1].formUnion(flat.y)
      let upright = Artist.curve(Curve(x: object.z, y: object.z, color: .black)).ranges(x: .linear, y: .linear)
      found[2].formUnion(upright.x)
    }
    ranges = [
      axes.x.limits ?? found[0].limits(.linear, margin: 0), axes.y.limits ?? found[1].limits(.linear, margin: 0),
      axes.zLimits ?? found[2].limits(.linear, margin: 0),
    ]
  }

  /// A value of one direction in the cube −1…1.
  private func share(_ value: Double, _ direction: Int) -> Double {
    let range = ranges[direction]
    return 2 * (value / 2 - range.start / 2) / (range.end / 2 - range.start / 2) - 1
  }

  private func point(_ x: Double, _ y: Double, _ z: Double) -> (x: Double, y: Double) {
    axes.view.project(share(x, 0), share(y, 1), share(z, 2))
  }

  func projected(_ flat: Axes) -> Axes {
    var scene = flat
    scene.isFramed = false
    scene.x = Axes.Axis(from: -1.75, to: 1.75)
    scene.y = Axes.Axis(from: -1.75, to: 1.75)
    scene.artists = flat.artists.indices.map { projected(flat.artists[$0], axes.artists[$0].z) }
    // Legends refer to artists by their places, so the edges come last.
    scene.artists += edges()
    return scene
  }

  private func projected(_ artist: Artist, _ z: [Double]) -> Artist {
    func moved(_ x: inout [Double], _ y: inout [Double]) {
      let count = min(x.count, y.count)
      for place in 0..<count {
        (x[place], y[place]) = point(x[place], y[place], place < z.count ? z[place] : ranges[2].start)
      }
    }
    switch artist {
    case .curve(var curve):
      moved(&curve.x, &curve.y)
      return .curve(curve)
    case .points(var points):
      moved(&points.x, &points.y)
      return .points(points)
    case .segments(var segments):
      // Of a mesh: two heights a piece.
      segments.pieces = segments.pieces.enumerated().map { place, piece in
        let heights = place * 2 + 1 < z.count ? (z[place * 2], z[place * 2 + 1]) : (ranges[2].start, ranges[2].start)
        let (a, b) = (point(piece.x0, piece.y0, heights.0), point(piece.x1, piece.y1, heights.1))
        return Segments.Piece(a.x, a.y, b.x, b.y)
      }
      return .segments(segments)
    default: return artist
    }
  }

  /// The three axes along the edges of the cube, with their names and the values at their ends.
  private func edges() -> [Artist] {
    let grey = Color.gray
    var artists: [Artist] = []
    let labels = [axes.xLabel, axes.yLabel, axes.zLabel]
    let ends: [(from: [Double], to: [Double])] = [
      ([-1, -1, -1], [1, -1, -1]), ([1, -1, -1], [1, 1, -1]), ([1, 1, -1], [1, 1, 1]),
    ]
    for (direction, edge) in ends.enumerated() {
      let a = axes.view.project(edge.from[0], edge.from[1], edge.from[2])
      let b = axes.view.project(edge.to[0], edge.to[1], edge.to[2])
      var line = Segments([Segments.Piece(a.x, a.y, b.x, b.y)], colors: [grey])
      line.dash = .dotted
      artists.append(.segments(line))
      let start = numberText(ranges[direction].start)
      let end = numberText(ranges[direction].end)
      let name = labels[direction].isEmpty ? "" : labels[direction] + " "
      let isUpright = direction == 2
      var note = Note(
        x: (a.x + b.x) / 2 + (isUpright ? 0.06 : direction == 1 ? 0.1 : -0.1),
        y: (a.y + b.y) / 2 - (isUpright ? 0 : 0.22),
        text: "\(name)\(start) … \(end)")
      note.color = grey
      note.horizontal = isUpright ? .start : direction == 1 ? .start : .end
      artists.append(.note(note))
    }
    return artists
  }
}

extension AxesObject {
  private func needsSpace(_ name: String) throws {
    guard isSpatial else {
      throw ScriptError(.attributeError, "'Axes' object has no attribute '\(name)'")
        .noted("make the axes with projection='3d'")
    }
  }

  private static func method(
    _ name: String, _ parameters: [Parameter], _ summary: String, _ body: @escaping (AxesObject, Call) throws -> Value
  ) -> Method {
    Method(name, parameters, summary: summary) { (axes: AxesObject, call) in
      try axes.needsSpace(name)
      return try body(axes, call)
    }
  }

  /// What only axes of three dimensions do.
  static let spatial: [Method] = [
    method("set_zlabel", [.required("zlabel"), .keywords("kwargs")], "The words at the z axis.") { axes, call in
      axes.zLabel = try call.words("zlabel")
      return .none
    },
    method("get_zlabel", [], "The words at the z axis.") { axes, _ in .string(axes.zLabel) },
    method("set_zlim", [.optional("bottom", .none), .optional("top", .none)], "The limits of z.") { axes, call in
      let pair = try call.numbers("bottom") + (call.value("top").isNone ? [] : call.numbers("top"))
      guard pair.count == 2, pair.allSatisfy(\.isFinite), pair[0] != pair[1] else {
        throw ScriptError(.valueError, "set_zlim takes two different finite numbers")
      }
      axes.zLimits = (pair[0], pair[1])
      return .none
    },
    method(
      "view_init", [.optional("elev", .float(30)), .optional("azim", .float(-60)), .keywords("kwargs")],
      "Where it is seen from."
    ) {
      axes, call in
      axes.view.elevation = try call.optionalNumber("elev") ?? 30
      axes.view.azimuth = try call.optionalNumber("azim") ?? -60
      return .none
    },
    method("plot_surface", surface, "A surface over a grid, drawn as a mesh.") { axes, call in try mesh(axes, call) },
    method("plot_wireframe", surface, "A mesh over a grid.") { axes, call in try mesh(axes, call) },
  ]

  private static let surface: [Parameter] = [
    .required("X"), .required("Y"), .required("Z"), .keyword("cmap", .none), .keyword("color", .none),
    .keyword("rstride", .none), .keyword("cstride", .none), .keyword("rcount", .none), .keyword("ccount", .none),
    .keyword("alpha", .none), .keyword("linewidth", .none), .keyword("antialiased", .none),
    .keyword("label", .string("")),
  ]

  /// At most so many lines in each direction.
  private static let meshLines = 24

  private static func mesh(_ axes: AxesObject, _ call: Call) throws -> Value {
    let arrays = try ["X", "Y", "Z"].map { try PlotNumbers.array(call.value($0), call.interpreter) }
    guard arrays.allSatisfy({ $0.ndim == 2 && $0.shape == arrays[2].shape }) else {
      throw ScriptError(
        .valueError,
        "\(call.shownName): X, Y and Z must be matrices of one shape, got "
          + arrays.map { PlotNumbers.shapeText($0.shape) }.joined(separator: ", "))
    }
    let (rows, columns) = (arrays[2].shape[0], arrays[2].shape[1])
    let (x, y, z) = (arrays[0].doubles, arrays[1].doubles, arrays[2].doubles)
    func chosen(_ count: Int) -> [Int] {
      count <= meshLines ? Array(0..<count) : (0..<meshLines).map { $0 * (count - 1) / (meshLines - 1) }
    }
    let (rowChoice, columnChoice) = (chosen(rows), chosen(columns))
    let finite = z.filter(\.isFinite)
    let map = call.value("cmap").isNone ? nil : try PlotNumbers.colorMap(call.value("cmap"), call.interpreter)
    let plain =
      call.value("color").isNone ? axes.nextColor() : try PlotNumbers.color(call.value("color"), call.interpreter)
    let mapped = map.map { MappedColors(values: [], map: $0, low: finite.min() ?? 0, high: finite.max() ?? 1) }
    var pieces: [Segments.Piece] = []
    var heights: [Double] = []
    var colors: [Color] = []
    func join(_ a: Int, _ b: Int) {
      pieces.append(Segments.Piece(x[a], y[a], x[b], y[b]))
      heights += [z[a], z[b]]
      colors.append(mapped?.color(z[a] / 2 + z[b] / 2) ?? plain)
    }
    for row in rowChoice {
      for (from, to) in zip(columnChoice, columnChoice.dropFirst()) { join(row * columns + from, row * columns + to) }
    }
    for column in columnChoice {
      for (from, to) in zip(rowChoice, rowChoice.dropFirst()) { join(from * columns + column, to * columns + column) }
    }
    var segments = Segments(pieces, colors: colors.isEmpty ? [plain] : colors)
    segments.width = 0.8
    segments.label = try call.words("label")
    let object = ArtistObject(.segments, .segments(segments))
    object.z = heights
    object.alpha = try call.optionalNumber("alpha")
    object.mapped = mapped
    if mapped != nil { axes.latestMappable = object }
    return .object(axes.add(object))
  }
}

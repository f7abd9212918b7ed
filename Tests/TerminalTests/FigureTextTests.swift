import Glibc
import Testing

@testable import Plot

@Suite("Figures of scripts as text")
struct FigureTextTests {
  /// Values between −1 and 1 that look like noise and are always the same.
  private static func noise(_ count: Int, seed: Int = 1) -> [Double] {
    (0..<count).map { Double(($0 * 7919 + seed * 104_729) % 2000 - 1000) / 1000 }
  }

  private static func curves() -> Figure {
    let t = (0...500).map { Double($0) / 500 }
    var input = Curve(x: t, y: t.map { sin(2 * .pi * $0) }, color: Color.cycle[0])
    input.label = "input"
    var decoded = Curve(x: t, y: t.map { 0.8 * sin(2 * .pi * $0 - 0.5) }, color: Color.cycle[1])
    decoded.label = "decoded $x_1$"
    var axes = Axes()
    axes.title = "Decoded output"
    axes.y.label = "value"
    axes.x = Axes.Axis(from: 0, to: 1)
    axes.y = Axes.Axis(from: -1.1, to: 1.1)
    axes.x.label = "time (s)"
    axes.artists = [.curve(input), .curve(decoded)]
    axes.legend = Axes.Legend(axes.artists.enumerated().map { .init($1, place: $0, $1.label) })
    var figure = Figure()
    figure.axes = [axes]
    return figure
  }

  private static func mixed() -> Figure {
    var figure = Figure(width: 8, height: 5)
    figure.title = "Four kinds"
    func place(_ column: Int, _ row: Int) -> Axes {
      Axes(place: Axes.Place(left: Double(column) / 2, bottom: Double(row) / 2, width: 0.5, height: 0.5))
    }
    var bars = place(0, 1)
    bars.x = Axes.Axis(from: -0.5, to: 3.5)
    bars.y = Axes.Axis(from: -2, to: 4)
    bars.artists = [
      .bars(
        Bars(
          [3.5, 1.2, -1.5, 0.1].enumerated().map {
            Bars.Bar(Double($0) - 0.4, 0, Double($0) + 0.4, $1, color: Color.cycle[0])
          }))
    ]
    var image = place(1, 1)
    image.x = Axes.Axis(from: -0.5, to: 7.5)
    image.y = Axes.Axis(from: 7.5, to: -0.5)
    image.aspect = .equal
    image.artists = [
      .image(
        Picture(
          values: (0..<64).map { Double($0 % 8) * Double($0 / 8) }, rows: 8, columns: 8,
          xEdges: Picture.edges(from: -0.5, to: 7.5, count: 8), yEdges: Picture.edges(from: -0.5, to: 7.5, count: 8),
          map: .viridis))
    ]
    image.colorBar = Axes.ColorBar(map: .viridis, low: 0, high: 49)
    var raster = place(0, 0)
    raster.x = Axes.Axis(from: 0, to: 1)
    raster.y = Axes.Axis(from: 3.6, to: 0.4)
    raster.artists = (1...3).map { row in
      var marks = Curve(
        x: (0..<12).map { Double(($0 * 37 + row * 11) % 100) / 100 }, y: Array(repeating: Double(row), count: 12),
        color: Color.cycle[row])
      (marks.dash, marks.marker, marks.markerSize) = (.none, .bar, 40)
      return .curve(marks)
    }
    var area = place(1, 0)
    area.x = Axes.Axis(from: 0, to: 10)
    area.y = Axes.Axis(from: 1, to: 1000)
    area.y.scale = .logarithmic
    let along = (0...10).map(Double.init)
    area.artists = [
      .region(
        Region(along: along, low: along.map { exp($0 / 2) }, high: along.map { 4 * exp($0 / 2) }, color: Color.cycle[2])
      ),
      .rule(Rule(isHorizontal: true, at: 100, color: .gray)),
    ]
    figure.axes = [bars, image, raster, area]
    return figure
  }

  @Test func curvesWithALegend() {
    expectGolden(Self.curves().lines(columns: 80, rows: 24, theme: .plain), "figure-curves")
    expectGolden(Self.curves().lines(columns: 80, rows: 24, theme: .asciiPlain), "figure-curves-ascii")
  }

  @Test func fourKindsOfAxes() {
    expectGolden(Self.mixed().lines(columns: 80, rows: 24, theme: .plain), "figure-mixed")
    expectGolden(Self.mixed().lines(columns: 160, rows: 48, theme: .asciiPlain), "figure-mixed-ascii")
  }

  @Test func coloursOfThePalette() {
    let theme = Theme(colors: .palette, glyphs: .unicode, hasAttributes: true)
    let lines = Self.mixed().lines(columns: 80, rows: 24, theme: theme)
    let text = lines.map(theme.ansi).joined(separator: "\n")
    #expect(text.contains("▀"), "images are drawn by halves of cells")
    #expect(text.contains("\u{1B}[38;5;32m"), "series have the colours of the cycle")
    #expect(lines.map(\.width).allSatisfy { $0 <= 80 })
  }

  @Test func twoScales() {
    var base = Axes()
    base.x = Axes.Axis(from: 0, to: 1)
    base.artists = [.curve(Curve(x: [0, 1], y: [0, 1], color: Color.cycle[0]))]
    var twin = Axes()
    twin.twinOf = 0
    twin.y = Axes.Axis(from: 0, to: 500)
    twin.y.label = "rate"
    twin.artists = [.curve(Curve(x: [0, 1], y: [400, 100], color: Color.cycle[1]))]
    var figure = Figure()
    figure.axes = [base, twin]
    let text = figure.lines(columns: 60, rows: 20, theme: .plain).map(\.plain).joined(separator: "\n")
    #expect(text.contains("├ 400"))
    #expect(text.contains("rate"))
  }

  @Test func linesAreCutAtTheLimits() {
    // Both points lie outside of what is shown; the line between them does not.
    var axes = Axes()
    axes.x = Axes.Axis(from: 4, to: 6)
    axes.y = Axes.Axis(from: 0, to: 10)
    axes.artists = [.curve(Curve(x: [0, 10], y: [0, 10], color: .black))]
    var figure = Figure()
    figure.axes = [axes]
    let text = figure.lines(columns: 60, rows: 20, theme: .plain).map(\.plain).joined()
    #expect(text.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) })
  }

  /// Anything that can be said about a figure is drawn, in any size: nothing traps, nothing is wider than asked for.
  @Test func anyDataDraws() {
    let odd: [Double] = [.nan, .infinity, -.infinity, 0, 1e308, -1e308, .leastNonzeroMagnitude, 1]
    var figure = Figure()
    for (start, end) in [(0.0, 1.0), (1.0, 0.0), (0.0, 0.0), (-1e308, 1e308), (.nan, .infinity), (1e-300, 2e-300)] {
      for scale in [LineChart.Scale.linear, .logarithmic] {
        var axes = Axes(place: Axes.Place(left: 0.1, bottom: 0.1, width: 0.4, height: 0.9))
        axes.x = Axes.Axis(from: start, to: end)
        axes.y = Axes.Axis(from: end, to: start)
        (axes.x.scale, axes.y.scale) = (scale, scale)
        axes.aspect = .equal
        axes.hasGrid = true
        axes.title = "t\n\nt"
        axes.artists = [
          .curve(Curve(x: odd, y: odd.reversed(), color: .black)),
          .points(Points(x: odd, y: odd, colors: [], sizes: [])),
          .segments(Segments(odd.map { Segments.Piece($0, 0, 1, $0) }, colors: [])),
          .bars(Bars(odd.map { Bars.Bar($0, 0, 1, $0, color: .gray) })),
          .bars(Bars(odd.map { Bars.Bar(0, $0, $0, 1, color: .gray) }, isHorizontal: true)),
          .region(Region(along: odd, low: odd, high: odd.reversed(), color: .gray)),
          .rule(Rule(isHorizontal: true, from: .nan, to: 1, color: .gray)),
          .rule(Rule(isHorizontal: false, at: 1e308, color: .gray)),
          .image(
            Picture(
              values: odd + [1], rows: 3, columns: 3, xEdges: [0, 1, 2, 3], yEdges: [1e308, 0, -1, -1e308],
              map: .viridis)),
          .note(Note(x: .nan, y: 1e308, text: "日本\n$x_{")),
          .note(Note(x: 0.5, y: 0.5, text: "日本語 word")),
        ]
        axes.legend = Axes.Legend((0..<30).map { .init(axes.artists[0], place: 0, "series \($0) 日本") })
        axes.colorBar = Axes.ColorBar(map: .binary, low: .nan, high: -.infinity)
        figure.axes.append(axes)
      }
    }
    for theme in [Theme.plain, .asciiPlain, Theme(colors: .palette, glyphs: .unicode, hasAttributes: true)] {
      for (columns, rows) in [(80, 24), (160, 48), (10, 3), (1, 1), (0, 0)] {
        let lines = figure.lines(columns: columns, rows: rows, theme: theme)
        #expect(lines.allSatisfy { $0.width <= max(20, columns) })
      }
    }
    #expect(SVGText.of(figure).hasSuffix("</svg>\n"))
  }

  @Test func longCurvesAreThinnedInFiles() {
    let count = 200_000
    var axes = Axes()
    axes.x = Axes.Axis(from: 0, to: Double(count))
    axes.y = Axes.Axis(from: -1, to: 1)
    axes.artists = [
      .curve(Curve(x: (0..<count).map(Double.init), y: Self.noise(count), color: .black))
    ]
    var figure = Figure()
    figure.axes = [axes]
    #expect(SVGText.of(figure).utf8.count < 200_000)
  }

  @Test func vectorGraphics() {
    let text = SVGText.of(Self.curves())
    #expect(text.hasPrefix("<?xml version=\"1.0\""))
    #expect(text.contains("width=\"460.8pt\" height=\"345.6pt\""))
    #expect(text.contains(">decoded x₁</text>"))
    #expect(text.split(separator: "<g ").count == text.split(separator: "</g>").count)
    let image = SVGText.of(Self.mixed())
    // The first bytes of every PNG in base 64.
    #expect(image.contains("data:image/png;base64,iVBORw0KGgo"))
  }

  @Test func base64() {
    for (bytes, want) in [([], ""), ([77], "TQ=="), ([77, 97], "TWE="), ([77, 97, 110], "TWFu")] as [([UInt8], String)]
    {
      #expect(Base64.text(bytes) == want)
    }
  }
}

@Suite("Words of figures")
struct FigureWordTests {
  @Test(
    arguments: [
      ("k--", Color.black, Dash.dashed, nil), ("bo-", Color(hex: 0x0000FF), .solid, .circle),
      ("r", Color(hex: 0xFF0000), nil, nil),
      ("x", nil, nil, .cross), ("-.", nil, .dashdot, nil), ("C1:", Color.cycle[1], .dotted, nil),
      ("green", Color(hex: 0x008000), nil, nil),
      ("", nil, nil, nil), ("|", nil, nil, .bar), ("#ff0000", Color(hex: 0xFF0000), nil, nil),
    ] as [(String, Color?, Dash?, Marker?)])
  func formats(text: String, color: Color?, dash: Dash?, marker: Marker?) throws {
    let format = try LineFormat(text)
    #expect(format.color == color)
    #expect(format.dash == dash)
    #expect(format.marker == marker)
  }

  @Test(arguments: ["zz", "----", "oo", "rb", "q-"])
  func badFormats(text: String) { #expect(throws: LineFormat.Problem.self) { try LineFormat(text) } }

  @Test(arguments: [
    ("red", 0xFF0000), ("k", 0x000000), ("C0", 0x1F77B4), ("C11", 0xFF7F0E), ("0.5", 0x808080), ("#0f0", 0x00FF00),
    ("#1f77b4", 0x1F77B4), ("tab:green", 0x2CA02C), ("DarkOrange", 0xFF8C00),
  ])
  func colors(text: String, hex: Int) { #expect(Color(text)?.hexText == Color(hex: hex).hexText) }

  @Test(arguments: ["", "reddish", "#12", "C", "Cx", "1.5", "#gggggg"])
  func noColors(text: String) { #expect(Color(text) == nil) }

  @Test(arguments: [
    ("plain", "plain"), ("$x_1$", "x₁"), ("$\\tau_{RC}$ (s)", "τ_RC (s)"), ("$x^2 + y^{10}$", "x² + y¹⁰"),
    ("5 $", "5 $"),
    ("$\\mathrm{Hz}$", "Hz"), ("a $ b $ c $", "a  b  c $"), ("\\$5", "\\$5"),
    ("$\\hat{x} \\approx \\sqrt{2}$", "x ≈ √2"),
    ("$_", "$_"), ("$x_$", "x"), ("$\\$", "$\\$"),
  ])
  func mathematics(text: String, want: String) { #expect(MathText.plain(text) == want) }

  @Test func maps() {
    #expect(ColorMap(named: "viridis")?.color(at: 0) == Color(hex: 0x440154))
    #expect(ColorMap(named: "viridis_r")?.color(at: 0) == Color(hex: 0xFDE725))
    #expect(ColorMap(named: "gray")?.color(at: 0.5).hexText == "#808080")
    #expect(ColorMap(named: "nothing") == nil)
    #expect(ColorMap.viridis.color(at: .nan).alpha == 0)
    #expect(ColorMap.viridis.color(at: .infinity) == Color(hex: 0xFDE725))
  }

  @Test func limits() {
    var range = AxisRange()
    #expect(range.limits(.linear) == (0, 1))
    range = Artist.curve(Curve(x: [0, 10], y: [.nan, 3], color: .black)).ranges(x: .linear, y: .linear).x
    #expect(range.limits(.linear) == (-0.5, 10.5))
    let bars = Artist.bars(Bars([Bars.Bar(0, 0, 1, 3, color: .black)])).ranges(x: .linear, y: .linear)
    // No margin below the base of bars.
    #expect(bars.y.limits(.linear).start == 0)
    #expect(bars.y.limits(.linear).end > 3.1)
  }

  @Test func cellsOfImages() {
    let edges: [Double] = [0, 1, 2, 3, 4]
    #expect(Picture.cells(of: edges, from: 0.9, to: 3.1) == 1..<3)
    #expect(Picture.cells(of: edges, from: 1.6, to: 1.7) == 1..<2)
    #expect(Picture.cells(of: edges.reversed(), from: 0.1, to: 0.2) == 3..<4)
    #expect(Picture.cells(of: edges, from: 5, to: 6).isEmpty)
    #expect(Picture.cells(of: [], from: 0, to: 1).isEmpty)
  }
}

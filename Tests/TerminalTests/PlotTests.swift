import Glibc
import Testing

@testable import Plot

@Suite("Numbers as text")
struct NumberTextTests {
  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (0.99961, "0.9996"), (-0.70711, "−0.7071"), (306.14, "306.1"), (400.0, "400"),
    (3.5, "3.5"), (1488.0, "1488"), (123456.0, "123456"), (1.2345e-4, "1.23e-4"), (-5.92e-4, "−5.92e-4"),
    (123456.7, "1.23e5"), (.nan, "nan"), (.infinity, "inf"), (-.infinity, "−inf"),
    (Double.leastNonzeroMagnitude, "4.94e-324"),
    (1.7976931348623157e308, "1.8e308"), (0.09999999, "0.1"), (9.99999, "10"),
  ])
  func four(value: Double, want: String) { #expect(numberText(value) == want) }

  @Test func aColumnSharesItsForm() {
    let style = NumberStyle(for: [-5.92e-4, 1.37e-5, 5.26e-4])
    #expect(style.text(-5.92e-4) == "−5.92e-4")
    #expect(style.text(0) == "0")
    #expect(NumberStyle(for: [1e-7, 200, 300.5]).text(300.5) == "300.5")
  }

  @Test func valuesThatDifferLookDifferent() {
    let style = NumberStyle(for: [1.000001, 1.000002])
    #expect(style.text(1.000001) != style.text(1.000002))
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1488, "1,488"), (-60000, "-60,000"), (1_234_567, "1,234,567")])
  func counts(value: Int, want: String) { #expect(countText(value) == want) }

  @Test(arguments: [
    (0.0, "0:00:00"), (379.4, "0:06:19"), (36_000.0, "10:00:00"), (.nan, "-:--:--"), (1e300, "-:--:--"),
  ])
  func durations(value: Double, want: String) { #expect(durationText(value) == want) }

  @Test(arguments: [(0, "0 B"), (999, "999 B"), (4000, "4.0 kB"), (18_200_000, "18.2 MB")])
  func bytes(value: Int, want: String) { #expect(byteText(value) == want) }
}

@Suite("Axes")
struct TickTests {
  @Test func linear() {
    #expect(Ticks.linear(from: 0, to: 1, limit: 6).labels == ["0", "0.2", "0.4", "0.6", "0.8", "1"])
    #expect(Ticks.linear(from: -0.7, to: 0.7, limit: 4).labels == ["−0.5", "0", "0.5"])
    #expect(Ticks.linear(from: 0, to: 1500, limit: 4).labels == ["0", "500", "1,000", "1,500"])
    #expect(Ticks.linear(from: 0, to: 40_000, limit: 3).labels == ["0", "20k", "40k"])
    #expect(Ticks.linear(from: 0, to: 1, limit: 5).labels == ["0", "0.5", "1"])
    #expect(Ticks.linear(from: 1e300, to: 1.1e300, limit: 5).values.count <= 5)
    #expect(Ticks.linear(from: 1, to: 1, limit: 3).values.isEmpty)
  }

  @Test func logarithmic() {
    #expect(Ticks.logarithmic(from: 0.05, to: 2, limit: 8).labels == ["0.05", "0.1", "0.2", "0.5", "1", "2"])
    #expect(Ticks.logarithmic(from: 1e-8, to: 1, limit: 5).labels == ["1e-8", "1e-6", "1e-4", "0.01", "1"])
    #expect(Ticks.logarithmic(from: -1, to: 1, limit: 5).values.isEmpty)
  }
}

@Suite("Figures as text")
struct FigureTests {
  @Test func sineAndMarks() {
    let x = (0...200).map { Double($0) * 0.005 }
    let sine = LineChart.Series("sin", x: x, y: x.map { sin(2 * .pi * $0) })
    let marks = LineChart.Series(
      "marks", x: [0.25, 0.75], y: [1, -1], role: .validation, style: .marks("o"))
    let chart = LineChart([sine, marks], labels: .below(unit: "s"))
    expectGolden(chart.lines(width: 70, height: 14), "chart-sine")
    expectGolden(chart.lines(width: 70, height: 14, glyphs: .ascii), "chart-sine-ascii")
  }

  @Test func logarithmicDecay() {
    let x = (1...400).map(Double.init)
    let loss = LineChart.Series("loss", x: x, y: x.map { 2 / (1 + 0.05 * $0) })
    expectGolden(LineChart([loss], scale: .logarithmic).lines(width: 70, height: 12), "chart-log")
  }

  @Test(
    arguments: [
      [], [.nan, .infinity], [1, .nan, 2], [5, 5, 5], [-1e308, 1e308], [0, 1e-300], [1e17, 1e17 + 64],
    ] as [[Double]])
  func anyDataDraws(values: [Double]) {
    for scale in [LineChart.Scale.linear, .logarithmic] {
      for (width, height) in [(70, 12), (10, 3), (1, 1), (0, 0)] {
        let series = LineChart.Series("y", x: values.indices.map(Double.init), y: values)
        let lines = LineChart([series], scale: scale).lines(width: width, height: height)
        #expect(lines.allSatisfy { $0.width == width })
      }
    }
  }

  @Test func pointsOutsideTheLimitsAreSeen() {
    let series = LineChart.Series("y", x: [0, 1, 2], y: [0.5, 9, -9], style: .marks("o"))
    let text = LineChart([series], yLimits: 0...1).lines(width: 30, height: 6).map(\.plain).joined()
    #expect(text.contains("▲"))
    #expect(text.contains("▼"))
  }

  @Test func sparklines() {
    #expect(Sparkline.text([0, 1, 2, 3, 4, 5, 6, 7], width: 8) == "▁▂▃▄▅▆▇█")
    #expect(Sparkline.text([3, 3, 3], width: 4) == "▄▄▄ ")
    #expect(Sparkline.text([0, .nan, 7], width: 3) == "▁ █")
    #expect(Sparkline.text([], width: 3) == "   ")
    #expect(Sparkline.text((0..<800).map(Double.init), width: 8) == "▁▂▃▄▅▆▇█")
    #expect(Sparkline.histogram([10, 1, 0, 5]) == "█▁ ▄")
  }

  @Test(arguments: [(0.0, "░░░░"), (0.5, "██░░"), (1.0, "████"), (2.0, "████"), (.nan, "░░░░"), (0.29, "█▏░░")])
  func progress(fraction: Double, want: String) {
    let (full, empty) = Sparkline.progress(fraction, width: 4)
    #expect(full + empty == want)
  }

  @Test func summaries() {
    let summary = ArraySummary([1, 2, 3, 4, .nan, .infinity, 0], bins: 4)
    #expect(summary.count == 7)
    #expect(summary.nanCount == 1)
    #expect(summary.infiniteCount == 1)
    #expect(summary.zeroCount == 1)
    #expect(summary.mean == 2)
    #expect(summary.histogram == [1, 1, 1, 2])
    #expect(ArraySummary([]).histogram == [])
    #expect(ArraySummary([-0.5, 0.5, 1e-17]).texts().mean == "0")
    #expect(ArraySummary([7, 7]).histogram.reduce(0, +) == 2)
  }

  @Test func tables() {
    let table = TextTable(
      [TextTable.Column("field"), TextTable.Column("shape", .right)],
      rows: [[StyledText("gain"), StyledText("50")], [StyledText("encoders"), StyledText("50 × 2")]])
    #expect(table.lines(indent: 1).map(\.plain) == [" field      shape", " gain          50", " encoders  50 × 2"])
  }
}

@Suite("Looks")
struct ThemeTests {
  @Test(arguments: [
    (["TERM": "xterm-256color"], true, ColorChoice.auto, Theme.Colors.palette),
    (["TERM": "xterm"], true, .auto, .sixteen),
    (["TERM": "xterm-256color"], false, .auto, .none),
    (["TERM": "dumb"], true, .auto, .none),
    (["TERM": "xterm-256color", "NO_COLOR": "1"], true, .auto, .none),
    (["TERM": "xterm-256color", "NO_COLOR": ""], true, .auto, .palette),
    (["TERM": "xterm-256color", "FORCE_COLOR": "1"], false, .auto, .palette),
    (["TERM": "xterm-256color", "NO_COLOR": "1"], true, .always, .palette),
    (["TERM": "xterm-256color"], true, .never, .none),
    (["TERM": "xterm-256color", "CLICOLOR": "0"], true, .auto, .none),
  ])
  func colours(environment: [String: String], isTerminal: Bool, choice: ColorChoice, want: Theme.Colors) {
    #expect(Theme(environment: environment, isTerminal: isTerminal, choice: choice).colors == want)
  }

  @Test func glyphs() {
    #expect(!Theme(environment: ["TERM": "linux"], isTerminal: true).glyphs.isUnicode)
    #expect(!Theme(environment: ["TERM": "xterm", "LANG": "de_DE.ISO-8859-1"], isTerminal: true).glyphs.isUnicode)
    #expect(Theme(environment: ["TERM": "xterm", "LANG": "de_DE.UTF-8"], isTerminal: true).glyphs.isUnicode)
  }

  @Test func escapes() {
    let text = StyledText("a ") + StyledText("bad", .failure)
    #expect(Theme.plain.ansi(text) == "a bad")
    let palette = Theme(colors: .palette, glyphs: .unicode, hasAttributes: true)
    #expect(palette.ansi(text) == "a \u{1B}[7;38;5;166mbad\u{1B}[0m")
  }

  @Test(arguments: [("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("⠿█", 2), ("👍", 2), ("\u{7}", 0), ("", 0)])
  func widths(text: String, want: Int) { #expect(displayWidth(text) == want) }

  @Test func cutting() {
    #expect(fitted("abcdef", columns: 4) == "abc…")
    #expect(fitted("日本語", columns: 4) == "日… ")
    #expect(StyledText("日本語").fitted(to: 3).plain == "日 ")
    #expect(fitted("ab", columns: 0) == "")
  }
}

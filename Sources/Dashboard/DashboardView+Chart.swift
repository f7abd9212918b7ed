import Plot

/// The curve of the chosen metric.
extension DashboardModel {
  var charted: Metric? { rows.indices.contains(chosenMetric) ? rows[chosenMetric] : rows.first }

  /// Logarithmic if wanted and possible: every value must be positive.
  private func usesLogScale(_ metric: Metric) -> Bool {
    guard wantsLogScale, !metric.higherIsBetter else { return false }
    let stretches = metric.train.stretches + metric.validation.stretches
    return stretches.contains { $0.low <= $0.high } && stretches.allSatisfy { $0.low > 0 }
  }

  func chart(of metric: Metric, glyphs: Glyphs) -> LineChart {
    let train = metric.train.stretches
    var series: [LineChart.Series] = []
    if smoothing > 0 {
      // The raw range stays visible behind the average.
      let x = train.flatMap { [$0.step, $0.step] }
      let y = train.flatMap { $0.low <= $0.high ? [$0.low, $0.high] : [.nan, .nan] }
      series.append(LineChart.Series("range", x: x, y: y, role: .muted, style: .band))
    }
    let validation = metric.validation.stretches
    // Marks in every column would hide the curve: many measurements make a curve of their own, its end marked.
    let isDense = validation.count > 24
    if isDense {
      series.append(
        LineChart.Series("val", x: validation.map(\.step), y: validation.map(\.last), role: .validation))
    }
    series.append(
      LineChart.Series(
        "train", x: smoothing > 0 ? train.map(\.step) : train.flatMap { [$0.step, $0.step, $0.step] },
        y: smoothing > 0 ? train.map { $0.smoothed[smoothing] } : train.flatMap { rawPoints($0) }, role: .train))
    let marked = isDense ? validation.suffix(1) : validation[...]
    series.append(
      LineChart.Series(
        "val", x: marked.map(\.step), y: marked.map(\.last), role: .validation, style: .marks("o")))
    return LineChart(series, scale: usesLogScale(metric) ? .logarithmic : .linear)
  }

  private func rawPoints(_ stretch: MetricHistory.Stretch) -> [Double] {
    stretch.low <= stretch.high ? [stretch.low, stretch.high, stretch.last] : [.nan, .nan, .nan]
  }

  func chartLines(width: Int, height: Int, glyphs: Glyphs) -> [StyledText] {
    guard let metric = charted else { return LineChart([]).lines(width: width, height: height, glyphs: glyphs) }
    return chart(of: metric, glyphs: glyphs).lines(width: width, height: height, glyphs: glyphs)
  }

  func chartPanel(width: Int, height: Int, glyphs: Glyphs) -> [StyledText] {
    framed(
      chartLines(width: width - 2, height: height - 2, glyphs: glyphs), title: charted?.name ?? "loss",
      notes: charted.map { chartNotes($0, width: width, glyphs: glyphs) } ?? StyledText(), width: width, height: height,
      glyphs: glyphs)
  }

  /// How the curve is drawn, and its legend: glyph, name, last value. What matters less goes where there is no room.
  private func chartNotes(_ metric: Metric, width: Int, glyphs: Glyphs) -> StyledText {
    var legend = StyledText((glyphs.isUnicode ? "─" : ".") + " train ", .train)
    legend.append(shortNumber(metric.train.last))
    if metric.validation.sampleCount > 0 {
      legend.append("   o val ", .validation)
      legend.append(shortNumber(metric.validation.last))
    }
    var facts = [usesLogScale(metric) ? "log" : "linear", smoothing > 0 ? "smooth \(smoothing)" : "raw"]
    if metric.train.nonFiniteCount > 0 { facts.append("\(countText(metric.train.nonFiniteCount)) not finite") }
    let settings = StyledText(facts.joined(separator: glyphs.isUnicode ? " · " : ", ") + "   ", .muted)
    var best = StyledText()
    if let value = metric.validation.best {
      best.append("   best \(shortNumber(value.value)) @\(countText(Int(value.step)))", .muted)
    }
    let room = width - displayWidth(metric.name) - 9
    let choices = [settings + legend + best, settings + legend, legend]
    return choices.first { $0.width <= room } ?? StyledText()
  }
}

import Plot

/// The table of metrics, the log and the progress bars.
extension DashboardModel {
  func metricsPanel(width: Int, height: Int, glyphs: Glyphs) -> [StyledText] {
    let room = height - 2
    let all = rows
    let spark = max(6, min(16, width - 2 - 2 - 14 - 3 * 8 + 1))
    let shown = all.prefix(all.count > room - 1 ? max(0, room - 2) : room)
    var lines = [StyledText(heading(spark: spark), .muted)]
    lines += shown.enumerated().map { index, metric in
      metricLine(metric, isChosen: index == chosenMetric, spark: spark, glyphs: glyphs)
    }
    if shown.count < all.count { lines.append(StyledText("  \(all.count - shown.count) more", .muted)) }
    return framed(lines, title: "metrics", width: width, height: height, glyphs: glyphs)
  }

  private func heading(spark: Int) -> String {
    let names = ["now", "val", "best"].map { rightAligned($0, columns: 7) }.joined(separator: " ")
    return String(repeating: " ", count: 2 + 13 + spark + 1) + names
  }

  private func metricLine(_ metric: Metric, isChosen: Bool, spark: Int, glyphs: Glyphs) -> StyledText {
    let goal = metric.isLearningRate ? "" : " " + (metric.higherIsBetter ? glyphs.up : glyphs.down)
    var line = StyledText(isChosen ? glyphs.pointer + " " : "  ", .emphasis)
    let name = fitted(metric.name + goal, columns: 12, ellipsis: glyphs.isUnicode ? "…" : "~")
    line.append(name + " ", isChosen ? .emphasis : .plain)
    let averages = metric.train.stretches.map { $0.smoothed[min(1, $0.smoothed.count - 1)] }
    line.append(Sparkline.text(averages, width: spark, glyphs: glyphs) + " ", .train)
    let hasValidation = metric.validation.sampleCount > 0
    let best = hasValidation ? metric.validation.best : metric.train.best
    let now = metric.train.sampleCount > 0 ? shortNumber(metric.train.last) : ""
    line.append(rightAligned(now, columns: 7), metric.train.last.isFinite || now.isEmpty ? .plain : .failure)
    line.append(" " + rightAligned(hasValidation ? shortNumber(metric.validation.last) : "", columns: 7), .validation)
    line.append(" " + rightAligned(metric.isLearningRate ? "" : best.map { shortNumber($0.value) } ?? "", columns: 7))
    return line
  }

  /// The chosen metric in one line, for small screens.
  func valuesLine(_ glyphs: Glyphs) -> StyledText {
    guard let metric = charted else { return StyledText() }
    var line = StyledText(" \(metric.name) ", .emphasis) + StyledText(shortNumber(metric.train.last))
    if metric.validation.sampleCount > 0 {
      line.append("  val ", .validation)
      line.append(shortNumber(metric.validation.last))
      if let best = metric.validation.best { line.append(" (best \(shortNumber(best.value)))", .muted) }
    }
    return line
  }

  func notesPanel(width: Int, height: Int, glyphs: Glyphs) -> [StyledText] {
    let lines = notes.suffix(max(0, height - 2)).map { note -> StyledText in
      let (sign, role): (String, Role) =
        switch note.level {
        case .info: ("  ", .plain)
        case .warning: ("! ", .warning)
        case .error: (glyphs.isUnicode ? "✗ " : "x ", .failure)
        }
      var line = StyledText(" " + timeOfRun(note.time) + " ", .muted)
      line.append(sign, role)
      line.append(fitted(note.text, columns: max(0, width - 2 - line.width), ellipsis: glyphs.ellipsis), role)
      return line
    }
    return framed(Array(lines), title: "log", width: width, height: height, glyphs: glyphs)
  }

  private func timeOfRun(_ time: Double) -> String { clockText(max(0, time - startTime)) }

  // MARK: progress

  func progressLines(columns: Int, glyphs: Glyphs) -> [StyledText] {
    [epochLine(columns: columns, glyphs: glyphs), totalLine(columns: columns, glyphs: glyphs)]
  }

  private func epochLine(columns: Int, glyphs: Glyphs) -> StyledText {
    var facts: [String] = []
    if let rate = throughput.rate {
      facts.append("\(shortCount(rate * Double(run.minibatch))) ex/s")
      facts.append(rate > 10_000 ? "\(shortNumber(1e6 / rate)) us/step" : "\(shortNumber(1000 / rate)) ms/step")
    }
    return bar(
      "epoch", epochFraction, isKnown: run.stepsPerEpoch > 0, facts: facts, columns: columns, glyphs: glyphs)
  }

  func totalLine(columns: Int, glyphs: Glyphs) -> StyledText {
    var facts = [clockText(elapsed)]
    if let secondsLeft { facts.append("left \(clockText(secondsLeft))") }
    return bar("total", totalFraction, isKnown: totalSteps > 0, facts: facts, columns: columns, glyphs: glyphs)
  }

  private func bar(
    _ name: String, _ fraction: Double, isKnown: Bool, facts: [String], columns: Int, glyphs: Glyphs
  ) -> StyledText {
    let share = max(0, min(1, fraction))
    let percent = isKnown ? rightAligned("\(Int(share * 100))%", columns: 5) : "    ?"
    // One width for both bars, so that they compare.
    let tail = percent + "  " + fitted(facts.joined(separator: "  "), columns: columns >= 100 ? 40 : 26)
    let width = max(4, columns - 8 - tail.count)
    let (full, empty) = Sparkline.progress(isKnown ? share : 0, width: width, glyphs: glyphs)
    return StyledText(" \(name) ") + StyledText(full, .train) + StyledText(empty, .muted) + StyledText(tail)
  }

  private func shortCount(_ value: Double) -> String {
    guard value.isFinite, value >= 0, value < 1e15 else { return "?" }
    return value >= 100 ? countText(Int(value)) : shortNumber(value)
  }
}

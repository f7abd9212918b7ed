import Plot
import Record

extension DashboardModel {
  /// What stays on the terminal when the panel has closed: how the run ended, how far it came, its last values.
  public func summaryLine(_ glyphs: Glyphs) -> StyledText {
    let (sign, role) = stateText(glyphs)
    var facts: [String] = []
    if case .finished(.done) = state {
      facts.append("\(countText(epoch)) epoch\(epoch == 1 ? "" : "s")")
      facts.append("\(countText(step)) steps")
    } else {
      facts.append("epoch \(epoch) of \(run.epochs)")
      facts.append("step \(countText(step))" + (totalSteps > 0 ? " of \(countText(totalSteps))" : ""))
    }
    for metric in rows where !metric.isLearningRate {
      let validation = metric.validation.sampleCount > 0 ? " (val \(shortNumber(metric.validation.last)))" : ""
      if metric.train.sampleCount > 0 { facts.append("\(metric.name) \(shortNumber(metric.train.last))\(validation)") }
    }
    facts.append(clockText(elapsed))
    var line = StyledText(run.name + (runNumber.map { " #\($0)" } ?? "") + " ")
    line.append(sign, role)
    line.append("  " + facts.joined(separator: glyphs.isUnicode ? " · " : ", "))
    return line
  }
}

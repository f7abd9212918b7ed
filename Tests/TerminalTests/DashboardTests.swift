import Plot
import Record
import Testing

@testable import Dashboard

/// A run of 4 epochs with 100 batches each, seen after `steps` batches.
private func model(steps: Int, ended: RunOutcome? = nil) -> DashboardModel {
  var model = DashboardModel(runNumber: 7)
  let description = RunDescription(
    kind: .fit, name: "digits", epochs: 4, stepsPerEpoch: 100, minibatch: 200, parameters: 401_408, seed: 0)
  var time = 1000.0
  func send(_ event: RunEvent) { _ = model.update(.event(TimedEvent(time: time, event: event))) }
  send(.started(description))
  for step in 1...max(1, steps) {
    let epoch = (step - 1) / 100 + 1
    let batch = (step - 1) % 100 + 1
    if batch == 1 { send(.epochStarted(epoch: epoch)) }
    time += 0.25
    let wave = Double(step * 37 % 11) / 11 - 0.5
    let loss = 2 / (1 + Double(step) * 0.05) * (1 + 0.3 * wave)
    let metrics = [RunMetric("loss", loss), RunMetric("accuracy", 1 - loss / 3), RunMetric("lr", 1e-3)]
    let point = RunPoint(epoch: epoch, batch: batch, step: step, metrics: metrics)
    send(.batch(point))
    if step % 25 == 0 {
      send(
        .validation(
          RunPoint(epoch: epoch, batch: batch, step: step, metrics: [RunMetric("val_loss", loss * 1.1)])))
    }
    if batch == 100 { send(.epochEnded(point, seconds: 25)) }
  }
  if let ended { send(.finished(ended, step: steps, message: ended == .failed ? "loss is nan" : "")) }
  return model
}

@Suite("Dashboard: what the screen shows")
struct DashboardViewTests {
  @Test(arguments: [(24, 80), (48, 160), (16, 60), (40, 120), (10, 40)])
  func layout(rows: Int, columns: Int) {
    let lines = model(steps: 260).view(rows: rows, columns: columns, glyphs: .unicode)
    #expect(lines.count == rows)
    #expect(lines.allSatisfy { $0.width == columns })
    expectGolden(lines, "panel-\(columns)x\(rows)")
  }

  @Test func asciiOnly() {
    let lines = model(steps: 260).view(rows: 24, columns: 80, glyphs: .ascii)
    #expect(lines.allSatisfy { $0.plain.utf8.allSatisfy { $0 < 0x80 } })
    expectGolden(lines, "panel-80x24-ascii")
  }

  @Test(arguments: [(1, 1), (2, 5), (3, 20), (5, 200), (200, 10), (0, 0)])
  func everySizeIsFilledExactly(rows: Int, columns: Int) {
    for model in [DashboardModel(), model(steps: 30)] {
      let lines = model.view(rows: rows, columns: columns, glyphs: .unicode)
      #expect(lines.count == rows)
      #expect(lines.allSatisfy { $0.width == columns })
    }
  }

  @Test func beforeTheFirstBatch() {
    expectGolden(DashboardModel(runNumber: 7).view(rows: 24, columns: 80, glyphs: .unicode), "panel-empty")
  }

  @Test func help() {
    var model = model(steps: 30)
    _ = model.update(.key(.character("?")))
    expectGolden(model.view(rows: 24, columns: 80, glyphs: .unicode), "panel-help")
  }

  @Test func failedRun() {
    let lines = model(steps: 130, ended: .failed).view(rows: 24, columns: 80, glyphs: .unicode)
    #expect(lines[0].plain.contains("✗ FAILED"))
    #expect(lines.contains { $0.plain.contains("loss is nan") })
  }

  @Test func notFiniteValuesAreCountedAndLeaveAGap() {
    var model = model(steps: 30)
    let point = RunPoint(epoch: 1, batch: 31, step: 31, metrics: [RunMetric("loss", .nan)])
    _ = model.update(.event(TimedEvent(time: 1010, event: .batch(point))))
    let text = model.view(rows: 24, columns: 80, glyphs: .unicode).map(\.plain).joined(separator: "\n")
    #expect(text.contains("1 not finite"))
    #expect(text.contains("loss is nan at step 31"))
  }
}

@Suite("Dashboard: what keys and events do")
struct DashboardUpdateTests {
  @Test func stopAsksTheRun() {
    var model = model(steps: 30)
    #expect(model.update(.key(.character("q"))) == [.ask(.stop, true)])
    #expect(model.state == .stopping)
  }

  @Test func pauseIsToggled() {
    var model = model(steps: 30)
    #expect(model.update(.key(.character("p"))) == [.ask(.pause, true)])
    _ = model.update(.event(TimedEvent(time: 1020, event: .paused(step: 30))))
    #expect(model.state == .paused)
    #expect(model.update(.key(.character("p"))) == [.ask(.pause, false)])
    _ = model.update(.event(TimedEvent(time: 1021, event: .resumed(step: 30))))
    #expect(model.state == .live)
  }

  @Test func leaving() {
    var model = model(steps: 30)
    #expect(model.update(.key(.character("d"))) == [.detach])
    #expect(model.update(.key(.interrupt)) == [.interrupt])
    #expect(model.update(.key(.character("Z"))) == [])
  }

  @Test func viewKeys() {
    var model = model(steps: 30)
    _ = model.update(.key(.character("l")))
    #expect(!model.wantsLogScale)
    for level in [2, 3, 0, 1] {
      _ = model.update(.key(.character("m")))
      #expect(model.smoothing == level)
    }
    _ = model.update(.key(.up))
    #expect(model.charted?.name == "lr")
    _ = model.update(.key(.down))
    #expect(model.charted?.name == "loss")
  }

  @Test func silenceIsShownAndForgiven() {
    var model = model(steps: 30)
    _ = model.update(.tick(now: 1030, silence: 14))
    #expect(model.state == .stale(seconds: 14))
    _ = model.update(.tick(now: 1031, silence: 0.1))
    #expect(model.state == .live)
  }

  @Test func everyKeyOfTheTableIsReachableOnce() {
    let keys = DashboardKey.table.flatMap(\.keys)
    for (index, key) in keys.enumerated() { #expect(!keys[..<index].contains(key)) }
  }

  @Test func timeLeftComesFromTheRecentRate() {
    let left = model(steps: 200).secondsLeft ?? 0
    #expect(abs(left - 50) < 1e-6)
  }

  @Test func historyIsBoundedAndKeepsItsExtremes() {
    var history = MetricHistory()
    for step in 1...100_000 { history.append(step == 777 ? -5 : 1, step: step, higherIsBetter: false) }
    #expect(history.stretches.count <= 2048)
    #expect(history.stretches.contains { $0.low == -5 })
    #expect(history.best?.step == 777)
    #expect(history.sampleCount == 100_000)
  }

  @Test func aConstantSeriesStaysConstant() {
    var history = MetricHistory()
    for step in 1...50 { history.append(0.25, step: step, higherIsBetter: false) }
    #expect(history.stretches.allSatisfy { $0.smoothed.allSatisfy { abs($0 - 0.25) < 1e-12 } })
  }
}

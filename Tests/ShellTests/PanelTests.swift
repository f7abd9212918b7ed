import Foundation
import Testing

/// The panel of a real fit, in a real terminal.
extension PromptTests {
  private static let model = """
    import nengo, nengo_dl, numpy as np, tensorflow as tf
    with nengo.Network(seed=0) as net:
        inp = nengo.Node(np.zeros(1))
        out = nengo.Node(size_in=1)
        nengo.Connection(inp, out, synapse=None)
        p = nengo.Probe(out)
    x = np.ones((64, 1, 1))
    sim = nengo_dl.Simulator(net, minibatch_size=8, progress_bar=False)
    sim.compile(optimizer=tf.optimizers.SGD(1e-4), loss="mse")
    print("ready")
    """

  /// A session whose model has been made.
  private func session(_ arguments: String = "", columns: Int = 80, rows: Int = 24) throws -> TmuxTerminal {
    let terminal = try TmuxTerminal(arguments, columns: columns, rows: rows)
    terminal.wait(for: "In [1]:")
    let file = terminal.folder.appendingPathComponent("model.py")
    try Self.model.write(to: file, atomically: true, encoding: .utf8)
    terminal.enter("%run model.py")
    terminal.wait(for: "ready")
    terminal.wait(for: "In [2]:")
    return terminal
  }

  @Test func thePanelShowsAFitAndQKeepsWhatWasLearned() throws {
    let terminal = try session()
    terminal.enter("h = sim.fit(x, x * 3, epochs=1000000)")
    terminal.wait(for: "● LIVE")
    terminal.wait(for: "q stop  p pause  d detach")
    terminal.press("p")
    terminal.wait(for: "PAUSED")
    terminal.press("p")
    terminal.wait(for: "● LIVE")
    terminal.press("q")
    terminal.wait(for: "□ STOPPED")
    terminal.wait(for: "In [3]:")
    terminal.enter("print('kept', len(h.history['loss']) > 1)")
    terminal.wait(for: "kept True")
  }

  @Test func anotherTerminalWatchesAndStopsTheFit() throws {
    let terminal = try session()
    terminal.enter("sim.fit(x, x * 3, epochs=1000000)")
    terminal.wait(for: "● LIVE")
    let watcher = try TmuxTerminal("watch", environment: ["XDG_STATE_HOME": terminal.folder.path])
    watcher.wait(for: "● LIVE")
    watcher.press("q")
    terminal.wait(for: "□ STOPPED")
    watcher.wait(for: "□ STOPPED")
    watcher.press("d")
    watcher.wait(for: "status 0")
  }

  @Test func aDetachedFitGoesOnWithItsProgressLine() throws {
    let terminal = try session()
    terminal.enter("sim.fit(x, x * 3, epochs=1000000)")
    terminal.wait(for: "● LIVE")
    terminal.press("d")
    terminal.wait(for: "/1000000")
    terminal.press("C-c")
    terminal.wait(for: "KeyboardInterrupt")
    terminal.enter("'usable'")
    terminal.wait(for: "Out[3]: 'usable'")
  }

  @Test func ctrlCInThePanelStopsTheFitAndLeavesTheSimulatorWhole() throws {
    let terminal = try session(columns: 160, rows: 48)
    terminal.enter("sim.fit(x, x * 3, epochs=1000000)")
    terminal.wait(for: "● LIVE")
    terminal.press("C-c")
    terminal.wait(for: "KeyboardInterrupt")
    terminal.enter("print('shape', sim.predict(x, verbose=0)[p].shape)")
    terminal.wait(for: "shape (64, 1, 1)")
  }

  @Test func shortFitsAndNoTUIPrintProgressLines() throws {
    let terminal = try session("--no-tui")
    terminal.enter("h = sim.fit(x, x * 3, epochs=2)")
    terminal.wait(for: "Epoch 2/2")
    terminal.wait(for: "In [3]:")
    #expect(!terminal.screen.contains("LIVE"))
  }

  @Test func thePanelFollowsTheWindow() throws {
    let terminal = try session()
    terminal.enter("sim.fit(x, x * 3, epochs=1000000)")
    terminal.wait(for: "● LIVE")
    for (columns, rows) in [(160, 48), (60, 16), (30, 8), (80, 24)] {
      terminal.resize(columns: columns, rows: rows)
      terminal.wait("the last line at \(columns)×\(rows)") { screen in
        screen.split(separator: "\n").last?.contains("q stop") == true
      }
    }
    terminal.press("q")
    terminal.wait(for: "STOPPED")
  }

  @Test func termInThePanelGivesTheTerminalBack() throws {
    let terminal = try session()
    terminal.enter("sim.fit(x, x * 3, epochs=1000000)")
    terminal.wait(for: "● LIVE")
    guard let process = terminal.processID else {
      Issue.record("no process")
      return
    }
    kill(process, SIGTERM)
    terminal.wait(for: "status 143")
    let screen = terminal.screen
    #expect(screen.contains("In [1]:") && !screen.contains("LIVE"))
    #expect(screen.contains("icanon") && !screen.contains("-icanon"))
  }
}

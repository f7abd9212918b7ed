import Testing

/// Exported scripts give what the original network gives: in soma, of networks and of both simulators.
struct ExportedScriptTests {
  /// Exports `net` and simulators of it that have not run, then runs both and keeps what the probes recorded.
  static func original(_ text: String, _ folder: String, withDL: Bool) -> String {
    let dl = """

      import nengo_dl
      with net: nengo_dl.configure_settings(dtype="float64")
      with nengo_dl.Simulator(net, seed=2, progress_bar=False) as sim:
        keys = soma.export(sim, "\(folder)/trained").probes
        sim.run(0.04)
        np.savez("\(folder)/dl_want.npz", **{k: sim.data[p] for k, p in zip(keys, net.all_probes)})
      """
    return ExportCase.imports + text + """

      import soma
      soma.export(net, "\(folder)/net.py")
      with nengo.Simulator(net, seed=2, progress_bar=False) as sim:
        keys = soma.export(sim, "\(folder)/present.py").probes
        sim.run(0.04)
        np.savez("\(folder)/want.npz", **{k: sim.data[p] for k, p in zip(keys, net.all_probes)})
      """ + (withDL ? dl : "")
  }

  /// Runs an exported script and keeps what its probes recorded.
  static func replay(_ file: String, _ folder: Folder, inDL: Bool, to result: String) throws {
    let simulator = inDL ? "nengo_dl" : "nengo"
    let settings = inDL ? "import nengo_dl\nwith net: nengo_dl.configure_settings(dtype=\"float64\")\n" : ""
    let tail =
      settings + """
        with \(simulator).Simulator(net, seed=2, progress_bar=False) as sim:
          sim.run(0.04)
        np.savez("\(folder.path)/\(result)", **{k: sim.data[p] for k, p in probes.items()})
        """
    try ScriptRunner.run(try folder.text(file) + tail, path: "\(folder.path)/\(file)")
  }

  @Test(arguments: ExportCase.all)
  func givesTheSameProbes(_ example: ExportCase) throws {
    let folder = try Folder()
    let isStateful = example.name == "shared state"
    // The state that functions keep goes on from one simulator to the next; each export starts from its own.
    let withDL = example.runsInDL && !isStateful
    try ScriptRunner.run(Self.original(example.text, folder.path, withDL: withDL))
    for file in ["net.py", "present.py"] {
      try Self.replay(file, folder, inDL: false, to: "got.npz")
      let worst = try difference("\(folder.path)/want.npz", "\(folder.path)/got.npz")
      #expect(worst.value <= 1e-9, "\(file) \(worst.name)")
    }
    guard withDL else { return }
    for file in ["net.py", "trained.py"] {
      try Self.replay(file, folder, inDL: true, to: "dl_got.npz")
      let worst = try difference("\(folder.path)/dl_want.npz", "\(folder.path)/dl_got.npz")
      #expect(worst.value <= 1e-9, "\(file) \(worst.name)")
    }
  }
}

import Foundation
import Testing

/// Exported scripts under the real Nengo give what soma gives.
@Suite(.serialized) struct PlainNengoTests {
  private static let comment: Comment = "no Python with Nengo here; SOMA_NENGO_PYTHON names one"

  /// Runs exports in one process and keeps what their probes recorded.
  private static let runner = """
    import runpy, sys, warnings
    warnings.simplefilter("ignore")
    import nengo
    import numpy as np
    # Caches of several versions of Nengo and NumPy do not go together.
    nengo.rc["decoder_cache"]["enabled"] = "False"
    for name in sys.argv[1:]:
        script = runpy.run_path(name + ".py")
        with nengo.Simulator(script["net"], seed=2, progress_bar=False) as sim:
            sim.run(0.04)
        np.savez("got_" + name, **{k: sim.data[p] for k, p in script["probes"].items()})
    """

  @Test(.enabled(if: !PlainNengo.all.isEmpty, comment), arguments: PlainNengo.all, ExportCase.all)
  func givesTheSameProbes(_ nengo: PlainNengo, _ example: ExportCase) throws {
    let names = example.needsSciPy && !nengo.hasSciPy ? ["present"] : ["net", "present"]
    let folder = try Folder()
    try ScriptRunner.run(ExportedScriptTests.original(example.text, folder.path, withDL: false))
    try Self.runner.write(toFile: "\(folder.path)/run.py", atomically: true, encoding: .utf8)
    let answer = try nengo.run(["run.py"] + names, in: folder.path)
    try #require(answer.status == 0, "\(nengo): \(answer.output)")
    for name in names {
      let worst = try difference("\(folder.path)/want.npz", "\(folder.path)/got_\(name).npz")
      #expect(worst.value <= 1e-9, "\(nengo), \(name).py: \(worst.name)")
      if ProcessInfo.processInfo.environment["SOMA_EXPORT_SHOW"] != nil {
        print("deviation", worst.value, nengo, example, name)
      }
    }
  }

  /// So that a log shows whether the real Nengo was there.
  @Test func saysWhatIsThere() {
    let found = PlainNengo.all.map { "\($0) of \($0.program)" }.joined(separator: ", ")
    print(found.isEmpty ? "exports were not run under Nengo: \(Self.comment)" : "exports run under \(found)")
  }
}

import Foundation
import Testing

/// The examples by which NengoDL's users know the Simulator, as they stand in its documentation, with training where
/// their comments ask for it.
@Suite struct DocumentedExamplesTests {
  private static let start = """
    import numpy as np
    import nengo
    import nengo_dl
    import tensorflow as tf

    def train(sim):
        rng = np.random.RandomState(0)
        x, y = rng.uniform(-1, 1, size=(8, 5, 1)), rng.uniform(-1, 1, size=(8, 5, 1))
        sim.compile(optimizer=tf.optimizers.SGD(0.01), loss="mse")
        sim.fit(x, y, epochs=2, verbose=0)

    with nengo.Network(seed=0) as net:
        node = nengo.Node([0])
        ens = nengo.Ensemble(10, 1)
        conn = nengo.Connection(node, ens)
        probe = nengo.Probe(ens)

    """

  /// What `soma run` prints for the text in a folder of its own.
  private static func printed(by text: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try text.write(to: folder.appendingPathComponent("example.py"), atomically: true, encoding: .utf8)
    let run = Tool(
      ["/usr/bin/env", "-C", folder.path, TmuxTerminal.program, "run", "example.py"],
      environment: ["HOME": folder.path, "SWIFT_BACKTRACE": "enable=no"])
    return run.output + run.error
  }

  @Test func looksIntoParameters() throws {
    let got = try Self.printed(
      by: Self.start + """
        with nengo_dl.Simulator(net, progress_bar=False) as sim:
            train(sim)

            print(sim.data[conn].weights)  # connection weights
            print(sim.data[ens].bias)  # bias values
            print(sim.data[ens].encoders)  # encoder values
            print(sim.data[ens])  # to see all the parameters for an object
            print(sim.data[ens].bias.shape, sim.data[ens].encoders.shape)
        """)
    #expect(got.hasPrefix("None\n["))
    #expect(got.contains("max_rates") && got.contains("scaled_encoders"))
    #expect(got.hasSuffix("(10,) (10, 1)\n"))
  }

  @Test func savesAndLoadsParameters() throws {
    let got = try Self.printed(
      by: Self.start + """
        with nengo_dl.Simulator(net, progress_bar=False) as sim:
            built = sim.data[ens].bias
            train(sim)
            trained = sim.data[ens].bias

            sim.save_params("./my_saved_params")

        # < do something else >

        with nengo_dl.Simulator(net, progress_bar=False) as sim2:
            before = sim2.data[ens].bias
            sim2.load_params("./my_saved_params")
            # sim2 will now match the parameters from sim
            print(np.array_equal(before, built), np.array_equal(built, trained))
            print(np.array_equal(sim2.data[ens].bias, trained))
        """)
    #expect(got == "True False\nTrue\n")
  }

  @Test func freezesParameters() throws {
    let got = try Self.printed(
      by: Self.start + """
        with nengo_dl.Simulator(net, progress_bar=False) as sim:
            train(sim)
            trained = sim.data[ens]

            sim.freeze_params(net)

        # load our optimized network in a different simulator
        with nengo.Simulator(net, progress_bar=False) as sim2:
            # sim2 will now simulate a model in the default Nengo simulator, but
            # with the same parameters as our optimized NengoDL model
            sim2.run(1.0)
        print(np.allclose(sim2.data[ens].bias, trained.bias, atol=1e-4))
        print(sim2.data[probe].shape, np.allclose(sim2.data[ens].gain, trained.gain, atol=1e-3))
        """)
    #expect(got == "True\n(1000, 1) True\n")
  }
}

import Testing

/// The text of an exported script.
struct ExportTextTests {
  @Test func readsWell() throws {
    let folder = try Folder()
    let printed = try ScriptRunner.run(
      """
      import nengo
      import numpy as np
      import soma

      gain = 0.5
      def wave(t):
          return gain * np.sin(t)

      with nengo.Network(label="a channel", seed=1) as model:
          stim = nengo.Node(wave)
          a = nengo.Ensemble(40, dimensions=2, neuron_type=nengo.LIF(tau_rc=0.03), max_rates=nengo.dists.Uniform(100, 120))
          nengo.Connection(stim, a[1])
          with nengo.Network(label="inner part"):
              b = nengo.Ensemble(10, 1, label="b of mine", encoders=np.ones((10, 1)))
              nengo.Connection(b, b, synapse=0.1)
          nengo.Connection(a[0], b, function=lambda x: x ** 2, synapse=None)
          p = nengo.Probe(b, synapse=0.01)
      print(soma.export(model, "PATH/chan.py"))
      """.replacing("PATH", with: folder.path))
    #expect(try folder.text("chan.py") == Self.expected)
    let lines = printed.replacing(folder.path + "/", with: "").split(separator: "\n")
    #expect(
      lines.first == "chan.py    45 lines  1 subnetwork, 2 ensembles, 1 node, 3 connections, 1 probe, 2 functions")
    #expect(folder.files == ["chan.npz", "chan.py"])
  }

  private static let expected = #"""
    """a channel (exported by soma)

    2 ensembles (50 neurons), 1 node, 3 connections, 1 probe. Its parameters are drawn and
    solved when a simulator is made: the same for the same seeds.

        from chan import net, probes

        with nengo.Simulator(net) as sim:
            sim.run(1.0)
        print(sim.data[probes["p"]])
    """

    import os

    import numpy as np
    import nengo

    arrays = np.load(os.path.join(os.path.dirname(os.path.abspath(__file__)), "chan.npz"))

    gain = 0.5


    def wave(t):
        return gain * np.sin(t)


    with nengo.Network(label="a channel", seed=1) as model:
        stim = nengo.Node(wave, size_out=1)
        a = nengo.Ensemble(
            40,
            2,
            max_rates=nengo.dists.Uniform(low=100, high=120),
            neuron_type=nengo.LIF(tau_rc=0.03),
        )
        nengo.Connection(stim, a[1])

        with nengo.Network(label="inner part") as inner_part:
            b = nengo.Ensemble(10, 1, encoders=arrays["b_encoders"], label="b of mine")
            nengo.Connection(b, b, synapse=0.1)

        nengo.Connection(a[0], b, synapse=None, function=lambda x: x ** 2)
        p = nengo.Probe(b, synapse=0.01)

    net = model
    probes = {"p": p}

    """#
}

import Testing

/// What can't be exported is said with its name, before any file is touched.
struct ExportErrorTests {
  private static let start = ExportCase.imports + "import soma\nimport nengo_dl\nnet = nengo.Network(seed=1)\n"

  @Test(arguments: [
    (
      "with net: sick = nengo.Ensemble(5, 1, neuron_type=nengo_dl.SoftLIFRate(), label='sick')",
      "ValueError: cannot export <Ensemble 'sick'>: SoftLIFRate is a class of NengoDL; Nengo does not have it"
    ),
    (
      "with net: nengo.Connection(nengo.Node([1]), nengo.Ensemble(5, 1, label='e'), transform=nengo_dl.dists.Glorot(), label='c')",
      "ValueError: cannot export <Connection c>: Glorot is a class of NengoDL; Nengo does not have it"
    ),
    (
      "with net: nengo_dl.TensorNode(lambda t: t, shape_out=(1,), label='tensors')",
      "ValueError: cannot export <Node 'tensors'>: '<lambda>' works on tensors, which NengoDL has and Nengo does not"
    ),
    (
      "with net:\n  a = nengo.Ensemble(5, 1)\n  def f(t): return len(a.label or '')\n  nengo.Node(f, label='n')",
      "ValueError: cannot export <Node 'n'>: 'f' uses 'a', and an 'Ensemble' of the session has no form in a script"
    ),
    (
      "def g(x): return nengo_dl.__version__\ndef f(t): return len(g(t))\nwith net: nengo.Node(f, label='n')",
      "ValueError: cannot export <Node 'n'>: 'f' uses 'g', and 'g' uses 'nengo_dl', and module nengo_dl is not a part of "
        + "plain Nengo"
    ),
    (
      "import tensorflow as tf\nwith net: nengo.Node(lambda t: tf.zeros(1), size_out=1, label='n')",
      "ValueError: cannot export <Node 'n'>: 'lambda' uses 'tf', and module tensorflow is not a part of plain Nengo"
    ),
    (
      "x = 2\nwith net: nengo.Node(lambda t: x, label='n')\ndel x",
      "ValueError: cannot export <Node 'n'>: 'lambda' uses 'x', and it has no value"
    ),
    (
      "class W:\n  def step(self, t): return t\nw = W()\nw.net = net\nwith net: nengo.Node(w.step, label='n')",
      "ValueError: cannot export <Node 'n'>: attribute 'net' of w, of class W: a 'Network' of the session has no form in "
        + "a script"
    ),
    (
      "a = nengo.Ensemble(5, 1, label='out', add_to_container=False)\nwith net: nengo.Connection(a, a, label='c')",
      "ValueError: cannot export <Connection c>: <Ensemble 'out'> is not in the network"
    ),
  ])
  func names(_ text: String, _ expected: String) throws {
    let folder = try Folder()
    let script = Self.start + text + "\nsoma.export(net, '\(folder.path)/net.py')\n"
    #expect(throws: ScriptRunner.Failure(description: expected)) { try ScriptRunner.run(script) }
    #expect(folder.files.isEmpty)
  }

  @Test(arguments: [
    ("soma.export(3, 'PATH/net.py')", "TypeError: export takes a Network or a Simulator, got 'int'"),
    ("soma.export(net, 'PATH/net.txt')", "ValueError: the name of a script ends in .py, got 'PATH/net.txt'"),
    ("soma.export(net, 'PATH/')", "ValueError: the name of a script ends in .py, got 'PATH/'"),
    (
      "soma.export(net, 'PATH/none/net.py')",
      "FileNotFoundError: [Errno 2] No such file or directory: 'PATH/none/net.py'"
    ),
    (
      "with nengo_dl.Simulator(net, progress_bar=False) as sim: pass\nsoma.export(sim, 'PATH/net.py')",
      "SimulatorClosed: the simulator is closed and its parameters are gone; export it before it is closed"
    ),
    (
      "with nengo.Simulator(net) as sim: pass\nwith net: nengo.Ensemble(5, 1, label='new')\nsoma.export(sim, 'PATH/net.py')",
      "ValueError: cannot export <Ensemble 'new'>: it is not in the simulator, which was built before it was made"
    ),
    (
      "open('PATH/net.py', 'w').write('mine')\nsoma.export(net, 'PATH/net.py')",
      "FileExistsError: 'PATH/net.py' exists and was not written by an export; overwrite=True replaces it"
    ),
    (
      "with net: nengo.Node(np.arange(9) * 1.0)\nopen('PATH/net.npz', 'w').write('mine')\nsoma.export(net, 'PATH/net')",
      "FileExistsError: 'PATH/net.npz' exists and was not written by an export; overwrite=True replaces it"
    ),
  ])
  func refuses(_ text: String, _ expected: String) throws {
    let folder = try Folder()
    let script = Self.start + "with net: nengo.Node([1.0])\n" + text.replacing("PATH", with: folder.path)
    let failure = ScriptRunner.Failure(description: expected.replacing("PATH", with: folder.path))
    #expect(throws: failure) { try ScriptRunner.run(script) }
  }

  @Test func replacesItsOwnFilesAndOthersOnRequest() throws {
    let folder = try Folder()
    let script =
      Self.start
        + """
        with net: nengo.Node([1.0])
        soma.export(net, "PATH/net")
        soma.export(net, "PATH/net.py")
        open("PATH/net.py", "w").write("mine")
        print(soma.export(net, "PATH/net.py", overwrite=True).path == "PATH/net.py")
        """.replacing("PATH", with: folder.path)
    #expect(try ScriptRunner.run(script) == "True\n")
    #expect(folder.files == ["net.py"])
  }
}

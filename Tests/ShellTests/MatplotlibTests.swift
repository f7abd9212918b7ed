import Glibc
import Testing

/// pyplot as scripts see it: data, limits and errors, by the rules that matplotlib's documentation gives.
struct MatplotlibTests {
  private static let start = "import numpy as np\nimport matplotlib.pyplot as plt\n"

  private static func printed(_ text: String) -> String { ScriptRun.printed(by: start + text) }

  @Test(arguments: [
    ("x, y = plt.plot([1, 2], [3, 4])[0].get_data()\nprint(x, y)", "[1. 2.] [3. 4.]\n"),
    ("print(len(plt.plot(np.zeros((5, 3)))), len(plt.gca().lines))", "3 3\n"),
    (
      "a, b = plt.plot([1, 2], 'r--', [3, 4], 'bo')\nprint(a.get_linestyle(), b.get_linestyle(), b.get_marker())",
      "-- None o\n"
    ),
    ("plt.plot([0, 10], [0, 1])\nprint([float(v) for v in plt.xlim()])", "[-0.5, 10.5]\n"),
    ("plt.plot([], [])\nprint([float(v) for v in plt.xlim() + plt.ylim()])", "[0.0, 1.0, 0.0, 1.0]\n"),
    (
      "plt.xlim(3, 1)\nprint([float(v) for v in plt.gca().get_xlim()], plt.gca().xaxis_inverted())", "[3.0, 1.0] True\n"
    ),
    (
      "plt.bar([0, 1], [2, 3])\nprint(round(plt.ylim()[0], 9), round(plt.ylim()[1], 9), plt.xlim()[0])",
      "0.0 3.15 -0.49\n"
    ),
    ("plt.imshow(np.zeros((3, 5)))\nprint([float(v) for v in plt.xlim() + plt.ylim()])", "[-0.5, 4.5, 2.5, -0.5]\n"),
    (
      "plt.imshow(np.zeros((2, 2)), origin='lower', extent=(0, 1, 0, 2))\nprint([float(v) for v in plt.ylim()])",
      "[0.0, 2.0]\n"
    ),
    ("n, bins, _ = plt.hist([1, 2, 2, 3], bins=3)\nprint(n, len(bins))", "[1. 2. 1.] 4\n"),
    ("print(plt.hist([1, 2, 2, 4], bins=[0, 2, 4], density=True)[0])", "[0.125 0.375]\n"),
    ("print(plt.hist([1, 2, 2, 3], bins=3, cumulative=True)[0])", "[1. 3. 4.]\n"),
    (
      "bars = plt.bar(['a', 'b'], [1, 2])\nbars[1].set_color('r')\nprint(len(bars), bars[1].get_height(), [p.get_x() for p in bars])",
      "2 2.0 [-0.4, 0.6]\n"
    ),
    (
      "fig, axes = plt.subplots(2, 3)\nprint(axes.shape, axes[1].shape, axes[1, 2] is fig.axes[5], len(axes.flat), len(axes[:, 0]))",
      "(2, 3) (3,) True 6 2\n"
    ),
    ("fig, ax = plt.subplots()\nprint(ax is plt.gca(), fig is plt.gcf(), fig.number)", "True True 1\n"),
    (
      "a = plt.subplot(211)\nb = plt.subplot(2, 1, 2)\nprint(plt.subplot(211) is a, plt.gca() is a, len(plt.gcf().axes))",
      "True True 2\n"
    ),
    (
      "a, b = plt.subplots(1, 2, sharex=True)[1]\na.plot([0, 4], [0, 1])\nprint([float(v) for v in b.get_xlim()])",
      "[-0.2, 4.2]\n"
    ),
    (
      "plt.figure(3); plt.figure('x'); plt.figure(3)\nprint(plt.get_fignums(), plt.gcf().number)\nplt.close('all')\nprint(plt.get_fignums())",
      "[3, 4] 3\n[]\n"
    ),
    (
      "ax = plt.gca()\nax.set(title='t', xlabel='x', xlim=(0, 2))\nprint(ax.get_title(), ax.get_xlabel(), float(ax.get_xlim()[1]))",
      "t x 2.0\n"
    ),
    (
      "plt.title('a')\nplt.plot([1], label='b')\nprint(plt.gca().get_title(), plt.gca().get_legend_handles_labels()[1])",
      "a ['b']\n"
    ),
    (
      "locs, labels = plt.xticks([0, 1], ['a', 'b'])\nprint(locs, [str(l) if isinstance(l, str) else l.get_text() for l in labels])",
      "[0. 1.] ['a', 'b']\n"
    ),
    (
      "s = plt.scatter([1, 2], [3, 4], c=[0.0, 1.0], s=20)\nprint(s.get_offsets().tolist(), s.get_array())",
      "[[1.0, 3.0], [2.0, 4.0]] [0. 1.]\n"
    ),
    ("print(len(plt.eventplot([[1, 2], [3]])), plt.gca().collections[0].get_positions())", "2 [1.0, 2.0]\n"),
    (
      "line, = plt.plot([1, 2])\nline.set_ydata([5, 6])\nline.set_color('g')\nline.set(lw=3)\nprint(line.get_ydata(), line.get_color(), line.get_linewidth())",
      "[5. 6.] (0.0, 0.5019607843137255, 0.0, 1.0) 3.0\n"
    ),
    (
      "plt.rcParams['figure.figsize'] = (10, 4)\nplt.rcParams['font.size'] = 12\nprint(plt.figure().get_size_inches())",
      "[10.  4.]\n"
    ),
    (
      "print(plt.cm.gray(1.0), plt.get_cmap('viridis').name, plt.cm.gray(np.zeros((2, 3))).shape)",
      "(1.0, 1.0, 1.0, 1.0) viridis (2, 3, 4)\n"
    ),
    (
      "with plt.style.context('ggplot'):\n  plt.tight_layout()\nplt.style.use('seaborn')\nplt.ion()\nprint('on')",
      "on\n"
    ),
    (
      "ax = plt.subplot(111, projection='3d')\nax.plot([0, 1], [0, 1], [0, 2])\nax.set_zlabel('z')\nprint(len(ax.lines))",
      "1\n"
    ),
    (
      "ax = plt.gca()\nb = ax.twinx()\nb.plot([1, 2])\nprint(b is plt.gca(), b.get_xlim() == ax.get_xlim())",
      "True True\n"
    ),
    (
      "plt.plot([1, 2])\nplt.savefig('/no/such/folder/x.svg')",
      "FileNotFoundError: [Errno 2] No such file or directory: '/no/such/folder/x.svg'"
    ),
  ])
  func scripts(text: String, want: String) { #expect(Self.printed(text) == want, "\(text)") }

  @Test(arguments: [
    (
      "plt.plot(range(10), range(9))",
      "ValueError: x and y must have same first dimension, but have shapes (10,) and (9,)"
    ),
    ("plt.plot(np.zeros((2, 2)), np.zeros((2, 3)))", "ValueError: x has 2 columns but y has 3 columns"),
    ("plt.plot([1, 2], 'zz')", "ValueError: 'zz' is not a valid format string (unrecognized character 'z')"),
    ("plt.plot([1, 2], foo=3)", "AttributeError: Line2D.set() got an unexpected keyword argument 'foo'"),
    ("plt.bar([1], [2], hatch='/')", "NotImplementedError: bar: argument 'hatch' is not supported"),
    (
      "plt.bar([1, 2, 3], [1, 2])",
      "ValueError: shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg 0 with shape (3,) and arg 1 with shape (2,)."
    ),
    ("plt.scatter([1, 2], [1])", "ValueError: x and y must be the same size"),
    ("plt.imshow([1, 2])", "TypeError: Invalid shape (2,) for image data"),
    ("plt.subplot(2, 2, 5)", "ValueError: num must be an integer with 1 <= num <= 4, not 5"),
    ("plt.subplot(22)", "ValueError: Integer subplot specification must be a three-digit number, not 22"),
    ("plt.subplots(0, 1)", "ValueError: Number of rows must be a positive integer, not 0"),
    ("plt.figure(figsize=(0, 1))", "ValueError: figure size must be positive finite not (0, 1)"),
    ("plt.xlim(0, float('nan'))", "ValueError: Axis limits cannot be NaN or Inf"),
    ("plt.xscale('foo')", "ValueError: 'foo' is not a valid value for scale; supported values are 'linear', 'log'"),
    (
      "plt.xscale('symlog')",
      "NotImplementedError: xscale: the scale 'symlog' is not supported, only 'linear' and 'log'"
    ),
    ("plt.contour([[1]])", "NotImplementedError: matplotlib.pyplot.contour is not supported"),
    (
      "plt.subplot(111, projection='polar')",
      "NotImplementedError: subplot: projection='polar' is not supported, only '3d'"
    ),
    ("plt.hist([1], bins='auto')", "NotImplementedError: hist: bins by name are not supported"),
    (
      "plt.rcParams['foo'] = 1",
      "KeyError: \"'foo' is not a valid rc parameter (see rcParams.keys() for a list of valid parameters)\""
    ),
    (
      "plt.plot([1, 2])\nplt.savefig('x.gif')",
      "ValueError: Format 'gif' is not supported (supported formats: pdf, png, svg, txt)"
    ),
    (
      "plt.colorbar()",
      "RuntimeError: No mappable was found to use for colorbar creation. First define a mappable such as an image (with imshow) or a contour set (with contourf)."
    ),
    ("plt.legend(lok='best')", "TypeError: Legend.__init__() got an unexpected keyword argument 'lok'"),
    ("plt.gca().set_zlabel('z')", "AttributeError: 'Axes' object has no attribute 'set_zlabel'"),
  ])
  func errors(text: String, want: String) { #expect(Self.printed(text) == want, "\(text)") }

  /// A call that fails leaves the axes as they were.
  @Test func failedCallsAddNothing() {
    let text = "try:\n  plt.plot([1], [2], [1, 2], [3])\nexcept ValueError:\n  print(len(plt.gca().lines))"
    #expect(Self.printed(text) == "0\n")
  }

  @Test func whatNobodyKnowsHowToShow() {
    let text = Self.printed("plt.plot([0, 1], [0, 1], label='a')\nplt.legend()\nplt.show()\nprint(plt.get_fignums())")
    #expect(text.contains("── a"))
    #expect(text.hasSuffix("[]\n"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  /// Whatever arrays come, drawing ends and nothing traps.
  @Test(arguments: [
    "plt.plot([np.nan, np.inf], [1, 2])", "plt.loglog([0, -1], [0, -1])", "plt.imshow(np.full((3, 3), np.nan))",
    "plt.imshow(np.zeros((0, 3)))", "plt.imshow(np.zeros((0, 3)), extent=(0, 1, 0, 1))",
    "plt.figure(2**63 - 1); plt.figure(); plt.plot([1])", "plt.hist([])", "plt.scatter([], [])", "plt.bar([], [])",
    "plt.fill_between([], [])",
    "plt.eventplot([])", "plt.plot([1e308, -1e308], [1e308, -1e308])", "plt.semilogy([1e-300, 1e300])", "plt.plot(3)",
    "plt.pcolormesh([0, 1, 3], [0, 2], [[1, 2]])", "plt.errorbar([1, 2], [1, 2], yerr=[[1, 1], [2, 2]])",
    "plt.stem([1, 2])",
    "plt.text(1e308, -1e308, 'a')", "plt.barh([1, 2], [3, -4])", "plt.imshow(np.ones((2, 2, 3)))",
    "plt.plot([1]); plt.grid()",
    "plt.axvspan(0, 1); plt.axhspan(3, 2, color='r')", "plt.hist(np.ones((4, 3)), stacked=True)", "plt.axis('off')",
    "plt.subplot(111, projection='3d').plot_surface(np.ones((2, 2)), np.ones((2, 2)), np.eye(2), cmap='hot')",
    "plt.subplot(111, projection='3d').scatter([1], [2], [np.nan])",
    "plt.plot([1, 2]); plt.axis('equal'); plt.legend(['a', 'b'])",
    "plt.figure(figsize=(900, 0.01)).add_subplot(1, 1, 1)", "plt.xticks([]); plt.yticks(range(1000))",
    "plt.hlines(1, 0, [1, 2])",
  ])
  func anythingDraws(text: String) {
    let output = Self.printed(text + "\nplt.show()\nprint('end')")
    #expect(output.hasSuffix("end\n"), "\(text): \(output)")
  }

  /// Files begin with the marks of their forms; PNG and PDF may say that the library is missing.
  @Test(arguments: [("svg", "<?xml"), ("txt", " "), ("png", "PNG"), ("pdf", "%PDF")])
  func files(form: String, mark: String) throws {
    let path = "/tmp/soma-figure-test-\(getpid()).\(form)"
    defer { unlink(path) }
    let printed = Self.printed(
      "plt.imshow(np.eye(3))\nplt.plot([0, 1], label='a')\nplt.legend()\nplt.savefig('\(path)', dpi=50)\nprint('saved')"
    )
    if printed.contains("need the Cairo library") { return }
    #expect(printed == "saved\n")
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 200)
    let count = fread(&bytes, 1, bytes.count, file)
    #expect(String(decoding: bytes[..<count], as: UTF8.self).contains(mark))
  }

  // MARK: nengo.utils.matplotlib

  private static let spikes =
    start + """
      from nengo.utils.matplotlib import rasterplot
      t = np.arange(1, 5) * 0.001
      s = np.array([[0, 1000.0, 0], [1000.0, 0, 0], [0, 1000.0, 0], [0, 0, 0]])

      """

  @Test func rasterRules() {
    let text =
      Self.spikes + """
        ax = rasterplot(t, s)
        for line in ax.get_lines():
          print(line.get_xdata().tolist(), line.get_ydata().tolist(), line.get_marker(), line.get_linestyle())
        print([float(v) for v in ax.get_ylim()], [float(v) for v in ax.get_xlim()], ax.get_yticks().tolist())
        print(ax is plt.gca())
        """
    #expect(
      ScriptRun.printed(by: text) == """
        [0.002] [1.0] | None
        [0.001, 0.003] [2.0, 2.0] | None
        [] [] | None
        [3.6, 0.4] [0.001, 0.004] [1.0, 2.0, 3.0]
        True

        """)
  }

  @Test func rastersAsEventsAndOnGivenAxes() {
    let text =
      Self.spikes + """
        ax = plt.subplot(212)
        plt.subplot(211)
        print(rasterplot(t, s, ax=ax, use_eventplot=True) is ax)
        print([c.get_positions() for c in ax.collections])
        big = plt.figure().gca()
        rasterplot(t, np.zeros((4, 30)), ax=big)
        print([float(v) for v in big.get_ylim()], len(big.lines))
        rasterplot(t[:3], s)
        """
    #expect(
      ScriptRun.printed(by: text) == """
        True
        [[0.002], [0.001, 0.003], []]
        [30.6, 0.4] 30
        ValidationError: rasterplot: spikes has shape (4, 3), want (times, neurons) with 3 times
        """)
  }

  @Test func imagesOverValues() {
    let text =
      Self.start + """
        from nengo.utils.matplotlib import implot, set_color_cycle
        ax = implot(plt, [0, 1, 2], [0, 10], np.zeros((2, 3)))
        print([float(v) for v in ax.get_xlim() + ax.get_ylim()])
        set_color_cycle(['r', 'g'], ax=ax)
        print([line.get_color()[0] for line in ax.plot(np.zeros((2, 3)))])
        """
    #expect(ScriptRun.printed(by: text) == "[-0.5, 2.5, -5.0, 15.0]\n[1.0, 0.0, 1.0]\n")
  }
}

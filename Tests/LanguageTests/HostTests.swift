import Testing

@testable import Language

struct HostTests {
  @Test(arguments: [
    ("c = tools.Counter(3); print(c.count, c.step(), c.step(by=2), len(c), c)", "3 4 6 6 <Counter at 6>\n"),
    ("c = tools.Counter(); c.count = 5; c.note = 'kept'; print(c.count, c.note, hasattr(c, 'zzz'))", "5 kept False\n"),
    (
      "c = tools.Counter(5); print(c - 2, 7 - c, c[1:2], c[1, ...])",
      "3 2 ('got', slice(1, 2, None)) ('got', (1, Ellipsis))\n"
    ),
    ("c = tools.Counter(1)\nwith c as d: print(d is c)\nprint(c.count)", "True\n-1\n"),
    ("c = tools.Counter(1)\nwith c: {}['x']\nprint('swallowed')", "swallowed\n"),
    ("c = tools.Counter(1); c.__enter__(); c.__exit__(None, None, None); print(c.count)", "-1\n"),
    ("c = tools.Counter(4); print(c.apply(lambda t: t * 2), c.apply(lambda t, x: (t, x)))", "8 (4, None)\n"),
    ("print({tools.Counter: 1}[tools.Counter], tools.Counter.__name__, tools.Counter.__doc__)", "1 Counter Counts.\n"),
    ("a, b = tools.Counter(), tools.Counter(); print(a == a, a == b, len({a, b}))", "True False 2\n"),
    ("print(tools.scale(4), tools.scale(4, by=3), tools.inner.x)", "8 12 1\n"),
  ])
  func hostObjectsTakePart(code: String, want: String) {
    #expect(run("import tools\n" + code) == Outcome(output: want, error: nil))
  }

  @Test func scriptsDeriveFromHostClasses() {
    let code = """
      import tools
      class Loud(tools.Counter):
        def __init__(self, start):
          super().__init__(start + 1, label="x")
          self.heard = []
        def stepped(self, n):
          self.heard.append(n)
          return "stepped to " + str(n)
      class Plain(tools.Counter):
        pass
      c = Loud(1)
      print(c.step(), c.count, c.heard, isinstance(c, tools.Counter), len(c), c - 1, Plain(start=8).count)
      c.count = 0
      print(c.count, c)
      """
    let want = "stepped to 3 3 [3] True 3 2 8\n0 <Counter at 0>\n"
    #expect(run(code) == Outcome(output: want, error: nil))
  }

  @Test(arguments: [
    ("tools.Counter('x')", "TypeError: Counter.__init__() argument 'start' must be int, not str"),
    ("tools.Counter(1, 2)", "TypeError: Counter.__init__() takes from 1 to 2 positional arguments but 3 were given"),
    (
      "tools.Counter(lable=1)",
      "TypeError: Counter.__init__() got an unexpected keyword argument 'lable'. Did you mean: 'label'?"
    ),
    ("tools.scale()", "TypeError: scale() missing 1 required positional argument: 'x'"),
    ("tools.Counter().stop", "AttributeError: 'Counter' object has no attribute 'stop'. Did you mean: 'step'?"),
    ("tools.anwser", "AttributeError: module 'tools' has no attribute 'anwser'. Did you mean: 'answer'?"),
    (
      "class C(tools.Counter):\n  def __init__(self): pass\nC().step()",
      "TypeError: 'step' of 'C' object: its base class is not initialised; call super().__init__()"
    ),
  ])
  func errorsNameWhatWasGiven(code: String, want: String) {
    #expect(run("import tools\n" + code).error == want)
  }

  @Test(arguments: [
    ("lambda: 0", 0, 0), ("lambda t, x: 0", 2, 2), ("lambda t, x=1: 0", 1, 2), ("C().m", 1, 1), ("C()", 2, 2),
    ("C", 1, 1), ("tools.scale", 1, 2), ("C.s", 1, 1), ("len", 1, 1),
  ])
  func aritiesAreKnown(function: String, least: Int, most: Int) throws {
    let interpreter = Interpreter(host: RecordingHost())
    let code = """
      import tools
      class C:
        def __init__(self, a=1): pass
        def m(self, t): pass
        def __call__(self, t, x): pass
        @staticmethod
        def s(x): pass
      f = \(function == "C" ? "lambda a: 0" : function)
      """
    try interpreter.run(SourceText(name: "test", text: code))
    let value = try #require(interpreter.variable("f"))
    #expect(interpreter.arity(of: value) == Arity(least: least, most: most))
    #expect(interpreter.arity(of: try #require(interpreter.variable("tools"))) == nil)
  }

  @Test func warningsShowOnceAndCanBeFiltered() throws {
    let host = RecordingHost()
    let interpreter = Interpreter(host: host)
    try interpreter.warn(.userWarning, "careful")
    try interpreter.warn(.userWarning, "careful")
    #expect(host.errors == "soma:1: UserWarning: careful\n")
    interpreter.warnings.filters = [.init(.error, category: .userWarning)]
    #expect(throws: ScriptError.self) { try interpreter.warn(.userWarning, "now an error") }
  }
}

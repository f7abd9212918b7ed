import Testing

@testable import Language

/// Nothing that a script does may end the process.
struct BoundsTests {
  @Test(arguments: [
    "a = []\nfor i in range(100000): a = [a]\ndel a",
    "a = None\nfor i in range(100000): a = {'k': (a,)}\ndel a",
    "class N: pass\na = None\nfor i in range(100000):\n  b = N(); b.next = a; a = b\ndel a, b",
    "def m(f): return lambda: f\nf = None\nfor i in range(100000): f = m(f)\ndel f",
    "e = None\nfor i in range(100000): e = ValueError(e)\ndel e",
  ])
  func deepStructuresAreFreed(code: String) {
    #expect(run(code).error == nil)
  }

  @Test(arguments: [
    "repr(a)", "a == b", "hash(t)", "a < b", "str(e)", "f(0)", "L().x", "sorted([a, b])", "{t: 1}",
    "P() == P()", "str(P())", "P() + 1", "len(P())",
  ])
  func deepRecursionIsAnError(expression: String) {
    let code = """
      a, b, t, e = [], [], (), None
      for i in range(20000):
        a, b, t, e = [a], [b], (t,), ValueError(e)
      def f(n): return f(n + 1)
      class L:
        def __getattr__(self, name): return getattr(self, name + "x")
      class P:
        def __eq__(self, other): return self == other
        def __repr__(self): return str(self)
        def __add__(self, other): return self + other
        def __len__(self): return len(self)
      \(expression)
      """
    #expect(run(code).error == "RecursionError: maximum recursion depth exceeded")
  }

  @Test(arguments: [
    ("[0] * 10**15", "MemoryError"), ("'x' * 10**15", "MemoryError"), ("list(range(10**15))", "MemoryError"),
    ("(0,) * 10**18", "MemoryError"), ("2 ** 10**9", "OverflowError: integer too large"),
    ("1 << 10**10", "OverflowError: integer too large"), ("'a'.ljust(10**15)", "MemoryError"),
    ("[1, 2][10**30]", "IndexError: cannot fit 'int' into an index-sized integer"),
    ("chr(10**8)", "ValueError: chr() arg not in range(0x110000)"),
    (
      "x = 10**10000; str(x)",
      "ValueError: Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() "
        + "to increase the limit"
    ),
  ])
  func absurdSizesAreErrors(code: String, want: String) {
    #expect(run(code).error == want)
  }

  @Test(arguments: [
    "divmod(-2**63, -1)", "-2**63 // -1", "(-2**63) % -1", "abs(-2**63)", "-(-2**63)",
    "[1, 2, 3][-2**63:2**63-1:-2**63]",
    "range(-2**63, 2**63-1)[5]", "len(range(-2**63, 2**63-1))", "range(10)[::2**62]", "[1].insert(-2**63, 0)",
    "'abc'.find('c', -2**63, 2**63-1)", "'a\\tb'.expandtabs(-2**63)", "round(2.5, 2**40)", "round(-2**63, -25)",
    "slice(None, None, -2**63).indices(2**62)", "'%*d' % (-3, 1)", "list(range(2**63-2, 2**63-1, 5))",
    "hash(-2**63)", "int('-9223372036854775808')", "2**63 - 1 + 1", "-2**63 * -2**63", "1 >> 2**40",
  ])
  func extremesAreComputed(expression: String) {
    #expect(run("r = repr(\(expression))").error == nil)
  }

  @Test func interruptsEndLoops() {
    let host = RecordingHost()
    let flag = InterruptFlag()
    let interpreter = Interpreter(host: host, interrupt: flag)
    let stop = BuiltinFunction("stop") { _ in
      flag.set()
      return .none
    }
    interpreter.setVariable("stop", .object(stop))
    for code in [
      "stop()\nwhile True: pass", "stop()\nfor i in range(10**12): pass", "stop()\nsum(i for i in range(10**12))",
      "stop()\n[0 for i in range(10**12)]", "stop()\nsorted(range(10**5), key=lambda x: x)",
      "try:\n  stop()\n  while True: pass\nexcept Exception: pass", "try:\n  stop()\n  while True: pass\nexcept: pass",
    ] {
      do {
        try interpreter.run(SourceText(name: "test", text: code))
        Issue.record("not interrupted: \(code)")
      } catch let error as ScriptError { #expect(error.isInstance(of: .keyboardInterrupt)) } catch {
        Issue.record("\(error)")
      }
    }
  }
}

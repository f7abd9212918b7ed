import Testing

@testable import Language

struct ReportTests {
  @Test func placesAreMarked() {
    let code = """
      def product(x):
          return x[0] * y[1]

      product([1, 2])
      """
    let want = """
      Traceback (most recent call last):
        File "model.py", line 4, in <module>
          product([1, 2])
          ^^^^^^^^^^^^^^^
        File "model.py", line 2, in product
          return x[0] * y[1]
                        ^
      NameError: name 'y' is not defined. Did you mean: 'x'?

      """
    #expect(report(code) == want)
  }

  @Test(arguments: [
    ("a = 1\nb = a + 'x' + 2", "b = a + 'x' + 2", "    ^^^^^^^"), ("x = {}\nx['k'][0]", "x['k'][0]", "^^^^^^"),
    ("import tools\ntools.scale(x=1, z=2)", "tools.scale(x=1, z=2)", "                 ^"),
    ("[].fro", "[].fro", "   ^^^"), ("print(1, foo)", "print(1, foo)", "         ^^^"),
    ("x = [1]\nx[1] = 2 if x else 3\n", "x[1] = 2 if x else 3", "^^^^"),
  ])
  func caretsCoverWhatFailed(code: String, line: String, carets: String) {
    let lines = report(code).split(separator: "\n").map(String.init)
    #expect(lines.dropLast().suffix(2) == ["    " + line, "    " + carets])
  }

  @Test func repeatedFramesAreFolded() {
    let text = report("def f(n):\n    return f(n + 1)\nf(0)\n")
    #expect(text.contains("  [Previous line repeated 996 more times]\n"))
    #expect(text.split(separator: "\n").count < 20)
  }

  @Test func syntaxErrorsShowTheirPlace() {
    let want = """
        File "model.py", line 2
          x = = 1
              ^
      SyntaxError: invalid syntax

      """
    #expect(report("a = 1\nx = = 1\n") == want)
  }

  @Test func cellsHaveLabels() {
    #expect(report("1 / 0", file: "cell 3", isFile: false).contains("\n  cell 3, line 1, in <module>\n"))
  }

  @Test func causesComeFirst() {
    let text = report("try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise KeyError('k') from e\n")
    #expect(text.contains("ZeroDivisionError: division by zero\n\nThe above exception was the direct cause"))
    #expect(text.hasSuffix("KeyError: 'k'\n"))
  }

  @Test func notesStandAboveTheLastLine() {
    #expect(
      report("class C(A, B): pass\n".replacing("A, B", with: "int, str")).contains("\nnote: derive from one class"))
  }
}

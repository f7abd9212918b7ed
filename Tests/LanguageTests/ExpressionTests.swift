import Testing

@testable import Language

struct ExpressionTests {
  /// Operators, conversions, methods of strings and formats: the table holds what Python says.
  @Test func expressionsGiveWhatPythonGives() throws {
    let interpreter = Interpreter(host: RecordingHost())
    var wrong: [String] = []
    for row in try rows(of: "expressions.tsv") where row.count == 2 {
      let got = evaluated("(" + row[0] + ")", interpreter)
      if got != row[1], wrong.count < 10 { wrong.append("\(row[0]): wanted \(row[1]), got \(got)") }
    }
    #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
  }

  @Test(arguments: [
    (1e16, "1e+16"), (1e15, "1000000000000000.0"), (0.0001, "0.0001"), (0.00001, "1e-05"),
    (0.1 + 0.2, "0.30000000000000004"),
    (-0.0, "-0.0"), (Double.leastNonzeroMagnitude, "5e-324"), (123456789012345680.0, "1.2345678901234568e+17"),
  ])
  func doublesShowTheirShortestDigits(value: Double, want: String) {
    #expect(FloatText.repr(value) == want)
    #expect(FloatText.parse(want) == value)
  }

  @Test(arguments: [
    ("radius", ["radios", "rate"], "radios"), ("n_neuron", ["n_neurons", "neurons"], "n_neurons"),
    ("zeroes", ["zeros", "ones"], "zeros"), ("abc", ["xyz"], nil), ("ab", ["ba"], "ba"),
  ])
  func hintsNameTheClosest(name: String, known: [String], want: String?) {
    #expect(Hints.closest(to: name, in: known) == want)
  }
}

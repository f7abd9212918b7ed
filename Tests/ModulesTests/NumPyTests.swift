import Testing

/// Expressions with what NumPy 2.4 gives for them: `expression<tab>repr`, or `Class: message` for errors; line ends
/// of a repr are written `|`. Rows `setup<tab>statement` prepare names; an empty result is not compared.
@Suite struct NumPyTests {
  @Test(arguments: ["arrays", "numbers", "streams"])
  func expressions(table: String) throws {
    for row in try ExpressionRow.run(table) where !row.wanted.isEmpty { #expect(row.got == row.wanted, "\(row.code)") }
  }
}

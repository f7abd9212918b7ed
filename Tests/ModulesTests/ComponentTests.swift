import Testing

/// Expressions with what Nengo 4.1 gives for them: components of its modules, and classes of scripts that derive from
/// them. What stands before `…` is the beginning of a message.
@Suite struct ComponentTests {
  @Test func expressions() throws {
    for row in try ExpressionRow.run("components") {
      if row.wanted.hasSuffix("…") {
        #expect(row.got?.hasPrefix(row.wanted.dropLast()) ?? false, "\(row.code) gave \(row.got ?? "nothing")")
      } else {
        #expect(row.got == row.wanted, "\(row.code)")
      }
    }
  }
}

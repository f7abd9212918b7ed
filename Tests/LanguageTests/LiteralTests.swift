import BigInt
import Testing

@testable import Language

struct LiteralTests {
  private func literal(_ text: String) throws -> Literal? {
    let unit = try CodeUnit.parse(SourceText(name: "test", text: text))
    guard case .expression(let statement) = unit.body.first, case .constant(let node) = statement.value else {
      return nil
    }
    return node.value
  }

  @Test(arguments: [
    ("0", Literal.int(0)), ("00", .int(0)), ("1_000", .int(1000)), ("0xFF", .int(255)), ("0o17", .int(15)),
    ("0b101", .int(5)), ("0x_f", .int(15)), ("9223372036854775807", .int(.max)),
    ("9223372036854775808", .big(BigInt(1) << 63)), ("1.", .float(1)), (".5", .float(0.5)), ("1e-3", .float(0.001)),
    ("1_0.0_1", .float(10.01)), ("1E5", .float(1e5)), ("1e999", .float(.infinity)), ("1e-999", .float(0)),
    ("012.5", .float(12.5)), ("None", .none), ("True", .bool(true)), ("...", .ellipsis),
    ("'a'", .string("a")), (#""a\n\t\\\"""#, .string("a\n\t\\\"")), (#"'\x41\u03c4\U0001f600\101'"#, .string("Aτ😀A")),
    (#"r'\n'"#, .string("\\n")), (#"'\q'"#, .string("\\q")), ("'a' \"b\" '''c'''", .string("abc")),
    ("'a\\\nb'", .string("ab")), ("'''a\r\nb'''", .string("a\nb")), ("u'τ'", .string("τ")),
    ("R'''x'y'''", .string("x'y")),
    ("''''a'''", .string("'a")), ("''", .string("")),
  ])
  func values(text: String, want: Literal) throws {
    #expect(try literal(text) == want, "\(text)")
  }

  @Test func namesHaveOneSpelling() throws {
    for (text, want) in [("ﬁ", "fi"), ("µ", "μ"), ("𝐱", "x"), ("xᵢ", "xi"), ("Δt", "Δt"), ("𝛕", "τ"), ("Ａ", "A")] {
      let unit = try CodeUnit.parse(SourceText(name: "test", text: text))
      guard case .expression(let statement) = unit.body.first, case .name(let node) = statement.value else { continue }
      #expect(node.name == want)
    }
  }

  @Test func digitsAreLimited() {
    #expect(syntaxError(in: String(repeating: "9", count: 4300))[0] == "OK")
    #expect(syntaxError(in: String(repeating: "9", count: 4301))[1].hasPrefix("Exceeds the limit (4300 digits)"))
    #expect(syntaxError(in: "0x" + String(repeating: "f", count: 5000))[0] == "OK")
  }

  @Test func bytesThatAreNoTextAreAnError() {
    #expect(throws: SyntaxError.self) { try SourceText(name: "x.py", bytes: [0x78, 0xFF, 0x0A]) }
    #expect(throws: SyntaxError.self) { try SourceText(name: "x.py", bytes: [0xE2, 0x82]) }
    #expect(throws: Never.self) { try SourceText(name: "x.py", bytes: [0xEF, 0xBB, 0xBF, 0x78]) }
  }
}

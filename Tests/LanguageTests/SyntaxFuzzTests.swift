import Testing

@testable import Language

/// Arbitrary texts give a tree or an error, never a trap.
struct SyntaxFuzzTests {
  private static let seeds = [
    "def f(a, b=1, *args, k, **kw):\n    return [x for x in a if x > b]\n",
    "with net:\n    a = nengo.Ensemble(50, dimensions=2, radius=1.5)\n    nengo.Connection(a[0], b[::2])\n",
    "class A(B):\n    x = 1\n    @property\n    def y(self):\n        return super().y + f\"{self.x!r:>{w}} {{}}\"\n",
    "try:\n    x = {**a, 'k': [1, 2.5e-3, 0xFF]}\nexcept (E, F) as e:\n    raise G from e\nfinally:\n    del x, y[1:2]\n",
    "for i, (j, *k) in enumerate(z):\n    while not i < j <= 3:\n        i += 1; break\n    else: continue\n",
    "from a.b import (c as d, e)\nimport x.y as z\nglobal q\n%time f(x)\nx?\n!ls\nlambda *a, b=3: a[..., None]\n",
    "s = f'{x=} {y:{w}.{p}f}' \"\\n\\x41\" '''t\nu'''\nassert a is not b, 'm'\nx = y = z if a else -b ** ~c @ d\n",
  ]

  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  @Test func mutatedPrograms() {
    var random = Generator(state: 1)
    let pieces = SyntaxFuzzTests.seeds.map { Array($0.utf8) }
    for round in 0..<14_000 {
      var bytes = pieces[round % pieces.count]
      for _ in 0..<Int.random(in: 1...6, using: &random) { mutate(&bytes, pieces, &random) }
      _ = Completeness(of: String(decoding: bytes, as: UTF8.self))
    }
  }

  private func mutate(_ bytes: inout [UInt8], _ pieces: [[UInt8]], _ random: inout Generator) {
    let alphabet = Array("()[]{}:,;'\"\\\n\t #%!?f=*.0x1e_@-+".utf8)
    let place = Int.random(in: 0...bytes.count, using: &random)
    let length = min(bytes.count - place, Int.random(in: 0...8, using: &random))
    switch Int.random(in: 0..<4, using: &random) {
    case 0: bytes.removeSubrange(place..<place + length)
    case 1: bytes.insert(alphabet[Int.random(in: 0..<alphabet.count, using: &random)], at: place)
    case 2: bytes.insert(contentsOf: bytes[place..<place + length], at: Int.random(in: 0...bytes.count, using: &random))
    default:
      let other = pieces[Int.random(in: 0..<pieces.count, using: &random)]
      bytes.replaceSubrange(place..<place + length, with: other.suffix(Int.random(in: 0...20, using: &random)))
    }
  }

  @Test func randomBytes() {
    var random = Generator(state: 2)
    for _ in 0..<6000 {
      let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      guard let source = try? SourceText(name: "fuzz", bytes: bytes) else {
        _ = Completeness(of: String(decoding: bytes, as: UTF8.self))
        continue
      }
      _ = try? CodeUnit.compile(source, globals: GlobalNames())
    }
  }

  @Test(arguments: [
    "(", "[", "{", "-", "not ", "~", "lambda: ", "x if y else ", "a ** ", "f(", "a[", "a.b", "(a)(", "f'{", "x + ",
    "x and ",
    "x < ", "if x:\n ", "a = ", "@", "*", "[x for x in ", "{1: ", "x, ", "'a' ", "f'{x}' ", "not not - ~ ", "((-",
    "lambda a=", "with (", "await ", "yield ", "a := ", "else if ",
  ])
  func deepNesting(piece: String) {
    for count in [10, 150, 1000, 10_000] {
      _ = syntaxError(in: String(repeating: piece, count: count))
      _ = syntaxError(in: String(repeating: piece, count: count) + "1")
    }
  }

  @Test func deepBlocks() {
    var text = ""
    for depth in 0..<120 { text += String(repeating: " ", count: depth) + "if x:\n" }
    #expect(syntaxError(in: text)[1] == "too many levels of indentation")
    #expect(syntaxError(in: String(repeating: "(", count: 201))[1] == "too many nested parentheses")
    #expect(syntaxError(in: String(repeating: "(", count: 200) + "1" + String(repeating: ")", count: 200))[0] == "OK")
  }
}

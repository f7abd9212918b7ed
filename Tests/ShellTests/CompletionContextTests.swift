import Testing

@testable import Shell

@Suite("What the cursor stands in")
struct CompletionContextTests {
  @Test(arguments: [
    ("", CompletionContext.Place.name(call: nil), ""),
    ("x = nen", .name(call: nil), "nen"),
    ("sim.da", .attribute(owner: "sim"), "da"),
    ("sim.data[a].en", .attribute(owner: "sim.data[a]"), "en"),
    ("x[f(1)].y", .nothing, "y"),
    ("f(1).y", .nothing, "y"),
    ("nengo.Ensemble(50, ma", .name(call: "nengo.Ensemble"), "ma"),
    ("nengo.Ensemble(g(2), dimensions=2, ra", .name(call: "nengo.Ensemble"), "ra"),
    ("f(x, [a", .name(call: nil), "a"),
    ("(a", .name(call: nil), "a"),
    ("open('da", .string(keyOf: nil), "da"),
    ("sim.data[\"pro", .string(keyOf: "sim.data"), "pro"),
    ("\"closed\" + x", .name(call: nil), "x"),
    ("\"\"\"open\n 'still", .string(keyOf: nil), "open\n 'still"),
    ("x = 1  # com", .nothing, ""),
    ("import nen", .module, "nen"),
    ("import nengo.di", .module, "di"),
    ("from nen", .module, "nen"),
    ("from nengo.dists import Uni", .member(module: "nengo.dists"), "Uni"),
    ("%ti", .magic, "ti"),
    ("a % ti", .name(call: nil), "ti"),
    ("1.5", .nothing, "5"),
    ("it's broken\nne", .name(call: nil), "ne"),
    ("x = ]]] a", .name(call: nil), "a"),
    ("\\", .name(call: nil), ""),
    ("'\\", .string(keyOf: nil), ""),
  ])
  func places(text: String, place: CompletionContext.Place, word: String) {
    let context = CompletionContext(before: text)
    #expect(context.place == place)
    if context.place != .string(keyOf: nil) || !text.hasSuffix("\\") { #expect(context.word == word) }
  }
}

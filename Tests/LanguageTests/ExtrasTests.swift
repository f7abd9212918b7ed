import Testing

@testable import Language

struct ExtrasTests {
  private func first(_ text: String) throws -> String {
    switch try CodeUnit.compile(SourceText(name: "cell", text: text), globals: GlobalNames()).body.first {
    case .magic(let node): "magic \(node.name)|\(node.arguments)|\(node.cellBody ?? "-")|\(node.bodyLine)"
    case .help(let node): "help \(node.subject)|\(node.isDetailed)|\(node.expression != nil)"
    case .shell(let node): "shell \(node.command)"
    case .assignment(let node):
      if case .shell(let shell) = node.value { "lines \(shell.command)" } else { "assignment" }
    case .expression: "expression"
    case .conditional(let node): if case .magic = node.branches[0].body[0] { "magic inside" } else { "conditional" }
    default: "other"
    }
  }

  @Test(arguments: [
    ("%matplotlib inline", "magic matplotlib|inline|-|2"), ("%who", "magic who||-|2"),
    ("%%time\nx = 1\ny", "magic time||x = 1\ny|2"), ("\n%%capture out\nx", "magic capture|out|x|3"),
    ("?x", "help x|false|true"), ("x?", "help x|false|true"), ("nengo.Ensemble??", "help nengo.Ensemble|true|true"),
    ("%time?", "magic time?||-|2"), ("np.*a?", "help np.*a|false|false"), ("!ls -l", "shell ls -l"),
    ("x = !ls", "lines ls"), ("x = (4\n% 3)", "assignment"), ("x = 4 % 3", "assignment"), ("x != y", "expression"),
    ("if x:\n  %time y", "magic inside"), ("?", "help |false|false"),
  ])
  func lines(text: String, want: String) throws {
    #expect(try first(text) == want, "\(text.debugDescription)")
  }
}

import Testing

@testable import Language

/// Names with what they mean: `x:L0` slot, `x:C0` cell, `x:G` module, `x:K0` class slot, `x:KC0.1` class slot or cell.
private struct BindingList {
  var found: [String] = []

  mutating func add(_ node: NameNode) {
    let mark =
      switch node.binding {
      case .unresolved: "?"
      case .local(let slot): "L\(slot)"
      case .cell(let cell): "C\(cell)"
      case .global: "G"
      case .classLocal(let slot, _): "K\(slot)"
      case .classCell(let slot, let cell): "KC\(slot).\(cell)"
      }
    found.append("\(node.name):\(mark)")
  }

  mutating func add(_ body: [Statement]) {
    for statement in body {
      switch statement {
      case .expression(let node): add(node.value)
      case .assignment(let node):
        add(node.value)
        for case .name(let name) in node.targets { add(name) }
      case .returnValue(let node): if let value = node.value { add(value) }
      case .function(let node):
        add(node.function.body)
        add(node.target)
      case .classDefinition(let node):
        add(node.body)
        add(node.target)
      default: break
      }
    }
  }

  mutating func add(_ expression: Expression) {
    switch expression {
    case .name(let node): add(node)
    case .binary(let node):
      add(node.left)
      add(node.right)
    case .call(let node):
      add(node.function)
      for argument in node.arguments { add(argument.value) }
    case .lambda(let node): add(node.body)
    case .comprehension(let node):
      for clause in node.clauses { add(clause.iterable) }
      add(node.element)
    default: break
    }
  }
}

struct ResolverTests {
  @Test(arguments: [
    ("x = 1\nx + y", "x:G x:G y:G"),
    ("def f(a, b):\n  c = a + b\n  return c", "a:L0 b:L1 c:L2 c:L2 f:G"),
    ("def f(a):\n  def g():\n    return a\n  return g", "a:C0 g:L1 g:L1 f:G"),
    ("def f():\n  x = 1\n  def g():\n    nonlocal x\n    x = 2\n  return x", "x:C0 x:C0 g:L0 x:C0 f:G"),
    ("def f():\n  global x\n  x = 1\n  return x", "x:G x:G f:G"),
    ("def f(a):\n  def g():\n    def h():\n      return a\n    return h\n  return g", "a:C0 h:L0 h:L0 g:L1 g:L1 f:G"),
    ("[x for x in y]", "y:G x:L0"),
    ("def f(n):\n  return [i + n for i in n]", "n:L0 i:L1 n:L0 f:G"),
    ("def f(n):\n  return [lambda: i for i in n]", "n:L0 i:C0 f:G"),
    ("def f(n):\n  return g(i + n for i in n)", "g:G n:C0 i:L0 n:C0 f:G"),
    ("class A:\n  x = 1\n  y = x\n  def m(self):\n    return x", "x:K0 x:K0 y:K1 x:G m:K2 A:G"),
    ("def f(x):\n  class A:\n    x = x\n    y = x", "x:KC0.0 x:KC0.0 x:KC0.0 y:K1 A:L1 f:G"),
    ("class A:\n  n = 2\n  y = [n for i in n]", "n:K0 n:K0 n:G y:K1 A:G"),
    ("class A:\n  def m(self):\n    return super()", "super:G m:K0 A:G"),
    ("lambda a: a + b", "a:L0 b:G"),
  ])
  func bindings(source: String, want: String) throws {
    let unit = try CodeUnit.compile(SourceText(name: "test", text: source), globals: GlobalNames())
    var list = BindingList()
    list.add(unit.body)
    #expect(list.found.joined(separator: " ") == want)
  }

  private func function(_ unit: CodeUnit) -> FunctionNode? {
    for case .function(let node) in unit.body { return node.function }
    return nil
  }

  @Test func parametersThatAreCapturedMoveToCells() throws {
    let text = "def f(a, b, *args, k=1, **rest):\n  return lambda: b + k"
    let unit = try CodeUnit.compile(SourceText(name: "test", text: text), globals: GlobalNames())
    let scope = try #require(function(unit)).scope
    #expect(scope.slots == ["a", "b", "k", "args", "rest"])
    #expect(scope.ownCells == ["b", "k"])
    #expect(scope.parameterCells.map { "\($0.slot)>\($0.cell)" } == ["1>0", "2>1"])
  }

  @Test func methodsFindTheirClass() throws {
    let text = "def f():\n  class A:\n    def m(self):\n      return super()"
    let unit = try CodeUnit.compile(SourceText(name: "test", text: text), globals: GlobalNames())
    guard case .classDefinition(let definition) = try #require(function(unit)).body.first,
      case .function(let method) = definition.body.first
    else { return #expect(Bool(false), "no class") }
    #expect(definition.scope.ownCells == ["__class__"])
    #expect(definition.scope.classCell == 0)
    #expect(method.function.scope.freeNames == ["__class__"])
    #expect(method.function.scope.captures == [0])
    #expect(method.function.scope.classCell == 0)
    #expect(method.function.qualifiedName == "f.<locals>.A.m")
  }

  @Test func comprehensionsRenewTheirCells() throws {
    let unit = try CodeUnit.compile(
      SourceText(name: "test", text: "[lambda: i for i in x for j in i]"), globals: GlobalNames())
    guard case .expression(let statement) = unit.body.first, case .comprehension(let node) = statement.value else {
      return #expect(Bool(false), "no comprehension")
    }
    #expect(node.cells == [0])
    #expect(node.slots == [0])
    #expect(unit.scope.visibleSlotCount == 0)
    #expect(unit.scope.slots == ["j"])
  }

  @Test func textsOfOneSessionShareNumbers() throws {
    let globals = GlobalNames()
    for text in ["x = 1", "y = x", "x"] {
      _ = try CodeUnit.compile(SourceText(name: "cell", text: text), globals: globals)
    }
    #expect(globals.names == ["x", "y"])
  }
}

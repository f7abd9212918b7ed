/// Walks a tree and makes a `Block` of every scope in it, with what it binds and uses.
struct ScopeWalker {
  /// All blocks, outer ones before inner ones.
  private(set) var blocks: [Block]
  private var current: Block
  /// Loops around the current statement, in the current function.
  private var loops = 0

  init(module: Block) {
    blocks = [module]
    current = module
  }

  // MARK: statements

  mutating func walk(_ body: [Statement]) throws(SyntaxError) {
    for statement in body { try walk(statement) }
  }

  private mutating func walk(_ statement: Statement) throws(SyntaxError) {
    switch statement {
    case .expression(let node): try walk(node.value)
    case .assignment(let node):
      try walk(node.value)
      for target in node.targets { try bind(target) }
    case .augmented(let node):
      try bind(node.target)
      try walk(node.value)
    case .annotation(let node):
      if case .name(let name) = node.target { current.bind(name) }
    case .conditional(let node):
      for branch in node.branches {
        try walk(branch.test)
        try walk(branch.body)
      }
      try walk(node.otherwise)
    case .forLoop(let node):
      try walk(node.iterable)
      try bind(node.target)
      try loop(node.body, otherwise: node.otherwise)
    case .whileLoop(let node):
      try walk(node.test)
      try loop(node.body, otherwise: node.otherwise)
    case .with(let node):
      for item in node.items {
        try walk(item.context)
        if let target = item.target { try bind(target) }
      }
      try walk(node.body)
    case .tryBlock(let node): try walkTry(node)
    case .function(let node): try define(node)
    case .classDefinition(let node): try define(node)
    default: try walkSimple(statement)
    }
  }

  private mutating func walkSimple(_ statement: Statement) throws(SyntaxError) {
    switch statement {
    case .returnValue(let node):
      guard current.kind == .function else { throw SyntaxError("'return' outside function", at: node.range) }
      if let value = node.value { try walk(value) }
    case .raise(let node):
      for part in [node.exception, node.cause] { if let part { try walk(part) } }
    case .assert(let node):
      try walk(node.test)
      if let message = node.message { try walk(message) }
    case .delete(let node):
      for target in node.targets { try bind(target) }
    case .importModules(let node):
      for item in node.items { current.bind(item.target) }
    case .importFrom(let node):
      if node.isStar, current.kind != .module {
        throw SyntaxError("import * only allowed at module level", at: node.range)
      }
      for item in node.items { current.bind(item.target) }
    case .global(let node):
      for name in node.names { try current.declareGlobal(name, at: node.range) }
    case .nonlocal(let node):
      for name in node.names { try current.declareNonlocal(name, at: node.range) }
    case .breakLoop(let range):
      if loops == 0 { throw SyntaxError("'break' outside loop", at: range) }
    case .continueLoop(let range):
      if loops == 0 { throw SyntaxError("'continue' not properly in loop", at: range) }
    case .help(let node):
      if let expression = node.expression { try walk(expression) }
    default: break
    }
  }

  private mutating func loop(_ body: [Statement], otherwise: [Statement]) throws(SyntaxError) {
    loops += 1
    try walk(body)
    loops -= 1
    try walk(otherwise)
  }

  private mutating func walkTry(_ node: TryStatement) throws(SyntaxError) {
    try walk(node.body)
    for handler in node.handlers {
      if let type = handler.type { try walk(type) }
      if let name = handler.name { current.bind(name) }
      try walk(handler.body)
    }
    try walk(node.otherwise)
    try walk(node.finally)
  }

  private mutating func bind(_ target: Target) throws(SyntaxError) {
    switch target {
    case .name(let node): current.bind(node)
    case .attribute(let node): try walk(node.object)
    case .subscription(let node):
      try walk(node.object)
      try walk(node.index)
    case .sequence(let targets, _, _):
      for target in targets { try bind(target) }
    }
  }

  // MARK: definitions

  /// Runs `walk` with `block` as the current one.
  private mutating func inside(
    _ block: Block, _ walk: (inout ScopeWalker) throws(SyntaxError) -> Void
  ) throws(SyntaxError) {
    blocks.append(block)
    let outer = (current, loops)
    current = block
    if block.kind != .inlined { loops = 0 }
    defer { (current, loops) = outer }
    try walk(&self)
  }

  private mutating func define(_ node: FunctionStatement) throws(SyntaxError) {
    for decorator in node.decorators { try walk(decorator) }
    try walk(function: node.function)
    current.bind(node.target)
  }

  private mutating func walk(function node: FunctionNode) throws(SyntaxError) {
    for parameter in node.parameters.all { if let value = parameter.defaultValue { try walk(value) } }
    node.qualifiedName = current.globalNames[node.name] != nil ? node.name : current.prefix + node.name
    let block = Block(
      .function, parent: current, scope: node.scope, prefix: node.qualifiedName + ".<locals>.", definition: node.range)
    try inside(block) { (walker) throws(SyntaxError) in
      for parameter in node.parameters.all { try block.addParameter(parameter) }
      try walker.walk(node.body)
    }
  }

  private mutating func define(_ node: ClassStatement) throws(SyntaxError) {
    for decorator in node.decorators { try walk(decorator) }
    for argument in node.arguments { try walk(argument.value) }
    let name = node.target.name
    node.qualifiedName = current.globalNames[name] != nil ? name : current.prefix + name
    let block = Block(
      .classBody, parent: current, scope: node.scope, prefix: node.qualifiedName + ".",
      definition: node.definitionRange)
    try inside(block) { (walker) throws(SyntaxError) in try walker.walk(node.body) }
    current.bind(node.target)
  }

  // MARK: expressions

  private mutating func walk(_ expression: Expression) throws(SyntaxError) {
    switch expression {
    case .name(let node): current.use(node)
    case .constant, .shell: break
    case .lambda(let node): try walk(function: node)
    case .comprehension(let node): try walk(comprehension: node)
    case .formatted(let node): try walk(formatted: node)
    case .list(let node), .tuple(let node), .set(let node):
      for element in node.elements { try walk(element) }
    case .dict(let node):
      for entry in node.entries {
        if let key = entry.key { try walk(key) }
        try walk(entry.value)
      }
    case .unary(let node): try walk(node.operand)
    case .binary(let node):
      try walk(node.left)
      try walk(node.right)
    case .logical(let node):
      for operand in node.operands { try walk(operand) }
    case .comparison(let node):
      try walk(node.first)
      for link in node.links { try walk(link.operand) }
    case .conditional(let node):
      try walk(node.test)
      try walk(node.then)
      try walk(node.otherwise)
    case .call(let node):
      try walk(node.function)
      for argument in node.arguments { try walk(argument.value) }
    case .attribute(let node): try walk(node.object)
    case .subscription(let node):
      try walk(node.object)
      try walk(node.index)
    case .slice(let node):
      for part in [node.start, node.stop, node.step] { if let part { try walk(part) } }
    case .starred(let node): try walk(node.value)
    }
  }

  private mutating func walk(formatted node: FormattedNode) throws(SyntaxError) {
    for case .field(let field) in node.parts {
      try walk(field.value)
      if let spec = field.spec { try walk(formatted: spec) }
    }
  }

  private mutating func walk(comprehension node: ComprehensionNode) throws(SyntaxError) {
    guard let first = node.clauses.first else { return }
    try walk(first.iterable)
    let block = makeBlock(for: node)
    try inside(block) { (walker) throws(SyntaxError) in
      for (place, clause) in node.clauses.enumerated() {
        if place > 0 { try walker.walk(clause.iterable) }
        try walker.bind(clause.target)
        for condition in clause.conditions { try walker.walk(condition) }
      }
      try walker.walk(node.element)
      if let value = node.value { try walker.walk(value) }
    }
  }

  private func makeBlock(for node: ComprehensionNode) -> Block {
    let name: String
    switch node.kind {
    case .list: name = "<listcomp>"
    case .set: name = "<setcomp>"
    case .dict: name = "<dictcomp>"
    case .generator: name = "<genexpr>"
    }
    let prefix = current.prefix + name + ".<locals>."
    guard node.kind == .generator else {
      return Block(.inlined, parent: current, scope: current.scope, prefix: prefix, comprehension: node)
    }
    let scope = Scope(kind: .generator)
    node.scope = scope
    return Block(.generator, parent: current, scope: scope, prefix: prefix)
  }
}

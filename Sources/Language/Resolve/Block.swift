/// A variable of a function, a class body or a comprehension.
final class Variable {
  let name: String
  unowned let owner: Block
  /// A closure uses it: it lives in a cell.
  var isCaptured = false
  var slot: Int?
  var cell: Int?

  init(_ name: String, owner: Block) {
    self.name = name
    self.owner = owner
  }
}

/// One scope while names are being resolved.
final class Block {
  enum Kind { case module, function, classBody, generator, inlined }

  let kind: Kind
  unowned let parent: Block?
  /// The scope to be filled in; for inlined comprehensions that of the surrounding frame.
  let scope: Scope
  private unowned let surrounding: Block?
  /// Start of the qualified names of definitions inside, with its dot.
  let prefix: String
  /// The comprehension this block belongs to, if it is inlined.
  let comprehension: ComprehensionNode?
  /// Where the function or class stands whose body this block is.
  let definition: SourceRange?

  /// In the order of their first binding; parameters first.
  private(set) var variables: [Variable] = []
  private var byName: [String: Variable] = [:]
  private(set) var parameterCount = 0
  /// Names that a `global` statement declares, with the range of the statement.
  private(set) var globalNames: [String: SourceRange] = [:]
  private(set) var nonlocalNames: [String: SourceRange] = [:]
  private var uses: [NameNode] = []
  private var used: Set<String> = []
  private var bound: Set<String> = []

  /// What each use means; nil is a variable of the module.
  private var meanings: [Variable?] = []
  /// Comprehensions that run in this frame, outermost first.
  private var inlined: [Block] = []
  /// Variables of enclosing frames, in the order of their cells.
  private var free: [Variable] = []
  private var freeIndex: [ObjectIdentifier: Int] = [:]
  /// In class bodies: `__class__`, which methods see.
  private lazy var classVariable = Variable("__class__", owner: self)
  private var usedClass: Variable?

  init(
    _ kind: Kind, parent: Block?, scope: Scope, prefix: String = "", comprehension: ComprehensionNode? = nil,
    definition: SourceRange? = nil
  ) {
    self.kind = kind
    self.parent = parent
    self.scope = scope
    self.prefix = prefix
    self.comprehension = comprehension
    self.definition = definition
    surrounding = kind == .inlined ? parent?.frame : nil
    surrounding?.inlined.append(self)
  }

  /// The block whose frame holds this block's variables: itself but for inlined comprehensions.
  var frame: Block { surrounding ?? self }

  // MARK: what the walk reports

  func addParameter(_ node: ParameterNode) throws(SyntaxError) {
    guard bound.insert(node.name).inserted else {
      throw SyntaxError("duplicate argument '\(node.name)' in function definition", at: node.range)
    }
    addVariable(node.name)
    parameterCount += 1
  }

  private func addVariable(_ name: String) {
    guard byName[name] == nil else { return }
    let variable = Variable(name, owner: self)
    byName[name] = variable
    variables.append(variable)
  }

  func use(_ node: NameNode) {
    uses.append(node)
    used.insert(node.name)
  }

  func bind(_ node: NameNode) {
    uses.append(node)
    bound.insert(node.name)
    guard kind != .module, globalNames[node.name] == nil, nonlocalNames[node.name] == nil else { return }
    addVariable(node.name)
  }

  func declareGlobal(_ name: String, at range: SourceRange) throws(SyntaxError) {
    try checkDeclaration(of: name, as: "global", at: range)
    guard nonlocalNames[name] == nil else { throw SyntaxError("name '\(name)' is nonlocal and global", at: range) }
    globalNames[name] = range
  }

  func declareNonlocal(_ name: String, at range: SourceRange) throws(SyntaxError) {
    guard kind != .module else { throw SyntaxError("nonlocal declaration not allowed at module level", at: range) }
    try checkDeclaration(of: name, as: "nonlocal", at: range)
    guard globalNames[name] == nil else { throw SyntaxError("name '\(name)' is nonlocal and global", at: range) }
    nonlocalNames[name] = range
  }

  private func checkDeclaration(of name: String, as kind: String, at range: SourceRange) throws(SyntaxError) {
    if variables.prefix(parameterCount).contains(where: { $0.name == name }) {
      throw SyntaxError("name '\(name)' is parameter and \(kind)", at: range)
    }
    if used.contains(name) { throw SyntaxError("name '\(name)' is used prior to \(kind) declaration", at: range) }
    if bound.contains(name) {
      throw SyntaxError("name '\(name)' is assigned to before \(kind) declaration", at: range)
    }
  }

  // MARK: looking up

  /// Finds what each use means and marks the variables that closures capture.
  func lookUp() throws(SyntaxError) {
    for (name, range) in nonlocalNames.sorted(by: { $0.value.start.offset < $1.value.start.offset })
    where parent?.enclosingVariable(name) == nil {
      throw SyntaxError("no binding for nonlocal '\(name)' found", at: range)
    }
    for node in uses {
      let meaning = meaning(of: node.name)
      meanings.append(meaning)
      if let meaning { capture(meaning) }
      if kind == .classBody, meaning?.owner === self, let outer = parent?.enclosingVariable(node.name) {
        capture(outer)  // what the name means until the class body binds it
      }
      if node.name == "super" || node.name == "__class__" { useClass() }
    }
  }

  private func meaning(of name: String) -> Variable? {
    if globalNames[name] != nil { return nil }
    if let own = byName[name] { return own }
    return parent?.enclosingVariable(name)
  }

  /// The variable that `name` means for code in scopes inside of this block.
  private func enclosingVariable(_ name: String) -> Variable? {
    var block: Block? = self
    while let current = block {
      if current.kind == .module { return nil }
      if current.kind != .classBody {
        if current.globalNames[name] != nil { return nil }
        if let found = current.byName[name] { return found }
      }
      block = current.parent
    }
    return nil
  }

  /// If `variable` belongs to another frame: makes it a cell, and a free variable of all frames in between.
  private func capture(_ variable: Variable) {
    let home = variable.owner.frame
    var current = frame
    guard current !== home else { return }
    variable.isCaptured = true
    while current !== home {
      current.addFree(variable)
      guard let outer = current.parent?.frame else { return }
      current = outer
    }
  }

  private func addFree(_ variable: Variable) {
    let key = ObjectIdentifier(variable)
    guard freeIndex[key] == nil else { return }
    freeIndex[key] = free.count
    free.append(variable)
  }

  /// Makes the class around this function known to it, for `super()` and `__class__`.
  private func useClass() {
    guard kind != .classBody, kind != .module else { return }
    var block = parent
    while let current = block, current.kind != .classBody { block = current.parent }
    guard let classBody = block else { return }
    capture(classBody.classVariable)
    frame.usedClass = classBody.classVariable
  }

  // MARK: asking

  /// Whether this is `block` or a scope inside of it.
  func isInside(_ block: Block) -> Bool {
    var current: Block? = self
    while let here = current {
      if here === block { return true }
      current = here.parent
    }
    return false
  }

  /// The uses here of names whose variables live outside of `home`: in an enclosing function, the module or among the
  /// built-ins. Names have been looked up.
  func names(fromOutside home: Block) -> [NameNode] {
    zip(uses, meanings).compactMap { node, meaning in
      guard let meaning else { return node }
      return meaning.owner.isInside(home) ? nil : node
    }
  }

  /// The names used here between two places of the text.
  func names(in range: SourceRange) -> [NameNode] {
    uses.filter { $0.range.start.offset >= range.start.offset && $0.range.end.offset <= range.end.offset }
  }

  // MARK: numbering

  /// Gives the variables of this frame their slots and cells.
  func number() {
    for (place, variable) in variables.enumerated() {
      if place < parameterCount || !variable.isCaptured { addSlot(variable) }
      if variable.isCaptured {
        addCell(variable)
        if let slot = variable.slot, let cell = variable.cell { scope.parameterCells.append((slot, cell)) }
      }
    }
    if kind == .classBody, classVariable.isCaptured {
      addCell(classVariable)
      scope.classCell = classVariable.cell
    }
    scope.visibleSlotCount = scope.slots.count
    scope.visibleCellCount = scope.ownCells.count
    for block in inlined {
      for variable in block.variables {
        if variable.isCaptured { addCell(variable) } else { addSlot(variable) }
      }
      block.comprehension?.cells = block.variables.compactMap(\.cell)
      block.comprehension?.slots = block.variables.compactMap(\.slot)
    }
    scope.freeNames = free.map(\.name)
  }

  private func addSlot(_ variable: Variable) {
    variable.slot = scope.slots.count
    scope.slots.append(variable.name)
  }

  private func addCell(_ variable: Variable) {
    variable.cell = scope.ownCells.count
    scope.ownCells.append(variable.name)
  }

  // MARK: binding

  /// The cell of `variable` in a frame of this block.
  private func cell(of variable: Variable) -> Int {
    if let place = frame.freeIndex[ObjectIdentifier(variable)] { return scope.ownCells.count + place }
    return variable.cell ?? 0
  }

  /// Writes what has been found into the tree. All frames have been numbered.
  func writeBindings(_ globals: GlobalNames) {
    for (node, meaning) in zip(uses, meanings) { node.binding = binding(of: node.name, meaning, globals) }
    if let outer = parent?.frame, frame === self {
      scope.captures = free.map { outer.cell(of: $0) }
    }
    if let usedClass, kind != .classBody { scope.classCell = cell(of: usedClass) }
  }

  private func binding(of name: String, _ meaning: Variable?, _ globals: GlobalNames) -> Binding {
    guard let variable = meaning else {
      if name == "__class__", let usedClass = frame.usedClass, frame.kind != .classBody {
        return .cell(cell(of: usedClass))
      }
      return .global(globals.number(of: name))
    }
    if variable.owner.kind == .classBody, let slot = variable.slot {
      if let outer = parent?.enclosingVariable(name) { return .classCell(slot: slot, cell: cell(of: outer)) }
      return .classLocal(slot: slot, global: globals.number(of: name))
    }
    if variable.owner.frame === frame, let slot = variable.slot, !variable.isCaptured { return .local(slot) }
    return .cell(cell(of: variable))
  }
}

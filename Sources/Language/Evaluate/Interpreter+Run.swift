/// Running files and cells.
extension Interpreter {
  /// Runs a text as Python runs a file: no values are shown.
  public func run(_ source: SourceText) throws {
    globals["__file__"] = .string(source.name)
    defer { flushFiles() }
    _ = try execute(try compile(source), source)
  }

  /// Runs a text as a cell: the value of its last statement if that is an expression, no `;` follows it and the value
  /// is not None.
  public func run(cell source: SourceText) throws -> Value? {
    let unit = try compile(source)
    guard let value = try execute(unit, source), !value.isNone else { return nil }
    return value
  }

  /// - Throws: a `SyntaxError` exception with its place.
  public func compile(_ source: SourceText) throws -> CodeUnit {
    do { return try CodeUnit.compile(source, globals: globals.names) } catch { throw ScriptError(error, source) }
  }

  /// The value of an expression statement at the end, nil if there is none to show.
  private func execute(_ unit: CodeUnit, _ source: SourceText) throws -> Value? {
    if globals["__doc__"]?.isNone ?? true, let text = unit.documentation { globals["__doc__"] = .string(text) }
    let info = UnitInfo("<module>", source, unit.scope, globals)
    let compiler = Compiler(self, source, globals, unit.scope)
    var body = unit.body
    var shown: ExpressionCode?
    if unit.showsLast, case .expression(let last)? = body.last {
      shown = compiler.expression(last.value)
      body.removeLast()
    }
    let code = compiler.statements(body)
    let frame = Frame(self, info)
    for cell in 0..<info.ownCellCount { _ = cell; frame.cells.append(SharedVariable()) }
    let outerFrame = currentFrame
    let outerDepth = depth
    frame.caller = outerFrame
    currentFrame = frame
    defer {
      currentFrame = outerFrame
      depth = outerDepth
    }
    do {
      try enterLevel()
      let completion = try code.execute(frame)
      if completion == .returned { return nil }
      guard let shown else {
        if let last = code.last as? MagicCode, case .magic? = unit.body.last {
          _ = last
          return frame.result
        }
        return nil
      }
      let statement = ExpressionStatementCode(shown, shown.range)
      return try withExtendedLifetime(statement) {
        frame.statement = statement
        return try shown.evaluate(frame)
      }
    } catch { throw frame.located(error, code.last?.range ?? .none) }
  }

  /// The module's variables by name.
  public func variable(_ name: String) -> Value? { globals[name] }
  public func setVariable(_ name: String, _ value: Value?) { globals[name] = value }
  /// Names of module variables that have a value, in the order in which they were first written.
  public var variableNames: [String] { globals.definedNames }
  /// Forgets all variables.
  public func reset() {
    for name in globals.definedNames where !name.hasPrefix("__") { globals[name] = nil }
    shown.forget()
  }
}

/// Values that cells have shown: `_`, `__`, `___`, `_n`, `Out[n]`, `In[n]`.
public final class ShownValues {
  /// The last three, newest first.
  public private(set) var last: [Value] = []
  public let outputs = DictObject()
  public let inputs = ListObject([.string("")])
  /// What `_`, `__`, `___` were set to, to notice when a script assigns them.
  private var written: [Value?] = [nil, nil, nil]

  public init() {}

  func forget() {
    last = []
    outputs.removeAll()
    written = [nil, nil, nil]
  }

  /// Notes the value that cell `number` showed and sets the names; a name that a script has assigned stays its own.
  public func add(_ value: Value, cell number: Int, _ interpreter: Interpreter) throws {
    last = Array(([value] + last).prefix(3))
    try outputs.setValue(value, for: .int(number), interpreter)
    interpreter.setVariable("_\(number)", value)
    for (place, name) in ["_", "__", "___"].enumerated() where place < last.count {
      let current = interpreter.variable(name)
      if let current {
        guard let mine = written[place], interpreter.isIdentical(mine, current) else { continue }
      } else if written[place] != nil {
        written[place] = nil
      }
      interpreter.setVariable(name, last[place])
      written[place] = last[place]
    }
    interpreter.setVariable("Out", .dict(outputs))
  }

  /// Notes the text of cell `number`.
  public func addInput(_ text: String, cell number: Int, _ interpreter: Interpreter) {
    guard number >= 0, number < 1 << 20 else { return }
    while inputs.elements.count <= number { inputs.elements.append(.string("")) }
    inputs.elements[number] = .string(text)
    interpreter.setVariable("In", .list(inputs))
  }
}

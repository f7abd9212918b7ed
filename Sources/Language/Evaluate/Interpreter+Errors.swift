extension Interpreter {
  /// The script's exception for any error that a host has thrown.
  func scriptError(_ error: any Error) -> ScriptError {
    if let raised = error as? ScriptError { return raised }
    if let known = host.exception(for: error) {
      if known.exception.hostError == nil { known.exception.hostError = error }
      return known
    }
    if let syntax = error as? SyntaxError { return ScriptError(syntax, nil) }
    let raised = ScriptError(.runtimeError, "\(error)")
    raised.exception.hostError = error
    return raised
  }

  /// Raises `KeyboardInterrupt` if the flag is set; loops, calls and long work of hosts ask.
  @inline(__always)
  public func checkInterrupt() throws {
    if interrupt.isSet { try raiseInterrupt() }
  }

  @inline(never)
  private func raiseInterrupt() throws {
    interrupt.clear()
    throw ScriptError(ExceptionObject(.keyboardInterrupt, []))
  }
}

extension ScriptError {
  /// An error of syntax as an exception.
  public init(_ error: SyntaxError, _ source: SourceText?) {
    let type: TypeObject =
      switch error.kind {
      case .syntax: .syntaxError
      case .indentation: .indentationError
      case .tab: .tabError
      case .recursion: .recursionError
      case .usage: .usageError
      }
    self.init(type, error.message)
    if let note = error.note { exception.notes.append(note) }
    if let source { exception.syntaxPlace = TracebackEntry(source, "<module>", error.range) }
  }
}

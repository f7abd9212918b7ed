/// Where a call stands in a script, and where each of its arguments stands: what a report marks when one is at fault.
public final class CallSite: Sendable {
  /// One argument as it was written.
  public struct Argument: Sendable {
    enum Role: Equatable { case positional, unpacked, keyword(String), mapping }
    let role: Role
    /// Of a keyword argument, its name.
    let nameRange: SourceRange
    let valueRange: SourceRange
  }

  let source: SourceText
  /// The whole call.
  let range: SourceRange
  let arguments: [Argument]

  init(_ source: SourceText, _ range: SourceRange, _ arguments: [Argument]) {
    self.source = source
    self.range = range
    self.arguments = arguments
  }

  /// The place of the argument at fault; nil if the call does not spell it out.
  ///
  /// - Parameter parameters: what the called function takes, for arguments given by position.
  func range(of fault: ArgumentFault, _ parameters: [Parameter]) -> SourceRange? {
    switch fault {
    case .position(let place): return positional(place)
    case .keyword(let name): return keyword(name)?.nameRange
    case .parameter(let name):
      if let argument = keyword(name) { return argument.valueRange }
      let byPosition = parameters.filter { $0.kind == .positionalOnly || $0.kind == .positional }
      return byPosition.firstIndex { $0.name == name }.flatMap(positional)
    }
  }

  /// Arguments after a `*` one have no known position.
  private func positional(_ place: Int) -> SourceRange? {
    guard place < arguments.count, arguments[...place].allSatisfy({ $0.role == .positional }) else { return nil }
    return arguments[place].valueRange
  }

  private func keyword(_ name: String) -> Argument? { arguments.first { $0.role == .keyword(name) } }
}

extension CallSite {
  /// The call's line, with the keyword argument of that name marked if there is one, else the whole call.
  public func entry(marking name: String?) -> TracebackEntry {
    TracebackEntry(source, "<module>", name.flatMap(keyword)?.valueRange ?? range)
  }
}

/// Which argument of a failing call an error is about.
public enum ArgumentFault: Sendable, Equatable {
  /// The value given for a parameter, by keyword or by position.
  case parameter(String)
  /// The keyword itself.
  case keyword(String)
  /// The positional argument of that number, from 0.
  case position(Int)
}

extension Interpreter {
  /// The call that the script is making now; nil where no script is running.
  public var callSite: CallSite? { currentFrame?.site }

  /// What a callable that a host declares takes; empty if that is not known.
  func parameters(of callee: Value) -> [Parameter] {
    guard case .object(let object) = callee else { return [] }
    if let type = object as? TypeObject { return type.hostBase.signature?.parameters ?? [] }
    let callable: (any Callable)? = ability(object)
    return callable?.signature?.parameters ?? []
  }
}

extension Frame {
  /// Notes where in this frame a failing call stands: the argument at fault, if the error comes from the callee itself
  /// and says which, else the whole call.
  func located(_ error: any Error, _ site: CallSite, _ parameters: @autoclosure () -> [Parameter]) -> ScriptError {
    let raised = interpreter.scriptError(error)
    var range = site.range
    if !raised.exception.hasPlace, let fault = raised.exception.fault {
      range = site.range(of: fault, parameters()) ?? range
    }
    raised.exception.pass(self, range)
    return raised
  }
}

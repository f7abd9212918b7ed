/// A function that a host declares for scripts: one record that checking, help, completion and hints derive from.
///
/// Declared once and never changed, so that a static constant may hold one.
public final class BuiltinFunction: HostObject, Callable, Documented, @unchecked Sendable {
  public let name: String
  /// The module that shows it, such as `numpy`; empty for built-ins.
  public let module: String
  /// One line.
  public let summary: String
  /// The long text after the summary.
  public let details: String
  public let parameters: [Parameter]
  public let body: (Call) throws -> Value
  let checked: Signature

  /// - Parameter shownName: the name in errors about arguments, where it is another one.
  public init(
    _ name: String, module: String = "", _ parameters: [Parameter] = [], summary: String = "", doc: String = "",
    reportedAs shownName: String? = nil, body: @escaping (Call) throws -> Value
  ) {
    self.name = name
    self.module = module
    self.parameters = parameters
    self.summary = summary
    details = doc
    self.body = body
    checked = Signature(shownName ?? name, parameters, style: module.isEmpty ? .native : .function)
  }

  public var type: TypeObject { .builtinFunction }
  public var signature: Signature? { checked }
  public var doc: String { details.isEmpty ? summary : summary + "\n\n" + details }

  public func call(_ arguments: CallArguments, _ interpreter: Interpreter) throws -> Value {
    try body(checked.bind(arguments, interpreter))
  }
}

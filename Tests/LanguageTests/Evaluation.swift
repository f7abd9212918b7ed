import Glibc

@testable import Language

/// A host that keeps what scripts print.
final class RecordingHost: InterpreterHost {
  var output = ""
  var errors = ""
  var moduleNames: [String] { ["tools", "tools.inner"] }

  func write(_ text: String, to stream: OutputStream) {
    switch stream {
    case .output: output += text
    case .error: errors += text
    }
  }

  func module(named name: String, _ interpreter: Interpreter) throws -> ModuleObject? {
    guard name == "tools" else { return nil }
    return ModuleObject("tools", doc: "For tests.") { module in
      module.define("answer", .int(42))
      module.refuse("future", note: "use answer")
      module.define("inner", .object(ModuleObject("tools.inner") { $0.define("x", .int(1)) }))
      module.define(
        BuiltinFunction("scale", module: "tools", [.required("x"), .optional("by", .int(2))], summary: "Scales.") {
          call in
          try call.interpreter.binary(.multiply, call.value("x"), call.value("by"))
        })
      module.define(Counter.typeObject)
    }
  }
}

/// What a script did: its output, and the last line of its report if it failed.
struct Outcome: Equatable {
  var output: String
  var error: String?
}

/// Runs `text` in an interpreter of its own.
func run(_ text: String, file: String = "test.py") -> Outcome {
  let host = RecordingHost()
  let interpreter = Interpreter(host: host)
  do {
    try interpreter.run(SourceText(name: file, text: text))
    return Outcome(output: host.output, error: nil)
  } catch let error as ScriptError {
    return Outcome(output: host.output, error: Report.lastLine(error.exception, interpreter))
  } catch { return Outcome(output: host.output, error: "\(error)") }
}

/// The report of a failing script.
func report(_ text: String, file: String = "model.py", isFile: Bool = true) -> String {
  let interpreter = Interpreter(host: RecordingHost())
  do {
    try interpreter.run(SourceText(name: file, text: text, isFile: isFile))
    return ""
  } catch let error as ScriptError { return Report(error, interpreter).text } catch { return "\(error)" }
}

/// The `repr` of an expression's value, or `Class message` of its error.
func evaluated(_ expression: String, _ interpreter: Interpreter) -> String {
  do {
    guard let value = try interpreter.run(cell: SourceText(name: "cell", text: expression)) else { return "None" }
    return try interpreter.repr(value)
  } catch let error as ScriptError {
    let text = (try? interpreter.str(.object(error.exception))) ?? "?"
    return "\(error.type.name) \(text)"
  } catch { return "\(error)" }
}

/// A host class as rooms declare them.
final class Counter: HostObject, KeepsAttributes, BinaryOperators, ContextManager, HasLength, Indexable, Printable {
  let ownAttributes = AttributeTable()
  var count: Int
  /// The script's own instance, if a script class derives from this one.
  weak var instance: InstanceObject?
  init(_ count: Int, _ instance: InstanceObject?) {
    self.count = count
    self.instance = instance
  }
  var type: TypeObject { Counter.typeObject }

  static let typeObject: TypeObject = TypeObject(
    "Counter", module: "tools", doc: "Counts.", subclassing: .allowed,
    constructor: Constructor([.optional("start", .int(0), "where to begin"), .keyword("label", .none)]) { call in
      .object(Counter(try call.int("start"), call.receiver))
    },
    methods: [
      Method("step", [.optional("by", .int(1))], summary: "Counts on.") { (counter: Counter, call) in
        counter.count += try call.int("by")
        // A script's subclass may take part.
        if let instance = counter.instance,
          let told = try call.interpreter.callMethod(.object(instance), "stepped", [.int(counter.count)])
        {
          return told
        }
        return .int(counter.count)
      },
      Method("apply", [.required("function")], summary: "Calls a function with the count.") {
        (counter: Counter, call) in
        let arity = call.interpreter.arity(of: call.value("function"))
        let arguments: [Value] = arity?.accepts(2) == true ? [.int(counter.count), .none] : [.int(counter.count)]
        return try call.interpreter.call(call.value("function"), arguments)
      },
    ],
    properties: [
      Property(
        "count", doc: "The count.",
        set: { (counter: Counter, value, interpreter) in counter.count = try interpreter.index(value) },
        get: { (counter: Counter, _) in .int(counter.count) })
    ])

  func binary(_ op: BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter) throws -> Value? {
    guard op == .subtract, let number = try interpreter.optionalIndex(other) else { return nil }
    return .int(reflected ? number - count : count - number)
  }
  func enter(_ interpreter: Interpreter) throws -> Value { .object(self) }
  func exit(_ error: ScriptError?, _ interpreter: Interpreter) throws -> Bool {
    count = -1
    return error?.isInstance(of: .keyError) ?? false
  }
  func length(_ interpreter: Interpreter) throws -> Int { count }
  func item(_ key: Value, _ interpreter: Interpreter) throws -> Value { .newTuple(["got", key]) }
  func repr(_ interpreter: Interpreter) throws -> String { "<Counter at \(count)>" }
}

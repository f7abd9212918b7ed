/// Which warnings are shown: filters in order, and what was shown already.
public final class WarningFilters {
  public enum Action: String, Sendable { case `default`, ignore, always, error, once, module }

  public struct Filter {
    public let action: Action
    public let category: TypeObject
    /// A text that the message has to start with, without regard to case; empty: any.
    public let message: String
    public init(_ action: Action, category: TypeObject = .warning, message: String = "") {
      self.action = action
      self.category = category
      self.message = message
    }
  }

  /// The first that fits counts.
  public var filters: [Filter] = []
  /// Places and texts that were shown.
  private var seen: Set<String> = []
  /// While not nil, warnings go here instead (`warnings.catch_warnings(record=True)`).
  public var recorded: ListObject?

  public init() {}

  public func forget() { seen = [] }

  func action(_ category: TypeObject, _ message: String, otherwise: Action) -> Action {
    for filter in filters where category.isSubtype(of: filter.category) {
      if filter.message.isEmpty || message.lowercased().hasPrefix(filter.message.lowercased()) { return filter.action }
    }
    return otherwise
  }

  func isNew(_ key: String) -> Bool { seen.insert(key).inserted }
}

/// A warning to be shown.
public struct ShownWarning: Sendable {
  public let file: String
  public let lineNumber: Int
  public let category: String
  public let message: String
  /// `file:line: Class: message`
  public var line: String { "\(file):\(lineNumber): \(category): \(message)" }
}

extension Interpreter {
  /// A warning line on stderr, once per place and text, subject to the filters.
  /// - Parameter isQuiet: it is shown only where a filter asks for it, as Python does with deprecations that are not
  ///   about the script itself.
  /// - Throws: the warning itself where a filter makes it an error.
  public func warn(_ category: TypeObject, _ message: String, stackLevel: Int = 1, isQuiet: Bool = false) throws {
    var frame = currentFrame
    for _ in 1..<max(1, min(stackLevel, recursionLimit)) where frame?.caller != nil { frame = frame?.caller }
    let file = frame?.unit.source.name ?? "soma"
    let line = frame?.statement?.range.line ?? 1
    let action = warnings.action(category, message, otherwise: isQuiet ? .ignore : .default)
    switch action {
    case .ignore: return
    case .error: throw ScriptError(category, message)
    case .always: break
    case .once: if !warnings.isNew("\(category.name) \(message)") { return }
    case .default, .module: if !warnings.isNew("\(file):\(line) \(category.name) \(message)") { return }
    }
    if let list = warnings.recorded {
      let record = InstanceObject(.warningMessage)
      record.ownAttributes["message"] = .object(ExceptionObject(category, [.string(message)]))
      record.ownAttributes["category"] = .object(category)
      record.ownAttributes["filename"] = .string(file)
      record.ownAttributes["lineno"] = .int(line)
      list.elements.append(.object(record))
      return
    }
    host.showWarning(ShownWarning(file: file, lineNumber: line, category: category.name, message: message))
  }

  /// File and line of the statement that is running, nil outside of scripts.
  public var currentPlace: (file: String, line: Int)? {
    guard let frame = currentFrame else { return nil }
    return (frame.unit.source.name, frame.statement?.range.line ?? 1)
  }
}

extension TypeObject {
  static let warningMessage = TypeObject("WarningMessage", module: "warnings")
}

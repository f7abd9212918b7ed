/// The name and parameters of something that can be called.
public struct Signature {
  /// How errors name it: `f`, or `C.f` for a method.
  public let name: String
  public let parameters: [Parameter]
  /// True if the first parameter is bound by the object the method was taken from.
  public var isMethod: Bool
  /// How errors are worded: as for functions written in Python, or for those built into the interpreter.
  public enum Style: Sendable { case function, native }
  public let style: Style

  public init(_ name: String, _ parameters: [Parameter], isMethod: Bool = false, style: Style = .function) {
    self.name = name
    self.parameters = parameters
    self.isMethod = isMethod
    self.style = style
  }

  /// How many positional arguments it takes.
  public var arity: Arity {
    var least = 0
    var most: Int? = 0
    for parameter in parameters {
      switch parameter.kind {
      case .positionalOnly, .positional:
        if let bound = most { most = bound + 1 }
        if case .required = parameter.default { least += 1 }
      case .variadic: most = nil
      case .keywordOnly, .keywordVariadic: break
      }
    }
    return Arity(least: least, most: most)
  }
}

/// How many positional arguments a callable takes: at least `least`, at most `most` (nil: any number).
public struct Arity: Equatable, Sendable {
  public let least: Int
  public let most: Int?
  public init(least: Int, most: Int?) {
    self.least = least
    self.most = most
  }
  public func accepts(_ count: Int) -> Bool { count >= least && count <= (most ?? Int.max) }
}

/// A call of a host function with its arguments bound to its parameters.
public struct Call {
  public let interpreter: Interpreter
  public let signature: Signature
  /// One for each parameter, in order; nil where an omittable argument was left out (and for `*`, `**`).
  public let values: [Value?]
  /// The arguments taken by `*name`.
  public let variadic: [Value]
  /// The arguments taken by `**name`, in order.
  public let keywords: [(name: String, value: Value)]
  /// In a constructor called for a script subclass: the instance under construction.
  public let receiver: InstanceObject?

  public init(
    interpreter: Interpreter, signature: Signature, values: [Value?], variadic: [Value] = [],
    keywords: [(name: String, value: Value)] = [], receiver: InstanceObject? = nil
  ) {
    self.interpreter = interpreter
    self.signature = signature
    self.values = values
    self.variadic = variadic
    self.keywords = keywords
    self.receiver = receiver
  }

  public subscript(_ index: Int) -> Value? { index < values.count ? values[index] : nil }

  public subscript(_ name: String) -> Value? {
    for (place, parameter) in signature.parameters.enumerated() where parameter.name == name { return self[place] }
    return nil
  }

  /// The argument, or None where it was left out.
  public func value(_ name: String) -> Value { self[name] ?? .none }
}

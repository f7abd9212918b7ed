import Arrays
import Language
import Model

/// A distribution of a script's class.
final class ScriptDistribution: ScriptPart, Distribution, ScriptComponent, @unchecked Sendable {
  static let typeName = "Distribution"
  override class var behaviour: [String] { ["sample"] }
  var acting: any FrozenObject { unchanged ?? self }

  /// `sample(n, d=None, rng=…)`
  func sample(_ n: Int, _ d: Int?, _ rng: RandomState) throws -> NDArray {
    guard overrides("sample") else {
      guard let inner = inner as? any Distribution else { throw missing("sample") }
      return try inner.sample(n, d, rng)
    }
    let result = try callMethod(
      "sample", [.int(n)], [("d", d.map { .int($0) } ?? .none), ("rng", .object(RandomObject(rng)))])
    let array = try NDArray(from: result, dtype: .float64, interpreter)
    let wanted = d.map { [n, $0] } ?? [n]
    guard array.shape == wanted else {
      throw NengoError(
        .validation,
        "\(typeName).sample gave shape \(ArrayError.text(shape: array.shape)), expected "
          + ArrayError.text(shape: wanted))
    }
    return array
  }
}

/// A solver of a script's class.
final class ScriptSolver: ScriptPart, Solver, ScriptComponent, @unchecked Sendable {
  static let typeName = "Solver"
  override class var behaviour: [String] { ["__call__", "compositional"] }
  var acting: any FrozenObject { unchanged ?? self }

  var weights: Bool {
    if let own = instance.ownAttributes["weights"], case .bool(let flag) = own { return flag }
    return (inner as? any Solver)?.weights ?? settings?.weights ?? false
  }

  var compositional: Bool {
    if overrides("compositional"),
      case .bool(let flag)? = try? interpreter.attribute(.object(instance), "compositional")
    {
      return flag
    }
    return (inner as? any Solver)?.compositional ?? true
  }

  /// `solver(A, Y, rng=…)`, which gives (decoders, info).
  func solve(activities: NDArray, targets: NDArray, rng: RandomState) throws -> (NDArray, SolverInfo) {
    guard overrides("__call__") else {
      guard let inner = inner as? any Solver else {
        throw NengoError(.notImplemented, "Solvers must implement '__call__'")
      }
      return try inner.solve(activities: activities, targets: targets, rng: rng)
    }
    let result = try callMethod(
      "__call__", [.array(activities), .array(targets)], [("rng", .object(RandomObject(rng)))])
    let parts = try interpreter.elements(of: result)
    guard parts.count == 2 else {
      throw NengoError(.type, "\(typeName) must give (decoders, info), got \(parts.count) values")
    }
    return (try NDArray(from: parts[0], dtype: .float64, interpreter), try SolverInfo(parts[1], interpreter))
  }
}

extension SolverInfo {
  /// What a script's solver reports: a dict of numbers, texts, arrays, dicts and lists of dicts.
  init(_ value: Value, _ interpreter: Interpreter) throws {
    guard case .dict(let dict) = value else {
      throw ScriptError(.typeError, "a solver must report a dict, not \(value.typeName)")
    }
    self.init(try dict.items.map { (try interpreter.str($0.key), try Entry($0.value, interpreter)) })
  }
}

extension SolverInfo.Entry {
  fileprivate init(_ value: Value, _ interpreter: Interpreter) throws {
    switch value {
    case .none: self = .none
    case .bool(let flag): self = .flag(flag)
    case .int(let number): self = .count(number)
    case .float(let number): self = .number(number)
    case .str(let text): self = .text(text.string)
    case .dict: self = .nested(try SolverInfo(value, interpreter))
    case .list(let list) where list.elements.allSatisfy({ if case .dict = $0 { true } else { false } }):
      self = .list(try list.elements.map { try SolverInfo($0, interpreter) })
    default: self = .array(try NDArray(from: value, interpreter))
    }
  }
}

/// A learning rule type of a script's class. Only those that derive from a built-in rule can be built.
final class ScriptLearningRule: ScriptPart, LearningRuleType, ScriptComponent, @unchecked Sendable {
  static let typeName = "LearningRuleType"
  private var rule: (any LearningRuleType)? { inner as? any LearningRuleType }
  var acting: any FrozenObject { inner ?? self }

  var learningRate: Number { rule?.learningRate ?? settings?.learningRate ?? 1e-6 }
  var sizeIn: LearningRuleSize { rule?.sizeIn ?? settings?.ruleSize ?? .fixed(0) }
  var modifies: LearningTarget {
    if overrides("modifies"), let name = (try? interpreter.attribute(.object(instance), "modifies"))?.string {
      return LearningTarget(rawValue: name) ?? .nothing
    }
    return rule?.modifies ?? .nothing
  }
  var probeable: [String] {
    if overrides("probeable"), let value = try? interpreter.attribute(.object(instance), "probeable"),
      let names = try? interpreter.elements(of: value)
    {
      return names.compactMap(\.string)
    }
    return rule?.probeable ?? []
  }
}

import Language
import Training

/// How recipes appear to scripts: their parameters as a constructor's, a call's arguments as their settings.
extension RecipeParameter {
  /// - Parameter unless: a value that stands for the recipe's own default in help.
  var parameter: Parameter {
    guard let fallback else { return .required(name) }
    return .optional(name, fallback.value)
  }
}

extension SettingValue {
  var value: Value {
    switch self {
    case .absent: .none
    case .number(let number): Int(exactly: number).map { isWhole ? .int($0) : .float(number) } ?? .float(number)
    case .flag(let flag): .bool(flag)
    case .text(let text): .string(text)
    case .numbers(let numbers): .newList(numbers.map { .float($0) })
    }
  }

  /// Whether a default reads better as an integer: `axis=-1`, but `momentum=0.0`.
  private var isWhole: Bool {
    if case .number(let number) = self {
      return number != 0 && number == number.rounded() && number != 1 && number != 2
    }
    return false
  }

  /// The value as a setting.
  ///
  /// - Throws: a `TypeError` for what is no number, text, truth value or list of numbers.
  init(_ value: Value, named name: String, _ interpreter: Interpreter) throws {
    switch value {
    case .none: self = .absent
    case .bool(let flag): self = .flag(flag)
    case .str(let text): self = .text(text.string)
    default:
      if let number = try interpreter.optionalFloat(value) {
        self = .number(number)
      } else if interpreter.isIterable(value) {
        self = .numbers(try interpreter.elements(of: value).map { try interpreter.float($0) })
      } else {
        throw ScriptError(.typeError, "argument '\(name)' cannot be of type '\(value.typeName)'")
      }
    }
  }
}

extension Call {
  /// The arguments of a recipe's parameters as settings.
  func settings(_ parameters: [RecipeParameter]) throws -> [String: SettingValue] {
    var result: [String: SettingValue] = [:]
    for parameter in parameters {
      guard let value = self[parameter.name] else { continue }
      result[parameter.name] = try SettingValue(value, named: parameter.name, interpreter)
    }
    return result
  }
}

/// Snake case of a class name, as Keras makes default names: `AUC` → `auc`, `MeanSquaredError` → `mean_squared_error`.
func snakeCase(_ name: String) -> String {
  var result = ""
  let letters = Array(name)
  for (i, letter) in letters.enumerated() {
    if letter.isUppercase, i > 0 {
      let afterLower = letters[i - 1].isLowercase
      let beforeLower = i + 1 < letters.count && (letters[i + 1].isLowercase || letters[i + 1].isNumber)
      if afterLower || beforeLower { result += "_" }
    }
    result += letter.lowercased()
  }
  return result
}

import Arrays
import Language
import Plot

/// Numbers, colours and names as plotting calls take them.
enum PlotNumbers {
  /// Any array of numbers: lists, arrays, tensors; booleans count as numbers.
  static func array(_ value: Value, _ interpreter: Interpreter) throws -> NDArray {
    let array = try NDArray(from: value, interpreter)
    guard !array.dtype.isText else { throw ScriptError(.typeError, "could not convert string to float") }
    return try array.cast(to: .float64)
  }

  /// Numbers along an axis: one or many; names become places 0, 1, 2 … of that axis.
  static func array(_ value: Value, on axis: AxisState, _ interpreter: Interpreter) throws -> NDArray {
    let array = try NDArray(from: value, interpreter)
    guard array.dtype.isText else { return try array.cast(to: .float64) }
    return NDArray(array.texts.map { axis.place(of: $0) }, shape: array.shape)
  }

  static func numbers(_ value: Value, _ interpreter: Interpreter) throws -> [Double] {
    try array(value, interpreter).doubles
  }

  /// One finite or infinite number.
  static func number(_ value: Value, _ what: String, _ interpreter: Interpreter) throws -> Double {
    if let number = try interpreter.optionalFloat(value) { return number }
    let array = try NDArray(from: value, interpreter)
    guard array.size == 1, !array.dtype.isText else {
      throw ScriptError(.typeError, "\(what) must be a number, not \(value.typeName)")
    }
    return array.doubles[0]
  }

  static func pythonText(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
  }

  static func shapeText(_ shape: [Int]) -> String { ArrayError.text(shape: shape) }

  // MARK: colours

  /// A colour by name, letter, hex digits, shade, or a tuple of 3 or 4 numbers.
  static func color(_ value: Value, _ interpreter: Interpreter) throws -> Color {
    if let color = try optionalColor(value, interpreter) { return color }
    throw ScriptError(
      .valueError,
      "\(try interpreter.repr(value)) is not a valid value for color: supported inputs are names, letters, 'C0'…, "
        + "'0.5', '#rrggbb', and (r, g, b) or (r, g, b, a) tuples of numbers from 0 to 1")
  }

  static func optionalColor(_ value: Value, _ interpreter: Interpreter) throws -> Color? {
    if let text = value.string { return Color(text) }
    switch value {
    case .tuple(let tuple):
      // A colour and its opacity.
      if tuple.elements.count == 2, let alpha = try interpreter.optionalFloat(tuple.elements[1]),
        let color = try optionalColor(tuple.elements[0], interpreter)
      {
        return Color(color.red, color.green, color.blue, alpha: alpha)
      }
    case .list, .object: break
    default: return nil
    }
    guard let array = try? NDArray(from: value, interpreter), array.ndim == 1, array.size == 3 || array.size == 4,
      !array.dtype.isText
    else { return nil }
    let parts = array.doubles
    guard parts.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
      throw ScriptError(.valueError, "RGBA values should be within 0-1 range")
    }
    return Color(parts[0], parts[1], parts[2], alpha: parts.count > 3 ? parts[3] : 1)
  }

  /// One colour, or one for each of many things.
  static func colors(_ value: Value, _ interpreter: Interpreter) throws -> [Color] {
    if let color = try optionalColor(value, interpreter) { return [color] }
    switch value {
    case .list, .tuple, .object:
      guard interpreter.isIterable(value) else { break }
      return try interpreter.elements(of: value).map { try color($0, interpreter) }
    default: break
    }
    return [try color(value, interpreter)]
  }

  static func value(_ color: Color) -> Value {
    .newTuple([.float(color.red), .float(color.green), .float(color.blue), .float(color.alpha)])
  }

  // MARK: names

  /// A line's looks in short: `'k--'`.
  static func format(_ text: String) throws -> LineFormat {
    do { return try LineFormat(text) } catch { throw ScriptError(.valueError, error.message) }
  }

  static func dash(_ value: Value, _ interpreter: Interpreter) throws -> Dash {
    if value.isNone { return .none }
    if let text = value.string, let dash = Dash(text) { return dash }
    // (0, (5, 1)) and the like: any pattern is drawn dashed.
    if case .tuple = value { return .dashed }
    throw ScriptError(
      .valueError,
      "\(try interpreter.repr(value)) is not a valid value for ls; supported values are '-', '--', '-.', ':', 'None', "
        + "' ', '', 'solid', 'dashed', 'dashdot', 'dotted'")
  }

  /// nil: no marker.
  static func marker(_ value: Value, _ interpreter: Interpreter) throws -> Marker? {
    if value.isNone { return nil }
    if let text = value.string {
      if ["", " ", "none", "None"].contains(text) { return nil }
      if let marker = Marker(rawValue: text) { return marker }
      // Forms that differ in details only.
      let similar: [String: Marker] = ["8": .circle, "H": .hexagon, "1": .down, "2": .up, "3": .left, "4": .right]
      if let marker = similar[text] { return marker }
    }
    throw ScriptError(.valueError, "Unrecognized marker style \(try interpreter.repr(value))")
  }

  static func colorMap(_ value: Value, _ interpreter: Interpreter) throws -> ColorMap {
    if let object: ColorMapObject = value.host() { return object.map }
    if let name = value.string, let map = ColorMap(named: name) { return map }
    let names = ColorMap.names.map { "'\($0)'" }.joined(separator: ", ")
    throw ScriptError(
      .valueError, "\(try interpreter.repr(value)) is not a valid value for cmap; supported values are \(names)")
  }
}

import Arrays
import Language
import Plot

/// One thing to do with axes: a function of pyplot, which takes the current axes, and a method of axes.
struct AxesCommand: @unchecked Sendable {
  let name: String
  /// The name of the method, where it is another one: `set_title` for `title`.
  let method: String
  let parameters: [Parameter]
  let summary: String
  let body: (AxesObject, Call) throws -> Value

  init(
    _ name: String, method: String? = nil, _ parameters: [Parameter], _ summary: String,
    body: @escaping (AxesObject, Call) throws -> Value
  ) {
    self.name = name
    self.method = method ?? name
    self.parameters = parameters
    self.summary = summary
    self.body = body
  }

  /// All commands.
  static let all: [AxesCommand] =
    lines + marks + bars + areas + rules + images + words + limits + ticks + looks

  var function: BuiltinFunction {
    BuiltinFunction(name, module: "matplotlib.pyplot", parameters, summary: summary) { call in
      try body(try PyplotState.of(call.interpreter).current().current(), call)
    }
  }

  var axesMethod: Method {
    Method(method, parameters, summary: summary) { (axes: AxesObject, call) in try body(axes, call) }
  }
}

extension Call {
  /// The name as messages have it: `plot`, not `Axes.plot`.
  var shownName: String { signature.name.split(separator: ".").last.map(String.init) ?? signature.name }

  /// Adds an artist with the call's keyword arguments.
  @discardableResult
  func add(
    _ kind: ArtistKind, _ artist: Artist, to axes: AxesObject,
    _ options: [(name: String, value: Value)]? = nil
  ) throws -> ArtistObject {
    let object = ArtistObject(kind, artist)
    try kind.apply(options ?? keywords, to: object, shownName, interpreter)
    return axes.add(object)
  }

  /// A keyword argument that has not been declared.
  func option(_ names: String...) -> Value? {
    keywords.first { names.contains($0.name) && !$0.value.isNone }?.value
  }

  /// The keyword arguments but for some.
  func options(without names: String...) -> [(name: String, value: Value)] {
    keywords.filter { !names.contains($0.name) }
  }

  func numbers(_ name: String) throws -> [Double] { try PlotNumbers.numbers(value(name), interpreter) }

  func number(_ name: String) throws -> Double { try PlotNumbers.number(value(name), name, interpreter) }

  func optionalNumber(_ name: String) throws -> Double? { value(name).isNone ? nil : try number(name) }

  /// Refuses an argument that has no effect here, by name, unless it is left out.
  func refuse(_ names: String...) throws {
    for name in names where !value(name).isNone {
      throw ScriptError(.notImplementedError, "\(shownName): argument '\(name)' is not supported")
    }
  }

  /// Arrays in one shape; a single number fits any.
  func broadcast(_ arrays: [NDArray]) throws -> [[Double]] {
    let count = arrays.map(\.size).filter { $0 != 1 }.first ?? 1
    return try arrays.enumerated().map { place, array in
      if array.size == count { return array.doubles }
      guard array.size == 1 else {
        let other = arrays.firstIndex { $0.size == count } ?? 0
        throw ScriptError(
          .valueError,
          "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg \(other) with shape "
            + "\(PlotNumbers.shapeText(arrays[other].shape)) and arg \(place) with shape "
            + "\(PlotNumbers.shapeText(array.shape)).")
      }
      return Array(repeating: array.doubles[0], count: count)
    }
  }
}

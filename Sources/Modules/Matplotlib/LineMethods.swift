import Arrays
import Language
import Plot

/// Methods of artists beside the setters and getters of their options: their data.
enum LineMethods {
  /// Numbers of one line: a sequence of them.
  private static func vector(_ value: Value, _ interpreter: Interpreter) throws -> [Double] {
    let array = try PlotNumbers.array(value, interpreter)
    guard array.ndim > 0 else { throw ScriptError(.runtimeError, "x must be a sequence") }
    return array.doubles
  }

  static let all: [Method] = [
    Method("get_xdata", [.optional("orig", .bool(true))], summary: "The x coordinates.") { (line: ArtistObject, _) in
      .array(NDArray(line.curve.x))
    },
    Method("get_ydata", [.optional("orig", .bool(true))], summary: "The y coordinates.") { (line: ArtistObject, _) in
      .array(NDArray(line.curve.y))
    },
    Method("get_data", [.optional("orig", .bool(true))], summary: "Both.") { (line: ArtistObject, _) in
      .newTuple([.array(NDArray(line.curve.x)), .array(NDArray(line.curve.y))])
    },
    Method("get_xydata", summary: "Both, as pairs.") { (line: ArtistObject, _) in
      .array(pairs(line.curve.x, line.curve.y))
    },
    Method("set_xdata", [.required("x")], summary: "Other x coordinates.") { (line: ArtistObject, call) in
      line.curve.x = try vector(call.value("x"), call.interpreter)
      return .none
    },
    Method("set_ydata", [.required("y")], summary: "Other y coordinates.") { (line: ArtistObject, call) in
      line.curve.y = try vector(call.value("y"), call.interpreter)
      return .none
    },
    Method("set_data", [.variadic("args")], summary: "Other coordinates: x and y.") { (line: ArtistObject, call) in
      let given = call.variadic.count == 1 ? try call.interpreter.elements(of: call.variadic[0]) : call.variadic
      guard given.count == 2 else { throw ScriptError(.typeError, "set_data() takes x and y") }
      (line.curve.x, line.curve.y) = (
        try vector(given[0], call.interpreter), try vector(given[1], call.interpreter)
      )
      return .none
    },
  ]

  private static func pairs(_ x: [Double], _ y: [Double]) -> NDArray {
    let count = min(x.count, y.count)
    return NDArray((0..<count).flatMap { [x[$0], y[$0]] }, shape: [count, 2])
  }

  static let offsets: [Method] = [
    Method("get_offsets", summary: "The places of the marks, as pairs.") { (artist: ArtistObject, _) in
      .array(pairs(artist.points.x, artist.points.y))
    },
    Method("get_array", summary: "The numbers that the colours stand for.") { (artist: ArtistObject, _) in
      artist.mapped.map { .array(NDArray($0.values)) } ?? .none
    },
  ]

  static let segments: [Method] = [
    Method("get_segments", summary: "The pieces, each as two points.") { (artist: ArtistObject, _) in
      .newList(
        artist.pieces.map { .array(NDArray([$0.x0, $0.y0, $0.x1, $0.y1], shape: [2, 2])) })
    }
  ]

  static let events: [Method] =
    segments + [
      Method("get_positions", summary: "Where the strokes are.") { (artist: ArtistObject, _) in
        .newList(artist.pieces.map { .float($0.x0 == $0.x1 ? $0.x0 : $0.y0) })
      }
    ]

  static let image: [Method] = [
    Method("get_array", summary: "The numbers.") { (artist: ArtistObject, _) in
      guard case .image(let picture) = artist.artist, !picture.values.isEmpty else { return .none }
      return .array(NDArray(picture.values, shape: [picture.rows, picture.columns]))
    },
    Method("set_data", [.required("A")], summary: "Other numbers, in the same shape.") { (artist: ArtistObject, call) in
      guard case .image(var picture) = artist.artist, !picture.values.isEmpty else { return .none }
      let array = try PlotNumbers.array(call.value("A"), call.interpreter)
      guard array.shape == [picture.rows, picture.columns] else {
        throw ScriptError(
          .valueError,
          "set_data: A has shape \(PlotNumbers.shapeText(array.shape)), want "
            + PlotNumbers.shapeText([picture.rows, picture.columns]))
      }
      picture.values = array.doubles
      artist.artist = .image(picture)
      return .none
    },
  ]

  static let text: [Method] = [
    Method("get_position", summary: "Where it stands.") { (artist: ArtistObject, _) in
      .newTuple([.float(artist.note.x), .float(artist.note.y)])
    },
    Method("set_position", [.required("xy")], summary: "Where it stands.") { (artist: ArtistObject, call) in
      let xy = try PlotNumbers.numbers(call.value("xy"), call.interpreter)
      guard xy.count == 2 else { throw ScriptError(.valueError, "set_position takes a pair of numbers") }
      (artist.note.x, artist.note.y) = (xy[0], xy[1])
      return .none
    },
  ]
}

extension ArtistObject {
  var pieces: [Segments.Piece] { if case .segments(let segments) = artist { segments.pieces } else { [] } }
}

/// `ax.transAxes`, `ax.transData`: whether places are shares of the axes or data.
final class AxesTransform: HostObject {
  let isShare: Bool
  init(isShare: Bool) { self.isShare = isShare }
  static let typeObject = TypeObject("Transform", module: "matplotlib.transforms", doc: "What coordinates mean.")
  var type: TypeObject { Self.typeObject }
}

import Language
import Plot

/// One setting of artists: the keyword of plotting calls, and what `set_NAME` and `get_NAME` do.
///
/// Declared once and never changed, so that a static constant may hold one.
struct ArtistOption: @unchecked Sendable {
  /// The first is the full name.
  let names: [String]
  let set: (ArtistObject, Value, Interpreter) throws -> Void
  let get: ((ArtistObject) -> Value)?

  init(
    _ names: String..., get: ((ArtistObject) -> Value)? = nil,
    set: @escaping (ArtistObject, Value, Interpreter) throws -> Void
  ) {
    self.names = names
    self.set = set
    self.get = get
  }
}

/// A class of artists: its name, and its table of options, from which keyword arguments, setters and getters derive.
///
/// Declared once and never changed, so that a static constant may hold one.
final class ArtistKind: @unchecked Sendable {
  let options: [ArtistOption]
  let type: TypeObject

  init(_ name: String, module: String, doc: String, _ options: [ArtistOption], methods: [Method] = []) {
    let options = options + ArtistOptions.common
    self.options = options
    type = TypeObject(
      name, module: "matplotlib." + module, doc: doc,
      methods: methods + options.flatMap(ArtistKind.accessors) + ArtistKind.everyArtist)
  }

  private func option(_ name: String) -> ArtistOption? { options.first { $0.names.contains(name) } }

  /// Applies keyword arguments. What only styles is accepted; what is known and not there, and what is unknown, is
  /// refused by name.
  func apply(
    _ keywords: [(name: String, value: Value)], to artist: ArtistObject, _ function: String, _ interpreter: Interpreter
  ) throws {
    for (name, value) in keywords {
      if let option = option(name) {
        try option.set(artist, value, interpreter)
      } else if !ArtistOptions.cosmetic.contains(name) {
        throw ArtistKind.unknown(name, type.name, function, known: options.flatMap(\.names))
      }
    }
  }

  static func unknown(_ name: String, _ owner: String, _ function: String, known: [String] = []) -> ScriptError {
    if ArtistOptions.refused.contains(name) {
      return ScriptError(.notImplementedError, "\(function): argument '\(name)' is not supported")
    }
    let hint = Hints.closest(to: name, in: known).map { "Did you mean: '\($0)'?" } ?? ""
    return ScriptError(
      .attributeError, "\(owner).set() got an unexpected keyword argument '\(name)'", hint: hint)
  }

  private static func accessors(_ option: ArtistOption) -> [Method] {
    option.names.flatMap { name -> [Method] in
      let set = Method("set_\(name)", [.required(name)], summary: "Set its \(option.names[0]).") {
        (artist: ArtistObject, call) in
        try option.set(artist, call.value(name), call.interpreter)
        return .none
      }
      guard let get = option.get else { return [set] }
      return [
        set, Method("get_\(name)", summary: "Its \(option.names[0]).") { (artist: ArtistObject, _) in get(artist) },
      ]
    }
  }

  private static let everyArtist: [Method] = [
    Method("set", [.keywords("options")], summary: "Set several options.") { (artist: ArtistObject, call) in
      try artist.kind.apply(call.keywords, to: artist, "set", call.interpreter)
      return .none
    },
    Method("remove", summary: "Take it out of its axes.") { (artist: ArtistObject, _) in
      artist.axes?.remove(artist)
      artist.axes = nil
      return .none
    },
  ]
}

// MARK: the kinds

extension ArtistKind {
  static let line = ArtistKind(
    "Line2D", module: "lines", doc: "Points joined in their order, with or without marks.", ArtistOptions.line,
    methods: LineMethods.all)
  /// `axhline`, `axvline`: a line through the whole of the axes.
  static let rule = ArtistKind(
    "Line2D", module: "lines", doc: "A line through the whole of the axes.", ArtistOptions.color + ArtistOptions.stroke)
  static let span = ArtistKind(
    "Rectangle", module: "patches", doc: "A band through the whole of the axes.", ArtistOptions.fill)
  static let bars = ArtistKind(
    "BarContainer", module: "container", doc: "The bars of one call.", ArtistOptions.fill)
  static let points = ArtistKind(
    "PathCollection", module: "collections", doc: "Marks, each with a colour of its own.", ArtistOptions.points,
    methods: LineMethods.offsets)
  static let segments = ArtistKind(
    "LineCollection", module: "collections", doc: "Straight pieces that are not joined.",
    ArtistOptions.color + ArtistOptions.stroke, methods: LineMethods.segments)
  static let events = ArtistKind(
    "EventCollection", module: "collections", doc: "A stroke at each of some positions.",
    ArtistOptions.color + ArtistOptions.stroke, methods: LineMethods.events)
  static let region = ArtistKind(
    "PolyCollection", module: "collections", doc: "The area between two curves.", ArtistOptions.fill)
  static let image = ArtistKind(
    "AxesImage", module: "image", doc: "A grid of numbers or colours.", ArtistOptions.image,
    methods: LineMethods.image)
  static let mesh = ArtistKind(
    "QuadMesh", module: "collections", doc: "A grid of numbers over given edges.", ArtistOptions.image,
    methods: LineMethods.image)
  static let text = ArtistKind(
    "Text", module: "text", doc: "Words at a place.", ArtistOptions.text, methods: LineMethods.text)
}

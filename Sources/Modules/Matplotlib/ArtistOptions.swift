import Arrays
import Language
import Plot

/// The tables of options, one for each kind of looks.
enum ArtistOptions {
  /// Accepted everywhere and without effect: they change details of how a line ends or which of two things lies on top.
  static let cosmetic: Set<String> = [
    "zorder", "antialiased", "aa", "antialiaseds", "clip_on", "rasterized", "snap", "animated", "solid_capstyle",
    "solid_joinstyle", "dash_capstyle", "dash_joinstyle", "capstyle", "joinstyle", "fillstyle", "markeredgewidth",
    "mew", "markeredgecolor", "mec", "markerfacecoloralt", "edgecolors", "linewidths", "interpolation_stage",
    "resample", "filternorm", "filterrad", "shading", "plotnonfinite", "fontsize", "size", "fontweight", "weight",
    "fontstyle", "fontname", "fontfamily", "family", "fontdict", "rotation", "rotation_mode", "pad", "labelpad",
    "backgroundcolor", "bbox", "wrap", "linespacing", "gid", "url", "error_kw", "ecolor",
  ]

  /// Known, and refused by name.
  static let refused: Set<String> = [
    "markevery", "hatch", "path_effects", "transform", "picker", "clip_path", "clip_box", "agg_filter", "dashes",
    "gapcolor", "data", "norm", "hatch_linewidth", "sketch_params", "where", "interpolate", "step",
  ]

  static let common: [ArtistOption] = [
    ArtistOption("alpha", get: { $0.alpha.map { .float($0) } ?? .none }) { artist, value, interpreter in
      artist.alpha = try interpreter.optionalFloat(value).map { max(0, min(1, $0)) }
    },
    ArtistOption("label", get: { .string($0.artist.label) }) { artist, value, interpreter in
      artist.artist = artist.artist.labelled(value.isNone ? "" : try interpreter.str(value))
    },
    ArtistOption("visible", get: { .bool($0.isVisible) }) { artist, value, interpreter in
      artist.isVisible = try interpreter.truth(value)
    },
  ]

  /// One colour for all of it, or one for each of its parts.
  static let color = [
    ArtistOption("color", "c", "colors", get: { PlotNumbers.value($0.artist.color) }) { artist, value, interpreter in
      guard !value.isNone else { return }
      artist.artist = try recolored(artist.artist, PlotNumbers.colors(value, interpreter), interpreter)
    }
  ]

  /// Lines: width and dashes.
  static let stroke = [
    ArtistOption("linewidth", "lw", get: { .float($0.curveStyle.width) }) { artist, value, interpreter in
      guard !value.isNone else { return }
      let width = try PlotNumbers.number(value, "linewidth", interpreter)
      artist.restyle(width: max(0, width))
    },
    ArtistOption("linestyle", "ls", "linestyles", get: { .string($0.curveStyle.dash.symbol) }) {
      artist, value, interpreter in
      artist.restyle(dash: try PlotNumbers.dash(value, interpreter))
    },
  ]

  static let line: [ArtistOption] =
    color + stroke + [
      ArtistOption("marker", get: { .string($0.curve.marker?.rawValue ?? "None") }) { artist, value, interpreter in
        artist.curve.marker = try PlotNumbers.marker(value, interpreter)
      },
      ArtistOption("markersize", "ms", get: { .float($0.curve.markerSize) }) { artist, value, interpreter in
        artist.curve.markerSize = max(0, try PlotNumbers.number(value, "markersize", interpreter))
      },
      ArtistOption(
        "markerfacecolor", "mfc", get: { PlotNumbers.value($0.curve.markerColor ?? $0.curve.color) }
      ) { artist, value, interpreter in
        artist.curve.markerColor = try PlotNumbers.color(value, interpreter)
      },
      ArtistOption("drawstyle", "ds", get: { .string($0.curve.steps.rawValue) }) { artist, value, interpreter in
        let name = value.string == "steps" ? "steps-pre" : value.string ?? ""
        guard let steps = Curve.Steps(rawValue: name) else {
          throw ScriptError(
            .valueError,
            "\(try interpreter.repr(value)) is not a valid value for drawstyle; supported values are 'default', "
              + "'steps', 'steps-pre', 'steps-mid', 'steps-post'")
        }
        artist.curve.steps = steps
      },
    ]

  /// Areas.
  static let fill = [
    ArtistOption("color", "facecolor", "fc", "facecolors", get: { PlotNumbers.value($0.artist.color) }) {
      artist, value, interpreter in
      guard !value.isNone else { return }
      artist.artist = try recolored(artist.artist, PlotNumbers.colors(value, interpreter), interpreter)
    },
    ArtistOption("edgecolor", "ec") { artist, value, interpreter in
      guard !value.isNone, case .bars(var bars) = artist.artist else { return }
      let colors = try PlotNumbers.colors(value, interpreter)
      for place in bars.bars.indices where !colors.isEmpty { bars.bars[place].edge = colors[place % colors.count] }
      artist.artist = .bars(bars)
    },
    ArtistOption("linewidth", "lw", "linestyle", "ls") { _, _, _ in },
    ArtistOption("fill") { _, value, interpreter in
      guard try !interpreter.truth(value) else { return }
      throw ScriptError(.notImplementedError, "fill=False is not supported")
    },
  ]

  static let points: [ArtistOption] =
    color + [
      ArtistOption("facecolor", "facecolors", "edgecolor", "ec", "fc") { artist, value, interpreter in
        guard value.string != "none", value.string != "face", !value.isNone else { return }
        artist.artist = try recolored(artist.artist, PlotNumbers.colors(value, interpreter), interpreter)
      },
      ArtistOption("sizes", get: { .array(NDArray($0.points.sizes)) }) { artist, value, interpreter in
        artist.points.sizes = try PlotNumbers.numbers(value, interpreter)
      },
      ArtistOption("marker") { artist, value, interpreter in
        artist.points.marker = try PlotNumbers.marker(value, interpreter) ?? .circle
      },
      ArtistOption("linewidth", "lw", "linestyle", "ls") { _, _, _ in },
    ] + mapping

  static let image: [ArtistOption] =
    mapping + [
      ArtistOption("interpolation") { _, _, _ in }
    ]

  /// Numbers shown as colours: the map and its ends.
  static let mapping = [
    ArtistOption("cmap", get: { $0.colorMap.map { .object(ColorMapObject($0)) } ?? .none }) {
      artist, value, interpreter in
      artist.colorMap = try PlotNumbers.colorMap(value, interpreter)
    },
    ArtistOption("clim", get: { .newTuple([.float($0.colorLimits.low), .float($0.colorLimits.high)]) }) {
      artist, value, interpreter in
      let ends = try PlotNumbers.numbers(value, interpreter)
      guard ends.count == 2 else { throw ScriptError(.valueError, "clim takes a pair of numbers") }
      artist.colorLimits = (ends[0], ends[1])
    },
  ]

  static let text: [ArtistOption] =
    color + [
      ArtistOption("text", get: { .string($0.note.text) }) { artist, value, interpreter in
        artist.note.text = try interpreter.str(value)
      },
      ArtistOption("horizontalalignment", "ha") { artist, value, interpreter in
        artist.note.horizontal = try alignment(
          value, ["left": .start, "center": .center, "right": .end], "horizontalalignment", interpreter)
      },
      ArtistOption("verticalalignment", "va") { artist, value, interpreter in
        let names: [String: Note.Alignment] = [
          "bottom": .start, "baseline": .start, "center": .center, "center_baseline": .center, "top": .end,
        ]
        artist.note.vertical = try alignment(value, names, "verticalalignment", interpreter)
      },
      ArtistOption("fontsize", "size", get: { .float($0.note.size) }) { artist, value, interpreter in
        // Sizes by name are left at the usual one.
        if let size = try interpreter.optionalFloat(value) { artist.note.size = max(1, min(500, size)) }
      },
      ArtistOption("transform") { artist, value, _ in
        guard let transform: AxesTransform = value.host() else {
          throw ScriptError(.notImplementedError, "text: only transform=ax.transAxes and ax.transData are supported")
        }
        artist.note.isShare = transform.isShare
      },
    ]

  private static func alignment(
    _ value: Value, _ names: [String: Note.Alignment], _ option: String, _ interpreter: Interpreter
  ) throws -> Note.Alignment {
    guard let found = value.string.flatMap({ names[$0] }) else {
      let known = names.keys.sorted().map { "'\($0)'" }.joined(separator: ", ")
      throw ScriptError(
        .valueError,
        "\(try interpreter.repr(value)) is not a valid value for \(option); supported values are \(known)")
    }
    return found
  }

  /// The artist in one colour, or its parts in one each.
  private static func recolored(_ artist: Artist, _ colors: [Color], _ interpreter: Interpreter) throws -> Artist {
    guard let first = colors.first else { return artist }
    switch artist {
    case .points(var points):
      points.colors = colors
      return .points(points)
    case .segments(var segments):
      segments.colors = colors
      return .segments(segments)
    case .bars(var bars):
      for place in bars.bars.indices { bars.bars[place].color = colors[place % colors.count] }
      return .bars(bars)
    default: return artist.mapColors { _ in first }
    }
  }
}

// MARK: the parts of an artist

extension ArtistObject {
  var curve: Curve {
    get { if case .curve(let curve) = artist { curve } else { Curve(x: [], y: [], color: .black) } }
    set { artist = .curve(newValue) }
  }

  var points: Points {
    get { if case .points(let points) = artist { points } else { Points(x: [], y: [], colors: []) } }
    set { artist = .points(newValue) }
  }

  var note: Note {
    get { if case .note(let note) = artist { note } else { Note(x: 0, y: 0, text: "") } }
    set { artist = .note(newValue) }
  }

  var curveStyle: (width: Double, dash: Dash) {
    switch artist {
    case .curve(let curve): (curve.width, curve.dash)
    case .segments(let segments): (segments.width, segments.dash)
    case .rule(let rule): (rule.width, rule.dash)
    default: (1.5, .solid)
    }
  }

  func restyle(width: Double? = nil, dash: Dash? = nil) {
    switch artist {
    case .curve(var curve):
      (curve.width, curve.dash) = (width ?? curve.width, dash ?? curve.dash)
      artist = .curve(curve)
    case .segments(var segments):
      (segments.width, segments.dash) = (width ?? segments.width, dash ?? segments.dash)
      artist = .segments(segments)
    case .rule(var rule):
      (rule.width, rule.dash) = (width ?? rule.width, dash ?? rule.dash)
      artist = .rule(rule)
    default: break
    }
  }

  /// Numbers shown as colours.
  var colorMap: ColorMap? {
    get { if case .image(let picture) = artist { picture.map } else { mapped?.map } }
    set {
      guard let newValue else { return }
      if case .image(var picture) = artist {
        picture.map = newValue
        artist = .image(picture)
      } else if mapped != nil {
        mapped?.map = newValue
        showMapped()
      }
    }
  }

  var colorLimits: (low: Double, high: Double) {
    get {
      if case .image(let picture) = artist {
        (picture.low, picture.high)
      } else {
        (mapped?.low ?? 0, mapped?.high ?? 1)
      }
    }
    set {
      if case .image(var picture) = artist {
        (picture.low, picture.high) = newValue
        artist = .image(picture)
      } else if mapped != nil {
        mapped?.low = newValue.low
        mapped?.high = newValue.high
        showMapped()
      }
    }
  }

  private func showMapped() {
    if let mapped { points.colors = mapped.colors }
  }
}

/// How the artists of axes are told apart: by colours, and by kinds of lines where there are none.
struct SeriesStyle {
  let axes: Axes
  let theme: Theme
  /// For each artist its number among those of its kind.
  private let ranks: [Int]
  private let curveCount: Int

  /// One dot each in ASCII.
  private static let characters: [Character] = [".", "*", "+", "o", "x", "#", "@", "%"]
  /// More curves than this are a bundle: told apart by their places, if at all.
  private static let bundle = 8

  init(axes: Axes, theme: Theme) {
    self.axes = axes
    self.theme = theme
    var (curves, bars) = (0, 0)
    ranks = axes.artists.enumerated().map { place, artist in
      switch artist {
      case .curve(let curve) where curve.dash != .none:
        curves += 1
        return curves - 1
      case .curve: return 0
      case .bars:
        bars += 1
        return bars - 1
      default: return place
      }
    }
    curveCount = curves
  }

  func pen(of place: Int, owner: Int) -> Pen {
    guard axes.artists.indices.contains(place) else { return Pen(owner: owner) }
    let artist = axes.artists[place]
    var pen = Pen(owner: owner, ink: .stroke(artist.color))
    let rank = ranks[place]
    pen.character = SeriesStyle.characters[rank % SeriesStyle.characters.count]
    pen.dash = dash(of: artist, rank).dots
    return pen
  }

  func dash(of place: Int) -> Dash {
    axes.artists.indices.contains(place) ? dash(of: axes.artists[place], ranks[place]) : .solid
  }

  private func dash(of artist: Artist, _ rank: Int) -> Dash {
    let own = artist.dash
    guard own == .solid, theme.colors == .none, case .curve = artist, curveCount <= SeriesStyle.bundle else {
      return own
    }
    return Dash.cycle[rank % Dash.cycle.count]
  }

  /// What fills the bars of an artist: a full cell, or a lighter one for later series where there are no colours.
  func fill(of place: Int) -> Character {
    let fills: [Character] = theme.glyphs.isUnicode ? ["█", "▒", "░", "▓"] : ["#", "=", "+", "o"]
    guard theme.colors == .none, axes.artists.indices.contains(place), case .bars = axes.artists[place] else {
      return fills[0]
    }
    return fills[ranks[place] % fills.count]
  }
}

extension Artist {
  /// Its colour, or that of its first part.
  public var color: Color {
    switch self {
    case .curve(let curve): curve.color
    case .points(let points): points.color(0)
    case .segments(let segments): segments.color(0)
    case .bars(let bars): bars.bars.first?.color ?? .black
    case .region(let region): region.color
    case .rule(let rule): rule.color
    case .image: .black
    case .note(let note): note.color
    }
  }

  var dash: Dash {
    switch self {
    case .curve(let curve): curve.dash
    case .segments(let segments): segments.dash
    case .rule(let rule): rule.dash
    default: .solid
    }
  }
}

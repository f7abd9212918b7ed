import Arrays
import Language
import Plot

/// What the axes show, and on which scale.
extension AxesCommand {
  static let limits: [AxesCommand] = [
    AxesCommand(
      "xlim", method: "set_xlim",
      [
        .optional("left", .none), .optional("right", .none), .keyword("emit", .bool(true)), .keyword("auto", .none),
        .keyword("xmin", .none), .keyword("xmax", .none),
      ], "Set the limits of x, or give them: (left, right)."
    ) { axes, call in try setLimits(axes.x, call, "left", "right", "xmin", "xmax") },
    AxesCommand(
      "ylim", method: "set_ylim",
      [
        .optional("bottom", .none), .optional("top", .none), .keyword("emit", .bool(true)), .keyword("auto", .none),
        .keyword("ymin", .none), .keyword("ymax", .none),
      ], "Set the limits of y, or give them: (bottom, top)."
    ) { axes, call in try setLimits(axes.y, call, "bottom", "top", "ymin", "ymax") },
    AxesCommand("xscale", method: "set_xscale", [.required("value"), .keywords("kwargs")], "The scale of x.") {
      axes, call in
      axes.x.scale = try scale(call)
      return .none
    },
    AxesCommand("yscale", method: "set_yscale", [.required("value"), .keywords("kwargs")], "The scale of y.") {
      axes, call in
      axes.y.scale = try scale(call)
      return .none
    },
    AxesCommand(
      "margins",
      [.variadic("margins"), .keyword("x", .none), .keyword("y", .none), .keyword("tight", .bool(true))],
      "The room beside the data, in shares of their range."
    ) { axes, call in
      let given = try call.variadic.map { try PlotNumbers.number($0, "margin", call.interpreter) }
      guard given.count < 3 else {
        throw ScriptError(
          .typeError, "Must pass a single positional argument for all margins, or one for each margin (x, y).")
      }
      let x = try call.optionalNumber("x") ?? given.first
      let y = try call.optionalNumber("y") ?? given.last
      for margin in [x, y].compactMap(\.self) where !(margin > -0.5) {
        throw ScriptError(.valueError, "margin must be greater than -0.5")
      }
      if let x { axes.x.margin = min(100, x) }
      if let y { axes.y.margin = min(100, y) }
      return given.isEmpty && x == nil && y == nil ? .newTuple([.float(axes.x.margin), .float(axes.y.margin)]) : .none
    },
    AxesCommand(
      "autoscale", [.optional("enable", .bool(true)), .optional("axis", .string("both")), .optional("tight", .none)],
      "Choose the limits by the data."
    ) { axes, call in
      for axis in try chosen(axes, call) {
        let isTight = try call.bool("tight")
        axis.limits = try call.bool("enable") ? nil : axis.shownLimits
        if isTight { axis.margin = 0 }
      }
      return .none
    },
    AxesCommand(
      "axis",
      [.optional("arg", .none, "'off', 'on', 'equal', 'tight' or [x0, x1, y0, y1]"), .keywords("kwargs")],
      "What is shown of the axes, and their limits."
    ) { axes, call in try axis(axes, call) },
  ]

  private static func setLimits(
    _ axis: AxisState, _ call: Call, _ first: String, _ second: String, _ least: String, _ most: String
  ) throws -> Value {
    var (start, end) = (call.value(first), call.value(second))
    // A pair instead of two numbers.
    if end.isNone, !start.isNone, try call.interpreter.optionalFloat(start) == nil {
      let pair = try call.interpreter.elements(of: start)
      guard pair.count == 2 else {
        throw ScriptError(.valueError, "\(call.shownName) takes a pair of numbers, got \(pair.count)")
      }
      (start, end) = (pair[0], pair[1])
    }
    for (name, other, isFirst) in [(least, first, true), (most, second, false)] where !call.value(name).isNone {
      guard (isFirst ? start : end).isNone else {
        throw ScriptError(.typeError, "Cannot pass both '\(other)' and '\(name)'")
      }
      if isFirst { start = call.value(name) } else { end = call.value(name) }
    }
    let shown = axis.shownLimits
    guard !start.isNone || !end.isNone else { return pair(shown) }
    let limits = (
      start.isNone ? shown.start : try PlotNumbers.number(start, first, call.interpreter),
      end.isNone ? shown.end : try PlotNumbers.number(end, second, call.interpreter)
    )
    guard limits.0.isFinite, limits.1.isFinite else {
      throw ScriptError(.valueError, "Axis limits cannot be NaN or Inf")
    }
    if axis.scale == .logarithmic, limits.0 <= 0 || limits.1 <= 0 {
      try call.interpreter.warn(
        .userWarning,
        "Attempt to set non-positive \(first == "left" ? "x" : "y")lim on a log-scaled axis will be ignored.")
      return pair(shown)
    }
    axis.limits = widened(limits)
    axis.isInverted = limits.0 > limits.1
    return pair(axis.shownLimits)
  }

  /// Limits that are one value get some room around it.
  private static func widened(_ limits: (Double, Double)) -> (start: Double, end: Double) {
    guard limits.0 == limits.1 else { return limits }
    let room = limits.0 == 0 ? 0.055 : abs(limits.0) * 0.055
    return (limits.0 - room, limits.1 + room)
  }

  static func pair(_ limits: (start: Double, end: Double)) -> Value {
    .newTuple([.float64(limits.start), .float64(limits.end)])
  }

  private static func scale(_ call: Call) throws -> LineChart.Scale {
    switch call.value("value").string {
    case "linear": return .linear
    case "log": return .logarithmic
    case "symlog", "logit", "asinh":
      throw ScriptError(
        .notImplementedError,
        "\(call.shownName): the scale \(try call.interpreter.repr(call.value("value"))) is not supported, only 'linear' and "
          + "'log'")
    default:
      throw ScriptError(
        .valueError,
        "\(try call.interpreter.repr(call.value("value"))) is not a valid value for scale; supported values are 'linear', "
          + "'log'")
    }
  }

  static func chosen(_ axes: AxesObject, _ call: Call) throws -> [AxisState] {
    switch call.value("axis").string {
    case "both", nil: return [axes.x, axes.y]
    case "x": return [axes.x]
    case "y": return [axes.y]
    default:
      throw ScriptError(
        .valueError,
        "\(try call.interpreter.repr(call.value("axis"))) is not a valid value for axis; supported values are 'x', 'y', "
          + "'both'")
    }
  }

  private static func axis(_ axes: AxesObject, _ call: Call) throws -> Value {
    for (name, value) in call.keywords {
      let number = try PlotNumbers.number(value, name, call.interpreter)
      guard number.isFinite else { throw ScriptError(.valueError, "Axis limits cannot be NaN or Inf") }
      switch name {
      case "xmin": axes.x.limits = (number, axes.x.shownLimits.end)
      case "xmax": axes.x.limits = (axes.x.shownLimits.start, number)
      case "ymin": axes.y.limits = (number, axes.y.shownLimits.end)
      case "ymax": axes.y.limits = (axes.y.shownLimits.start, number)
      default: throw ScriptError(.typeError, "axis() got an unexpected keyword argument '\(name)'")
      }
    }
    let value = call.value("arg")
    if let text = value.string {
      switch text {
      case "off": axes.isFramed = false
      case "on": axes.isFramed = true
      case "equal", "scaled", "image", "square": axes.aspect = .equal
      case "auto": (axes.aspect, axes.x.limits, axes.y.limits) = (.free, nil, nil)
      case "tight":
        for axis in [axes.x, axes.y] { (axis.limits, axis.margin) = (nil, 0) }
      default:
        throw ScriptError(
          .valueError,
          "Unrecognized string '\(text)' to axis; try 'on' or 'off'")
      }
    } else if case .bool(let flag) = value {
      axes.isFramed = flag
    } else if !value.isNone {
      let ends = try PlotNumbers.numbers(value, call.interpreter)
      guard ends.count == 4 else {
        throw ScriptError(
          .typeError, "The first argument to axis() must be an iterable of the form [xmin, xmax, ymin, ymax]")
      }
      guard ends.allSatisfy(\.isFinite) else { throw ScriptError(.valueError, "Axis limits cannot be NaN or Inf") }
      axes.x.limits = widened((ends[0], ends[1]))
      axes.y.limits = widened((ends[2], ends[3]))
    }
    let (x, y) = (axes.x.shownLimits, axes.y.shownLimits)
    return .newTuple([.float64(x.start), .float64(x.end), .float64(y.start), .float64(y.end)])
  }
}

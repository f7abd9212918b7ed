import Language
import Plot

/// What pyplot keeps for one interpreter: the open figures, the current one, and settings.
public final class PyplotState: HostObject {
  static let typeObject = TypeObject("pyplot state", module: "matplotlib")
  public var type: TypeObject { Self.typeObject }

  /// Open figures in the order of their numbers' first use.
  private(set) var figures: [FigureObject] = []
  private var currentFigure: FigureObject?
  let settings = RcParams()

  /// The name of the module's member that holds the state; no script can write it.
  static let memberName = " state"

  public static func of(_ interpreter: Interpreter) throws -> PyplotState {
    guard case .object(let object as PyplotState)? = try interpreter.importModule("matplotlib").member(memberName)
    else { throw ScriptError(.runtimeError, "the matplotlib module has no state") }
    return object
  }

  /// The state, if the session has imported matplotlib.
  public static func existing(_ interpreter: Interpreter) throws -> PyplotState? {
    guard interpreter.hasImported("matplotlib") else { return nil }
    return try of(interpreter)
  }

  // MARK: figures

  public var hasFigures: Bool { !figures.isEmpty }

  /// The current figure, made if there is none.
  func current() -> FigureObject { currentFigure ?? open(number: nil, label: "", size: nil) }

  /// The figure of that number or label, or a new one; it becomes the current one.
  func open(number: Int?, label: String, size: (width: Double, height: Double)?) -> FigureObject {
    let known = figures.first { number != nil ? $0.number == number : !label.isEmpty && $0.label == label }
    if let known {
      if let size { (known.width, known.height) = size }
      makeCurrent(known)
      return known
    }
    let size = size ?? settings.figureSize
    let next = number ?? (figures.map(\.number).max() ?? 0) &+ 1
    let figure = FigureObject(self, number: next, label: label, width: size.width, height: size.height)
    figures.append(figure)
    currentFigure = figure
    return figure
  }

  func makeCurrent(_ figure: FigureObject) {
    // A figure that was closed and is drawn on again is open again.
    if !figures.contains(where: { $0 === figure }) { figures.append(figure) }
    currentFigure = figure
  }

  func close(_ figure: FigureObject) {
    figures.removeAll { $0 === figure }
    if currentFigure === figure { currentFigure = figures.last }
  }

  func closeAll() {
    figures = []
    currentFigure = nil
  }

  /// Draws the open figures by the interpreter's host and closes them.
  public func showAll(_ interpreter: Interpreter) {
    let shown = figures.map(\.description)
    closeAll()
    PyplotState.show(shown, interpreter)
  }

  /// Draws figures by the interpreter's host: in colours and of its width if it knows how, else as plain text.
  public static func show(_ figures: [Figure], _ interpreter: Interpreter) {
    guard !figures.isEmpty else { return }
    if let host = interpreter.host as? any ShowsFigures { return host.show(figures) }
    for figure in figures {
      let lines = figure.lines(columns: 80, rows: 24, theme: .plain)
      interpreter.host.write(lines.map { $0.plain + "\n" }.joined(), to: .output)
    }
  }
}

/// A host that draws figures in its own way.
public protocol ShowsFigures: InterpreterHost {
  func show(_ figures: [Figure])
}

/// A value that stands for a figure, or for something in it: the prompt draws the figure in its place.
public protocol PartOfFigure: HostObject {
  /// nil if there is nothing to see yet.
  var figureShown: Figure? { get }
}

import Arrays
import Glibc
import Language
import Plot

/// `savefig`: figures written to files, the form given by the name.
enum FigureFile {
  static let parameters: [Parameter] = [
    .required("fname", "the file; its ending says the form"), .keyword("format", .none), .keyword("dpi", .none),
    .keyword("transparent", .none), .keywords("kwargs", "margins and the like: accepted"),
  ]

  private static let looks: Set<String> = [
    "bbox_inches", "pad_inches", "facecolor", "edgecolor", "orientation", "papertype", "bbox_extra_artists", "backend",
    "metadata",
  ]

  /// The forms, by the endings of names: what writes a figure to a path, with so many dots an inch.
  private static let forms: [String: @Sendable (Figure, String, Double) throws -> Void] = [
    "svg": { figure, path, _ in try put(Array(SVGText.of(figure).utf8), at: path) },
    "txt": { figure, path, _ in
      let lines = figure.lines(columns: 100, rows: 40, theme: .plain).map(\.trimmedEnd.plain)
      try put(Array(lines.map { $0 + "\n" }.joined().utf8), at: path)
    },
    "png": { figure, path, dpi in try draw(figure, path, .png, dpi) },
    "pdf": { figure, path, dpi in try draw(figure, path, .pdf, dpi) },
  ]

  static func save(_ figure: Figure, _ call: Call) throws -> Value {
    for (name, _) in call.keywords where !looks.contains(name) {
      throw ScriptError(.typeError, "savefig() got an unexpected keyword argument '\(name)'")
    }
    guard let name = call.value("fname").string else {
      throw ScriptError(.typeError, "savefig() argument 'fname' must be str, not \(call.value("fname").typeName)")
    }
    let base = name.split(separator: "/").last.map(String.init) ?? name
    let ending = base.contains(".") ? base.split(separator: ".").last.map(String.init) ?? "" : ""
    let form = (try call.optionalString("format") ?? (ending.isEmpty ? "png" : ending)).lowercased()
    let path = ending.isEmpty && call.value("format").isNone ? name + ".png" : name
    guard let write = forms[form] else {
      let known = forms.keys.sorted().joined(separator: ", ")
      throw ScriptError(.valueError, "Format '\(form)' is not supported (supported formats: \(known))")
    }
    try inPlace(path) { beside in try write(figure, beside, try dotsPerInch(call)) }
    return .none
  }

  private static func dotsPerInch(_ call: Call) throws -> Double {
    let value = call.value("dpi")
    if value.isNone || value.string == "figure" { return 100 }
    let dpi = try call.number("dpi")
    guard dpi.isFinite, dpi >= 1, dpi <= 2000 else {
      throw ScriptError(.valueError, "savefig: dpi is \(PlotNumbers.pythonText(dpi)), want 1 to 2000")
    }
    return dpi
  }

  private static func draw(_ figure: Figure, _ path: String, _ form: CairoPage.Form, _ dpi: Double) throws {
    do { try CairoPage.write(figure, to: path, as: form, dotsPerInch: dpi) } catch {
      switch error {
      case .noLibrary:
        throw ScriptError(
          .runtimeError, "savefig: PNG and PDF need the Cairo library (libcairo.so.2), which is not here"
        )
        .noted("install libcairo2, or save as .svg")
      case .tooLarge: throw ScriptError(.valueError, "savefig: the figure has more than 20000 dots along a side")
      case .notWritten: throw fileError(path)
      }
    }
  }

  private static func put(_ bytes: [UInt8], at path: String) throws {
    guard let file = fopen(path, "w") else { throw fileError(path) }
    let count = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, count == bytes.count else { throw fileError(path) }
  }

  /// Has a file written beside its place and renames it, so that there is the old file or the new one.
  private static func inPlace(_ path: String, _ write: (String) throws -> Void) throws {
    let beside = path + ".\(getpid()).part"
    // The first byte tells whether the folder takes files, before anything is drawn.
    guard let file = fopen(beside, "w") else { throw fileError(path) }
    fclose(file)
    do {
      try write(beside)
      guard rename(beside, path) == 0 else { throw fileError(path) }
    } catch {
      unlink(beside)
      throw error
    }
  }

  private static func fileError(_ path: String) -> ScriptError {
    TypeObject.osError(number: Int(errno), text: String(cString: strerror(errno)), file: path)
  }
}

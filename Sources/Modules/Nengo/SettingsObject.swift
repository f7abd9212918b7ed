import Arrays
import Glibc
import Language
import Model

/// `nengo.rc`: the settings of the session, read from the user's and the project's `nengorc` files.
///
/// What matters here: `precision.bits` (16, 32 or 64: how `nengo.Simulator` keeps signals and built arrays) and
/// `progress.progress_bar`. Those of the decoder cache, of tracebacks and of `fail_fast` are kept and change nothing:
/// soma has no cache, shows short tracebacks, and checks every operator when it is made.
final class SettingsObject: HostObject {
  var type: TypeObject { Self.typeObject }

  static let typeObject = TypeObject(
    "_RC", module: "nengo.rc", doc: "Settings in sections: rc.set('precision', 'bits', '32').",
    methods: reading + changing + files, properties: properties)

  /// `nengo.rc` as `import nengo.rc` and `from nengo.rc import rc` see it.
  static var row: ModuleRow {
    ModuleRow("nengo.rc") { _ in
      ModuleObject("nengo.rc", doc: "Settings of the session.") { module in
        module.define("rc", .object(SettingsObject()))
        module.define("RC_DEFAULTS", .dict(DictObject(defaults)))
      }
    }
  }

  /// Section → option → value, as built in.
  static var defaults: [(String, Value)] {
    RuntimeSettings.defaults.map { section, options in
      (section, .dict(DictObject(options.map { ($0.name, .string($0.value)) })))
    }
  }

  /// The files that are read, later ones over earlier ones.
  static var paths: [(name: String, path: String)] {
    let home = getenv("HOME").map { String(cString: $0) } ?? "."
    let folder = getenv("XDG_CONFIG_HOME").map { String(cString: $0) } ?? home + "/.config"
    return [("user", folder + "/nengo/nengorc"), ("project", "nengorc")]
  }

  /// The settings that hold now.
  static func current(_ interpreter: Interpreter) throws -> RuntimeSettings {
    let session = try NengoSession.of(interpreter)
    if let known = session.settings { return known }
    let made = RuntimeSettings()
    session.settings = made
    try load(paths.map(\.path), into: made, interpreter)
    return made
  }

  /// The width of signals in bits.
  ///
  /// - Throws: a value error unless it is 16, 32 or 64.
  static func bits(_ interpreter: Interpreter) throws -> Int {
    let text = try failing { try current(interpreter).get("precision", "bits") }
    guard let bits = Int(text), [16, 32, 64].contains(bits) else {
      throw ScriptError(.valueError, "nengo.rc: precision.bits must be 16, 32 or 64 (got '\(text)')")
    }
    return bits
  }

  /// Reads those of some files that are there.
  @discardableResult
  private static func load(
    _ paths: [String], into settings: RuntimeSettings, _ interpreter: Interpreter
  ) throws -> [String] {
    try paths.filter { path in
      guard access(path, R_OK) == 0 else { return false }
      let text = String(decoding: try FileAccess.read(path), as: UTF8.self)
      do { try settings.read(text) } catch let failure as RuntimeSettings.Failure {
        throw error(failure).noted("in the file \(path)")
      }
      return true
    }
  }

  // MARK: errors, as of Python's configparser

  private static let parserError = TypeObject.exceptionClass("Error", module: "configparser", base: .exception)
  private static let noSection = TypeObject.exceptionClass("NoSectionError", module: "configparser", base: parserError)
  private static let noOption = TypeObject.exceptionClass("NoOptionError", module: "configparser", base: parserError)
  private static let duplicate = TypeObject.exceptionClass(
    "DuplicateSectionError", module: "configparser", base: parserError)
  private static let parsing = TypeObject.exceptionClass("ParsingError", module: "configparser", base: parserError)

  private static func error(_ failure: RuntimeSettings.Failure) -> ScriptError {
    switch failure {
    case .noSection(let section): ScriptError(noSection, "No section: '\(section)'")
    case .noOption(let option, let section): ScriptError(noOption, "No option '\(option)' in section: '\(section)'")
    case .duplicateSection(let section): ScriptError(duplicate, "Section '\(section)' already exists")
    case .missingSection(let line, let text): ScriptError(parsing, "line \(line): no section before '\(text)'")
    case .malformed(let line, let text): ScriptError(parsing, "line \(line): expected 'name = value', got '\(text)'")
    case .notBoolean(let value): ScriptError(.valueError, "Not a boolean: \(value)")
    }
  }

  private static func failing<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let failure as RuntimeSettings.Failure { throw error(failure) }
  }

  // MARK: methods

  private static let place: [Parameter] = [.required("section"), .required("option")]

  private static func method(
    _ name: String, _ parameters: [Parameter], _ summary: String,
    _ body: @escaping (RuntimeSettings, Call) throws -> Value
  ) -> Method {
    Method(name, parameters, summary: summary) { (_: SettingsObject, call) in
      try failing { try body(try current(call.interpreter), call) }
    }
  }

  /// A method that reads a value and makes something of it.
  private static func reader(
    _ name: String, _ summary: String, _ convert: @escaping (String) throws -> Value
  ) -> Method {
    method(name, place + [.keyword("fallback", .object(DefaultObject()))], summary) { settings, call in
      let (section, option) = (try call.string("section"), try call.string("option"))
      let hasFallback = (call.value("fallback").host() as DefaultObject?) == nil
      let found = settings.hasSection(section) ? try settings.find(section, option) : nil
      if found == nil, hasFallback { return call.value("fallback") }
      return try convert(try found ?? settings.get(section, option))
    }
  }

  private static var reading: [Method] {
    [
      reader("get", "The value of an option, as text.") { .string($0) },
      reader("getint", "The value of an option, as a whole number.") { text in
        guard let number = Int(text) else {
          throw ScriptError(.valueError, "invalid literal for int() with base 10: '\(text)'")
        }
        return .int(number)
      },
      reader("getfloat", "The value of an option, as a number.") { text in
        guard let number = Double(text) else {
          throw ScriptError(.valueError, "could not convert string to float: '\(text)'")
        }
        return .float(number)
      },
      reader("getboolean", "The value of an option, as True or False.") { .bool(try RuntimeSettings.truth($0)) },
      method("sections", [], "The names of all sections.") { settings, _ in
        .newList(settings.sections.map { .string($0) })
      },
      method("options", [.required("section")], "The names of a section's options.") { settings, call in
        .newList(try settings.options(try call.string("section")).map { .string($0.name) })
      },
      method("items", [.required("section")], "A section's options with their values.") { settings, call in
        .newList(
          try settings.options(try call.string("section")).map { .newTuple([.string($0.name), .string($0.value)]) })
      },
      method("has_section", [.required("section")], "Whether there is such a section.") { settings, call in
        .bool(settings.hasSection(try call.string("section")))
      },
      method("has_option", place, "Whether there is such an option.") { settings, call in
        let section = try call.string("section")
        return .bool(
          settings.hasSection(section) ? try settings.find(section, try call.string("option")) != nil : false)
      },
    ]
  }

  private static var changing: [Method] {
    [
      method("set", place + [.required("value", "text")], "Set an option for the session.") { settings, call in
        guard let value = call.value("value").string else {
          throw ScriptError(.typeError, "option values must be strings")
        }
        try settings.set(try call.string("section"), try call.string("option"), value)
        return .none
      },
      method("add_section", [.required("section")], "Add an empty section.") { settings, call in
        try settings.addSection(try call.string("section"))
        return .none
      },
      method("remove_option", place, "Take an option away; whether it was there.") { settings, call in
        .bool(try settings.remove(try call.string("section"), try call.string("option")))
      },
    ]
  }

  private static var files: [Method] {
    [
      method(
        "reload_rc", [.omittable("filenames", "paths; by default the user's and the project's file")],
        "Forget what was set and read the files again."
      ) { settings, call in
        let names = call.value("filenames").isNone ? paths.map(\.path) : try filenames(call)
        settings.reset()
        try load(names, into: settings, call.interpreter)
        return .none
      },
      method("read", [.required("filenames")], "Read files; gives those that were there.") { settings, call in
        .newList(try load(try filenames(call), into: settings, call.interpreter).map { .string($0) })
      },
    ]
  }

  private static func filenames(_ call: Call) throws -> [String] {
    let value = call.value("filenames")
    if let single = value.string { return [single] }
    return try call.interpreter.elements(of: value).map { try call.interpreter.str($0) }
  }

  private static var properties: [Property] {
    func width(_ name: String, _ prefix: String) -> Property {
      Property(name, doc: "The type of signals.") { (_: SettingsObject, interpreter) in
        guard let dtype = DType(named: "\(prefix)\(try bits(interpreter))") else { return .none }
        return .object(DTypeObject(dtype))
      }
    }
    return [width("float_dtype", "float"), width("int_dtype", "int")]
  }
}

import Language

/// `string`: names of groups of characters.
enum StringModule {
  static func make() -> ModuleObject {
    ModuleObject("string", doc: "Groups of characters.") { module in
      let lower = "abcdefghijklmnopqrstuvwxyz"
      let constants = [
        ("ascii_lowercase", lower), ("ascii_uppercase", lower.uppercased()),
        ("ascii_letters", lower + lower.uppercased()), ("digits", "0123456789"),
        ("hexdigits", "0123456789abcdefABCDEF"), ("octdigits", "01234567"), ("whitespace", " \t\n\r\u{0B}\u{0C}"),
        ("punctuation", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
      ]
      for (name, text) in constants { module.define(name, .string(text)) }
      module.refuse("Template", "Formatter", "capwords")
    }
  }
}

/// Modules whose names serve in annotations and declarations, where they have no effect.
enum AnnotationModules {
  static func typing() -> ModuleObject {
    ModuleObject("typing", doc: "Names for annotations, which have no effect.") { module in
      let names = [
        "Any", "Union", "Optional", "List", "Dict", "Tuple", "Set", "FrozenSet", "Callable", "Iterable", "Iterator",
        "Sequence", "Mapping", "Type", "ClassVar", "Final", "Literal", "Generic", "NoReturn", "Generator", "Self",
        "Hashable", "Sized", "Number", "Text", "Annotated", "Collection",
      ]
      for name in names { module.define(name, .object(TypingForm(name))) }
      module.define("TYPE_CHECKING", .bool(false))
      module.define(
        BuiltinFunction("cast", module: "typing", [.required("typ"), .required("val")], summary: "val.") {
          $0.value("val")
        },
        BuiltinFunction(
          "TypeVar", module: "typing", [.required("name"), .variadic("constraints"), .keywords("options")]
        ) {
          .object(TypingForm(try $0.string("name")))
        })
      module.refuse("NamedTuple", note: "use collections.namedtuple")
      module.refuse("TypedDict", "Protocol", "overload")
    }
  }

  static func abc() -> ModuleObject {
    ModuleObject("abc", doc: "Declarations of abstract classes, which have no effect.") { module in
      module.define(
        TypeObject(
          "ABC", module: "abc", doc: "A base class without effect.", subclassing: .allowed,
          constructor: Constructor([]) { _ in throw ScriptError(.typeError, "cannot create 'ABC' instances") }))
      for name in ["abstractmethod", "abstractproperty"] {
        module.define(
          BuiltinFunction(name, module: "abc", [.positionOnly("funcobj")], summary: "The function, unchanged.") {
            $0.value("funcobj")
          })
      }
      module.refuse("ABCMeta", note: "derive from abc.ABC")
    }
  }

  static func future() -> ModuleObject {
    ModuleObject("__future__", doc: "Imports from here have no effect.") { module in
      let names = [
        "annotations", "division", "print_function", "absolute_import", "unicode_literals", "generators",
        "nested_scopes", "with_statement", "generator_stop",
      ]
      for name in names { module.define(name, .object(TypingForm(name))) }
    }
  }
}

/// A name for annotations: takes subscripts and gives itself.
final class TypingForm: HostObject, Indexable, Printable {
  private let name: String
  init(_ name: String) { self.name = name }
  static let classType: TypeObject = TypeObject("_SpecialForm", module: "typing")
  var type: TypeObject { TypingForm.classType }
  func item(_ key: Value, _ interpreter: Interpreter) throws -> Value { .object(self) }
  func repr(_ interpreter: Interpreter) throws -> String { "typing.\(name)" }
}

/// Parts of packages that published scripts import for their side effects.
enum ToolkitModules {
  static func mplToolkits() -> ModuleObject {
    ModuleObject("mpl_toolkits", doc: "Additions to matplotlib.") { module in
      let plots = ModuleObject("mpl_toolkits.mplot3d", doc: "Axes with three dimensions.") { module in
        module.define(
          TypeObject(
            "Axes3D", module: "mpl_toolkits.mplot3d", doc: "Made by subplot(projection='3d').",
            constructor: Constructor([.variadic("args"), .keywords("kwargs")]) { _ in
              throw ScriptError(.notImplementedError, "mpl_toolkits.mplot3d.Axes3D(…) is not supported")
                .noted("use plt.subplot(111, projection='3d')")
            }))
      }
      module.define("mplot3d", .object(plots))
    }
  }

  static func nengoGUI() -> ModuleObject {
    ModuleObject("nengo_gui.ipython", doc: "The inline view of Nengo GUI.") { module in
      module.define(
        BuiltinFunction(
          "IPythonViz", module: "nengo_gui.ipython", [.required("model"), .omittable("cfg")],
          summary: "Prints a note: soma has its own views."
        ) { call in
          call.interpreter.host.write(
            "Nengo GUI is not part of soma; plot probes, or watch a run with the dashboard.\n", to: .output)
          return .none
        })
    }
  }
}

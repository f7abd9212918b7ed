import Language

extension ModuleTable {
  /// The part of Python's standard library that scripts find.
  static var pythonRows: [ModuleRow] {
    [
      ModuleRow("math") { _ in MathModule.make() },
      ModuleRow("random") { _ in RandomModule.make() },
      ModuleRow("time") { _ in TimeModule.make() },
      ModuleRow("warnings") { _ in WarningsModule.make() },
      ModuleRow("functools") { _ in FunctoolsModule.make() },
      ModuleRow("os") { _ in OSModule.make() },
      ModuleRow("sys") { settings in SysModule.make(settings.arguments) },
      ModuleRow("itertools") { _ in ItertoolsModule.make() },
      ModuleRow("collections") { _ in CollectionsModule.make() },
      ModuleRow("copy") { _ in CopyModule.make() },
      ModuleRow("json") { _ in JSONModule.make() },
      ModuleRow("string") { _ in StringModule.make() },
      ModuleRow("tempfile") { _ in TempfileModule.make() },
      ModuleRow("typing") { _ in AnnotationModules.typing() },
      ModuleRow("abc") { _ in AnnotationModules.abc() },
      ModuleRow("__future__") { _ in AnnotationModules.future() },
      ModuleRow("urllib") { settings in URLModule.make(settings) },
      ModuleRow("inspect") { _ in InspectModule.make() },
      ModuleRow("IPython") { _ in IPythonModule.make() },
      ModuleRow("mpl_toolkits") { _ in ToolkitModules.mplToolkits() },
      ModuleRow("nengo_gui.ipython") { _ in ToolkitModules.nengoGUI() },
    ]
  }
}

import Model

/// Who knows the script behind a network: the user's names for its objects, and the text of its functions and classes.
public protocol ScriptAuthor: AnyObject {
  /// The user's name for an object; nil: it has none.
  func name(of object: ModelObject) -> String?

  /// An expression for something that a script made: what a `VectorFunction` has as its identity, or an instance of a
  /// script's class. What the expression needs is added to `page` first.
  ///
  /// - Parameter name: what a definition may be called if it has no name of its own.
  /// - Throws: `Unwritable` with what stands in the way.
  func expression(for origin: AnyObject, named name: String, on page: ExportPage) throws -> PythonExpression
}

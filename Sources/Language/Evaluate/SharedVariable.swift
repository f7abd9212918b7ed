/// A variable of its own: a module variable, or one that closures share.
final class SharedVariable {
  var value: Value?
  init(_ value: Value? = nil) { self.value = value }
}

/// The variables of a module.
final class Globals {
  let names = GlobalNames()
  private var cells: [SharedVariable] = []

  /// The cell of variable `number` of `names`.
  func cell(_ number: Int) -> SharedVariable {
    while cells.count <= number { cells.append(SharedVariable()) }
    return cells[number]
  }

  subscript(_ name: String) -> Value? {
    get { names.existingNumber(of: name).flatMap { cell($0).value } }
    set { cell(names.number(of: name)).value = newValue }
  }

  /// Names that have a value.
  var definedNames: [String] { names.names.enumerated().filter { cell($0.offset).value != nil }.map(\.element) }
}

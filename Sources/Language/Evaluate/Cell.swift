/// A variable of its own: a module variable, or one that closures share.
final class Cell {
  var value: Value?
  init(_ value: Value? = nil) { self.value = value }
}

/// The variables of a module.
final class Globals {
  let names = GlobalNames()
  private var cells: [Cell] = []

  /// The cell of variable `number` of `names`.
  func cell(_ number: Int) -> Cell {
    while cells.count <= number { cells.append(Cell()) }
    return cells[number]
  }

  subscript(_ name: String) -> Value? {
    get { names.existingNumber(of: name).flatMap { cell($0).value } }
    set { cell(names.number(of: name)).value = newValue }
  }

  /// Names that have a value.
  var definedNames: [String] { names.names.enumerated().filter { cell($0.offset).value != nil }.map(\.element) }
}

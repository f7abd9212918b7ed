/// Where a name's variable lives. The parser leaves `.unresolved`; the resolver fills in the rest.
///
/// A frame holds *slots*, one value or nothing each, and *cells*, which are shared with closures. A frame's cells are
/// its scope's own ones followed by the captured ones, so a cell index below `Scope.ownCells.count` is a variable of
/// the frame's own function and any other one a free variable of an enclosing function.
public enum Binding: Equatable, Sendable {
  case unresolved
  /// A slot of the current frame.
  case local(Int)
  /// A cell of the current frame.
  case cell(Int)
  /// A variable of the module (else a built-in): its number in the module's `GlobalNames`.
  case global(Int)
  /// In a class body: the slot, and if that is empty the module's variable.
  case classLocal(slot: Int, global: Int)
  /// In a class body: the slot, and if that is empty the cell.
  case classCell(slot: Int, cell: Int)
}

/// The numbers of a module's global names, given out by the resolver and kept for the life of the module, so that
/// several texts (cells) of one session agree.
public final class GlobalNames {
  /// Number → name.
  public private(set) var names: [String] = []
  private var numbers: [String: Int] = [:]

  public init() {}

  /// The number of `name`, a new one if it has none yet.
  public func number(of name: String) -> Int {
    if let number = numbers[name] { return number }
    numbers[name] = names.count
    names.append(name)
    return names.count - 1
  }

  /// The number of `name` if it has one.
  public func existingNumber(of name: String) -> Int? { numbers[name] }
}

/// What a frame needs for one unit of code: a module text, a function, a class body or a generator expression.
public final class Scope {
  public enum Kind: Sendable { case module, function, classBody, generator }

  public let kind: Kind
  /// Slot → name. Parameters come first, in the order of `ParameterList.all`.
  public internal(set) var slots: [String] = []
  /// Slots from here on belong to comprehensions inside and are no variables of the function.
  public internal(set) var visibleSlotCount = 0
  /// Names of the variables of this scope that closures capture: fresh empty cells at each entry.
  public internal(set) var ownCells: [String] = []
  /// Cells from here on belong to comprehensions inside.
  public internal(set) var visibleCellCount = 0
  /// Names of the captured variables of enclosing functions; their cells follow the own ones.
  public internal(set) var freeNames: [String] = []
  /// For each free name the index of its cell in the frame that makes the closure.
  public internal(set) var captures: [Int] = []
  /// Parameters that closures capture: at entry the value in `slot` moves into `cell`.
  public internal(set) var parameterCells: [(slot: Int, cell: Int)] = []
  /// The cell of `__class__`, for functions that use `super()` or `__class__` inside a class, and the cell to be
  /// filled with the new class for class bodies that hold such functions.
  public internal(set) var classCell: Int?

  public init(kind: Kind) { self.kind = kind }

  /// Number of cells of a frame, captured ones included.
  public var cellCount: Int { ownCells.count + freeNames.count }
}

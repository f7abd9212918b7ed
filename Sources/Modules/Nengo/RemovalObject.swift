import Language
import Model
import Plot

/// What `net.remove(...)` gives: the objects that went, as a sentence for people and a sequence for scripts.
final class RemovalObject: HostObject, Printable, Iterable, HasLength {
  private let removed: [ModelObject]
  /// How many of them the script named.
  private let namedCount: Int

  init(_ removed: [ModelObject], namedCount: Int) {
    self.removed = removed
    self.namedCount = namedCount
  }

  static let typeObject = TypeObject(
    "Removal", module: "soma", doc: "The objects that `net.remove` took out of a network.",
    properties: [
      Property("objects", doc: "All of them, those that were named first.") { (self: RemovalObject, _) in
        .newList(self.values)
      }
    ])
  var type: TypeObject { Self.typeObject }

  private var values: [Value] { removed.map { .model($0) } }

  func length(_ interpreter: Interpreter) throws -> Int { removed.count }
  func makeIterator(_ interpreter: Interpreter) throws -> any ValueIterator { ArrayIterator(values) }

  func repr(_ interpreter: Interpreter) throws -> String {
    let names = ObjectNames(nil, interpreter)
    let named = removed.prefix(namedCount).map { names[$0, "→"] }.joined(separator: ", ")
    let further = Dictionary(grouping: removed.dropFirst(namedCount), by: \.className).sorted { $0.key < $1.key }
    let counts = further.map { "\(countText($0.value.count)) \($0.key.lowercased())\($0.value.count == 1 ? "" : "s")" }
    return "removed \(named)" + (counts.isEmpty ? "" : " with \(counts.joined(separator: ", "))")
  }
}

/// The data files of the tests.
import Foundation

/// A value of a data file. Look-ups of what isn't there give `.null`, which then fails an expectation.
enum JSON {
  case null, bool(Bool), number(Double), text(String), list([JSON]), map([String: JSON])

  static func file(_ name: String) throws -> JSON {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Data/\(name).json")
    return JSON(try JSONSerialization.jsonObject(with: try Data(contentsOf: url)))
  }

  private init(_ value: Any) {
    switch value {
    case let list as [Any]: self = .list(list.map(JSON.init))
    case let map as [String: Any]: self = .map(map.mapValues(JSON.init))
    case let text as String: self = .text(text)
    case let number as NSNumber:
      self = CFGetTypeIDIsBoolean(number) ? .bool(number.boolValue) : .number(number.doubleValue)
    default: self = .null
    }
  }

  subscript(key: String) -> JSON { if case .map(let map) = self { map[key] ?? .null } else { .null } }
  subscript(index: Int) -> JSON { list.indices.contains(index) ? list[index] : .null }

  var list: [JSON] { if case .list(let list) = self { list } else { [] } }
  var map: [String: JSON] { if case .map(let map) = self { map } else { [:] } }
  var text: String { if case .text(let text) = self { text } else { "" } }
  var int: Int { Int(double) }
  var ints: [Int] { list.map(\.int) }
  var isNull: Bool { if case .null = self { true } else { false } }

  var double: Double {
    switch self {
    case .number(let number): number
    case .text("nan"): .nan
    case .text("inf"): .infinity
    case .text("-inf"): -.infinity
    default: .nan
    }
  }

  /// All numbers in it, in row-major order.
  var numbers: [Double] {
    if case .list(let list) = self { return list.flatMap(\.numbers) }
    return [double]
  }
}

private func CFGetTypeIDIsBoolean(_ number: NSNumber) -> Bool {
  String(cString: number.objCType) == "c"
}

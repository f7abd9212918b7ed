import Foundation
import Testing

@testable import Training

/// Reads the JSON files beside the tests.
enum Fixture {
  static func read(_ name: String) throws -> [String: Any] {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Data/\(name).json")
    return try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
  }

  static func cases(_ name: String) throws -> [[String: Any]] {
    try #require(try read(name)["cases"] as? [[String: Any]])
  }

  /// A nested list as shape and row-major numbers; null is NaN.
  static func tensor(_ value: Any?, dtype: String = "float64") throws -> Tensor {
    var numbers: [Double] = []
    var shape: [Int] = []
    func walk(_ value: Any, _ depth: Int) {
      if let list = value as? [Any] {
        if shape.count == depth { shape.append(list.count) }
        for item in list { walk(item, depth + 1) }
      } else {
        numbers.append((value as? NSNumber)?.doubleValue ?? .nan)
      }
    }
    walk(try #require(value), 0)
    return try Tensor(numbers, shape: shape, dtype: dtype == "float32" ? .float32 : .float64)
  }

  static func settings(_ value: Any?) -> [String: SettingValue] {
    let given = value as? [String: Any] ?? [:]
    return given.mapValues { value in
      if let list = value as? [NSNumber] { return .numbers(list.map(\.doubleValue)) }
      if let text = value as? String { return .text(text) }
      guard let number = value as? NSNumber else { return .absent }
      return CFBooleanLike(number) ? .flag(number.boolValue) : .number(number.doubleValue)
    }
  }

  private static func CFBooleanLike(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}

/// Fails where |a - b| > tolerance · max(1, |b|).
func expectClose(
  _ a: [Double], _ b: [Double], _ tolerance: Double, _ what: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(a.count == b.count, "\(what): \(a.count) values, expected \(b.count)", sourceLocation: sourceLocation)
  for (i, (x, y)) in zip(a, b).enumerated() {
    if x.isNaN && y.isNaN { continue }
    #expect(
      abs(x - y) <= tolerance * max(1, abs(y)), "\(what)[\(i)]: \(x), expected \(y)", sourceLocation: sourceLocation)
  }
}

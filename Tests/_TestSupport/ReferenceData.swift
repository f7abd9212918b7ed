import Foundation
import Testing

/// A value read from a JSON file next to the tests; missing parts read as `null`.
public struct ReferenceData {
  public let value: Any?

  public init(_ value: Any?) { self.value = value }

  /// The file `Data/<name>.json` of the test target.
  public init(file name: String, beside path: String = #filePath) throws {
    let url = URL(fileURLWithPath: path).deletingLastPathComponent().appendingPathComponent("Data/\(name).json")
    value = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
  }

  public subscript(_ key: String) -> ReferenceData { ReferenceData((value as? [String: Any])?[key]) }
  public subscript(_ index: Int) -> ReferenceData { ReferenceData(items[index].value) }

  public var items: [ReferenceData] { (value as? [Any] ?? []).map { ReferenceData($0) } }
  public var keys: [String] { (value as? [String: Any] ?? [:]).keys.sorted() }
  public var string: String { value as? String ?? "" }
  public var bool: Bool { value as? Bool ?? false }
  public var isNull: Bool { value == nil || value is NSNull }
  public var int: Int { (value as? NSNumber)?.intValue ?? 0 }
  public var double: Double {
    switch value {
    case let number as NSNumber: number.doubleValue
    case let text as String: Double(text) ?? .nan
    default: .nan
    }
  }

  /// All numbers within, in order; `"inf"`, `"-inf"` and `"nan"` are numbers.
  public var doubles: [Double] { value is [Any] ? items.flatMap(\.doubles) : isNull ? [] : [double] }

  /// The extents of nested lists.
  public var shape: [Int] { value is [Any] ? [items.count] + (items.first?.shape ?? []) : [] }
}

/// Whether two lists agree to `tolerance`, relative to the largest magnitude of the expected one.
public func expectClose(
  _ actual: [Double], _ expected: [Double], tolerance: Double = 1e-12, _ label: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard actual.count == expected.count else {
    Issue.record("\(label): \(actual.count) values, want \(expected.count)", sourceLocation: sourceLocation)
    return
  }
  let scale = max(expected.filter(\.isFinite).map(abs).max() ?? 1, .leastNormalMagnitude)
  for (i, (x, y)) in zip(actual, expected).enumerated() {
    let agrees = x == y || (x.isNaN && y.isNaN) || abs(x - y) <= tolerance * scale
    if !agrees {
      Issue.record("\(label): element \(i) is \(x), want \(y)", sourceLocation: sourceLocation)
      return
    }
  }
}

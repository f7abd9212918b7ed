import Glibc

/// Finding strings in strings, by bytes of UTF-8, which finds the same places as by scalars.
enum StringSearch {
  /// Byte offset of the first occurrence from byte `start` on.
  static func find(_ needle: String, in text: String, from start: Int = 0) -> Int? {
    var a = text
    var b = needle
    return a.withUTF8 { hay in
      b.withUTF8 { wanted -> Int? in
        if start > hay.count { return nil }
        guard let base = hay.baseAddress, let other = wanted.baseAddress, let first = wanted.first else { return start }
        var place = start
        while place + wanted.count <= hay.count {
          let room = hay.count - wanted.count - place + 1
          guard let found = memchr(base + place, Int32(first), room) else { return nil }
          place = UnsafeRawPointer(found) - UnsafeRawPointer(base)
          if memcmp(base + place, other, wanted.count) == 0 { return place }
          place += 1
        }
        return nil
      }
    }
  }

  /// Byte offset of the last occurrence.
  static func findLast(_ needle: [UInt8], in text: [UInt8]) -> Int? {
    if needle.count > text.count { return nil }
    var place = text.count - needle.count
    while place >= 0 {
      if text[place..<(place + needle.count)].elementsEqual(needle) { return place }
      place -= 1
    }
    return nil
  }

  /// `text` split at each `separator` (not empty), at most `limit` times.
  static func split(_ text: String, _ separator: String, limit: Int) -> [String] {
    var parts: [String] = []
    let bytes = text.utf8
    var start = 0
    func part(_ range: Range<Int>) -> String {
      let low = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
      return String(text[low..<bytes.index(low, offsetBy: range.count)])
    }
    while parts.count < limit, let found = find(separator, in: text, from: start) {
      parts.append(part(start..<found))
      start = found + separator.utf8.count
    }
    parts.append(part(start..<bytes.count))
    return parts
  }
}

/// The columns that `text` takes on a terminal.
public func displayWidth(_ text: String) -> Int {
  // ASCII without control characters, the common case, needs no segmentation into characters.
  if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
  return text.reduce(0) { $0 + displayWidth($1) }
}

/// 0 for control characters, 2 for East Asian wide characters and pictures, else 1.
public func displayWidth(_ character: Character) -> Int {
  guard let first = character.unicodeScalars.first else { return 0 }
  let value = first.value
  if value < 0x20 || (0x7F..<0xA0).contains(value) { return 0 }
  if value < 0x300 { return 1 }
  if first.properties.generalCategory == .nonspacingMark || first.properties.generalCategory == .format { return 0 }
  // A picture selector (U+FE0F) widens a character that is narrow by itself.
  if character.unicodeScalars.contains("\u{FE0F}") { return 2 }
  return wideRanges.contains { $0.contains(value) } ? 2 : 1
}

/// The blocks that terminals draw two columns wide.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x231A...0x231B, 0x23E9...0x23EC, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
  0xA000...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
  0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF, 0x20000...0x3FFFD,
]

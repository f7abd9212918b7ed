/// Which characters names are made of, and the one spelling of each name.
enum Identifier {
  /// The first scalar that cannot stand where it does, with its offset in bytes; nil if `name` is an identifier.
  static func firstInvalid(in name: String) -> (scalar: Unicode.Scalar, offset: Int)? {
    var offset = 0
    for scalar in name.unicodeScalars {
      let properties = scalar.properties
      let isValid =
        offset == 0 ? properties.isXIDStart || scalar == "_" : properties.isXIDContinue
      if !isValid { return (scalar, offset) }
      offset += UTF8.width(scalar)
    }
    return nil
  }

  static func complaint(about scalar: Unicode.Scalar) -> String {
    let code = String(scalar.value, radix: 16, uppercase: true)
    let number = "U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code
    return isPrintable(scalar)
      ? "invalid character '\(scalar)' (\(number))" : "invalid non-printable character \(number)"
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator:
      false
    default: true
    }
  }

  /// `name` with compatibility characters replaced (NFKC), for those that people type: the micro sign, mathematical
  /// letters, subscript letters, full-width letters, ligatures. Composed and decomposed accents are the same name
  /// because strings compare by canonical equivalence.
  static func normalized(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 >= 0x80 }) else { return name }
    var result = ""
    for scalar in name.unicodeScalars { result += replacement(for: scalar) ?? String(scalar) }
    return result
  }

  private static func replacement(for scalar: Unicode.Scalar) -> String? {
    if let special = specials[scalar] { return special }
    switch scalar.value {
    case 0xFF21...0xFF3A, 0xFF41...0xFF5A, 0xFF10...0xFF19, 0xFF3F:
      return Unicode.Scalar(scalar.value - 0xFEE0).map { String($0) }
    case 0x1D400...0x1D6A3:  // alphabets of 26 capital and 26 small letters
      let index = (scalar.value - 0x1D400) % 52
      return Unicode.Scalar(index < 26 ? 0x41 + index : 0x61 + index - 26).map { String($0) }
    case 0x1D6A8...0x1D7C9:  // Greek alphabets of 58: 25 capitals, nabla, 25 small letters, seven variants
      return greek((scalar.value - 0x1D6A8) % 58)
    case 0x1D7CE...0x1D7FF:
      return String((scalar.value - 0x1D7CE) % 10)
    default:
      return nil
    }
  }

  private static func greek(_ index: UInt32) -> String? {
    switch index {
    case 0..<25: Unicode.Scalar(index == 17 ? 0x398 : 0x391 + index).map { String($0) }
    case 25: "∇"
    case 26..<51: Unicode.Scalar(0x3B1 + index - 26).map { String($0) }
    default: ["∂", "ε", "θ", "κ", "φ", "ρ", "π"][Int(index - 51)]
    }
  }

  private static let specials: [Unicode.Scalar: String] = [
    "µ": "μ", "ª": "a", "º": "o", "ſ": "s", "\u{212A}": "K", "\u{212B}": "Å", "\u{2126}": "Ω", "ℓ": "l", "ℎ": "h",
    "ℏ": "ħ", "ℕ": "N",
    "ℝ": "R", "ℂ": "C", "ℤ": "Z", "ℚ": "Q", "ℙ": "P", "ℒ": "L", "ℋ": "H", "ℐ": "I", "ℛ": "R", "ℱ": "F", "ℰ": "E",
    "ℳ": "M", "ℬ": "B", "ℯ": "e", "ℴ": "o", "ℊ": "g", "ⅆ": "d", "ⅇ": "e", "ⅈ": "i", "ⅉ": "j", "ⅅ": "D", "ϐ": "β",
    "ϑ": "θ", "ϒ": "Υ", "ϕ": "φ", "ϖ": "π", "ϰ": "κ", "ϱ": "ρ", "ϲ": "ς", "ϴ": "Θ", "ϵ": "ε", "Ϲ": "Σ", "ﬀ": "ff",
    "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ᵢ": "i", "ᵣ": "r", "ᵤ": "u", "ᵥ": "v",
    "ₐ": "a", "ₑ": "e", "ₒ": "o", "ₓ": "x", "ₕ": "h", "ₖ": "k", "ₗ": "l", "ₘ": "m", "ₙ": "n", "ₚ": "p", "ₛ": "s",
    "ₜ": "t", "ⱼ": "j", "ᵦ": "β", "ᵧ": "γ", "ᵨ": "ρ", "ᵩ": "φ", "ᵪ": "χ", "ⁱ": "i", "ⁿ": "n", "ʰ": "h", "ʲ": "j",
    "ʳ": "r", "ʷ": "w", "ʸ": "y", "ˡ": "l", "ˢ": "s", "ˣ": "x", "ᵃ": "a", "ᵇ": "b", "ᵈ": "d", "ᵉ": "e", "ᵏ": "k",
    "ᵐ": "m", "ᵒ": "o", "ᵖ": "p", "ᵗ": "t", "ᵘ": "u", "ᵛ": "v", "ᵅ": "ɑ", "ᵝ": "β", "ᵞ": "γ", "ᵟ": "δ", "ᵠ": "φ",
    "ᵡ": "χ",
  ]
}

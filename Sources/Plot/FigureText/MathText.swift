/// The mathematics of labels, `$x_1 \approx \tau$`, in plain characters: `x₁ ≈ τ`.
enum MathText {
  /// `text` with what stands between dollar signs made plain; a single dollar sign stays.
  static func plain(_ text: String) -> String {
    guard text.contains("$") else { return text }
    let parts = text.replacing("\\$", with: "\u{0}").split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count >= 3 else { return text }
    let plain = parts.enumerated().map { index, part in
      // The last part of an even number has no partner.
      if index % 2 == 1, index < parts.count - 1 { return formula(Array(part)) }
      return (index % 2 == 1 ? "$" : "") + String(part)
    }
    return plain.joined().replacing("\u{0}", with: "$")
  }

  private static func formula(_ characters: [Character]) -> String {
    var out = ""
    var place = 0
    while place < characters.count {
      let character = characters[place]
      place += 1
      switch character {
      case "\\": out += command(characters, &place)
      case "_": out += shifted(group(characters, &place), lowered, "_")
      case "^": out += shifted(group(characters, &place), raised, "^")
      case "{", "}": break
      default: out.append(character)
      }
    }
    return out
  }

  /// What follows a backslash: a letter's name, a sign, or a command whose braces are dropped.
  private static func command(_ characters: [Character], _ place: inout Int) -> String {
    var name = ""
    while place < characters.count, characters[place].isLetter, characters[place].isASCII {
      name.append(characters[place])
      place += 1
    }
    if name.isEmpty, place < characters.count {
      name = String(characters[place])
      place += 1
      return [",", ";", " ", "!"].contains(name) ? " " : name
    }
    return symbols[name] ?? (fonts.contains(name) ? "" : name)
  }

  /// One character, or what stands in braces.
  private static func group(_ characters: [Character], _ place: inout Int) -> String {
    guard place < characters.count else { return "" }
    if characters[place] != "{" {
      if characters[place] == "\\" {
        place += 1
        return command(characters, &place)
      }
      place += 1
      return String(characters[place - 1])
    }
    var depth = 0
    let start = place + 1
    while place < characters.count {
      if characters[place] == "{" { depth += 1 }
      if characters[place] == "}" { depth -= 1 }
      place += 1
      if depth == 0 { break }
    }
    return formula(Array(characters[start..<max(start, place - 1)]))
  }

  /// Small characters where there are any for all of `text`.
  private static func shifted(_ text: String, _ small: [Character: Character], _ sign: String) -> String {
    let characters = text.compactMap { small[$0] }
    return characters.count == text.count ? String(characters) : sign + text
  }

  private static func table(_ from: String, _ to: String) -> [Character: Character] {
    Dictionary(zip(from, to)) { first, _ in first }
  }

  private static let lowered = table("0123456789+-=()aeijoruvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑᵢⱼₒᵣᵤᵥₓ")
  private static let raised = table("0123456789+-=()nixT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱˣᵀ")
  private static let fonts: Set<String> = [
    "mathrm", "mathbf", "mathit", "mathsf", "mathtt", "mathcal", "mathbb", "text", "textbf", "rm", "bf", "it", "hat",
    "bar", "vec", "tilde", "dot", "left", "right", "frac", "operatorname",
  ]
  private static let symbols: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ",
    "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "times": "×", "cdot": "·", "pm": "±", "approx": "≈", "neq": "≠",
    "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "infty": "∞", "partial": "∂", "sum": "Σ", "int": "∫",
    "sqrt": "√", "rightarrow": "→", "to": "→", "leftarrow": "←", "circ": "°", "degree": "°", "in": "∈",
    "ldots": "…", "dots": "…", "quad": "  ", "sin": "sin", "cos": "cos", "log": "log", "exp": "exp",
  ]
}

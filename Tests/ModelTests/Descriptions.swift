import Arrays
import Testing

@testable import Model

/// A constructor call in text form, such as `LIF(tau_rc=0.05, min_voltage=-1)`, as the reference data names components.
struct Description {
  indirect enum Item {
    case number(Double, isInteger: Bool)
    case word(String)
    case list([Item])
    case call(Description)
  }

  let name: String
  private var positional: [Item] = []
  private var named: [String: Item] = [:]

  init(_ text: String) throws {
    var reader = Reader(rest: text[...])
    guard case .call(let description) = try reader.item() else { throw DescriptionError(text: text) }
    self = description
  }

  private init(name: String) { self.name = name }

  /// The argument with this name or at this place.
  func item(_ key: String, _ place: Int? = nil) -> Item? {
    named[key] ?? place.flatMap { positional.indices.contains($0) ? positional[$0] : nil }
  }

  func number(_ key: String, _ place: Int? = nil) -> Number? {
    guard case .number(let value, let isInteger)? = item(key, place) else { return nil }
    return isInteger ? Number(Int(value)) : Number(value)
  }

  func bool(_ key: String) -> Bool? {
    guard case .word(let word)? = item(key) else { return nil }
    return word == "True"
  }

  func word(_ key: String) -> String? {
    guard case .word(let word)? = item(key) else { return nil }
    return word
  }

  func call(_ key: String, _ place: Int? = nil) -> Description? {
    guard case .call(let description)? = item(key, place) else { return nil }
    return description
  }

  func array(_ key: String, _ place: Int? = nil) -> NDArray? {
    guard let item = item(key, place), case .list = item else { return nil }
    return NDArray(Self.flat(item), shape: Self.shape(item))
  }

  private static func flat(_ item: Item) -> [Double] {
    switch item {
    case .number(let value, _): [value]
    case .list(let items): items.flatMap(flat)
    default: []
    }
  }

  private static func shape(_ item: Item) -> [Int] {
    guard case .list(let items) = item else { return [] }
    return [items.count] + (items.first.map(shape) ?? [])
  }

  private struct Reader {
    var rest: Substring

    mutating func item() throws -> Item {
      skipBlanks()
      if rest.first == "[" { return .list(try items(until: "]").map(\.1)) }
      let token = rest.prefix { !"(),[]=".contains($0) }
      rest = rest.dropFirst(token.count)
      let word = token.filter { $0 != " " }
      if rest.first == "(" {
        var description = Description(name: word)
        for (key, value) in try items(until: ")") {
          if let key { description.named[key] = value } else { description.positional.append(value) }
        }
        return .call(description)
      }
      if let number = Double(word) { return .number(number, isInteger: Int(word) != nil) }
      return .word(word)
    }

    /// What is in brackets, with the names given to it.
    mutating func items(until end: Character) throws -> [(String?, Item)] {
      rest = rest.dropFirst()
      var found: [(String?, Item)] = []
      while true {
        skipBlanks()
        guard let next = rest.first else { throw DescriptionError(text: "unfinished") }
        if next == end {
          rest = rest.dropFirst()
          return found
        }
        if next == "," {
          rest = rest.dropFirst()
          continue
        }
        let value = try item()
        if rest.first == "=", case .word(let key) = value {
          rest = rest.dropFirst()
          found.append((key, try item()))
        } else {
          found.append((nil, value))
        }
      }
    }

    mutating func skipBlanks() { rest = rest.drop { $0 == " " } }
  }
}

struct DescriptionError: Error { let text: String }

extension Description {
  func distribution() throws -> any Distribution {
    switch name {
    case "Uniform":
      try Uniform(#require(number("low", 0)), #require(number("high", 1)), integer: bool("integer") ?? false)
    case "Gaussian": try Gaussian(mean: #require(number("mean", 0)), std: #require(number("std", 1)))
    case "Exponential":
      try Exponential(
        scale: #require(number("scale", 0)), shift: number("shift") ?? 0, high: number("high") ?? Number(.infinity))
    case "Choice": try Choice(#require(array("options", 0)), weights: array("weights"))
    case "Samples": try Samples(#require(array("samples", 0)))
    case "PDF": try PDF(x: #require(array("x", 0)), p: #require(array("p", 1)))
    case "SqrtBeta": try SqrtBeta(n: integer(0), m: integer(1))
    case "SubvectorLength": try SubvectorLength(dimensions: integer(0), subdimensions: integer(1))
    case "CosineSimilarity": try CosineSimilarity(dimensions: integer(0))
    case "QuasirandomSequence": QuasirandomSequence()
    case "UniformHypersphere":
      try UniformHypersphere(surface: bool("surface") ?? false, minMagnitude: number("min_magnitude") ?? 0)
    case "ScatteredHypersphere":
      try ScatteredHypersphere(
        surface: bool("surface") ?? false, minMagnitude: number("min_magnitude") ?? 0,
        base: call("base")?.distribution() ?? QuasirandomSequence(),
        method: #require(.init(rawValue: word("method") ?? "sct-approx")))
    default: throw DescriptionError(text: name)
    }
  }

  private func integer(_ place: Int) throws -> Int { Int(try #require(number("", place)).value) }

  func neuronType() throws -> any NeuronType {
    let amplitude = number("amplitude") ?? 1
    let (rc, ref) = (number("tau_rc") ?? 0.02, number("tau_ref") ?? 0.002)
    let (tauN, incN, floor) = (number("tau_n") ?? 1, number("inc_n") ?? 0.01, number("min_voltage") ?? 0)
    func base() throws -> any NeuronType { try #require(call("base_type", 0)).neuronType() }
    switch name {
    case "RectifiedLinear": return try RectifiedLinear(amplitude: amplitude)
    case "SpikingRectifiedLinear": return try SpikingRectifiedLinear(amplitude: amplitude)
    case "Sigmoid": return try Sigmoid(tauRef: number("tau_ref") ?? 0.0025)
    case "Tanh": return try Tanh(tauRef: number("tau_ref") ?? 0.0025)
    case "LIFRate": return try LIFRate(tauRC: rc, tauRef: ref, amplitude: amplitude)
    case "LIF": return try LIF(tauRC: rc, tauRef: ref, minVoltage: floor, amplitude: amplitude)
    case "AdaptiveLIFRate":
      return try AdaptiveLIFRate(tauN: tauN, incN: incN, tauRC: rc, tauRef: ref, amplitude: amplitude)
    case "AdaptiveLIF":
      return try AdaptiveLIF(
        tauN: tauN, incN: incN, tauRC: rc, tauRef: ref, minVoltage: floor, amplitude: amplitude)
    case "Izhikevich":
      return try Izhikevich(
        tauRecovery: number("tau_recovery") ?? 0.02, resetVoltage: number("reset_voltage") ?? -65.0,
        resetRecovery: number("reset_recovery") ?? 8.0)
    case "RegularSpiking": return try RegularSpiking(base(), amplitude: number("amplitude") ?? 1.0)
    case "StochasticSpiking": return try StochasticSpiking(base(), amplitude: number("amplitude") ?? 1.0)
    case "PoissonSpiking": return try PoissonSpiking(base(), amplitude: number("amplitude") ?? 1.0)
    case "SoftLIFRate": return try SoftLIFRate(sigma: number("sigma") ?? 1.0, amplitude: amplitude)
    case "LeakyReLU": return try LeakyReLU(negativeSlope: number("negative_slope") ?? 0.3, amplitude: amplitude)
    case "SpikingLeakyReLU":
      return try SpikingLeakyReLU(negativeSlope: number("negative_slope") ?? 0.3, amplitude: amplitude)
    default: throw DescriptionError(text: name)
    }
  }

  func solver() throws -> any Solver {
    let least = try call("solver")?.leastSquaresSolver() ?? Cholesky()
    switch name {
    case "Lstsq": return try Lstsq(rcond: number("rcond") ?? 0.01)
    case "LstsqL2": return try LstsqL2(reg: number("reg") ?? 0.1, solver: least)
    case "LstsqL2nz": return try LstsqL2nz()
    case "LstsqNoise": return try LstsqNoise()
    case "LstsqMultNoise": return try LstsqMultNoise()
    case "LstsqL1": return try LstsqL1(l1: number("l1") ?? 1e-4, l2: number("l2") ?? 1e-6)
    case "LstsqDrop": return try LstsqDrop(drop: number("drop") ?? 0.25)
    case "Nnls": return Nnls()
    case "NnlsL2": return try NnlsL2()
    case "NnlsL2nz": return try NnlsL2nz()
    case "NoSolver": return try NoSolver()
    default: throw DescriptionError(text: name)
    }
  }

  private func leastSquaresSolver() throws -> any LeastSquaresSolver {
    switch name {
    case "Cholesky": Cholesky(transpose: bool("transpose"))
    case "SVD": SVDSolver()
    case "Conjgrad": try Conjgrad()
    case "BlockConjgrad": try BlockConjgrad()
    case "ConjgradScipy": try ConjgradScipy()
    case "LSMRScipy": try LSMRScipy()
    default: throw DescriptionError(text: name)
    }
  }
}

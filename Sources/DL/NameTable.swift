import Model

/// The names of inputs and outputs: cleaned labels or class names, made unique without regard to case.
///
/// Inputs come first, in the order of `all_nodes`, then probes; the k-th repeat of a name gets `_k`.
struct NameTable {
  let inputs: [String]
  let probes: [String]

  init(inputs nodes: [Node], probes: [Probe]) {
    var counts: [String: Int] = [:]
    func unique(_ object: NetworkObject, _ fallback: String) -> String {
      let base = object.label.map(NameTable.cleaned) ?? fallback
      let key = base.lowercased()
      let count = counts[key] ?? 0
      counts[key] = count + 1
      return count == 0 ? base : "\(base)_\(count)"
    }
    self.inputs = nodes.map { unique($0, "node") }
    self.probes = probes.map { unique($0, "probe") }
  }

  /// Blanks and colons become underscores; what is not a letter, a digit or one of `_.-/` is dropped.
  static func cleaned(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case " ", ":": result.unicodeScalars.append("_")
      case "A"..."Z", "a"..."z", "0"..."9", "_", ".", "-", "/": result.unicodeScalars.append(scalar)
      default: break
      }
    }
    return result
  }
}

extension Simulator {
  /// The name of an input node or of a probe.
  ///
  /// - Throws: `ValidationError` for anything else.
  public func name(of object: ModelObject) throws -> String {
    switch object {
    case .node(let node):
      if let i = inputNodes.firstIndex(where: { $0 === node }) { return names.inputs[i] }
      throw NengoError.validation(
        "\(node) is not an input Node (a nengo.Node with size_in==0), or is from a different network.",
        attribute: "data")
    case .probe(let probe):
      if let i = probes.firstIndex(where: { $0 === probe }) { return names.probes[i] }
      throw NengoError.validation("\(probe) is from a different network.", attribute: "data")
    default:
      throw NengoError.validation("\(object.text) is of an unknown type (\(object.className))", attribute: "data")
    }
  }
}

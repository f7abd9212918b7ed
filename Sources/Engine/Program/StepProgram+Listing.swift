/// Readable listings of the stages, for people and tests.
extension StepProgram {
  /// A listing of a stage: "operations" as lowered and simplified, "plan", "layout", or "program", the kernels of an
  /// inference step. Empty for other names.
  public func listing(of stage: String) -> String {
    switch stage {
    case "operations": return simplified.map(text).joined(separator: "\n")
    case "plan":
      return planned.map { group in group.map { text(simplified[$0]) }.joined(separator: "\n") }
        .joined(separator: "\n\n")
    case "layout":
      return arena.layout.arrays.map { array in
        "\(array.mark) \(array.trailing)\(array.isSaved ? " saved" : ""): "
          + array.signals.map { compiled.signals[$0].name }.joined(separator: ", ")
      }.joined(separator: "\n")
    case "program": return (try? program(.inference).plain.listing) ?? ""
    default: return ""
    }
  }

  /// The groups in their order: kinds of operations with the number of those that run as one.
  public var planSummary: String {
    planned.map { group in
      guard let first = group.first.map({ simplified[$0] }) else { return "" }
      let sets = (first as? any IncrementingOperation)?.mode == .set
      let name = type(of: first).name
      return (sets && name.hasSuffix("Inc") ? "\(name.dropLast(3))Set" : name) + "\(group.count)"
    }.joined(separator: " ")
  }

  private func text(_ operation: any Operation) -> String {
    operation.description { view in
      let entry = compiled.signals[view.signal]
      let isWhole = view.offset == 0 && view.count == entry.count
      return isWhole ? entry.name : "\(entry.name)[\(view.offset)..<\(view.end)]"
    }
  }
}

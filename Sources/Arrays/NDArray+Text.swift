/// Access to the elements of text arrays, and to any element as text.
extension NDArray {
  /// Writes Unicode scalars at a position counted in 32-bit units from the first element; cut to the width.
  func store(_ scalars: some Collection<Unicode.Scalar>, at position: Int) {
    guard case .text(let width) = dtype else { return }
    let target = base.assumingMemoryBound(to: UInt32.self) + position
    for index in 0..<width { target[index] = 0 }
    for (index, scalar) in scalars.prefix(width).enumerated() { target[index] = scalar.value }
  }

  /// The text of the element `element` elements away from the first one.
  ///
  /// - Precondition: the array is of text.
  func text(at element: Int) -> String {
    guard case .text(let width) = dtype else { return "" }
    let source = base.assumingMemoryBound(to: UInt32.self) + element &* width
    var end = width
    while end > 0, source[end - 1] == 0 { end -= 1 }
    var text = String.UnicodeScalarView()
    for index in 0..<end { text.append(Unicode.Scalar(source[index]) ?? "\u{FFFD}") }
    return String(text)
  }

  /// The elements of a text array in row-major order; empty for other types.
  public var texts: [String] {
    guard dtype.isText else { return [] }
    var result: [String] = []
    forEachElement { result.append(text(at: $0)) }
    return result
  }
}

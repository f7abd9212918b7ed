import Arrays
import Glibc
import Testing

@testable import Plot

@Suite("Arrays as cards")
struct ArrayCardTests {
  private static func wave(_ shape: [Int]) -> NDArray {
    NDArray((0..<shape.reduce(1, *)).map { sin(Double($0) * 0.37) }, shape: shape)
  }

  @Test func cards() {
    var lines: [StyledText] = []
    for shape in [[200], [1000, 2], [1, 300], [3, 50, 4]] {
      lines += ArrayCard(Self.wave(shape)).lines(width: 80) + [StyledText()]
    }
    lines += ArrayCard(NDArray([0, 0, .nan, 1, .infinity] as [Double]), notes: ["trainable"]).lines(width: 80)
    lines += ArrayCard(Self.wave([1000, 40]), title: "Probe", axes: "step·dim").lines(width: 60, glyphs: .ascii)
    expectGolden(lines, "cards")
  }

  @Test(arguments: [[0], [0, 3], [3, 0], []])
  func emptyAndScalar(shape: [Int]) throws {
    let array = try NDArray(zeros: shape)
    #expect(!ArrayCard(array).lines(width: 80).isEmpty)
    #expect(!ArrayCard(array).lines(width: 1).isEmpty)
  }

  @Test func fields() {
    let table = FieldTable([
      .init("encoders", .array(Self.wave([50, 2]))), .init("gain", .array(NDArray((1...50).map { Double($0) * 3.7 }))),
      .init("weights", .array(NDArray((1...50).map { sin(Double($0)) * 5e-4 }, shape: [1, 50]))),
      .init("solver_info", .text(kind: "dict", "rmses [0.0461]   time 0.266 s")),
      .init("transform", .text(kind: "None", "")),
    ])
    expectGolden(table.lines(width: 80), "fields")
  }
}

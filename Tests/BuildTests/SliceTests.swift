import Arrays
import Model
import Testing

@testable import Build
@testable import Reference

@Suite struct SliceTests {
  private static let keys: [String: IndexKey] = [
    "0": .integer(0), "2": .integer(2), "-1": .integer(-1), "-2": .integer(-2), "5": .integer(5), "-6": .integer(-6),
    ":": .slice(start: nil, stop: nil, step: nil), "1:3": .slice(start: 1, stop: 3, step: nil),
    ":-1": .slice(start: nil, stop: -1, step: nil), "-2:": .slice(start: -2, stop: nil, step: nil),
    "::2": .slice(start: nil, stop: nil, step: 2), "::-1": .slice(start: nil, stop: nil, step: -1),
    "3:0:-1": .slice(start: 3, stop: 0, step: -1), "4:2": .slice(start: 4, stop: 2, step: nil),
    "1:100": .slice(start: 1, stop: 100, step: nil), "7:": .slice(start: 7, stop: nil, step: nil),
    "[0,2]": .list([0, 2]), "[2,0,2]": .list([2, 0, 2]), "[-1,0]": .list([-1, 0]), "[0,5]": .list([0, 5]),
    "[-6]": .list([-6]), "[]": .list([]), "array([3,1])": .list([3, 1], isArray: true),
    "[True,False,True,False,False]": .mask([true, false, true, false, false]), "[True,False]": .mask([true, false]),
    "1.5": .other(typeName: "float"), "...": .ellipsis,
  ]

  @Test func views() throws {
    let sketch = try Sketch()
    let node = try sketch.node(sizeIn: 5)
    for want in try JSON.file("core-slices")["views"].list {
      let name = want["key"].text
      let key = try #require(Self.keys[name], "\(name)")
      guard want["error"].isNull else {
        let error = #expect(throws: NengoError.self, "\(name)") { try node.view.view(key) }
        #expect(error?.kind == .index, "\(name)")
        continue
      }
      let view = try node.view.view(key)
      #expect(view.outputSelection?.indices == want["indices"].ints, "\(name)")
      #expect(view.sizeOut == want["size"].int, "\(name)")
      #expect(view.text.hasSuffix(want["str"].text), "\(name): \(view.text)")
      let target = try sketch.node(sizeIn: max(want["size"].int, 1))
      guard case .bool(let connectable) = want["connectable"] else { continue }
      #expect(connectable == ((try? sketch.connect(view, target.view)) != nil), "\(name)")
    }
  }

  @Test func delivery() throws {
    func slice(_ start: Int?, _ stop: Int?, _ step: Int? = nil) -> IndexKey {
      .slice(start: start, stop: stop, step: step)
    }
    let third = IndexKey.mask([false, true, false, false, false])
    let forms: [(IndexKey?, IndexKey?, [String: ParameterValue])] = [
      (slice(nil, nil, 2), slice(nil, 3), [:]),
      (.list([4, 0]), .list([0, 0]), [:]),
      (.list([1, 1, 2]), slice(1, 4), [:]),
      (slice(nil, 2), slice(4, 2, -1), [:]),
      (.integer(0), .integer(1), ["transform": 3]),
      (slice(nil, 2), slice(nil, 3), ["transform": .matrix([[1, 2], [3, 4], [5, 6]])]),
      (slice(nil, 3), .list([4, 2, 0]), ["transform": .vector([1, 10, 100])]),
      (nil, .integer(0), ["function": .function { [$0.reduce(0) { $0 + $1 * $1 }] }]),
      (.mask([true, false, true, false, false]), slice(nil, 2), [:]),
      (.integer(0), .integer(-1), [:]),
      (.integer(-1), third, [:]),
    ]
    let cases = try JSON.file("core-slices")["behaviour"].list
    #expect(cases.count == forms.count)
    for (want, (pre, post, settings)) in zip(cases, forms) {
      let sketch = try Sketch()
      let u = try sketch.node(.vector(want["u"].numbers))
      let p = try sketch.node(sizeIn: 5)
      let (from, to) = (try pre.map(u.view.view) ?? u.view, try post.map(p.view.view) ?? p.view)
      try sketch.connect(from, to, settings.merging(["synapse": .none]) { $1 })
      let probe = try sketch.probe(p.view)
      let simulator = try sketch.simulate(steps: 1)
      expectClose(simulator.data(probe)?.doubles ?? [], want["p"].numbers, 1e-12, want["connection"].text)
    }
  }
}

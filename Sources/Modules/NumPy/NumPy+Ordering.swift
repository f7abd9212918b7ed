import Arrays
import Language

/// Sorting, positions and sets.
extension NumPy {
  static let ordering: [BuiltinFunction] = [
    function(
      "sort", [.arrayLike(), .axis(-1), kind, .keyword("stable", .none, "accepted")], "A sorted copy; nan comes last."
    ) { .array(try Sorting.sorted($0.array("a"), axis: $0.optionalInt("axis"))) },
    function(
      "argsort", [.arrayLike(), .axis(-1), kind, .keyword("stable", .none, "accepted")],
      "The indices that sort an array; stable."
    ) { .array(try Sorting.argsort($0.array("a"), axis: $0.optionalInt("axis"))) },
    function(
      "searchsorted",
      [
        .arrayLike("a", "an ascending vector"), .arrayLike("v", "values to find places for"),
        .optional("side", .string("left"), "'left': before equals; 'right': after them"),
        .optional("sorter", .none, "indices that sort a"),
      ], "Where values would go into a sorted vector."
    ) { call in
      var sorted = try call.array("a")
      if let order = try call.optionalArray("sorter") { sorted = try sorted.taking(order.ints, axis: 0) }
      return .result(try Sorting.search(sorted, call.array("v"), rightSide: isRight(call)))
    },
    function(
      "digitize",
      [
        .arrayLike("x"), .arrayLike("bins", "monotonic edges"),
        .optional("right", .bool(false), "whether bins hold their right edge"),
      ],
      "The bin that each value falls into."
    ) { call in
      let (x, bins) = (try call.array("x"), try call.array("bins", dtype: .float64))
      let edges = bins.doubles
      if let first = edges.first, let last = edges.last, first > last {
        let places = try Sorting.search(Assembly.flip(bins), x, rightSide: !call.bool("right"))
        return .result(try NDArray(scalar: edges.count) - places)
      }
      return .result(try Sorting.search(bins, x, rightSide: !call.bool("right")))
    },
  ]

  private static var kind: Parameter {
    .optional("kind", .none, "accepted; sorting is always stable", type: "str")
  }

  private static func isRight(_ call: Call) throws -> Bool {
    switch try call.string("side") {
    case "left": false
    case "right": true
    case let other: throw ScriptError(.valueError, "search side must be 'left' or 'right' (got '\(other)')")
    }
  }

  static let positions: [BuiltinFunction] = [
    function(
      "where",
      [.arrayLike("condition"), .omittable("x", "where the condition holds"), .omittable("y", "where it does not")],
      "Elements chosen by a condition; with the condition alone, the indices where it holds."
    ) { call in
      let condition = try call.array("condition")
      guard call["x"] != nil || call["y"] != nil else {
        return .newTuple(try Picking.nonzero(Assembly.atLeast1D(condition)).map { .array($0) })
      }
      guard call["x"] != nil, call["y"] != nil else {
        throw ScriptError(.valueError, "either both or neither of x and y should be given")
      }
      return .array(try Picking.choose(condition, call.operand("x"), call.operand("y")))
    },
    function("nonzero", [.arrayLike()], "For each axis the indices of the elements that are not 0.") { call in
      let array = try call.array("a")
      guard array.ndim > 0 else {
        throw ScriptError(
          .valueError, "Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead.")
      }
      return .newTuple(Picking.nonzero(array).map { .array($0) })
    },
    function("flatnonzero", [.arrayLike()], "The flat indices of the elements that are not 0.") {
      .array(try Picking.nonzero($0.array("a").raveled())[0])
    },
    function("argwhere", [.arrayLike()], "The indices of the elements that are not 0, a row each.") { call in
      let array = try Assembly.atLeast1D(call.array("a"))
      return .array(try Assembly.stack(Picking.nonzero(array), axis: 1))
    },
    function(
      "take",
      [.arrayLike(), .arrayLike("indices"), .axis, .out, .optional("mode", .string("raise"), "must be 'raise'")],
      "Elements picked by indices."
    ) { call in
      guard try call.string("mode") == "raise" else {
        throw ScriptError(.notImplementedError, "numpy.take: mode='\(try call.string("mode"))' is not supported")
      }
      let (array, indices) = (try call.array("a"), try call.array("indices"))
      guard let axis = try call.optionalInt("axis") else {
        return try call.giving(array.raveled().indexed([.array(indices)]))
      }
      let place = try normalized(axis: axis, ndim: array.ndim)
      let parts = [IndexPart](repeating: .slice(start: nil, stop: nil, step: nil), count: place) + [.array(indices)]
      return try call.giving(array.indexed(parts))
    },
    function(
      "take_along_axis", [.arrayLike("arr"), .arrayLike("indices"), .axis(-1)], "Elements picked along an axis."
    ) {
      call in
      guard let axis = try call.optionalInt("axis") else {
        return .array(try Picking.takeAlong(call.array("arr").raveled(), call.array("indices"), axis: 0))
      }
      return .array(try Picking.takeAlong(call.array("arr"), call.array("indices"), axis: axis))
    },
    function("unravel_index", [.arrayLike("indices"), .shape, .order], "The indices in each axis of flat positions.") {
      call in
      guard try !call.isColumnMajor else {
        throw ScriptError(.notImplementedError, "numpy.unravel_index: order='F' is not supported")
      }
      return .newTuple(try Picking.unravel(call.array("indices"), shape: call.shape("shape")).map { .result($0) })
    },
    function(
      "ravel_multi_index",
      [.required("multi_index", "one array of indices for each axis"), .required("dims", "a shape")],
      "The flat positions of indices."
    ) { .result(try Picking.ravel($0.arrays("multi_index"), shape: $0.shape("dims"))) },
    function("ix_", [.variadic("args", "vectors")], "Indices that pick the grid of vectors.") { call in
      let vectors = try call.variadic.map { value -> NDArray in
        let array = try NDArray(from: value, call.interpreter)
        return array.dtype == .bool ? Picking.nonzero(array.raveled())[0] : array
      }
      return .newTuple(
        try vectors.enumerated().map { place, vector in
          guard vector.ndim == 1 else { throw ScriptError(.valueError, "Cross index must be 1 dimensional") }
          var shape = [Int](repeating: 1, count: vectors.count)
          shape[place] = vector.size
          return .array(try vector.reshaped(shape))
        })
    },
    function(
      "diag_indices", [.required("n", "rows and columns"), .optional("ndim", .int(2), "axes")],
      "The indices of a main diagonal."
    ) { call in
      let index = try Creation.arange(0, call.int("n"), 1)
      guard (0...64).contains(try call.int("ndim")) else {
        throw ScriptError(.valueError, "ndim must be between 0 and 64, got \(try call.int("ndim"))")
      }
      return .newTuple((0..<(try call.int("ndim"))).map { _ in .array(index) })
    },
    function(
      "fill_diagonal", [.arrayLike(), .required("val", "the value"), .optional("wrap", .bool(false), "must be False")],
      "Writes a value on the main diagonal of an array."
    ) { call in
      try call.array("a").diagonal().fill(with: call.array("val"))
      return .none
    },
    function(
      "indices", [.required("dimensions", "a shape"), .dtype], "The indices of a grid, one array for each axis."
    ) {
      call in
      let shape = try call.shape("dimensions")
      let grids = try Creation.meshgrid(shape.map { try Creation.arange(0, $0, 1) }, xy: false)
      return .array(try Assembly.stack(grids).cast(to: call.dtype(default: .int64)))
    },
  ]

  static let sets: [BuiltinFunction] = [
    function(
      "unique",
      [
        .arrayLike("ar"), .optional("return_index", .bool(false), "whether to give first positions"),
        .optional("return_inverse", .bool(false), "whether to give the place of each element"),
        .optional("return_counts", .bool(false), "whether to give counts"), .axis,
      ], "The distinct values, ascending."
    ) { call in
      guard call.value("axis").isNone else {
        throw ScriptError(.notImplementedError, "numpy.unique: axis is not supported")
      }
      let distinct = try Sets.distinct(call.array("ar"))
      var results = [Value.array(distinct.values)]
      if try call.bool("return_index") { results.append(.array(distinct.firstIndices)) }
      if try call.bool("return_inverse") { results.append(.array(distinct.inverse)) }
      if try call.bool("return_counts") { results.append(.array(distinct.counts)) }
      return results.count == 1 ? results[0] : .newTuple(results)
    },
    function(
      "isin",
      [
        .arrayLike("element"), .arrayLike("test_elements"), .optional("assume_unique", .bool(false), "accepted"),
        .optional("invert", .bool(false), "whether to give the opposite"),
      ], "For each element whether it is among others."
    ) { call in
      let found = try Sets.contains(call.array("test_elements"), call.array("element"))
      return .result(try call.bool("invert") ? UnaryUfunc.logicalNot(found) : found)
    },
    pair("intersect1d", "Values that are in both.", Sets.intersection),
    pair("union1d", "Values that are in one or both.", Sets.union),
    pair("setdiff1d", "Values of the first that are not in the second.", Sets.difference),
    pair("setxor1d", "Values that are in just one.") { a, b in
      try Sets.union(Sets.difference(a, b), Sets.difference(b, a))
    },
  ]

  private static func pair(
    _ name: String, _ summary: String, _ body: @escaping @Sendable (NDArray, NDArray) throws -> NDArray
  ) -> BuiltinFunction {
    function(
      name, [.arrayLike("ar1"), .arrayLike("ar2"), .optional("assume_unique", .bool(false), "accepted")], summary
    ) {
      .array(try body($0.array("ar1"), $0.array("ar2")))
    }
  }
}

import Arrays
import Language

/// Sums of products.
extension NumPy {
  static let products: [BuiltinFunction] = [
    product(
      "dot", "The product of vectors and matrices: over the last axis of a and the last but one of b.", Products.dot),
    product("matmul", "The product of matrices, or of stacks of them.", Products.matmul, names: ("x1", "x2")),
    product("inner", "Sums of products over the last axes.", Products.inner),
    product("outer", "All products of two vectors' elements.", Products.outer),
    product("kron", "Blocks of b scaled by the elements of a.", Products.kron),
    function("cross", [.arrayLike("a"), .arrayLike("b")], "The vector product.") {
      .array(try Products.cross($0.array("a"), $0.array("b")))
    },
    product("vdot", "The sum of the products of all elements.") { try Products.dot($0.raveled(), $1.raveled()) },
    function(
      "tensordot",
      [
        .arrayLike("a"), .arrayLike("b"),
        .optional("axes", .int(2), "how many axes to sum over, or a pair of lists of axes"),
      ], "Sums of products over pairs of axes."
    ) { call in
      let (a, b, axes) = (try call.array("a"), try call.array("b"), call.value("axes"))
      if let count = try call.interpreter.optionalIndex(axes) {
        guard count >= 0, count <= a.ndim, count <= b.ndim else {
          throw ScriptError(.valueError, "shape-mismatch for sum")
        }
        return .array(
          try Products.tensordot(a, b, axes: (Array((a.ndim - count)..<a.ndim), Array(0..<count))))
      }
      let lists = try call.elements("axes")
      guard lists.count == 2 else { throw ScriptError(.valueError, "axes must be an int or a pair of lists of axes") }
      return .array(
        try Products.tensordot(a, b, axes: (call.interpreter.ints(lists[0]), call.interpreter.ints(lists[1]))))
    },
    function(
      "einsum",
      [
        .required("subscripts", "labels of the axes: 'ij,jk->ik'"), .variadic("operands", "arrays"),
        .keyword("optimize", .bool(false), "accepted"),
      ], "Einstein's summation."
    ) { call in
      let operands = try call.variadic.map { try NDArray(from: $0, call.interpreter) }
      return .result(try Einsum.evaluate(call.string("subscripts"), operands))
    },
    function(
      "trace",
      [
        .arrayLike(), .optional("offset", .int(0), "which diagonal"), .optional("axis1", .int(0), "an axis"),
        .optional("axis2", .int(1), "another"),
      ], "The sum of a diagonal."
    ) { call in
      let diagonal = try call.array("a").diagonal(call.int("offset"), axes: (call.int("axis1"), call.int("axis2")))
      return .result(try Reduction.fold(.add, diagonal, axes: [diagonal.ndim - 1]))
    },
  ]

  private static func product(
    _ name: String, _ summary: String, _ body: @escaping @Sendable (NDArray, NDArray) throws -> NDArray
  ) -> BuiltinFunction { product(name, summary, body, names: ("a", "b")) }

  private static func product(
    _ name: String, _ summary: String, _ body: @escaping @Sendable (NDArray, NDArray) throws -> NDArray,
    names: (String, String)
  ) -> BuiltinFunction {
    function(name, [.arrayLike(names.0), .arrayLike(names.1), .out], summary) { call in
      try call.giving(body(call.array(names.0), call.array(names.1)))
    }
  }
}

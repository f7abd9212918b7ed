import Arrays
import Language

/// The module `numpy.linalg`.
extension NumPy {
  static func makeLinalgModule() -> ModuleObject {
    ModuleObject("numpy.linalg", doc: "Linear algebra.") { module in
      for function in linalg { module.define(function) }
      module.define(.linAlgError)
      module.refuse("tensorinv", "tensorsolve", "multi_dot")
    }
  }

  private static func linear(
    _ name: String, _ more: [Parameter], first: String = "a", _ summary: String,
    _ body: @escaping (NDArray, Call) throws -> Value
  ) -> BuiltinFunction {
    function(name, [.arrayLike(first, "a matrix")] + more, summary, module: "numpy.linalg") { call in
      try body(call.array(first), call)
    }
  }

  static let linalg: [BuiltinFunction] = [
    linear("inv", [], "The inverse.") { a, _ in .array(try stacked(a, LinearAlgebra.inverse)) },
    linear("solve", [.arrayLike("b")], "The x with a x = b.") { a, call in
      .array(try LinearAlgebra.solve(a, call.array("b")))
    },
    linear(
      "lstsq",
      [.arrayLike("b"), .optional("rcond", .none, "cutoff of small singular values, relative to the largest")],
      "The x that makes a x closest to b; its residuals, the rank and the singular values of a."
    ) { a, call in
      let fit = try LinearAlgebra.leastSquares(a, call.array("b"), rcond: call.optionalFloat("rcond"))
      return .newTuple([
        .array(fit.x), .array(fit.residuals), .object(NumberObject(try NDArray(scalar: fit.rank).astype(.int32))),
        .array(fit.singularValues),
      ])
    },
    linear(
      "pinv", [.optional("rcond", .none, "cutoff of small singular values, relative to the largest")],
      "The pseudo-inverse."
    ) { a, call in .array(try LinearAlgebra.pseudoInverse(a, rcond: call.optionalFloat("rcond") ?? 1e-15)) },
    linear(
      "norm",
      [
        .optional("ord", .none, "which norm: None, 1, 2, inf, 'fro' …"),
        .optional("axis", .none, "axis or pair of axes"),
        .keepDims,
      ], first: "x", "The norm of vectors or matrices."
    ) { a, call in
      .result(
        try LinearAlgebra.norm(
          a, normOrder(call), axes: call.optionalInts("axis"), keepDims: call.bool("keepdims")))
    },
    linear("det", [], "The determinant.") { a, _ in
      a.ndim > 2
        ? .array(try stacked(a) { NDArray(scalar: try LinearAlgebra.determinant($0)) })
        : .float64(try LinearAlgebra.determinant(a))
    },
    linear("slogdet", [], "The sign of the determinant and the logarithm of its absolute value.") { a, _ in
      let (sign, logarithm) = try LinearAlgebra.signAndLogDeterminant(a)
      return .newTuple([.float64(sign), .float64(logarithm)])
    },
    linear(
      "svd",
      [
        .optional("full_matrices", .bool(true), "whether U and V are square"),
        .optional("compute_uv", .bool(true), "whether to give U and V"),
        .optional("hermitian", .bool(false), "accepted"),
      ], "Singular values: U, s and V transposed."
    ) { a, call in
      guard try call.bool("compute_uv") else { return .array(NDArray(try LinearAlgebra.singularValues(a))) }
      let result = try LinearAlgebra.svd(a, full: call.bool("full_matrices"))
      return .newTuple([.array(result.u), .array(result.s), .array(result.vt)])
    },
    linear("svdvals", [], first: "x", "Singular values.") { a, _ in .array(NDArray(try LinearAlgebra.singularValues(a)))
    },
    linear("qr", [.optional("mode", .string("reduced"), "'reduced' or 'r'")], "The factors Q and R.") { a, call in
      let (q, r) = try LinearAlgebra.qr(a)
      switch try call.string("mode") {
      case "reduced": return .newTuple([.array(q), .array(r)])
      case "r": return .array(r)
      case let mode: throw ScriptError(.notImplementedError, "numpy.linalg.qr: mode='\(mode)' is not supported")
      }
    },
    linear("cholesky", [], "The lower triangular L with L Lᵀ = a.") { a, _ in
      .array(try stacked(a, LinearAlgebra.cholesky))
    },
    linear(
      "eigh", [.optional("UPLO", .string("L"), "accepted")],
      "Eigenvalues, ascending, and vectors of a symmetric matrix."
    ) {
      a, _ in
      let (values, vectors) = try LinearAlgebra.symmetricEigen(a)
      return .newTuple([.array(values), .array(vectors ?? values)])
    },
    linear("eigvalsh", [.optional("UPLO", .string("L"), "accepted")], "Eigenvalues of a symmetric matrix, ascending.") {
      a, _ in
      .array(try LinearAlgebra.symmetricEigen(a, vectors: false).values)
    },
    linear("eig", [], "Eigenvalues and vectors; complex ones are refused.") { a, _ in
      let (values, vectors) = try LinearAlgebra.eigen(a)
      return .newTuple([.array(values), .array(vectors)])
    },
    linear("eigvals", [], "Eigenvalues; complex ones are refused.") { a, _ in .array(try LinearAlgebra.eigen(a).values)
    },
    linear("matrix_rank", [.optional("tol", .none, "least singular value that counts")], first: "A", "The rank.") {
      a, call in
      .object(NumberObject(try LinearAlgebra.matrixRank(a, tolerance: call.optionalFloat("tol"))))
    },
    linear("matrix_power", [.required("n", "whole exponent")], "A power of a square matrix.") { a, call in
      .array(try power(a, call.int("n")))
    },
    linear("cond", [.optional("p", .none, "must be None or 2")], first: "x", "The condition number in the 2-norm.") {
      a, call in
      guard try call.value("p").isNone || call.optionalInt("p") == 2 else {
        throw ScriptError(.notImplementedError, "numpy.linalg.cond: p other than 2 is not supported")
      }
      return .float64(try LinearAlgebra.condition(a))
    },
    linear("trace", [], "The sum of the diagonal.") { a, _ in .result(try Reduction.fold(.add, a.diagonal())) },
    linear("outer", [.arrayLike("b")], "All products of two vectors' elements.") { a, call in
      .array(try Products.outer(a, call.array("b")))
    },
  ]

  /// A function of a matrix applied to each matrix of a stack.
  private static func stacked(_ a: NDArray, _ body: (NDArray) throws -> NDArray) throws -> NDArray {
    guard a.ndim > 2 else { return try body(a) }
    guard a.shape[0] > 0 else { return a }
    return try Assembly.stack((0..<a.shape[0]).map { try stacked(a[row: $0], body) })
  }

  /// Powers of integer matrices stay integers.
  private static func power(_ a: NDArray, _ exponent: Int) throws -> NDArray {
    guard a.dtype.isInteger, exponent >= 0, a.ndim == 2, a.shape[0] == a.shape[1] else {
      return try LinearAlgebra.matrixPower(a, exponent)
    }
    var (result, factor, rest) = (try Creation.eye(a.shape[0], dtype: a.dtype), a, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = try Products.matmul(result, factor) }
      rest >>= 1
      if rest > 0 { factor = try Products.matmul(factor, factor) }
    }
    return result
  }

  private static func normOrder(_ call: Call) throws -> LinearAlgebra.NormOrder {
    let value = call.value("ord")
    if value.isNone { return .standard }
    if let name = value.string {
      switch name {
      case "fro", "f": return .frobenius
      case "nuc": return .nuclear
      default:
        throw ScriptError(
          .valueError,
          call.value("x").ndarray.map { $0.ndim == 2 } ?? false
            ? "Invalid norm order for matrices." : "Invalid norm order '\(name)' for vectors")
      }
    }
    return .exponent(try call.float("ord"))
  }
}

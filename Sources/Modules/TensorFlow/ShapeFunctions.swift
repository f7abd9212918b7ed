import Arrays
import Language
import Training

/// tf's functions that move elements.
enum TensorShapes {
  static let all: [BuiltinFunction] = [
    function("reshape", [.required("tensor"), .required("shape")], "the same elements in another shape") { call in
      .tensor(try call.tensor("tensor").reshaped(try call.ints("shape")))
    },
    function(
      "transpose", [.required("a"), .optional("perm", .none), .optional("conjugate", .bool(false))],
      "the axes in another order"
    ) { call in .tensor(try call.tensor("a").transposed(try call.optionalInts("perm"))) },
    function("expand_dims", [.required("input"), .required("axis")], "a new axis of size 1") { call in
      .tensor(try call.tensor("input").expanded(at: try call.int("axis")))
    },
    function("squeeze", [.required("input"), .optional("axis", .none)], "without axes of size 1") { call in
      .tensor(try call.tensor("input").squeezed(try call.optionalInts("axis")))
    },
    function("concat", [.required("values"), .required("axis")], "tensors behind each other") { call in
      .tensor(try Tensor.concatenated(try call.sameTypedTensors("values"), axis: try call.int("axis")))
    },
    function("stack", [.required("values"), .optional("axis", .int(0))], "tensors along a new axis") { call in
      .tensor(try Tensor.stacked(try call.sameTypedTensors("values"), axis: try call.int("axis")))
    },
    function(
      "unstack", [.required("value"), .optional("num", .none), .optional("axis", .int(0))], "the parts along an axis"
    ) {
      call in
      let tensor = try call.tensor("value")
      let axis = try call.int("axis")
      let count = tensor.shape.isEmpty ? 0 : tensor.shape[try tensor.place(of: axis)]
      return .newList(
        try tensor.split(sizes: [Int](repeating: 1, count: count), axis: axis).map {
          .tensor(try $0.squeezed([axis]))
        })
    },
    function(
      "split", [.required("value"), .required("num_or_size_splits"), .optional("axis", .int(0))],
      "a tensor cut along an axis"
    ) { call in
      let tensor = try call.tensor("value")
      let axis = try tensor.place(of: try call.int("axis"))
      var sizes = try call.ints("num_or_size_splits")
      if let count = try call.interpreter.optionalIndex(call.value("num_or_size_splits")) {
        guard count > 0, tensor.shape[axis] % count == 0 else {
          throw ScriptError(
            TensorFlowErrors.invalidArgument,
            "Number of ways to split should evenly divide the split dimension, but got split_dim \(axis) (size = "
              + "\(tensor.shape[axis])) and num_split \(count)")
        }
        sizes = [Int](repeating: tensor.shape[axis] / count, count: count)
      }
      return .newList(try tensor.split(sizes: sizes, axis: axis).map { .tensor($0) })
    },
    function("tile", [.required("input"), .required("multiples")], "copies along each axis") { call in
      .tensor(try call.tensor("input").tiled(try call.ints("multiples")))
    },
    function(
      "repeat", [.required("input"), .required("repeats"), .optional("axis", .none)], "every element several times"
    ) {
      call in
      var tensor = try call.tensor("input")
      if call.value("axis").isNone { tensor = try tensor.reshaped([-1]) }
      return .tensor(try tensor.repeated(try call.int("repeats"), axis: try call.optionalInt("axis") ?? 0))
    },
    function(
      "gather",
      [.required("params"), .required("indices"), .optional("validate_indices", .none), .optional("axis", .int(0))],
      "slices at indices"
    ) { call in
      let (tensor, indices) = (try call.tensor("params"), try call.array("indices"))
      let axis = try tensor.place(of: try call.int("axis"))
      let flat = try tensor.gathered(indices.ints, axis: axis)
      return .tensor(
        try flat.reshaped(Array(tensor.shape[..<axis]) + indices.shape + Array(tensor.shape[(axis + 1)...])))
    },
    function("where", [.required("condition"), .optional("x", .none), .optional("y", .none)], "x where true, else y") {
      call in
      guard !call.value("x").isNone, !call.value("y").isNone else {
        throw ScriptError(.notImplementedError, "tf.where without x and y is not supported")
      }
      let (x, y) = try call.interpreter.pair(call.value("x"), call.value("y"))
      return .tensor(try Tensor.choose(try call.tensor("condition"), x, y))
    },
    function(
      "pad",
      [
        .required("tensor"), .required("paddings"), .optional("mode", .string("CONSTANT")),
        .optional("constant_values", .int(0)),
      ],
      "cells around a tensor"
    ) { call in
      guard try call.string("mode").uppercased() == "CONSTANT" else {
        throw ScriptError(.notImplementedError, "tf.pad: only mode='CONSTANT' is supported")
      }
      let pairs = try call.array("paddings")
      guard pairs.ndim == 2, pairs.shape[1] == 2 else {
        throw ScriptError(.valueError, "tf.pad: paddings should have shape (rank, 2)")
      }
      let sizes = pairs.ints
      return .tensor(
        try call.tensor("tensor").padded(
          (0..<pairs.shape[0]).map { (sizes[2 * $0], sizes[2 * $0 + 1]) }, filler: try call.float("constant_values")))
    },
    function("reverse", [.required("tensor"), .required("axis")], "axes run backwards") { call in
      var tensor = try call.tensor("tensor")
      for axis in try call.ints("axis") {
        let place = try tensor.place(of: axis)
        tensor = try tensor.gathered(Array((0..<tensor.shape[place]).reversed()), axis: place)
      }
      return .tensor(tensor)
    },
    function("broadcast_to", [.required("input"), .required("shape")], "repeated to a shape") { call in
      .tensor(try call.tensor("input").broadcast(to: try call.ints("shape")))
    },
    function(
      "one_hot",
      [
        .required("indices"), .required("depth"), .optional("on_value", .none), .optional("off_value", .none),
        .optional("axis", .none), .optional("dtype", .none),
      ], "rows that are 1 at an index"
    ) { call in
      .tensor(
        try call.tensor("indices").oneHot(
          depth: try call.int("depth"), on: try call.optionalFloat("on_value") ?? 1,
          off: try call.optionalFloat("off_value") ?? 0, axis: try call.optionalInt("axis") ?? -1,
          dtype: try call.tensorType("dtype") ?? .float32))
    },
    function("shape", [.required("input"), .optional("out_type", .none)], "the sizes as a tensor") { call in
      let sizes = try call.tensor("input").shape
      return .tensor(try Tensor(sizes.map(Double.init), shape: [sizes.count], dtype: .int32))
    },
    function("rank", [.required("input")], "the number of axes") { call in
      .tensor(Tensor(scalar: Double(try call.tensor("input").rank), dtype: .int32))
    },
    function("size", [.required("input")], "the number of elements") { call in
      .tensor(Tensor(scalar: Double(try call.tensor("input").count), dtype: .int32))
    },
    function("cast", [.required("x"), .required("dtype"), .optional("name", .none)], "another element type") { call in
      .tensor(try call.tensor("x").cast(to: try call.tensorType("dtype") ?? .float32))
    },
    function("identity", [.required("input"), .optional("name", .none)], "the same tensor") { call in
      .tensor(try call.tensor("input"))
    },
    function("stop_gradient", [.required("input"), .optional("name", .none)], "a constant with the same values") {
      call in
      .tensor(try call.tensor("input").detached)
    },
  ]

  private static func function(
    _ name: String, _ parameters: [Parameter], _ summary: String, _ body: @escaping (Call) throws -> Value
  ) -> BuiltinFunction {
    let named = parameters.contains { $0.name == "name" } ? parameters : parameters + [.optional("name", .none)]
    return BuiltinFunction(name, module: "tensorflow", named, summary: summary, body: body)
  }
}

extension Call {
  /// Tensors of a list; numbers and arrays take the type of the first tensor.
  fileprivate func sameTypedTensors(_ name: String) throws -> [Tensor] {
    let values = try elements(name)
    let known = values.lazy.compactMap { $0.host(as: TensorObject.self)?.tensor.dtype }.first
    return try values.map { try interpreter.tensor($0, like: known) }
  }
}

extension Tensor {
  /// The axis counted from the front, as an error of scripts.
  func place(of axis: Int) throws -> Int { try normalized(axis: axis, ndim: rank) }
}

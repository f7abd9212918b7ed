import Arrays
import Language
import Model

/// The classes of `nengo.transforms`.
enum TransformTypes {
  static let base = TypeObject(
    "Transform", module: "nengo.transforms", base: .frozenObject, doc: "The linear map of a connection.",
    methods: [
      .of((any Transform).self, "sample", [.omittable("rng", shown: "numpy.random")], "The weights.") {
        transform, call in
        switch try transform.sample(try call.stream("rng")) {
        case .dense(let array), .kernel(let array): .array(array)
        case .sparse(let matrix): .object(SparseMatrixObject(matrix, of: transform))
        }
      }
    ],
    properties: [
      .of((any Transform).self, "size_in", "Values taken.") { .int($0.sizeIn) },
      .of((any Transform).self, "size_out", "Values given.") { .int($0.sizeOut) },
    ])

  private static func row(
    _ name: String, _ summary: String, _ parameters: [ComponentParameter], properties: [Property] = [],
    make: @escaping (ComponentCall) throws -> any FrozenObject
  ) -> TypeObject {
    ComponentRow(
      name, "nengo.transforms", base, summary, parameters, properties: properties, make: make
    ).type
  }

  private static func matrixShape(_ call: ComponentCall) throws -> (Int, Int) {
    let shape = try call.tuple("shape")
    guard shape.count == 2 else { throw call.error("Must be 2 items (got \(shape.count))", "shape") }
    return (shape[0], shape[1])
  }

  private static let dense = row(
    "Dense", "A full matrix; a number or a vector stand for a diagonal one.",
    [
      ComponentParameter("shape", "(outputs, inputs)"),
      ComponentParameter("init", .float(1), "values or a distribution"),
    ],
    properties: [
      .of(Dense.self, "init_shape", "The shape of the stored value.") { dense in
        if case .array(let array) = dense.initial { return .shape(array.shape) }
        return .shape([dense.shape.rows, dense.shape.columns])
      }
    ]
  ) { try Dense(shape: try matrixShape($0), initial: try $0.samplable("init")) }

  private static let sparse = row(
    "Sparse", "A matrix of which only some entries are not zero.",
    [
      ComponentParameter("shape", "(outputs, inputs)"),
      ComponentParameter("indices", .none, "rows of (row, column)"),
      ComponentParameter("init", .float(1), "values or a distribution, or a sparse matrix"),
    ]
  ) { call in
    let shape = try matrixShape(call)
    if try call.value("indices").isNone {
      guard let matrix: SparseMatrixObject = try call.value("init").host() else {
        throw NengoError.validation(
          "Must be a sparse matrix, or indices must be specified", attribute: "init")
      }
      guard matrix.entries.shape == shape else {
        throw NengoError.validation(
          "Must be of the shape (\(shape.0), \(shape.1)), got (\(matrix.entries.shape.rows), "
            + "\(matrix.entries.shape.columns))", attribute: "init")
      }
      return matrix.entries
    }
    return try Sparse(
      shape: shape, indices: try SparseMatrixObject.pairs(call.value("indices"), call.interpreter),
      initial: try values(call))
  }

  /// The values of a sparse matrix: a distribution or an array, integers as they are.
  private static func values(_ call: ComponentCall) throws -> Samplable {
    let value = try call.value("init")
    guard !value.isNone, value.string == nil else {
      throw NengoError.validation(
        "Must be a number, an array or a distribution", attribute: "data", owner: "SparseMatrix")
    }
    if let distribution = try call.interpreter.component(value) as? any Distribution {
      return .distribution(distribution)
    }
    return .array(try NDArray(from: value, call.interpreter))
  }

  // MARK: convolutions

  private static var convolutionParameters: [ComponentParameter] {
    let pair = Value.newTuple
    return [
      ComponentParameter("kernel_size", pair([.int(3), .int(3)]), "extents of the kernel"),
      ComponentParameter("strides", pair([.int(1), .int(1)]), "steps between outputs"),
      ComponentParameter("padding", .string("valid"), "'valid' or 'same'"),
      ComponentParameter("channels_last", .bool(true), "whether channels are the last axis"),
      ComponentParameter("init", Uniform(-1, 1), "the kernel or a distribution"),
    ]
  }

  private static func settings(_ call: ComponentCall) throws -> ConvolutionSettings {
    ConvolutionSettings(
      kernelSize: try call.tuple("kernel_size"), strides: try call.tuple("strides"), padding: try padding(call),
      channelsLast: try call.bool("channels_last"))
  }

  /// 'valid' or 'same', in any case.
  private static func padding(_ call: ComponentCall) throws -> ConvolutionPadding {
    let text = try call.string("padding")
    guard let padding = ConvolutionPadding(rawValue: text.lowercased()) else {
      throw call.error("String '\(text)' must be one of ['same', 'valid']", "padding")
    }
    return padding
  }

  private static func channelShape(_ call: ComponentCall, _ name: String) throws -> ChannelShape {
    if let shape = try call.interpreter.component(call.value(name)) as? ChannelShape { return shape }
    return try ChannelShape(try call.tuple(name), channelsLast: try call.bool("channels_last"))
  }

  private static func shapes(_ input: @escaping (any Transform) -> (ChannelShape, ChannelShape, [Int])?) -> [Property] {
    [
      .of((any Transform).self, "output_shape", "The shape of the output.") {
        input($0).map { .component($0.1) } ?? .none
      },
      .of((any Transform).self, "kernel_shape", "The shape of the kernel.") { input($0).map { .shape($0.2) } ?? .none },
      .of((any Transform).self, "dimensions", "Number of spatial dimensions.") {
        input($0).map { .int($0.0.dimensions) } ?? .none
      },
    ]
  }

  static let convolution = row(
    "Convolution", "A convolution over any number of spatial axes.",
    [
      ComponentParameter("n_filters", "channels of the output"),
      ComponentParameter("input_shape", "shape of the input"),
    ]
      + convolutionParameters + [ComponentParameter("groups", .int(1), "groups of channels that do not mix")],
    properties: shapes { ($0 as? Convolution).map { ($0.inputShape, $0.outputShape, $0.kernelShape) } }
  ) {
    try Convolution(
      filterCount: try $0.int("n_filters"), inputShape: try channelShape($0, "input_shape"), settings: try settings($0),
      initial: try $0.samplable("init"), groups: try $0.int("groups"))
  }

  static let transpose = row(
    "ConvolutionTranspose", "A transposed convolution.",
    [
      ComponentParameter("n_filters", "channels of the output"),
      ComponentParameter("input_shape", "shape of the input"),
      ComponentParameter("output_shape", .none, "shape of the output"),
    ] + convolutionParameters,
    properties: Array(
      shapes { ($0 as? ConvolutionTranspose).map { ($0.inputShape, $0.outputShape, $0.kernelShape) } }.dropFirst())
  ) { call in
    try ConvolutionTranspose(
      filterCount: try call.int("n_filters"), inputShape: try channelShape(call, "input_shape"),
      outputShape: try call.value("output_shape").isNone ? nil : channelShape(call, "output_shape"),
      settings: try settings(call), initial: try call.samplable("init"))
  }

  static let channelShapeType = ComponentRow(
    "ChannelShape", "nengo.transforms", .frozenObject, "The shape of an image-like signal.",
    [
      ComponentParameter("shape", "extents, channels included"),
      ComponentParameter("channels_last", .bool(true), "whether channels are the last axis"),
    ],
    methods: [
      Method(
        "from_space_and_channels",
        [.required("space"), .required("channels"), .optional("channels_last", .bool(true))],
        summary: "A shape from spatial extents and a number of channels.", kind: .free
      ) { _, call in
        .component(
          try ChannelShape(
            space: try call.ints("space"), channels: try call.int("channels"),
            channelsLast: try call.bool("channels_last")))
      }
    ],
    properties: [
      .of(ChannelShape.self, "spatial_shape", "Extents without channels.") { .shape($0.space) },
      .of(ChannelShape.self, "n_channels", "Number of channels.") { .int($0.channels) },
      .of(ChannelShape.self, "dimensions", "Number of spatial dimensions.") { .int($0.dimensions) },
      .of(ChannelShape.self, "size", "Number of values.") { .int($0.size) },
    ]
  ) { try ChannelShape(try $0.ints("shape"), channelsLast: try $0.bool("channels_last")) }.type

  static let all: [TypeObject] = [
    base, dense, sparse, convolution, transpose, channelShapeType,
    row("NoTransform", "Values pass unchanged.", [ComponentParameter("size_in", "number of values")]) {
      NoTransform(size: try $0.int("size_in"))
    },
  ]
}

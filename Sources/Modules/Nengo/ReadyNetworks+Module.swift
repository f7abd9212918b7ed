import Arrays
import Glibc
import Language
import Model

/// `nengo.networks` and the functions that stand beside its classes.
extension ReadyNetworks {
  static func module() -> ModuleObject {
    ModuleObject("nengo.networks", doc: "Networks that come ready made.") { module in
      for type in all { module.define(type) }
      let productModule = ModuleObject("nengo.networks.product", doc: "Products of vectors.") { module in
        module.define(product)
        module.define(dotProductTransform)
      }
      let convolutionModule = ModuleObject("nengo.networks.circularconvolution", doc: "Convolutions.") { module in
        module.define(circularConvolution)
        module.define(circularConvolve, transformIn, transformOut)
        module.refuse("dft_half", "remove_imag_rows", note: "transform_in and transform_out give what networks use")
      }
      module.define("product", .object(productModule))
      module.define("circularconvolution", .object(convolutionModule))
      for (name, type) in [
        ("ensemblearray", ensembleArray), ("actionselection", basalGanglia), ("assoc_mem", associativeMemory),
        ("workingmemory", inputGatedMemory),
      ] {
        module.define(
          name,
          .object(
            ModuleObject("nengo.networks.\(name)") { inner in
              inner.define(type)
              if name == "actionselection" { inner.define(thalamus) }
              if name == "assoc_mem" { inner.define(filteredStep) }
            }))
      }
    }
  }

  private static let dotProductTransform = BuiltinFunction(
    "dot_product_transform", module: "nengo.networks", [.required("dimensions"), .optional("scale", .float(1))],
    summary: "The transform that sums a product's outputs."
  ) { call in
    .array(try Product.dotProductTransform(dimensions: try call.int("dimensions"), scale: try call.real("scale")))
  }

  private static let transformIn = BuiltinFunction(
    "transform_in", module: "nengo.networks.circularconvolution",
    [.required("dims"), .required("align", "'A' or 'B'"), .required("invert")],
    summary: "The rows of the Fourier transform by which an input enters a convolution."
  ) { call in
    let align = try call.string("align")
    guard align == "A" || align == "B" else {
      throw NengoError.validation("'align' must be either 'A' or 'B' (got '\(align)')", attribute: "align")
    }
    return .array(
      CircularConvolution.inputTransform(try transformSize(call), first: align == "A", try call.bool("invert")))
  }

  private static let transformOut = BuiltinFunction(
    "transform_out", module: "nengo.networks.circularconvolution", [.required("dims")],
    summary: "The inverse Fourier transform by which a convolution's product leaves."
  ) { call in .array(CircularConvolution.outputTransform(try transformSize(call))) }

  private static func transformSize(_ call: Call) throws -> Int {
    let size = try call.int("dims")
    guard (1...4096).contains(size) else { throw ScriptError(.valueError, "dims must be 1 to 4096 (got \(size))") }
    return size
  }

  /// max(0, 1 - exp(scale (shift - t))) step_val
  private static let filteredStep = BuiltinFunction(
    "filtered_step", module: "nengo.networks.assoc_mem",
    [
      .required("t"), .optional("shift", .float(0.5)), .optional("scale", .float(50)), .optional("step_val", .float(1)),
    ],
    summary: "A step that rises smoothly."
  ) { call in
    let (shift, scale, height) = (try call.real("shift"), try call.real("scale"), try call.real("step_val"))
    let t = try call.array("t", dtype: .float64)
    return .result(NDArray(t.doubles.map { max(height * (1 - exp(scale * (shift - $0))), 0) }, shape: t.shape))
  }

  private static let circularConvolve = BuiltinFunction(
    "circconv", module: "nengo.networks",
    [
      .required("a"), .required("b"), .optional("invert_a", .bool(false)), .optional("invert_b", .bool(false)),
      .optional("axis", .int(-1)),
    ], summary: "The circular convolution of two vectors."
  ) { call in
    let (a, b) = (try call.array("a", dtype: .float64), try call.array("b", dtype: .float64))
    return .array(
      try CircularConvolution.convolve(
        a, b, invertA: try call.bool("invert_a"), invertB: try call.bool("invert_b"), axis: try call.int("axis")))
  }
}

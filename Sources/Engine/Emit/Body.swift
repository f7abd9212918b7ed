import CKernels

/// A kernel body in both precisions, and how neighbours of it may be joined.
struct Body {
  enum Joining {
    /// Element by element along `n`: adjacent runs become one longer run.
    case elementwise
    /// Only as repeats at equal distances.
    case repeats
    /// Rows of a matrix over one input: stacked matrices become one taller matrix; else as repeats.
    case stackedRows
    case never
  }

  let name: String
  let single: soma_body
  let double: soma_body
  let joining: Joining

  init(_ name: String, _ single: @escaping soma_body, _ double: @escaping soma_body, _ joining: Joining) {
    self.name = name
    self.single = single
    self.double = double
    self.joining = joining
  }
}

/// The list of kernels; `CKernels.h` says what each computes.
extension Body {
  static var time: Body { Body("time", soma_time_f32, soma_time_f64, .never) }
  static var fill: Body { Body("fill", soma_fill_f32, soma_fill_f64, .elementwise) }
  static var fillIncrement: Body { Body("fill+", soma_fill_inc_f32, soma_fill_inc_f64, .elementwise) }
  static var copy: Body { Body("copy", soma_copy_f32, soma_copy_f64, .elementwise) }
  static var copyIncrement: Body { Body("copy+", soma_copy_inc_f32, soma_copy_inc_f64, .elementwise) }
  static var gather: Body { Body("gather", soma_gather_f32, soma_gather_f64, .never) }
  static var gatherIncrement: Body { Body("gather+", soma_gather_inc_f32, soma_gather_inc_f64, .never) }
  static var product: Body { Body("product", soma_product_f32, soma_product_f64, .elementwise) }
  static var productIncrement: Body { Body("product+", soma_product_inc_f32, soma_product_inc_f64, .elementwise) }
  static var input: Body { Body("input", soma_input_f32, soma_input_f64, .never) }
  static var inputAdjoint: Body { Body("input'", soma_input_adjoint_f32, soma_input_adjoint_f64, .never) }
  static var probe: Body { Body("probe", soma_probe_f32, soma_probe_f64, .never) }
  static var probeAdjoint: Body { Body("probe'", soma_probe_adjoint_f32, soma_probe_adjoint_f64, .never) }
  static var remember: Body { Body("remember", soma_remember, soma_remember, .never) }
  static var recall: Body { Body("recall", soma_recall, soma_recall, .never) }
  static var host: Body { Body("host", soma_call_host, soma_call_host, .never) }

  static var dot: Body { Body("dot", soma_dot_f32, soma_dot_f64, .stackedRows) }
  static var dotIncrement: Body { Body("dot+", soma_dot_inc_f32, soma_dot_inc_f64, .stackedRows) }
  static var dotBias: Body { Body("dot+bias", soma_dot_bias_f32, soma_dot_bias_f64, .stackedRows) }
  static var dotTransposed: Body {
    Body("dot'", soma_dot_transposed_inc_f32, soma_dot_transposed_inc_f64, .stackedRows)
  }
  static var outer: Body { Body("outer", soma_outer_f32, soma_outer_f64, .stackedRows) }
  static var outerIncrement: Body { Body("outer+", soma_outer_inc_f32, soma_outer_inc_f64, .stackedRows) }
  static var gemm: Body { Body("gemm", soma_gemm_f32, soma_gemm_f64, .stackedRows) }
  static var gemmIncrement: Body { Body("gemm+", soma_gemm_inc_f32, soma_gemm_inc_f64, .stackedRows) }
  static var gemmBias: Body { Body("gemm+bias", soma_gemm_bias_f32, soma_gemm_bias_f64, .stackedRows) }
  static var gemmTransposed: Body {
    Body("gemm'", soma_gemm_transposed_inc_f32, soma_gemm_transposed_inc_f64, .stackedRows)
  }
  static var gemmOuter: Body { Body("gemm outer+", soma_gemm_outer_inc_f32, soma_gemm_outer_inc_f64, .stackedRows) }
  static var sparse: Body { Body("sparse", soma_sparse_f32, soma_sparse_f64, .never) }
  static var sparseIncrement: Body { Body("sparse+", soma_sparse_inc_f32, soma_sparse_inc_f64, .never) }
  static var sparseTransposed: Body {
    Body("sparse'", soma_sparse_transposed_inc_f32, soma_sparse_transposed_inc_f64, .never)
  }
  static var sparseOuter: Body { Body("sparse outer+", soma_sparse_outer_inc_f32, soma_sparse_outer_inc_f64, .never) }

  static var lif: Body { Body("lif", soma_lif_f32, soma_lif_f64, .elementwise) }
  static var lifRate: Body { Body("lif rate", soma_lif_rate_f32, soma_lif_rate_f64, .elementwise) }
  static var lifRateAdjoint: Body {
    Body("lif rate'", soma_lif_rate_adjoint_f32, soma_lif_rate_adjoint_f64, .elementwise)
  }
  static var softLIFRate: Body { Body("soft lif rate", soma_soft_lif_rate_f32, soma_soft_lif_rate_f64, .elementwise) }
  static var softLIFRateAdjoint: Body {
    Body("soft lif rate'", soma_soft_lif_rate_adjoint_f32, soma_soft_lif_rate_adjoint_f64, .elementwise)
  }
  static var rectified: Body { Body("rectified", soma_rectified_f32, soma_rectified_f64, .elementwise) }
  static var rectifiedAdjoint: Body {
    Body("rectified'", soma_rectified_adjoint_f32, soma_rectified_adjoint_f64, .elementwise)
  }
  static var spikingRectified: Body {
    Body("spiking rectified", soma_spiking_rectified_f32, soma_spiking_rectified_f64, .elementwise)
  }
  static var sigmoid: Body { Body("sigmoid", soma_sigmoid_f32, soma_sigmoid_f64, .elementwise) }
  static var sigmoidAdjoint: Body { Body("sigmoid'", soma_sigmoid_adjoint_f32, soma_sigmoid_adjoint_f64, .elementwise) }
  static var tanh: Body { Body("tanh", soma_tanh_f32, soma_tanh_f64, .elementwise) }
  static var tanhAdjoint: Body { Body("tanh'", soma_tanh_adjoint_f32, soma_tanh_adjoint_f64, .elementwise) }
  static var scale: Body { Body("scale", soma_scale_f32, soma_scale_f64, .elementwise) }
  static var scaleAdjoint: Body { Body("scale'", soma_scale_adjoint_f32, soma_scale_adjoint_f64, .elementwise) }
  static var regularSpiking: Body {
    Body("regular spiking", soma_regular_spiking_f32, soma_regular_spiking_f64, .elementwise)
  }
  static var stochasticSpiking: Body {
    Body("stochastic spiking", soma_stochastic_spiking_f32, soma_stochastic_spiking_f64, .never)
  }
  static var poissonSpiking: Body {
    Body("poisson spiking", soma_poisson_spiking_f32, soma_poisson_spiking_f64, .never)
  }

  static var lowpass: Body { Body("lowpass", soma_lowpass_f32, soma_lowpass_f64, .elementwise) }
  static var lowpassAdjoint: Body { Body("lowpass'", soma_lowpass_adjoint_f32, soma_lowpass_adjoint_f64, .elementwise) }
  static var filter: Body { Body("filter", soma_filter_f32, soma_filter_f64, .repeats) }
  static var filterAdjoint: Body { Body("filter'", soma_filter_adjoint_f32, soma_filter_adjoint_f64, .repeats) }

  static var pesAdjoint: Body { Body("pes'", soma_pes_adjoint_f32, soma_pes_adjoint_f64, .repeats) }
  static var bcm: Body { Body("bcm", soma_bcm_f32, soma_bcm_f64, .repeats) }
  static var oja: Body { Body("oja", soma_oja_f32, soma_oja_f64, .repeats) }
  static var voja: Body { Body("voja", soma_voja_f32, soma_voja_f64, .repeats) }
  static var rls: Body { Body("rls", soma_rls_f32, soma_rls_f64, .repeats) }

  static var convolve: Body { Body("convolve+", soma_convolve_inc_f32, soma_convolve_inc_f64, .never) }
  static var convolveAdjoint: Body { Body("convolve'", soma_convolve_adjoint_f32, soma_convolve_adjoint_f64, .never) }
  static var transposeConvolve: Body {
    Body("transpose convolve+", soma_transpose_convolve_inc_f32, soma_transpose_convolve_inc_f64, .never)
  }
  static var transposeConvolveAdjoint: Body {
    Body("transpose convolve'", soma_transpose_convolve_adjoint_f32, soma_transpose_convolve_adjoint_f64, .never)
  }
}

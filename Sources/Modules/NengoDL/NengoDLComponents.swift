import Arrays
import Language
import Model
import Training

/// The neuron types and distributions that nengo_dl adds.
enum NengoDLComponents {
  private static var amplitude: ComponentParameter { ComponentParameter("amplitude", .int(1), "height of the output") }
  private static var initialState: ComponentParameter {
    ComponentParameter("initial_state", .none, "initial values of state variables")
  }
  private static var slope: ComponentParameter {
    ComponentParameter("negative_slope", .float(0.3), "slope of negative currents")
  }

  static let neurons: [TypeObject] = [
    ComponentRow(
      "SoftLIFRate", "nengo_dl.neurons", NeuronTypes.base, "LIF rates with a soft threshold.",
      [
        ComponentParameter("sigma", .float(1.0), "width of the threshold"),
        ComponentParameter("tau_rc", .float(0.02), "membrane time constant in seconds"),
        ComponentParameter("tau_ref", .float(0.002), "refractory time in seconds"), amplitude, initialState,
      ],
      methods: [rates]
    ) {
      try SoftLIFRate(
        sigma: $0.number("sigma"), tauRC: $0.number("tau_rc"), tauRef: $0.number("tau_ref"),
        amplitude: $0.number("amplitude"), initialState: $0.initialState())
    }.type,
    ComponentRow(
      "LeakyReLU", "nengo_dl.neurons", NeuronTypes.base, "Rectified, with a small slope below zero.",
      [slope, amplitude, initialState]
    ) {
      try LeakyReLU(
        negativeSlope: $0.number("negative_slope"), amplitude: $0.number("amplitude"), initialState: $0.initialState())
    }.type,
    ComponentRow(
      "SpikingLeakyReLU", "nengo_dl.neurons", NeuronTypes.base, "LeakyReLU that spikes, also negatively.",
      [slope, amplitude, initialState]
    ) {
      try SpikingLeakyReLU(
        negativeSlope: $0.number("negative_slope"), amplitude: $0.number("amplitude"), initialState: $0.initialState())
    }.type,
  ]

  /// The rates for `gain x + bias`, elementwise.
  private static var rates: Method {
    .of(SoftLIFRate.self, "rates", [.required("x"), .required("gain"), .required("bias")], "rates for currents") {
      neurons, call in
      func tensor(_ name: String) throws -> Tensor { try Tensor(try call.array(name, dtype: .float64)) }
      let currents = try tensor("gain") * tensor("x") + tensor("bias")
      let row = NDArray(currents.values, shape: [1, currents.count])
      return .array(try neurons.rates(currents: row).reshaped(currents.shape))
    }
  }

  private static var scale: ComponentParameter { ComponentParameter("scale", .int(1), "factor of the variance") }

  static let distributions: [TypeObject] = [
    ComponentRow(
      "TruncatedNormal", "nengo_dl.dists", DistributionTypes.base, "Normal, far values drawn again.",
      [
        ComponentParameter("mean", .int(0), "the centre"), ComponentParameter("stddev", .int(1), "the deviation"),
        ComponentParameter("limit", .none, "the largest distance from the centre; twice the deviation if None"),
      ]
    ) {
      try TruncatedNormal(
        mean: $0.number("mean"), stddev: $0.number("stddev"), limit: $0.optionalNumber("limit"))
    }.type,
    ComponentRow(
      "VarianceScaling", "nengo_dl.dists", DistributionTypes.base, "Variance by the numbers of inputs and outputs.",
      [
        scale, ComponentParameter("mode", .string("fan_avg"), "fan_in, fan_out or fan_avg"),
        ComponentParameter("distribution", .string("uniform"), "uniform or normal"),
      ]
    ) {
      try VarianceScaling(scale: $0.number("scale"), mode: $0.choice("mode"), distribution: $0.choice("distribution"))
    }.type,
    ComponentRow(
      "Glorot", "nengo_dl.dists", DistributionTypes.base, "VarianceScaling by the mean of inputs and outputs.",
      [scale, ComponentParameter("distribution", .string("uniform"), "uniform or normal")]
    ) { try Glorot(scale: $0.number("scale"), distribution: $0.choice("distribution")) }.type,
    ComponentRow(
      "He", "nengo_dl.dists", DistributionTypes.base, "VarianceScaling by the inputs, with the square of scale.",
      [scale, ComponentParameter("distribution", .string("normal"), "uniform or normal")],
      properties: [
        .of(He.self, "scale", "the factor of the variance: the square of the argument") { he in
          .float64(he.scale.value * he.scale.value)
        }
      ]
    ) { try He(scale: $0.number("scale"), distribution: $0.choice("distribution")) }.type,
  ]
}

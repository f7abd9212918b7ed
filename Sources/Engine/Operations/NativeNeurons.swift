import CKernels
import Model

/// The kernels of a neuron type: one row of `native` says all that the engine knows of it.
struct NativeNeurons {
  let spiking: Body
  /// The same as `spiking` for rate types.
  let rate: Body
  let adjoint: Body
  /// Parameters of the kernels, `p0` on.
  var parameters: [Double]
  var rateParameters: [Double]
  let isSpiking: Bool
  var usesStream = false

  /// The row of a type, or nil for types that run through their own step function. Subclasses don't count as their
  /// parents: they may change the step.
  ///
  /// - Parameter smoothing: width of the soft threshold of LIF in training, if any.
  static func row(of type: any NeuronType, smoothing: Double?) -> NativeNeurons? {
    guard type.typeName == Swift.type(of: type).typeName else { return nil }
    let p = Parameters(type)
    let amplitude = p["amplitude", default: 1]
    switch type.typeName {
    case "RectifiedLinear":
      return rates(.rectified, .rectifiedAdjoint, [amplitude, 0])
    case "LeakyReLU":
      return rates(.rectified, .rectifiedAdjoint, [amplitude, p["negative_slope", default: 0.3]])
    case "Sigmoid":
      return rates(.sigmoid, .sigmoidAdjoint, [1, p["tau_ref", default: 0.0025]])
    case "Tanh":
      return rates(.tanh, .tanhAdjoint, [1, p["tau_ref", default: 0.0025]])
    case "LIFRate":
      return rates(.lifRate, .lifRateAdjoint, [amplitude, p["tau_rc", default: 0.02], p["tau_ref", default: 0.002]])
    case "SoftLIFRate":
      return rates(
        .softLIFRate, .softLIFRateAdjoint,
        [amplitude, p["tau_rc", default: 0.02], p["tau_ref", default: 0.002], p["sigma", default: 1]])
    case "SpikingRectifiedLinear":
      return spikes(.spikingRectified, .rectified, .rectifiedAdjoint, [amplitude, 0])
    case "SpikingLeakyReLU":
      return spikes(
        .spikingRectified, .rectified, .rectifiedAdjoint, [amplitude, p["negative_slope", default: 0.3]])
    case "LIF":
      let time = [p["tau_rc", default: 0.02], p["tau_ref", default: 0.002]]
      var row = spikes(
        .lif, smoothing == nil ? .lifRate : .softLIFRate, smoothing == nil ? .lifRateAdjoint : .softLIFRateAdjoint,
        [amplitude] + time + [p["min_voltage", default: 0]])
      row.rateParameters = [amplitude] + time + (smoothing.map { [$0] } ?? [])
      return row
    case "RegularSpiking":
      return spikes(.regularSpiking, .scale, .scaleAdjoint, [amplitude])
    case "StochasticSpiking":
      return spikes(.stochasticSpiking, .scale, .scaleAdjoint, [amplitude], usesStream: true)
    case "PoissonSpiking":
      return spikes(.poissonSpiking, .scale, .scaleAdjoint, [amplitude], usesStream: true)
    default:
      return nil
    }
  }

  private static func rates(_ body: Body, _ adjoint: Body, _ parameters: [Double]) -> NativeNeurons {
    NativeNeurons(
      spiking: body, rate: body, adjoint: adjoint, parameters: parameters, rateParameters: parameters,
      isSpiking: false)
  }

  private static func spikes(
    _ body: Body, _ rate: Body, _ adjoint: Body, _ parameters: [Double], usesStream: Bool = false
  ) -> NativeNeurons {
    NativeNeurons(
      spiking: body, rate: rate, adjoint: adjoint, parameters: parameters, rateParameters: parameters,
      isSpiking: true, usesStream: usesStream)
  }
}

/// Numeric constructor arguments of a neuron type by name.
private struct Parameters {
  private var values: [String: Double] = [:]

  init(_ type: any NeuronType) {
    for argument in type.arguments {
      switch argument.value {
      case .float(let value): values[argument.name] = value
      case .int(let value): values[argument.name] = Double(value)
      default: break
      }
    }
  }

  subscript(name: String, default value: Double) -> Double { values[name] ?? value }
}

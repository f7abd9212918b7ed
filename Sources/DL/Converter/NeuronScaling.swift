import Model

extension NeuronType {
  /// The same type with its amplitude divided; nil for types without amplitude.
  func dividingAmplitude(by factor: Double) throws -> (any NeuronType)? {
    func divided(_ amplitude: Number) -> Number { Number(amplitude.value / factor) }
    switch self {
    case let type as RectifiedLinear:
      return try RectifiedLinear(amplitude: divided(type.amplitude), initialState: type.initialState)
    case let type as SpikingRectifiedLinear:
      return try SpikingRectifiedLinear(amplitude: divided(type.amplitude), initialState: type.initialState)
    case let type as LIFRate:
      return try LIFRate(
        tauRC: type.tauRC, tauRef: type.tauRef, amplitude: divided(type.amplitude), initialState: type.initialState)
    case let type as LIF:
      return try LIF(
        tauRC: type.tauRC, tauRef: type.tauRef, minVoltage: type.minVoltage, amplitude: divided(type.amplitude),
        initialState: type.initialState)
    case let type as SoftLIFRate:
      return try SoftLIFRate(
        sigma: type.sigma, tauRC: type.tauRC, tauRef: type.tauRef, amplitude: divided(type.amplitude),
        initialState: type.initialState)
    case let type as LeakyReLU:
      return try LeakyReLU(
        negativeSlope: type.negativeSlope, amplitude: divided(type.amplitude), initialState: type.initialState)
    case let type as SpikingLeakyReLU:
      return try SpikingLeakyReLU(
        negativeSlope: type.negativeSlope, amplitude: divided(type.amplitude), initialState: type.initialState)
    case let type as RegularSpiking:
      return try RegularSpiking(type.baseType, amplitude: divided(type.amplitude), initialState: type.initialState)
    case let type as StochasticSpiking:
      return try StochasticSpiking(type.baseType, amplitude: divided(type.amplitude), initialState: type.initialState)
    case let type as PoissonSpiking:
      return try PoissonSpiking(type.baseType, amplitude: divided(type.amplitude), initialState: type.initialState)
    default: return nil
    }
  }
}

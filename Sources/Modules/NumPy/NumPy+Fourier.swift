import Arrays
import Language

/// The module `numpy.fft`: discrete Fourier transforms along one axis.
extension NumPy {
  static func makeFourierModule() -> ModuleObject {
    ModuleObject("numpy.fft", doc: "Discrete Fourier transforms.") { module in
      for function in fourier { module.define(function) }
      module.refuse("fft2", "ifft2", "fftn", "ifftn", "rfft2", "irfft2", "hfft", "ihfft")
    }
  }

  private static let fourier: [BuiltinFunction] = [
    transform("fft", "The spectrum of a signal.") { x, count in
      FourierTransform.transform(resized(x, count ?? x.count))
    },
    transform("ifft", "The signal of a spectrum.") { x, count in
      scaled(FourierTransform.transform(resized(x, count ?? x.count), inverse: true))
    },
    transform("rfft", "The non-negative half of the spectrum of a real signal.") { x, count in
      FourierTransform.realForward(resized(x, count ?? x.count).re)
    },
    transform("irfft", "The real signal of half a spectrum.", isReal: true) { x, count in
      let count = count ?? max(0, 2 * (x.count - 1))
      let signal = FourierTransform.realInverse(x, count: count)
      return .init(re: signal, im: [Double](repeating: 0, count: signal.count))
    },
    frequencies("fftfreq", "The frequencies of a spectrum, negative ones last.") { count in
      (0..<count).map { $0 < (count + 1) / 2 ? $0 : $0 - count }
    },
    frequencies("rfftfreq", "The frequencies of the non-negative half of a spectrum.") { Array(0...($0 / 2)) },
    shift("fftshift", "Moves the zero frequency to the middle.") { $0 / 2 },
    shift("ifftshift", "Undoes fftshift.") { ($0 + 1) / 2 },
  ]

  private static func resized(_ x: FourierTransform.Spectrum, _ count: Int) -> FourierTransform.Spectrum {
    guard x.count != count else { return x }
    let zeros = [Double](repeating: 0, count: max(0, count - x.count))
    return .init(re: Array(x.re.prefix(count)) + zeros, im: Array(x.im.prefix(count)) + zeros)
  }

  private static func scaled(_ x: FourierTransform.Spectrum) -> FourierTransform.Spectrum {
    let count = Double(max(1, x.count))
    return .init(re: x.re.map { $0 / count }, im: x.im.map { $0 / count })
  }

  /// A function of `(a, n=None, axis=-1, norm=None)` that transforms lines of `a`.
  private static func transform(
    _ name: String, _ summary: String, isReal: Bool = false,
    _ body: @escaping (FourierTransform.Spectrum, Int?) -> FourierTransform.Spectrum
  ) -> BuiltinFunction {
    BuiltinFunction(
      name, module: "numpy.fft",
      [
        .arrayLike("a"), .optional("n", .none, "length; longer signals are cut, shorter ones filled up with zeros"),
        .optional("axis", .int(-1), "axis to transform"), .optional("norm", .none, "must be None or 'backward'"),
      ], summary: summary
    ) { call in
      guard try call.value("norm").isNone || call.string("norm") == "backward" else {
        throw ScriptError(.notImplementedError, "numpy.fft.\(name): norm is not supported")
      }
      let count = try call.optionalInt("n")
      if let count {
        guard count > 0 else {
          throw ScriptError(.valueError, "Invalid number of FFT data points (\(count)) specified.")
        }
        _ = try NDArray(uninitialized: [4, count], dtype: .float64)
      }
      let (real, imaginary) = try parts(call.value("a"), call.interpreter)
      guard real.ndim > 0 else { throw ScriptError(.indexError, "tuple index out of range") }
      let axis = try normalized(axis: call.int("axis"), ndim: real.ndim)
      guard real.shape[axis] > 0 else {
        throw ScriptError(.valueError, "Invalid number of FFT data points (0) specified.")
      }
      let result = try alongAxis(real, imaginary, axis) { body($0, count) }
      return isReal ? .array(result.real) : .object(result)
    }
  }

  private static func parts(_ value: Value, _ interpreter: Interpreter) throws -> (NDArray, NDArray) {
    if let numbers: ComplexObject = value.host() { return (numbers.real, numbers.imaginary) }
    let real = try NDArray(from: value, dtype: .float64, interpreter)
    return (real, try NDArray(zeros: real.shape))
  }

  private static func alongAxis(
    _ real: NDArray, _ imaginary: NDArray, _ axis: Int,
    _ body: (FourierTransform.Spectrum) -> FourierTransform.Spectrum
  ) throws -> ComplexObject {
    let last = real.ndim - 1
    let (x, y) = (try real.movingAxes([axis], to: [last]), try imaginary.movingAxes([axis], to: [last]))
    let (re, im) = (x.doubles, y.doubles)
    let length = x.shape[last]
    var (outputRe, outputIm): ([Double], [Double]) = ([], [])
    var outputLength = body(.init(count: length)).count
    for start in stride(from: 0, to: re.count, by: length) {
      let line = body(.init(re: Array(re[start..<(start + length)]), im: Array(im[start..<(start + length)])))
      outputLength = line.count
      outputRe += line.re
      outputIm += line.im
    }
    let shape = Array(x.shape.dropLast()) + [outputLength]
    func restored(_ values: [Double]) throws -> NDArray {
      try NDArray(values, shape: shape).movingAxes([last], to: [axis]).contiguous()
    }
    return ComplexObject(real: try restored(outputRe), imaginary: try restored(outputIm))
  }

  /// A function of `(n, d=1.0)`: bins in units of 1/(n d).
  private static func frequencies(
    _ name: String, _ summary: String, _ bins: @escaping (Int) -> [Int]
  ) -> BuiltinFunction {
    BuiltinFunction(
      name, module: "numpy.fft",
      [.required("n", "length of the signal"), .optional("d", .float(1), "seconds per sample")],
      summary: summary
    ) { call in
      let count = try call.int("n")
      guard count > 0 else { throw ScriptError(.valueError, "n should be a positive integer, got \(count)") }
      _ = try NDArray(uninitialized: [2, count], dtype: .float64)
      let unit = 1.0 / (Double(count) * (try call.float("d")))
      return .array(NDArray(bins(count).map { Double($0) * unit }))
    }
  }

  private static func shift(_ name: String, _ summary: String, _ amount: @escaping (Int) -> Int) -> BuiltinFunction {
    BuiltinFunction(
      name, module: "numpy.fft", [.arrayLike("x"), .optional("axes", .none, "axes to shift; all for None")],
      summary: summary
    ) { call in
      let (real, imaginary) = try parts(call.value("x"), call.interpreter)
      let axes = try Reduction.axes(call.optionalInts("axes"), ndim: real.ndim)
      func rolled(_ array: NDArray) throws -> NDArray {
        try axes.reduce(array) { array, axis in
          let extent = array.shape[axis]
          let first = extent - amount(extent)
          guard extent > 0 else { return array }
          return try Assembly.concatenate(
            [
              array.sliced(axis: axis, start: first, count: extent - first),
              array.sliced(axis: axis, start: 0, count: first),
            ], axis: axis)
        }
      }
      if call.value("x").host(as: ComplexObject.self) == nil {
        return .array(try rolled(NDArray(from: call.value("x"), call.interpreter)))
      }
      return .object(ComplexObject(real: try rolled(real), imaginary: try rolled(imaginary)))
    }
  }
}

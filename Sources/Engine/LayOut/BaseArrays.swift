import Arrays
import Model

/// The arrays of a layout as they are saved, loaded and trained.
struct BaseArrays {
  let parameters: [BaseArray]
  let state: [BaseArray]

  init(_ arena: Arena) {
    let parameters = arena.layout.arrays.filter { $0.mark != .state }.map { Self.array($0, arena) }
    self.parameters = parameters.filter { $0.mark == .trainable } + parameters.filter { $0.mark == .fixed }
    state = arena.layout.arrays.filter { $0.mark == .state && $0.isSaved }.map { Self.array($0, arena) }
  }

  private static func array(_ array: Layout.Array, _ arena: Arena) -> BaseArray {
    let rows = array.signals.reduce(0) { $0 + arena.signals[$1].rows }
    let shape = (array.isBatched ? [arena.minibatch] : []) + [rows] + array.trailing
    let first = array.signals[0]
    let dtype: DType = array.isInteger ? .int32 : arena.precision.dtype
    let items = array.isBatched ? arena.minibatch : 1
    let name = name(array, dtype, shape)
    return BaseArray(
      name: name, shape: shape, mark: array.mark,
      get: {
        var values: [Double] = []
        values.reserveCapacity(shape.reduce(1, *))
        for item in 0..<items {
          for signal in array.signals { values += arena.read(signal, item: arena.isSpread(signal) ? item : 0) }
        }
        return try NDArray(values, shape: shape).cast(to: dtype)
      },
      set: { value in
        guard value.shape == shape else {
          throw NengoError(
            .value,
            "cannot assign an array of shape \(ArrayError.text(shape: value.shape)) to '\(name)' of shape "
              + ArrayError.text(shape: shape))
        }
        let values = value.doubles
        var start = 0
        for item in 0..<items {
          for signal in array.signals {
            let end = start + arena.signals[signal].count
            // Items that share memory share the value: the first one's.
            if item == 0 || arena.isSpread(signal) { arena.write(values[start..<end], to: signal, item: item) }
            start = end
          }
        }
      },
      storage: arena.address(of: first),
      gradients: array.mark == .trainable ? arena.address(of: first) + arena.gradientOffset : nil,
      count: shape.reduce(1, *))
  }

  /// NengoDL's name: `TensorGraph/base_params/trainable_float32_12_1:0`. Names repeat where shapes do.
  private static func name(_ array: Layout.Array, _ dtype: DType, _ shape: [Int]) -> String {
    let form = ([dtype.name] + shape.map(String.init)).joined(separator: "_")
    return switch array.mark {
    case .trainable: "TensorGraph/base_params/trainable_\(form):0"
    case .fixed: "TensorGraph/base_params/non_trainable_\(form):0"
    case .state: "TensorGraph/saved_state/\(form):0"
    }
  }
}

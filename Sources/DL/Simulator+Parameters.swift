import Arrays
import Engine
import Model

extension Simulator {
  /// All weights; with `state`, the saved state after them.
  private func storedArrays(_ program: StepProgram, state: Bool) throws -> [NDArray] {
    try storedWeights().map(\.value) + (state ? try program.state.map { try $0.get() } : [])
  }

  /// Writes all parameters to `path + ".npz"`, as arrays named `arr_0`, `arr_1`, …
  ///
  /// - Parameter includesState: adds the saved state.
  public func saveParameters(_ path: String, includesState: Bool = false) throws {
    let arrays = try storedArrays(try open("save_params"), state: includesState)
    let entries = arrays.enumerated().map { (name: "arr_\($0.offset)", array: $0.element) }
    try NPZ.save(entries, path + ".npz", compressed: true)
  }

  /// Reads parameters that `saveParameters` wrote.
  ///
  /// - Throws: `SimulationError` if the number of arrays differs, `ValueError` if a shape does; nothing is changed then.
  public func loadParameters(_ path: String, includesState: Bool = false) throws {
    let program = try open("load_params")
    let file = try NPZ(path + ".npz")
    let own = try storedArrays(program, state: includesState)
    guard file.names.count == own.count else {
      throw NengoError(
        .simulation,
        "Number of saved parameters in \(path) (\(file.names.count)) != number of variables in the model "
          + "(\(own.count))")
    }
    let values = try own.enumerated().map { i, old in
      let value = try file.array("arr_\(i)")
      guard value.shape == old.shape else {
        throw NengoError(
          .value,
          "Shape mismatch in \(path): arr_\(i) is \(ArrayError.text(shape: value.shape)), the model has "
            + ArrayError.text(shape: old.shape))
      }
      return value
    }
    try store(values, program, state: includesState)
  }

  private func store(_ values: [NDArray], _ program: StepProgram, state: Bool) throws {
    let count = state ? program.state.count : 0
    try setStoredWeights(Array(values.dropLast(count)))
    guard state else { return }
    for (array, value) in zip(program.state, values.suffix(count)) { try array.set(value) }
  }
}

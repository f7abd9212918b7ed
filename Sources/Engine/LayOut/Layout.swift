/// Which signals lie together: the arrays that parameters are stored in, and those of state.
struct Layout {
  struct Array {
    let mark: ParameterMark
    let isBatched: Bool
    let isInteger: Bool
    let trailing: [Int]
    /// In the order in which they are concatenated along the first axis.
    let signals: [Int]
    /// Whether the values between steps matter, so that they are saved with the state.
    let isSaved: Bool
  }

  /// In creation order.
  let arrays: [Array]
}

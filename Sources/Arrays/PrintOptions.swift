/// How arrays print: NumPy's `set_printoptions`.
public struct PrintOptions {
  public var precision = 8
  /// More elements than this are summarised by `edgeItems` at either end of each axis.
  public var threshold = 1000
  public var edgeItems = 3
  public var lineWidth = 75
  /// Whether small numbers print as zeros rather than turn the array to exponents.
  public var suppress = false
  public var nanText = "nan"
  public var infText = "inf"
  /// Own formatting of elements, by the kind of type; gets the element as an array without dimensions.
  public var formatters: [DType.Kind: (NDArray) throws -> String] = [:]

  public init() {}
}

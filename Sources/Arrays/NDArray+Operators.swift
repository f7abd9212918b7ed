/// Arithmetic in Swift's notation, for the library's own formulas. Shapes stretch; numbers on one side are weak.
extension NDArray {
  public static func + (a: NDArray, b: NDArray) throws -> NDArray { try BinaryUfunc.add(a, b) }
  public static func - (a: NDArray, b: NDArray) throws -> NDArray { try BinaryUfunc.subtract(a, b) }
  public static func * (a: NDArray, b: NDArray) throws -> NDArray { try BinaryUfunc.multiply(a, b) }
  public static func / (a: NDArray, b: NDArray) throws -> NDArray { try BinaryUfunc.divide(a, b) }
  public static func + (a: NDArray, b: Double) throws -> NDArray { try BinaryUfunc.add(a, b) }
  public static func - (a: NDArray, b: Double) throws -> NDArray { try BinaryUfunc.subtract(a, b) }
  public static func * (a: NDArray, b: Double) throws -> NDArray { try BinaryUfunc.multiply(a, b) }
  public static func / (a: NDArray, b: Double) throws -> NDArray { try BinaryUfunc.divide(a, b) }
}

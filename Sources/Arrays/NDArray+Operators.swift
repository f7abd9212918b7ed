/// Arithmetic in Swift's notation, for the library's own formulas. Shapes stretch; numbers on one side are weak.
extension NDArray {
  public static func + (a: NDArray, b: NDArray) throws -> NDArray { try BinaryOperation.add(a, b) }
  public static func - (a: NDArray, b: NDArray) throws -> NDArray { try BinaryOperation.subtract(a, b) }
  public static func * (a: NDArray, b: NDArray) throws -> NDArray { try BinaryOperation.multiply(a, b) }
  public static func / (a: NDArray, b: NDArray) throws -> NDArray { try BinaryOperation.divide(a, b) }
  public static func + (a: NDArray, b: Double) throws -> NDArray { try BinaryOperation.add(a, b) }
  public static func - (a: NDArray, b: Double) throws -> NDArray { try BinaryOperation.subtract(a, b) }
  public static func * (a: NDArray, b: Double) throws -> NDArray { try BinaryOperation.multiply(a, b) }
  public static func / (a: NDArray, b: Double) throws -> NDArray { try BinaryOperation.divide(a, b) }
}

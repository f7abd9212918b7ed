/// The Swift types behind the numeric element types.
///
/// Text has none: its few operations work on its Unicode scalars (`NDArray.text(at:)`).
public protocol Element: Equatable, Sendable {
  static var dtype: DType { get }
  /// Conversions cut toward zero and wrap as C does.
  static func from(_ value: Int) -> Self
  static func from(_ value: UInt) -> Self
  static func from(_ value: Double) -> Self
  var asDouble: Double { get }
  var asInt: Int { get }
}

extension Element where Self: FixedWidthInteger {
  public static func from(_ value: Int) -> Self { Self(truncatingIfNeeded: value) }
  public static func from(_ value: UInt) -> Self { Self(truncatingIfNeeded: value) }
  public static func from(_ value: Double) -> Self { Self(truncatingIfNeeded: truncated(value)) }
  public var asDouble: Double { Double(self) }
  public var asInt: Int { Int(truncatingIfNeeded: self) }
}

extension Element where Self: BinaryFloatingPoint {
  public static func from(_ value: Int) -> Self { Self(value) }
  public static func from(_ value: UInt) -> Self { Self(value) }
  public static func from(_ value: Double) -> Self { Self(value) }
  public var asDouble: Double { Double(self) }
  public var asInt: Int { truncated(Double(self)) }
}

/// `value` cut toward zero; the least integer where none fits, as the processor's instruction gives.
@inline(__always)
func truncated(_ value: Double) -> Int {
  value > -0x1p63 && value < 0x1p63 ? Int(value) : Int.min
}

extension Int8: Element { public static var dtype: DType { .int8 } }
extension Int16: Element { public static var dtype: DType { .int16 } }
extension Int32: Element { public static var dtype: DType { .int32 } }
extension Int: Element { public static var dtype: DType { .int64 } }
extension UInt8: Element { public static var dtype: DType { .uint8 } }
extension UInt16: Element { public static var dtype: DType { .uint16 } }
extension UInt32: Element { public static var dtype: DType { .uint32 } }
extension UInt: Element {
  public static var dtype: DType { .uint64 }
  public static func from(_ value: Double) -> UInt {
    value >= 0x1p63 && value < 0x1p64 ? UInt(value) : UInt(bitPattern: truncated(value))
  }
}
extension Float16: Element { public static var dtype: DType { .float16 } }
extension Float: Element { public static var dtype: DType { .float32 } }
extension Double: Element { public static var dtype: DType { .float64 } }
extension Bool: Element {
  public static var dtype: DType { .bool }
  public static func from(_ value: Int) -> Bool { value != 0 }
  public static func from(_ value: UInt) -> Bool { value != 0 }
  public static func from(_ value: Double) -> Bool { value != 0 }
  public var asDouble: Double { self ? 1 : 0 }
  public var asInt: Int { self ? 1 : 0 }
}

/// Work that is written once for every numeric element type.
protocol ElementVisitor {
  associatedtype Result
  func visit<T: Element>(_ type: T.Type) throws -> Result
}

extension DType {
  /// Runs the visitor for the Swift type of this element type; `TypeError` for text.
  @inline(__always)
  func dispatch<V: ElementVisitor>(_ visitor: V) throws -> V.Result {
    switch self {
    case .bool: try visitor.visit(Bool.self)
    case .int8: try visitor.visit(Int8.self)
    case .int16: try visitor.visit(Int16.self)
    case .int32: try visitor.visit(Int32.self)
    case .int64: try visitor.visit(Int.self)
    case .uint8: try visitor.visit(UInt8.self)
    case .uint16: try visitor.visit(UInt16.self)
    case .uint32: try visitor.visit(UInt32.self)
    case .uint64: try visitor.visit(UInt.self)
    case .float16: try visitor.visit(Float16.self)
    case .float32: try visitor.visit(Float.self)
    case .float64: try visitor.visit(Double.self)
    case .text: throw ArrayError(.type, "this operation is not supported for text arrays")
    }
  }
}

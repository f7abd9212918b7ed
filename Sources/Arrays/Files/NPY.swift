/// The `.npy` format: one array with a header that is a Python dictionary.
public enum NPY {
  /// The array in a file.
  ///
  /// - Throws: an error of kind `.notFound` or `.io`, or `.value` for anything but a plain array.
  public static func load(_ path: String) throws -> NDArray { try decode(FileAccess.read(path)) }

  /// Writes one array, row-major, format version 1.0 (2.0 where the header is too long for it).
  public static func save(_ array: NDArray, _ path: String) throws {
    let source = try array.isContiguous ? array : array.copied()
    try header(source.dtype.code, source.shape).withUnsafeBytes { header in
      try FileAccess.write(path, [header, UnsafeRawBufferPointer(start: source.base, count: source.byteCount)])
    }
  }

  /// The whole contents of a file.
  public static func encode(_ array: NDArray) throws -> [UInt8] {
    let source = try array.isContiguous ? array : array.copied()
    return header(source.dtype.code, source.shape)
      + UnsafeRawBufferPointer(start: source.base, count: source.byteCount)
  }

  /// The whole contents of a file of complex128 numbers, from arrays of one shape.
  public static func encode(real: NDArray, imaginary: NDArray) -> [UInt8] {
    let pairs = zip(real.doubles, imaginary.doubles).flatMap { [$0, $1] }
    return header("<c16", real.shape) + pairs.withUnsafeBytes { Array($0) }
  }

  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  private static func header(_ code: String, _ shape: [Int]) -> [UInt8] {
    let shape = ArrayError.text(shape: shape)
    var text = Array("{'descr': '\(code)', 'fortran_order': False, 'shape': \(shape), }".utf8)
    let isLong = text.count + 64 > Int(UInt16.max)
    let prefix = magic.count + 2 + (isLong ? 4 : 2)
    // The data begins at a multiple of 64 bytes.
    let padding = (64 - (prefix + text.count + 1) % 64) % 64
    text += [UInt8](repeating: UInt8(ascii: " "), count: padding) + [UInt8(ascii: "\n")]
    let length = (0..<(isLong ? 4 : 2)).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
    return magic + [isLong ? 2 : 1, 0] + length + text
  }

  // MARK: reading

  public static func decode(_ bytes: [UInt8]) throws -> NDArray {
    guard !bytes.isEmpty else { throw ArrayError(.value, "No data left in file") }
    guard bytes.starts(with: magic), bytes.count >= 12 else {
      throw ArrayError(.value, "not an .npy file: expected it to begin with \\x93NUMPY")
    }
    let (lengthBytes, major) = (bytes[6] == 1 ? 2 : 4, bytes[6])
    guard (1...3).contains(major) else {
      throw ArrayError(.value, "we only support format version (1,0), (2,0), and (3,0), not (\(major), \(bytes[7]))")
    }
    let length = (0..<lengthBytes).reduce(0) { $0 | Int(bytes[8 + $1]) << (8 * $1) }
    let start = 8 + lengthBytes
    guard length <= bytes.count - start else {
      throw ArrayError(.value, "EOF: reading array header, expected \(length) bytes got \(bytes.count - start)")
    }
    let header = try NPYHeader(bytes[start..<(start + length)])
    return try array(header, bytes[(start + length)...])
  }

  private static func array(_ header: NPYHeader, _ data: ArraySlice<UInt8>) throws -> NDArray {
    let shape = header.isColumnMajor ? header.shape.reversed() : header.shape
    var count = header.dtype.itemSize
    for extent in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard !overflow else { throw ArrayError.memory(shape: header.shape, dtype: header.dtype) }
      count = product
    }
    guard data.count >= count else {
      throw ArrayError(
        .value,
        "the file holds \(data.count) bytes of data, its header announces \(count) for shape "
          + "\(ArrayError.text(shape: header.shape)) of \(header.dtype.description)")
    }
    let result = try NDArray(uninitialized: shape, dtype: header.dtype)
    data.withUnsafeBytes { source in
      if let start = source.baseAddress, count > 0 { result.base.copyMemory(from: start, byteCount: count) }
    }
    let raw = UnsafeMutableRawBufferPointer(start: result.base, count: count)
    if header.isSwapped { swapBytes(raw, header.dtype) }
    // Any other byte than 0 and 1 would be no valid Bool.
    if header.dtype == .bool { for index in raw.indices where raw[index] > 1 { raw[index] = 1 } }
    return header.isColumnMajor ? result.transposed : result
  }

  private static func swapBytes(_ bytes: UnsafeMutableRawBufferPointer, _ dtype: DType) {
    let unit = dtype.isText ? 4 : dtype.itemSize
    guard unit > 1 else { return }
    for start in stride(from: 0, to: bytes.count, by: unit) {
      for index in 0..<(unit / 2) { bytes.swapAt(start + index, start + unit - 1 - index) }
    }
  }
}

/// The dictionary at the head of an `.npy` file.
private struct NPYHeader {
  var dtype = DType.float64
  var isSwapped = false
  var isColumnMajor = false
  var shape: [Int] = []

  init(_ bytes: ArraySlice<UInt8>) throws {
    var scanner = LiteralScanner(bytes)
    var found: Set<String> = []
    try scanner.expect("{")
    while !scanner.take("}") {
      let key = try scanner.string()
      try scanner.expect(":")
      switch key {
      case "descr": (dtype, isSwapped) = try Self.type(&scanner)
      case "fortran_order": isColumnMajor = try scanner.bool()
      case "shape": shape = try scanner.shape()
      default: throw ArrayError(.value, "Header does not contain the correct keys: unexpected '\(key)'")
      }
      found.insert(key)
      if !scanner.take(",") {
        try scanner.expect("}")
        break
      }
    }
    guard found.count == 3 else {
      throw ArrayError(.value, "Header does not contain the correct keys: descr, fortran_order and shape")
    }
  }

  private static func type(_ scanner: inout LiteralScanner) throws -> (DType, Bool) {
    guard scanner.isAtString else {
      throw ArrayError(.notImplemented, "numpy.load: structured arrays are not supported")
    }
    let code = try scanner.string()
    if code.hasSuffix("O") { throw ArrayError(.value, "Object arrays cannot be loaded when allow_pickle=False") }
    let isSwapped = code.hasPrefix(">")
    guard let dtype = DType(named: isSwapped ? String(code.dropFirst()) : code) else {
      throw ArrayError(.notImplemented, "numpy.load: dtype '\(code)' is not supported")
    }
    return (dtype, isSwapped)
  }
}

/// Reads the few Python literals that headers are made of.
private struct LiteralScanner {
  private var bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  private mutating func skipBlanks() { bytes = bytes.drop { $0 == 32 || $0 == 9 || $0 == 10 || $0 == 13 } }

  private var failure: ArrayError { ArrayError(.value, "Cannot parse header of an .npy file") }

  mutating func take(_ token: String) -> Bool {
    skipBlanks()
    guard bytes.starts(with: token.utf8) else { return false }
    bytes = bytes.dropFirst(token.utf8.count)
    return true
  }

  mutating func expect(_ token: String) throws {
    guard take(token) else { throw failure }
  }

  var isAtString: Bool {
    let first = bytes.first { $0 != 32 && $0 != 9 }
    return first == UInt8(ascii: "'") || first == UInt8(ascii: "\"")
  }

  mutating func string() throws -> String {
    skipBlanks()
    guard let quote = bytes.first, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { throw failure }
    let rest = bytes.dropFirst()
    guard let end = rest.firstIndex(of: quote) else { throw failure }
    bytes = rest[(end + 1)...]
    return String(decoding: rest[rest.startIndex..<end], as: UTF8.self)
  }

  mutating func bool() throws -> Bool {
    if take("True") { return true }
    try expect("False")
    return false
  }

  mutating func shape() throws -> [Int] {
    try expect("(")
    var extents: [Int] = []
    while !take(")") {
      skipBlanks()
      let digits = bytes.prefix { (48...57).contains($0) }
      guard let extent = Int(String(decoding: digits, as: UTF8.self)), extents.count < 64 else { throw failure }
      bytes = bytes.dropFirst(digits.count)
      // Python 2 wrote long integers with an L.
      _ = take("L")
      extents.append(extent)
      if !take(",") {
        try expect(")")
        break
      }
    }
    return extents
  }
}

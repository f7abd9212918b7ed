import Glibc

/// A number in a format of `printf` with one floating argument.
func text(_ format: String, _ value: Double) -> String {
  var buffer = [CChar](repeating: 0, count: 352)
  let written = withVaList([value]) { vsnprintf(&buffer, buffer.count, format, $0) }
  let length = min(max(Int(written), 0), buffer.count - 1)
  return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

import Glibc
import Testing

@testable import Arrays

@Suite struct FilesTests {
  private func temporary(_ name: String) -> String { "/tmp/soma-arrays-\(getpid())-\(name)" }

  @Test(arguments: [
    NDArray([1.5, -2, 3]), NDArray([1, 2, 3, 4], shape: [2, 2]), NDArray([true, false]), NDArray(scalar: Float(0.5)),
    NDArray([Double](), shape: [0, 3]),
  ])
  func roundTrip(array: NDArray) throws {
    let back = try NPY.decode(NPY.encode(array))
    #expect(back.dtype == array.dtype && back.shape == array.shape && back.doubles == array.doubles)
  }

  @Test func textsAndArchives() throws {
    let path = temporary("pair.npz")
    defer { unlink(path) }
    let texts = try NDArray(texts: ["ab", "c", "τ"])
    try NPZ.save([("w", NDArray([Float](repeating: 0, count: 1000))), ("names", texts)], path, compressed: true)
    let archive = try NPZ(path)
    #expect(archive.names == ["w", "names"])
    #expect(try archive.array("names").texts == ["ab", "c", "τ"])
    #expect(try archive.array("w").shape == [1000])
    #expect(try FileAccess.read(path).count < 1000)
    #expect(throws: ArrayError.self) { try archive.array("none") }
  }

  @Test func columnMajorAndForeignByteOrder() throws {
    var bytes = [0x93] + Array("NUMPY".utf8) + [1, 0]
    var header = Array("{'descr': '>i4', 'fortran_order': True, 'shape': (2, 3), }".utf8)
    header += [UInt8](repeating: 32, count: 118 - header.count - 1) + [10]
    bytes += [118, 0] + header
    for value in 0..<6 { bytes += [0, 0, 0, UInt8(value)] }
    let array = try NPY.decode(bytes)
    #expect(array.shape == [2, 3] && array.ints == [0, 2, 4, 1, 3, 5])
  }

  @Test func damagedFilesGiveErrors() throws {
    let good = try NPY.encode(NDArray([1, 2, 3, 4], shape: [2, 2]))
    let generator = RandomState(seed: 7)
    for round in 0..<3000 {
      var bytes = good
      for _ in 0..<(1 + round % 4) { bytes[generator.randint(0, bytes.count)] = UInt8(generator.randint(0, 256)) }
      if round % 3 == 0 { bytes = Array(bytes.prefix(generator.randint(0, bytes.count))) }
      // Whatever comes out, nothing traps; an array that comes out can be read.
      if let array = try? NPY.decode(bytes) { _ = array.doubles.count }
    }
    let path = temporary("damaged.npz")
    defer { unlink(path) }
    try NPZ.save([("a", NDArray([1, 2, 3]))], path, compressed: true)
    let archive = try FileAccess.read(path)
    for _ in 0..<300 {
      var bytes = archive
      for _ in 0..<3 { bytes[generator.randint(0, bytes.count)] = UInt8(generator.randint(0, 256)) }
      try bytes.withUnsafeBytes { try FileAccess.write(path, [$0]) }
      if let opened = try? NPZ(path) { for name in opened.names { _ = try? opened.array(name) } }
    }
  }

  @Test func tables() throws {
    let path = temporary("t.csv")
    defer { unlink(path) }
    try FileAccess.write(path, "# head\n1,2\n3,4\n")
    var options = DelimitedText.Options()
    options.delimiter = ","
    #expect(try DelimitedText.load(path, options).ints == [1, 2, 3, 4])
    try FileAccess.write(path, "1,2\n3,x\n")
    #expect(throws: ArrayError(.value, "could not convert string 'x' to float64 at row 1, column 2.")) {
      try DelimitedText.load(path, options)
    }
  }
}

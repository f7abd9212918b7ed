import CKernels
import Testing

/// Kernels against plain loops, in both precisions.
@Suite struct KernelTests {
  /// Numbers between -1 and 1, from a small generator of their own.
  private static func numbers(_ count: Int, _ seed: UInt64) -> [Double] {
    var x = seed &* 0x9e37_79b9_7f4a_7c15 | 1
    return (0..<count).map { _ in
      x ^= x << 13
      x ^= x >> 7
      x ^= x << 17
      return Double(Int64(bitPattern: x) >> 11) / Double(1 << 52)
    }
  }

  private struct Memory<Real: BinaryFloatingPoint> {
    let at: UnsafeMutablePointer<Real>
    let count: Int

    init(_ values: [Double]) {
      at = .allocate(capacity: max(values.count, 1))
      count = values.count
      for (i, value) in values.enumerated() { at[i] = Real(value) }
    }

    var values: [Double] { (0..<count).map { Double(at[$0]) } }

    func operand(row: Int = 0) -> soma_operand { soma_operand(at: at, row: row, step: 0, unit: 1) }
  }

  private func products<Real: BinaryFloatingPoint>(
    _ type: Real.Type, _ bodies: [String: soma_body], tolerance: Double
  ) {
    for (m, n) in [(1, 1), (5, 1), (9, 2), (7, 3), (6, 4), (1, 33), (13, 17), (64, 50)] {
      let rows = 3
      let (a, x, y) = (Self.numbers(m * n, 1), Self.numbers(rows * n, 2), Self.numbers(rows * m, 3))
      for (name, body) in bodies {
        let (am, xm, ym) = (Memory<Real>(a), Memory<Real>(x), Memory<Real>(y))
        var kernel = soma_kernel()
        kernel.rows = rows
        kernel.repeats = 1
        kernel.m = m
        kernel.n = n
        kernel.p.0 = 1
        kernel.a = am.operand()
        kernel.x = xm.operand(row: n)
        kernel.y = ym.operand(row: m)
        var context = soma_context()
        body(&kernel, &context)
        var (wa, wx, wy) = (a, x, y)
        for r in 0..<rows {
          for i in 0..<m {
            if name == "dot" || name == "gemm" { wy[r * m + i] = 0 }
            for j in 0..<n {
              switch name {
              case "dot", "gemm", "dot+", "gemm+": wy[r * m + i] += a[i * n + j] * x[r * n + j]
              case "dot'", "gemm'": wx[r * n + j] += a[i * n + j] * y[r * m + i]
              default: wa[i * n + j] += y[r * m + i] * x[r * n + j]
              }
            }
          }
        }
        expectClose(am.values, wa, tolerance, "\(name) \(m)x\(n) matrix")
        expectClose(xm.values, wx, tolerance, "\(name) \(m)x\(n) input")
        expectClose(ym.values, wy, tolerance, "\(name) \(m)x\(n) output")
      }
    }
  }

  @Test func matrixProducts() {
    products(
      Float.self,
      [
        "dot": soma_dot_f32, "dot+": soma_dot_inc_f32, "dot'": soma_dot_transposed_inc_f32,
        "outer+": soma_outer_inc_f32, "gemm": soma_gemm_f32, "gemm+": soma_gemm_inc_f32,
        "gemm'": soma_gemm_transposed_inc_f32, "gemm outer+": soma_gemm_outer_inc_f32,
      ], tolerance: 5e-6)
    products(
      Double.self,
      [
        "dot": soma_dot_f64, "dot+": soma_dot_inc_f64, "dot'": soma_dot_transposed_inc_f64,
        "outer+": soma_outer_inc_f64, "gemm": soma_gemm_f64, "gemm+": soma_gemm_inc_f64,
        "gemm'": soma_gemm_transposed_inc_f64, "gemm outer+": soma_gemm_outer_inc_f64,
      ], tolerance: 1e-13)
  }

  /// The branch-free step against the one that calls the library, which runs where `clock` is 1.
  private func lif<Real: BinaryFloatingPoint>(_ type: Real.Type, _ body: soma_body, tolerance: Double) {
    let n = 1000
    let current = Self.numbers(n, 4).map { 2 + 4 * $0 }
    let voltage = Self.numbers(n, 5).map { ($0 + 1) / 2 }
    let refractory = Self.numbers(n, 6).map { $0 * 0.002 }
    func step(clock: Int) -> [[Double]] {
      let (x, v, r) = (Memory<Real>(current), Memory<Real>(voltage), Memory<Real>(refractory))
      let y = Memory<Real>([Double](repeating: 0, count: n))
      var kernel = soma_kernel()
      (kernel.rows, kernel.repeats, kernel.n) = (1, 1, n)
      (kernel.x, kernel.y, kernel.s, kernel.t) = (x.operand(), y.operand(), v.operand(), r.operand())
      (kernel.p.0, kernel.p.1, kernel.p.2, kernel.p.3) = (1, 0.02, 0.002, 0)
      var context = soma_context()
      context.dt = 0.001
      context.clock = clock
      body(&kernel, &context)
      return [y.values, v.values, r.values.map { $0 * 1000 }]
    }
    for (got, want) in zip(step(clock: 2), step(clock: 1)) { expectClose(got, want, tolerance, "LIF") }
  }

  @Test func lifSteps() {
    lif(Float.self, soma_lif_f32, tolerance: 2e-6)
    lif(Double.self, soma_lif_f64, tolerance: 1e-13)
  }
}

import Arrays
import Glibc

/// Points scattered evenly in a ball or on a sphere: points of the unit cube, mapped to the sphere and rotated at random.
public struct ScatteredHypersphere: Distribution {
  public static let typeName = "ScatteredHypersphere"

  /// How the cube is mapped to the sphere.
  public enum Method: String, Sendable, CaseIterable {
    /// The spherical coordinate transform with tabulated inverse beta functions.
    case tabulated = "sct-approx"
    /// The same with exact functions.
    case exact = "sct"
    /// Fang and Wang's map by products of circles.
    case products = "tfww"
  }

  public let surface: Bool
  public let minMagnitude: Number
  public let base: any Distribution
  public let method: Method

  public init(
    surface: Bool = false, minMagnitude: Number = 0, base: any Distribution = QuasirandomSequence(),
    method: Method = .tabulated
  ) throws {
    self.surface = surface
    self.minMagnitude = try minMagnitude.checked(atLeast: 0, below: 1, "min_magnitude", Self.typeName)
    self.base = base
    self.method = method
  }

  /// The default of encoders (on the surface) and evaluation points (in the ball).
  public static let sphere = ScatteredHypersphere(default: true)
  public static let ball = ScatteredHypersphere(default: false)

  private init(default surface: Bool) {
    self.surface = surface
    minMagnitude = 0
    base = QuasirandomSequence()
    method = .tabulated
  }

  public var arguments: [Argument] {
    [
      Argument("surface", .bool(surface), default: .bool(false)),
      Argument("min_magnitude", .number(minMagnitude), default: .int(0)),
      Argument("base", .object(base), default: .object(QuasirandomSequence())),
      Argument("method", .string(method.rawValue), default: .string(Method.tabulated.rawValue)),
    ]
  }

  /// The warning that a magnitude on a surface deserves.
  public var warnings: [NengoWarning] {
    surface && minMagnitude.value > 0
      ? [NengoWarning(.user, "min_magnitude ignored because surface is True")] : []
  }

  public func sample(_ n: Int, _ d: Int?, _ rng: RandomState) throws -> NDArray {
    let d = try UniformHypersphere.requireDimensions(d ?? 1)
    if d == 1 { return surface ? try signs(n, rng) : try interval(n, rng) }
    // The rotation is the largest part: no draws if there is no room for it.
    _ = try NDArray(uninitialized: [d, d], dtype: .float64)
    return surface ? try sphere(n, d, rng) : try ball(n, d, rng)
  }

  // MARK: One dimension

  private func signs(_ n: Int, _ rng: RandomState) throws -> NDArray {
    let points = try basePoints(n, 1, rng)
    return try Numerics.array([n, 1]) { cells in
      for i in cells.indices {
        let x = points[i] - 0.5
        cells[i] = x > 0 ? 1 : x < 0 ? -1 : 0
      }
    }
  }

  /// Half of the points on either side of 0.
  private func interval(_ n: Int, _ rng: RandomState) throws -> NDArray {
    let half = n / 2
    let positive = try basePoints(half, 1, rng)
    let negative = try basePoints(n - half, 1, rng)
    let low = minMagnitude.value
    return try Numerics.array([n, 1]) { cells in
      for i in 0..<half { cells[i] = positive[i] * (1 - low) + low }
      for i in half..<n { cells[i] = -(negative[i - half] * (1 - low) + low) }
      Numerics.shuffleRows(cells, width: 1, rng)
    }
  }

  // MARK: More dimensions

  private func sphere(_ n: Int, _ d: Int, _ rng: RandomState) throws -> NDArray {
    let cube = try basePoints(n, d - 1, rng)
    return try rotated(onSphere(cube, count: n, width: d - 1, stride: d - 1), rng)
  }

  private func ball(_ n: Int, _ d: Int, _ rng: RandomState) throws -> NDArray {
    let cube = try basePoints(n, d, rng)
    let points = try onSphere(cube, count: n, width: d - 1, stride: d)
    let low = pow(minMagnitude.value, Double(d))
    let exponent = 1.0 / Double(d)
    try points.withMutableDoubles { cells in
      for row in 0..<n {
        let radius = pow(cube[row * d + d - 1] * (1 - low) + low, exponent)
        for k in 0..<d { cells[row * d + k] *= radius }
      }
    }
    return try rotated(points, rng)
  }

  private func basePoints(_ n: Int, _ d: Int, _ rng: RandomState) throws -> [Double] {
    let points = try base.sample(n, d, rng)
    guard points.shape == [n, d] else {
      throw NengoError.validation(
        "must give samples of shape (\(n), \(d)), got \(ArrayError.text(shape: points.shape))", attribute: "base",
        owner: Self.typeName)
    }
    return points.doubles
  }

  /// The first `width` columns of points of the cube, `stride` apart, as unit vectors of `width + 1` entries.
  func onSphere(_ cube: [Double], count: Int, width: Int, stride: Int) throws -> NDArray {
    switch method {
    case .tabulated, .exact:
      let angles = (0..<width).map { SphericalAngle(dimensions: width - $0, tabulated: method == .tabulated) }
      return try Numerics.array([count, width + 1]) { cells in
        for row in 0..<count {
          var product = 1.0
          for j in 0..<width {
            let turns = angles[j].turns(cube[row * stride + j])
            let angle = j == width - 1 ? 2 * Double.pi * turns : Double.pi * turns
            cells[row * (width + 1) + j] = product * cos(angle)
            product *= sin(angle)
          }
          cells[row * (width + 1) + width] = product
        }
      }
    case .products:
      return try Numerics.array([count, width + 1]) { cells in
        for row in 0..<count {
          let columns = cube[(row * stride)..<(row * stride + width)]
          let point = productsOfCircles(Array(columns))
          for (k, x) in point.enumerated() { cells[row * (width + 1) + k] = x }
        }
      }
    }
  }

  private func rotated(_ points: NDArray, _ rng: RandomState) throws -> NDArray {
    try LinearAlgebra.product(points, Self.randomRotation(points.shape[1], rng))
  }

  /// The orthogonal factor of the polar decomposition of a matrix of normals.
  static func randomRotation(_ d: Int, _ rng: RandomState) throws -> NDArray {
    let normals = try Numerics.draws(d, d) { rng.gauss() }
    let parts = try LinearAlgebra.svd(normals)
    return try LinearAlgebra.product(parts.u, parts.vt)
  }

  /// The map of method "tfww" for one point of the cube.
  private func productsOfCircles(_ c: [Double]) -> [Double] {
    let size = c.count + 1
    if size == 2 { return [cos(2 * .pi * c[0]), sin(2 * .pi * c[0])] }
    let isEven = size % 2 == 0
    let circles = size / 2
    var g = [Double](repeating: 0, count: circles + 1)
    g[circles] = 1
    for j in stride(from: circles - 1, to: 0, by: -1) {
      g[j] = g[j + 1] * pow(c[j - 1], isEven ? 1.0 / Double(j) : 2.0 / Double(2 * j + 1))
    }
    let radii = (0..<circles).map { (g[$0 + 1] - g[$0]).squareRoot() }
    let p = Array(c[(circles - 1)...])
    var x: [Double] = []
    x.reserveCapacity(size)
    var firstCircle = 0
    var firstAngle = 0
    if !isEven {
      let f = 2 * radii[0] * (p[0] * (1 - p[0])).squareRoot()
      x += [radii[0] * (1 - 2 * p[0]), f * cos(2 * .pi * p[1]), f * sin(2 * .pi * p[1])]
      firstCircle = 1
      firstAngle = 1
    }
    for i in firstCircle..<circles {
      let angle = 2 * .pi * p[i + firstAngle]
      x += [radii[i] * cos(angle), radii[i] * sin(angle)]
    }
    return x
  }
}

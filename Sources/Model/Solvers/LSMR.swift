import Arrays

/// The method of Fong and Saunders (2011), with the stopping rules of SciPy's `lsmr`.
public struct LSMRScipy: LeastSquaresSolver {
  public static let typeName = "LSMRScipy"
  public let tolerance: Number

  public init(tolerance: Number = 1e-4) throws {
    self.tolerance = try tolerance.checked(atLeast: 0, "tol", Self.typeName)
  }

  public var arguments: [Argument] { [Argument("tol", .number(tolerance), default: .float(1e-4))] }

  public func solve(_ a: NDArray, _ y: NDArray, sigma: [Double], rng: RandomState) throws -> (NDArray, SolverInfo) {
    let damping = try scalar(sigma) * Double(a.shape[0]).squareRoot()
    var iterations: [Int] = []
    let columns = try (0..<y.shape[1]).map { j in
      var run = try LSMRRun(a, SolverSystem.column(y, j), damping: damping)
      while try !run.isDone(tolerance: tolerance.value) { try run.advance() }
      iterations.append(run.rounds)
      return run.x
    }
    return (
      try SolverSystem.matrix(columns: columns, rows: a.shape[1]),
      SolverInfo([("iterations", .array(NDArray(iterations)))])
    )
  }
}

/// One column's run: Golub-Kahan bidiagonalisation with two QR factorisations carried along. Names follow the paper.
private struct LSMRRun {
  private let a: NDArray
  private let damping: Double
  private var u: [Double]
  private var v: [Double]
  private var alpha: Double
  private var beta: Double
  private var h: [Double]
  private var hBar: [Double]
  private(set) var x: [Double]
  private(set) var rounds = 0

  private var zetaBar: Double
  private var alphaBar: Double
  private var rho = 1.0
  private var rhoBar = 1.0
  private var cBar = 1.0
  private var sBar = 0.0
  private var zeta = 0.0

  // For the norm of the residual.
  private let bNorm: Double
  private var betaDD: Double
  private var betaD = 0.0
  private var rhoD = 1.0
  private var tauTilde = 0.0
  private var thetaTilde = 0.0
  private var damped = 0.0
  private var rNorm: Double

  // For the norm and the condition of A.
  private var aSquare: Double
  private var largest = 0.0
  private var smallest = Double.infinity
  private var condition = 1.0

  init(_ a: NDArray, _ b: [Double], damping: Double) throws {
    self.a = a
    self.damping = damping
    let norm = Numerics.dot(b, b).squareRoot()
    bNorm = norm
    beta = norm
    u = norm > 0 ? b.map { $0 / norm } : b
    v = try Self.apply(a.transposed, u)
    alpha = Numerics.dot(v, v).squareRoot()
    if alpha > 0 { for i in v.indices { v[i] /= alpha } }
    h = v
    hBar = [Double](repeating: 0, count: v.count)
    x = hBar
    zetaBar = alpha * beta
    alphaBar = alpha
    betaDD = beta
    rNorm = beta
    aSquare = alpha * alpha
  }

  private static func apply(_ a: NDArray, _ x: [Double]) throws -> [Double] {
    try LinearAlgebra.product(a, NDArray(x, shape: [x.count, 1])).doubles
  }

  func isDone(tolerance: Double) throws -> Bool {
    if alpha * beta == 0 && rounds == 0 { return true }
    if rounds == 0 { return false }
    if rounds >= min(a.shape[0], a.shape[1]) { return true }
    let norm = aSquare.squareRoot()
    let xNorm = Numerics.dot(x, x).squareRoot()
    let residual = rNorm / bNorm
    let normal = norm * rNorm != 0 ? abs(zetaBar) / (norm * rNorm) : Double.infinity
    let limit = tolerance + tolerance * norm * xNorm / bNorm
    return residual <= limit || normal <= tolerance || 1 / condition <= 1e-8
      || 1 + residual / (1 + norm * xNorm / bNorm) <= 1 || 1 + normal <= 1 || 1 + 1 / condition <= 1
  }

  mutating func advance() throws {
    rounds += 1
    try bidiagonalize()
    let alphaHat = (alphaBar * alphaBar + damping * damping).squareRoot()
    let (cHat, sHat) = (alphaBar / alphaHat, damping / alphaHat)

    let oldRho = rho
    rho = (alphaHat * alphaHat + beta * beta).squareRoot()
    let (c, s) = (alphaHat / rho, beta / rho)
    let theta = s * alpha
    alphaBar = c * alpha

    let oldRhoBar = rhoBar
    let oldZeta = zeta
    let thetaBar = sBar * rho
    let scaled = cBar * rho
    rhoBar = (scaled * scaled + theta * theta).squareRoot()
    cBar = scaled / rhoBar
    sBar = theta / rhoBar
    zeta = cBar * zetaBar
    zetaBar = -sBar * zetaBar

    for i in x.indices {
      hBar[i] = h[i] - (thetaBar * rho / (oldRho * oldRhoBar)) * hBar[i]
      x[i] += (zeta / (rho * rhoBar)) * hBar[i]
      h[i] = v[i] - (theta / rho) * h[i]
    }
    trackResidual(cHat, sHat, c, s, thetaBar, oldZeta)
    trackCondition(oldRhoBar, scaled)
  }

  private mutating func bidiagonalize() throws {
    let image = try Self.apply(a, v)
    for i in u.indices { u[i] = image[i] - alpha * u[i] }
    beta = Numerics.dot(u, u).squareRoot()
    aSquare += beta * beta
    guard beta > 0 else { return }
    for i in u.indices { u[i] /= beta }
    let back = try Self.apply(a.transposed, u)
    for i in v.indices { v[i] = back[i] - beta * v[i] }
    alpha = Numerics.dot(v, v).squareRoot()
    if alpha > 0 { for i in v.indices { v[i] /= alpha } }
  }

  private mutating func trackResidual(
    _ cHat: Double, _ sHat: Double, _ c: Double, _ s: Double, _ thetaBar: Double, _ oldZeta: Double
  ) {
    let acute = cHat * betaDD
    let check = -sHat * betaDD
    let hat = c * acute
    betaDD = -s * acute
    let oldThetaTilde = thetaTilde
    let rhoTilde = (rhoD * rhoD + thetaBar * thetaBar).squareRoot()
    let (cTilde, sTilde) = (rhoD / rhoTilde, thetaBar / rhoTilde)
    thetaTilde = sTilde * rhoBar
    rhoD = cTilde * rhoBar
    betaD = -sTilde * betaD + cTilde * hat
    tauTilde = (oldZeta - oldThetaTilde * tauTilde) / rhoTilde
    let tauD = (zeta - thetaTilde * tauTilde) / rhoD
    damped += check * check
    rNorm = (damped + (betaD - tauD) * (betaD - tauD) + betaDD * betaDD).squareRoot()
  }

  private mutating func trackCondition(_ oldRhoBar: Double, _ scaled: Double) {
    aSquare += alpha * alpha
    largest = max(largest, oldRhoBar)
    if rounds > 1 { smallest = min(smallest, oldRhoBar) }
    condition = max(largest, scaled) / min(smallest, scaled)
  }
}

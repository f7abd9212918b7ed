import Arrays
import Language
import Model

/// The classes of `nengo.solvers` and `nengo.utils.least_squares_solvers`.
enum SolverTypes {
  static let base: TypeObject = TypeObject(
    "Solver", module: "nengo.solvers", base: .frozenObject, doc: "Finds decoders or weights.", subclassing: .allowed,
    constructor: ScriptParts.solver(SolverTypes.base),
    methods: [
      .of((any Solver).self, "__call__", solverParameters, "The decoders and a report: (decoders, info).") {
        try solve($0, $1)
      }
    ],
    properties: [
      .of((any Solver).self, "weights", "Whether full weights are solved for.") { .bool($0.weights) }
    ], attributes: [("compositional", .bool(true))])

  static let leastSquaresBase = TypeObject(
    "LeastSquaresSolver", module: "nengo.utils.least_squares_solvers", base: .frozenObject,
    doc: "Solves the equations of a least-squares problem.")

  private static func row(
    _ name: String, _ summary: String, _ parameters: [ComponentParameter] = [], base: TypeObject = SolverTypes.base,
    compositional: Bool = true, make: @escaping (ComponentCall) throws -> any FrozenObject
  ) -> TypeObject {
    ComponentRow(
      name, "nengo.solvers", base, summary, parameters, attributes: [("compositional", .bool(compositional))],
      make: make
    ).type
  }

  private static func weights() -> ComponentParameter {
    ComponentParameter("weights", .bool(false), "solve for full weights")
  }
  private static func reg() -> ComponentParameter {
    ComponentParameter("reg", .float(0.1), "regularisation, relative to the greatest activity")
  }
  private static func noise() -> ComponentParameter {
    ComponentParameter("noise", .float(0.1), "amount of noise, relative")
  }
  private static func method() -> ComponentParameter {
    ComponentParameter("solver", Cholesky(), "how the equations are solved")
  }

  private static func leastSquares(_ call: ComponentCall) throws -> any LeastSquaresSolver {
    try call.component("solver", "LeastSquaresSolver", as: (any LeastSquaresSolver).self)
  }

  private static let lstsqL2 = row(
    "LstsqL2", "Least squares with L2 regularisation.", [weights(), reg(), method()]
  ) {
    try LstsqL2(weights: try $0.bool("weights"), reg: try $0.number("reg"), solver: try leastSquares($0))
  }
  private static let lstsqNoise = row(
    "LstsqNoise", "Least squares with noise added to the activities.", [weights(), noise(), method()]
  ) {
    try LstsqNoise(weights: try $0.bool("weights"), noise: try $0.number("noise"), solver: try leastSquares($0))
  }
  private static let nnls = row("Nnls", "Decoders that are not negative.", [weights()], compositional: false) {
    Nnls(weights: try $0.bool("weights"))
  }
  private static let nnlsL2 = row(
    "NnlsL2", "Decoders that are not negative, with L2 regularisation.", [weights(), reg()], base: nnls,
    compositional: false
  ) { try NnlsL2(weights: try $0.bool("weights"), reg: try $0.number("reg")) }

  static let all: [TypeObject] = [
    base, lstsqL2, lstsqNoise, nnls, nnlsL2,
    row(
      "Lstsq", "Least squares without regularisation.",
      [weights(), ComponentParameter("rcond", .float(0.01), "singular values below this share are dropped")]
    ) { try Lstsq(weights: try $0.bool("weights"), rcond: try $0.number("rcond")) },
    row(
      "LstsqL2nz", "L2 regularisation by each neuron's own activity.", [weights(), reg(), method()], base: lstsqL2
    ) {
      try LstsqL2nz(weights: try $0.bool("weights"), reg: try $0.number("reg"), solver: try leastSquares($0))
    },
    row(
      "LstsqMultNoise", "Least squares with activities multiplied by noise.", [weights(), noise(), method()],
      base: lstsqNoise
    ) {
      try LstsqMultNoise(weights: try $0.bool("weights"), noise: try $0.number("noise"), solver: try leastSquares($0))
    },
    row(
      "LstsqL1", "Least squares with L1 and L2 regularisation.",
      [
        weights(), ComponentParameter("l1", .float(1e-4), "L1 regularisation"),
        ComponentParameter("l2", .float(1e-6), "L2 regularisation"),
        ComponentParameter("max_iter", .int(1000), "iterations at most"),
      ], compositional: false
    ) {
      try LstsqL1(
        weights: try $0.bool("weights"), l1: try $0.number("l1"), l2: try $0.number("l2"),
        maxIterations: try $0.int("max_iter"))
    },
    row(
      "LstsqDrop", "Least squares, then again without the smallest decoders.",
      [
        weights(), ComponentParameter("drop", .float(0.25), "share of decoders set to 0"),
        ComponentParameter("solver1", LstsqL2.standard, "the first solver"),
        ComponentParameter("solver2", .none, "the second one; LstsqL2(reg=0.1) if None"),
      ], compositional: false
    ) {
      try LstsqDrop(
        weights: try $0.bool("weights"), drop: try $0.number("drop"),
        solver1: $0.isGiven("solver1") ? try $0.component("solver1", "Solver", as: (any Solver).self) : nil,
        solver2: try $0.value("solver2").isNone ? nil : $0.component("solver2", "Solver", as: (any Solver).self))
    },
    row(
      "NnlsL2nz", "The same, by each neuron's own activity.", [weights(), reg()], base: nnlsL2, compositional: false
    ) {
      try NnlsL2nz(weights: try $0.bool("weights"), reg: try $0.number("reg"))
    },
    row(
      "NoSolver", "Given decoders, or zeros.",
      [ComponentParameter("values", .none, "the decoders, one row per neuron"), weights()]
    ) { try NoSolver(values: try $0.optionalArray("values"), weights: try $0.bool("weights")) },
  ]

  // MARK: least squares

  private static func method(
    _ name: String, _ summary: String, _ parameters: [ComponentParameter] = [],
    make: @escaping (ComponentCall) throws -> any FrozenObject
  ) -> TypeObject {
    ComponentRow(name, "nengo.utils.least_squares_solvers", leastSquaresBase, summary, parameters, make: make).type
  }

  private static func tolerance(_ value: Double) -> ComponentParameter {
    ComponentParameter("tol", .float(value), "relative tolerance")
  }

  static let leastSquares: [TypeObject] = [
    leastSquaresBase,
    method("Cholesky", "By a Cholesky factor.", [ComponentParameter("transpose", .none, "solve in the smaller space")])
    {
      Cholesky(transpose: try $0.value("transpose").isNone ? nil : $0.bool("transpose"))
    },
    method("SVD", "By singular values.") { _ in SVDSolver() },
    method(
      "RandomizedSVD", "By some singular values, found by random projection.",
      [
        ComponentParameter("n_components", .int(60), "number of components"),
        ComponentParameter("n_oversamples", .int(10), "extra samples"),
        ComponentParameter("n_iter", .int(0), "power iterations"),
      ]
    ) {
      try RandomizedSVD(
        componentCount: try $0.int("n_components"), oversampleCount: try $0.int("n_oversamples"),
        iterationCount: try $0.int("n_iter"))
    },
    method(
      "Conjgrad", "By conjugate gradients.",
      [
        tolerance(1e-2), ComponentParameter("maxiters", .none, "iterations at most"),
        ComponentParameter("X0", .none, "where to start"),
      ]
    ) {
      try Conjgrad(
        tolerance: try $0.number("tol"), maxIterations: try $0.optionalInt("maxiters"),
        start: try $0.optionalArray("X0"))
    },
    method(
      "BlockConjgrad", "By conjugate gradients on all columns at once.",
      [tolerance(1e-2), ComponentParameter("X0", .none, "where to start")]
    ) { try BlockConjgrad(tolerance: try $0.number("tol"), start: try $0.optionalArray("X0")) },
    method(
      "ConjgradScipy", "By conjugate gradients, as SciPy does.",
      [tolerance(1e-4), ComponentParameter("atol", .float(1e-8), "absolute tolerance")]
    ) { try ConjgradScipy(tolerance: try $0.number("tol"), absoluteTolerance: try $0.number("atol")) },
    method("LSMRScipy", "By LSMR, as SciPy does.", [tolerance(1e-4)]) {
      try LSMRScipy(tolerance: try $0.number("tol"))
    },
  ]

  // MARK: calling a solver

  /// `solver(A, Y, rng=…)`
  static var solverParameters: [Parameter] {
    [.required("A", "activities"), .required("Y", "targets"), .omittable("rng", shown: "numpy.random")]
  }

  /// `solver(A, Y, sigma, rng=…)`, for the least-squares ones.
  static var leastSquaresParameters: [Parameter] {
    [
      .required("A", "activities"), .required("Y", "targets"), .required("sigma", "regularisation"),
      .omittable("rng", shown: "numpy.random"),
    ]
  }

  /// Solves with bound arguments.
  static func solve(_ component: any FrozenObject, _ call: Call) throws -> Value {
    let activities = try NDArray(from: call.value("A"), dtype: .float64, call.interpreter)
    let targets = try NDArray(from: call.value("Y"), dtype: .float64, call.interpreter)
    let stream = try call.stream("rng")
    let result: (NDArray, SolverInfo)
    if let solver = component as? any Solver {
      result = try solver.solve(activities: activities, targets: targets, rng: stream)
    } else if let solver = component as? any LeastSquaresSolver {
      let sigma = try call.array("sigma", dtype: .float64).doubles
      result = try solver.solve(activities: activities, targets: targets, sigma: sigma, rng: stream)
    } else {
      throw ScriptError(.typeError, "'\(component.typeName)' object is not callable")
    }
    return .newTuple([.array(result.0), Value(result.1)])
  }
}

extension Value {
  /// What a solver reports, as a dict.
  init(_ info: SolverInfo) {
    self = .dict(DictObject(info.entries.map { ($0.name, Value($0.value)) }))
  }

  private init(_ entry: SolverInfo.Entry) {
    switch entry {
    case .number(let number): self = .float64(number)
    case .count(let count): self = .int(count)
    case .array(let array): self = .result(array)
    case .nested(let info): self = Value(info)
    case .list(let list): self = .newList(list.map { Value($0) })
    case .text(let text): self = .string(text)
    case .flag(let flag): self = .bool(flag)
    case .none: self = .none
    }
  }
}

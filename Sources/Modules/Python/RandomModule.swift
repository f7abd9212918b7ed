import BigInt
import Glibc
import Language

/// `random`: CPython's generator. Each draw is declared once and serves as a function of the module, on a hidden
/// stream, and as a method of `random.Random`.
enum RandomModule {
  struct Draw {
    let name: String
    let parameters: [Parameter]
    let summary: String
    let body: (PythonRandom, Call) throws -> Value

    init(
      _ name: String, _ parameters: [Parameter], _ summary: String,
      _ body: @escaping (PythonRandom, Call) throws -> Value
    ) {
      self.name = name
      self.parameters = parameters
      self.summary = summary
      self.body = body
    }
  }

  static func make() -> ModuleObject {
    ModuleObject("random", doc: "Random numbers of Python's own generator.") { module in
      let hidden = PythonRandom()
      for draw in draws {
        module.define(
          BuiltinFunction(draw.name, module: "random", draw.parameters, summary: draw.summary) { call in
            try draw.body(hidden, call)
          })
      }
      module.define(randomClass)
      module.refuse("SystemRandom", "getstate", "setstate", note: "seed the generator instead: random.seed(0)")
    }
  }

  static let randomClass = TypeObject(
    "Random", module: "random", doc: "A stream of random numbers of its own.",
    constructor: Constructor([.omittable("x", "seed")]) { call in
      let stream = PythonRandom()
      try seed(stream, call.value("x"), call.interpreter)
      return .object(stream)
    },
    methods: draws.map { draw in
      Method(draw.name, draw.parameters, summary: draw.summary) { (stream: PythonRandom, call) in
        try draw.body(stream, call)
      }
    })

  private static func seed(_ stream: PythonRandom, _ value: Value, _ interpreter: Interpreter) throws {
    switch value {
    case .none: stream.seedFromEntropy()
    case .int, .big, .bool, .object: stream.seed(try interpreter.wholeNumber(value))
    default:
      throw ScriptError(.notImplementedError, "random.seed: a seed of type \(value.typeName) is not supported")
        .noted("seed with an int")
    }
  }

  // MARK: the draws

  static var draws: [Draw] { numbers + choices }

  private static var numbers: [Draw] {
    [
      Draw("seed", [.omittable("a", "an int; None takes entropy")], "Restart the stream.") { stream, call in
        try seed(stream, call.value("a"), call.interpreter)
        return .none
      },
      Draw("random", [], "A float in [0, 1).") { stream, _ in .float(stream.random()) },
      Draw("uniform", [.required("a"), .required("b")], "A float between a and b.") { stream, call in
        let (a, b) = (try call.real("a"), try call.real("b"))
        return .float(a + (b - a) * stream.random())
      },
      Draw("getrandbits", [.positionOnly("k")], "An integer of k random bits.") { stream, call in
        let count = try call.int("k")
        guard count >= 0 else { throw ScriptError(.valueError, "number of bits must be non-negative") }
        guard count <= 10_000_000 else { throw ScriptError(.overflowError, "integer too large") }
        return .integer(stream.bits(count))
      },
      Draw("randint", [.required("a"), .required("b")], "An integer in a … b, ends included.") { stream, call in
        let (a, b) = (try call.wholeNumber("a"), try call.wholeNumber("b"))
        return try range(stream, a, b + 1, 1)
      },
      Draw(
        "randrange", [.required("start"), .omittable("stop"), .optional("step", .int(1))],
        "An element of range(start, stop, step)."
      ) { stream, call in
        let start = try call.wholeNumber("start")
        guard !call.value("stop").isNone else {
          guard start > 0 else { throw ScriptError(.valueError, "empty range for randrange()") }
          return .integer(stream.below(start))
        }
        return try range(stream, start, try call.wholeNumber("stop"), try call.wholeNumber("step"))
      },
      Draw(
        "gauss", [.optional("mu", .float(0)), .optional("sigma", .float(1))],
        "A normal number; pairs are drawn at once."
      ) { stream, call in .float(stream.gauss(try call.real("mu"), try call.real("sigma"))) },
      Draw("normalvariate", [.optional("mu", .float(0)), .optional("sigma", .float(1))], "A normal number.") {
        stream, call in .float(stream.normal(try call.real("mu"), try call.real("sigma")))
      },
      Draw("expovariate", [.required("lambd")], "An exponential number with rate lambd.") { stream, call in
        let rate = try call.real("lambd")
        guard rate != 0 else { throw ScriptError(.zeroDivisionError, "float division by zero") }
        return .float(-log(1 - stream.random()) / rate)
      },
    ]
  }

  private static func range(
    _ stream: PythonRandom, _ start: BigInt, _ stop: BigInt, _ step: BigInt
  ) throws -> Value {
    guard step != 0 else { throw ScriptError(.valueError, "zero step for randrange()") }
    let width = stop - start
    let count = step > 0 ? (width + step - 1) / step : (width + step + 1) / step
    guard (step > 0) == (width > 0), width != 0, count > 0 else {
      let place = step == 1 ? "\(start), \(stop), \(width)" : "\(start), \(stop), \(step)"
      throw ScriptError(.valueError, "empty range for randrange() (\(place))")
    }
    return .integer(start + step * stream.below(count))
  }

  private static var choices: [Draw] {
    [
      Draw("choice", [.required("seq")], "One element of a sequence.") { stream, call in
        let sequence = call.value("seq")
        let count = try call.interpreter.length(sequence)
        guard count > 0 else { throw ScriptError(.indexError, "Cannot choose from an empty sequence") }
        return try call.interpreter.item(sequence, .int(stream.below(count)))
      },
      Draw("shuffle", [.required("x")], "Put the elements of a list in random order, in place.") { stream, call in
        let sequence = call.value("x")
        let interpreter = call.interpreter
        for i in stride(from: try interpreter.length(sequence) - 1, through: 1, by: -1) {
          let j = stream.below(i + 1)
          let first = try interpreter.item(sequence, .int(i))
          try interpreter.setItem(sequence, .int(i), to: try interpreter.item(sequence, .int(j)))
          try interpreter.setItem(sequence, .int(j), to: first)
        }
        return .none
      },
      Draw(
        "sample", [.required("population"), .required("k"), .keyword("counts", .none)],
        "k different elements of a sequence."
      ) { stream, call in
        let population = call.value("population")
        switch population {
        case .dict, .set:
          throw ScriptError(.typeError, "Population must be a sequence.  For dicts or sets, use sorted(d).")
        default: break
        }
        guard call.value("counts").isNone else {
          throw ScriptError(.notImplementedError, "random.sample: counts is not supported")
        }
        let count = try call.interpreter.length(population)
        let k = try call.int("k")
        guard k >= 0, k <= count else {
          throw ScriptError(.valueError, "Sample larger than population or is negative")
        }
        return .newList(try stream.sample(count, k).map { try call.interpreter.item(population, .int($0)) })
      },
      Draw(
        "choices",
        [.required("population"), .omittable("weights"), .keyword("cum_weights", .none), .keyword("k", .int(1))],
        "k elements of a sequence, with replacement."
      ) { stream, call in
        let population = call.value("population")
        let count = try call.interpreter.length(population)
        let k = max(0, try call.int("k"))
        let sums = try cumulative(call)
        guard sums.map({ $0.count == count }) ?? true else {
          throw ScriptError(.valueError, "The number of weights does not match the population")
        }
        guard count > 0 || k == 0 else { throw ScriptError(.indexError, "list index out of range") }
        return .newList(
          try (0..<k).map { _ in
            let place =
              sums.map { sums in
                let target = stream.random() * (sums.last ?? 0)
                return min(sums.firstIndex { $0 > target } ?? count - 1, count - 1)
              } ?? min(Int(stream.random() * Double(count)), count - 1)
            return try call.interpreter.item(population, .int(place))
          })
      },
    ]
  }

  private static func cumulative(_ call: Call) throws -> [Double]? {
    if !call.value("cum_weights").isNone {
      return try call.elements("cum_weights").map { try call.interpreter.float($0) }
    }
    guard !call.value("weights").isNone else { return nil }
    var total = 0.0
    let sums = try call.elements("weights").map { value in
      total += try call.interpreter.float(value)
      return total
    }
    guard total > 0, total.isFinite else {
      throw ScriptError(.valueError, "Total of weights must be greater than zero")
    }
    return sums
  }
}

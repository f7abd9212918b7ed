/// What the operators of learning rules do in a step.
import Build
import Model

extension OperatorPreparation {
  /// Δ = -(κ dt / n) e ⊗ a
  func pes(_ op: SimPES) throws -> () -> Void {
    let (a, e, delta) = (try view(op.activities), try view(op.error), try view(op.delta))
    let rate = -op.learningRate * dt / Double(max(a.count, 1))
    return {
      for row in 0..<delta.rows {
        for column in 0..<delta.columns { delta[row, column] = rate * e[row] * a[column] }
      }
    }
  }

  /// q = P a; k = 1 / (1 + a·q); P -= k q ⊗ q; Δ = -k e ⊗ q
  func rls(_ op: SimRLS) throws -> () -> Void {
    let (a, e, delta) = (try view(op.activities), try view(op.error), try view(op.delta))
    let p = try view(op.inverseGamma)
    let n = a.count
    let q = Scratch(n)
    return {
      var inner = 0.0
      for row in 0..<n {
        var sum = 0.0
        for column in 0..<n { sum += p[row, column] * a[column] }
        q.start[row] = sum
        inner += a[row] * sum
      }
      let k = 1 / (1 + inner)
      for row in 0..<n {
        for column in 0..<n { p[row, column] -= k * q.start[row] * q.start[column] }
      }
      for row in 0..<delta.rows {
        for column in 0..<n { delta[row, column] = -k * e[row] * q.start[column] }
      }
    }
  }

  /// Δ = κ dt (p (p - θ)) ⊗ a
  func bcm(_ op: SimBCM) throws -> () -> Void {
    let (a, p, theta, delta) = (try view(op.pre), try view(op.post), try view(op.theta), try view(op.delta))
    let rate = op.learningRate * dt
    return {
      for row in 0..<delta.rows {
        let growth = rate * p[row] * (p[row] - theta[row])
        for column in 0..<delta.columns { delta[row, column] = growth * a[column] }
      }
    }
  }

  /// Δ = κ dt (p ⊗ a - β p² W)
  func oja(_ op: SimOja) throws -> () -> Void {
    let (a, p, w, delta) = (try view(op.pre), try view(op.post), try view(op.weights), try view(op.delta))
    let (rate, beta) = (op.learningRate * dt, op.beta)
    return {
      for row in 0..<delta.rows {
        let growth = rate * p[row]
        let forgetting = beta * (rate * (p[row] * p[row]))
        for column in 0..<delta.columns {
          delta[row, column] = -forgetting * w[row, column] + growth * a[column]
        }
      }
    }
  }

  /// Δ = κ dt l (s p ⊗ y - p S)
  func voja(_ op: SimVoja) throws -> () -> Void {
    let (y, p, encoders) = (try view(op.decoded), try view(op.post), try view(op.encoders))
    let (learning, delta) = (try view(op.learning), try view(op.delta))
    let (rate, scale) = (op.learningRate * dt, op.scale)
    return {
      let strength = rate * learning[0]
      for row in 0..<delta.rows {
        for column in 0..<delta.columns {
          delta[row, column] = strength * (scale[row] * p[row] * y[column] - p[row] * encoders[row, column])
        }
      }
    }
  }
}

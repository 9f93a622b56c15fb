// SPDX-License-Identifier: GPL-3.0-or-later

internal import Changepoints
internal import GSL

/// How much the mean of some consecutive iterations varies from execution to execution, as far as a
/// pilot tells.
///
/// Iterations of one execution depend on one another. With σ² the variance of one iteration within
/// an execution and ρ_k the correlation with the k-th before, the mean of r consecutive ones has
/// within an execution the variance V(r) = σ²/r · (1 + 2·Σ (1 − k/r)·ρ_k), the sum running over k
/// from 1 to r − 1. The correlations are those of an ``InitialMonotoneSequence``, as for the
/// autocorrelation time τ of ``RatioMethod``; where r exceeds by far what they reach over, V(r) is
/// σ²·τ/r. No variance is less than what the clock hides: q²/(12·r) for values that were recorded in
/// steps of q.
struct PilotVariation {
  /// How many executions there are; at least two.
  let executions: Int
  /// How many iterations each has.
  let iterations: Int
  /// The mean of all values.
  let mean: Double
  /// S²: the variance of the executions' means.
  let varianceOfMeans: Double
  /// σ²: the variance of one iteration within an execution; 0 of single iterations.
  let varianceWithin: Double
  /// The variance of one value that the resolution of the clock hides.
  private let clockVariance: Double
  /// ρ for 1, 2 and so on iterations apart, up to where they cannot be told from 0.
  private let correlations: [Double]

  /// Finds the variation of executions of one length; `nil` if there are fewer than two.
  ///
  /// - Precondition: each execution has as many values as the first, at least one.
  /// - Complexity: O(nk) for n values that depend on one another over k iterations.
  init?(_ values: [[Double]]) {
    guard values.count > 1, let length = values.first?.count, length > 0 else { return nil }
    executions = values.count
    iterations = length
    let means = values.map(\.accurateMean)
    mean = means.accurateMean
    let resolution = SmallVarianceTreatment.resolution(of: values.flatMap { $0 })
    clockVariance = resolution * resolution / 12
    varianceOfMeans = max(means.sampleVariance, clockVariance / Double(length))
    let deviations = zip(values, means).map { execution, mean in execution.map { $0 - mean } }
    func product(_ lag: Int) -> Double {
      deviations.reduce(0) { sum, execution in
        sum + zip(execution, execution.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 }
      }
    }
    let squares = product(0)
    guard length > 1, squares > 0 else {
      varianceWithin = 0
      correlations = []
      return
    }
    let sequence = InitialMonotoneSequence(count: length) { product($0) / squares }
    let correlations = Array(sequence.correlations.dropFirst())
    self.correlations = correlations
    // Deviations from an execution's own mean lack what that mean varies by: V(n).
    let found = squares / Double(length * values.count)
    let lacking = Self.varianceOfMean(of: length, correlations)
    varianceWithin = found / max(1 - lacking, 1 / Double(length))
  }

  /// V(r): the variance within an execution of the mean of so many consecutive iterations.
  func varianceWithin(meansOf count: Int) -> Double {
    max(
      varianceWithin * Self.varianceOfMean(of: count, correlations), clockVariance / Double(count))
  }

  /// T²: the variance that executions add to that of their iterations; not negative.
  var varianceBetween: Double {
    max(0, varianceOfMeans - varianceWithin(meansOf: iterations))
  }

  /// The variance of the means of so many consecutive iterations of different executions, with a
  /// margin that the true one exceeds with a probability of 1 − ``ExperimentPlan/probability``.
  ///
  /// It is S² + V(r) − V(n) for n iterations of the pilot. The margins of both parts, that of S² for
  /// K executions being S²·((K − 1)/χ²(0.2; K − 1) − 1), add up as independent ones do: Graybill and
  /// Wang, "Confidence intervals on nonnegative linear combinations of variances", Journal of the
  /// American Statistical Association 75, 1980, https://doi.org/10.1080/01621459.1980.10477565.
  func likelyVariance(meansOf count: Int) -> Double {
    let within = varianceWithin(meansOf: count)
    let change = within - varianceWithin(meansOf: iterations)
    let inflation = Self.inflation(degreesOfFreedom: degreesOfFreedom(meansOf: count))
    let margins = [
      varianceOfMeans * (Self.inflation(degreesOfFreedom: Double(executions - 1)) - 1),
      change * (inflation - 1),
    ]
    let margin = (margins[0] * margins[0] + margins[1] * margins[1]).squareRoot()
    return max(inflation * within, varianceOfMeans + change + margin)
  }

  /// How many independent squares V(r) comes from: those of stretches of r iterations, or of the
  /// length over which the squares of iterations depend on one another if that is more.
  private func degreesOfFreedom(meansOf count: Int) -> Double {
    let dependent = 1 + 2 * correlations.reduce(0) { $0 + $1 * $1 }
    let stretches = Double(iterations) / max(Double(count), dependent)
    return Double(executions) * max(1, stretches - 1)
  }

  /// By how much an estimated variance is exceeded by the true one in a fifth of all cases.
  private static func inflation(degreesOfFreedom: Double) -> Double {
    degreesOfFreedom
      / ChiSquared(degreesOfFreedom: degreesOfFreedom).quantile(1 - ExperimentPlan.probability)
  }

  /// V(r)/σ².
  private static func varianceOfMean(of count: Int, _ correlations: [Double]) -> Double {
    let sum = correlations.prefix(count - 1).enumerated().reduce(0) {
      $0 + (1 - Double($1.offset + 1) / Double(count)) * $1.element
    }
    return max(0, 1 + 2 * sum) / Double(count)
  }
}

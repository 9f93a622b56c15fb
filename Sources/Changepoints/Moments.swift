// SPDX-License-Identifier: GPL-3.0-or-later

/// Count, mean and sum of squared deviations of some values, such that they can be added to.
///
/// The mean is `shift + offset`, where the shift is a value of the series: deviations of values
/// close to one another are then exact, however far from zero the values lie.
///
/// B. P. Welford, "Note on a method for calculating corrected sums of squares and products",
/// Technometrics 4 (1962) 419–420, https://doi.org/10.1080/00401706.1962.10490022; for whole
/// groups, T. F. Chan, G. H. Golub and R. J. LeVeque, "Algorithms for computing the sample
/// variance", The American Statistician 37 (1983) 242–247,
/// https://doi.org/10.1080/00031305.1983.10483115.
struct Moments {
  var count: Double
  var shift: Double
  var offset: Double
  var squares: Double

  mutating func absorb(_ other: Moments) {
    let total = count + other.count
    let reciprocal = 1 / total
    let difference = (other.shift - shift) + (other.offset - offset)
    let step = difference * (other.count * reciprocal)
    squares += other.squares + difference * count * step
    offset += step
    count = total
  }
}

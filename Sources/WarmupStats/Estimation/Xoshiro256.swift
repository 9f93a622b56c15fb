// SPDX-License-Identifier: GPL-3.0-or-later

/// The random number generator xoshiro256**, which gives the same numbers for the same seed.
///
/// Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM Transactions on
/// Mathematical Software 47, 2021, https://doi.org/10.1145/3460772. Its state is filled by
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA
/// 2014, https://doi.org/10.1145/2660193.2660195), as they recommend.
package struct Xoshiro256: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// Creates the generator that `seed` starts, or one of the independent streams of that seed.
  ///
  /// Work that is divided between cores takes one stream for each part, so that its results do
  /// not depend on how the parts are divided.
  package init(seed: UInt64, stream: Int = 0) {
    var offset = SplitMix64(state: UInt64(truncatingIfNeeded: stream))
    var mixer = SplitMix64(state: stream == 0 ? seed : seed ^ offset.next())
    state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
  }

  /// The next 64 random bits.
  package mutating func next() -> UInt64 {
    let product = state.1 &* 5
    let result = ((product << 7) | (product >> 57)) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = (state.3 << 45) | (state.3 >> 19)
    return result
  }
}

/// The generator that fills the state of another one from 64 bits.
private struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}

// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGSL
internal import Synchronization

/// Fast Fourier transforms that end in real sequences of one length.
///
/// The length may be any positive number; powers of two are fastest. Making one computes the
/// trigonometric table, in O(length), so keep it for further transforms, on any thread.
@safe package final class RealFourierTransform: @unchecked Sendable {
  /// The length of the real sequences.
  package let length: Int

  // Transforms only read it.
  private let wavetable: UnsafeMutablePointer<gsl_fft_halfcomplex_wavetable>

  /// Creates the transforms of real sequences of `length` values.
  ///
  /// - Precondition: `length` is positive.
  /// - Throws: `GSLError` if there is no memory for them.
  package init(length: Int) throws(GSLError) {
    precondition(length > 0, "a sequence to transform has at least one value")
    precondition(AbortingErrorHandler.isOff)
    guard let wavetable = unsafe gsl_fft_halfcomplex_wavetable_alloc(length) else {
      throw GSLError(operation: "Fourier transform", reason: "out of memory")
    }
    self.length = length
    unsafe self.wavetable = unsafe wavetable
  }

  /// The transforms of a length that others ask for too: they are made once and kept.
  ///
  /// - Precondition: `length` is positive.
  /// - Throws: `GSLError` if there is no memory for them.
  package static func kept(length: Int) throws(GSLError) -> RealFourierTransform {
    if let kept = kept.withLock({ $0[length] }) { return kept }
    let made = try RealFourierTransform(length: length)
    kept.withLock { $0[length] = made }
    return made
  }

  private static let kept = Mutex<[Int: RealFourierTransform]>([:])

  deinit {
    unsafe gsl_fft_halfcomplex_wavetable_free(wavetable)
  }

  /// Turns the coefficients of a real sequence into the sequence, in place.
  ///
  /// Value j of the result is Σ cₖ·exp(2πi·jk/length) over all k, without any factor, where c₋ₖ is
  /// the conjugate of cₖ. The coefficients are laid out as GSL's half-complex sequences are:
  /// Re c₀, Re c₁, Im c₁, Re c₂, Im c₂, …, and for an even length a last real c of index length/2.
  ///
  /// - Precondition: `coefficients` has `length` numbers.
  /// - Complexity: O(length · log length).
  /// - Throws: `GSLError` if GSL refuses.
  package func synthesize(_ coefficients: inout [Double]) throws(GSLError) {
    precondition(coefficients.count == length, "as many coefficients as the transform is long")
    guard let workspace = unsafe gsl_fft_real_workspace_alloc(length) else {
      throw GSLError(operation: "Fourier transform", reason: "out of memory")
    }
    defer { unsafe gsl_fft_real_workspace_free(workspace) }
    try checked("Fourier transform") {
      unsafe coefficients.withUnsafeMutableBufferPointer { buffer in
        unsafe gsl_fft_halfcomplex_backward(
          buffer.baseAddress, 1, buffer.count, wavetable, workspace)
      }
    }
  }
}

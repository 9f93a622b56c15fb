// SPDX-License-Identifier: GPL-3.0-or-later

import CKernels

/// Numbers that begin where a line of the processor's cache does, so that no vector of eight lies in
/// two lines; whoever makes them fills them.
@safe final class AlignedNumbers {
  let numbers: UnsafeMutableBufferPointer<Double>

  init(count: Int) {
    let size = count * MemoryLayout<Double>.stride
    let place = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
    unsafe advise_large_pages(place, size)
    unsafe numbers = UnsafeMutableBufferPointer(
      start: place.bindMemory(to: Double.self, capacity: count), count: count)
  }

  deinit { unsafe numbers.deallocate() }
}

// SPDX-License-Identifier: GPL-3.0-or-later

import CArchive
import CSimdJSON

/// The libraries that read files for this module.
package enum LinkedLibraries {
  /// libarchive with the libraries that decompress for it, such as `libarchive 3.6.2 zlib/1.2.13`.
  package static var archives: String { unsafe String(cString: archive_version_details()) }

  /// simdjson, such as `simdjson 3.0.1`.
  package static var json: String { "simdjson " + (unsafe String(cString: json_library_version())) }
}

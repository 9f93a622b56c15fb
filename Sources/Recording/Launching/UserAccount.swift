// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A user that programs run as.
package struct UserAccount: Sendable, Hashable {
  package var user: UInt32
  package var group: UInt32
  package var groups: [UInt32]
  package var home: String

  /// Finds a user who has no special rights.
  ///
  /// - Throws: ``RecordingError`` if there is none of that name, if it is the superuser, or if this
  ///   process may not become another user.
  package init(named name: String) throws(RecordingError) {
    guard let entry = unsafe getpwnam(name) else {
      throw RecordingError(
        .unusable, "--user \(quoted(name)): an existing user was expected; 'useradd' makes one")
    }
    user = unsafe entry.pointee.pw_uid
    group = unsafe entry.pointee.pw_gid
    home = unsafe String(cString: entry.pointee.pw_dir)
    guard user != 0 else {
      throw RecordingError(
        .unusable, "--user \(quoted(name)): a user without special rights was expected")
    }
    guard geteuid() == 0 || geteuid() == user else {
      throw RecordingError(
        .unusable,
        "--user \(quoted(name)): only root may run programs as another user; start the recorder so")
    }
    var found = [gid_t](repeating: 0, count: 64)
    var count = Int32(found.count)
    guard unsafe getgrouplist(name, group, &found, &count) >= 0 else {
      groups = [group]
      return
    }
    groups = Array(found.prefix(Int(count)))
  }
}

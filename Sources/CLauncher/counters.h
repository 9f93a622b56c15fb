// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "CLauncher.h"

/// Opens what the system counts of the next process that this one starts, from its `exec` on and
/// with all that it starts; -1 where it does not count that. Where the kernel is shown to nobody,
/// cycles and instructions are those of user mode.
void launcher_open_counters(int *counters, int *is_user_only);

/// Takes the `LAUNCHER_COUNTER_COUNT` counts, unless they are not wanted, and closes the counters.
void launcher_read_counters(int *counters, int64_t *counts);

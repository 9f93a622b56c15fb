// SPDX-License-Identifier: GPL-3.0-or-later
#include "CTerminal.h"

#ifndef WARMUP_STATS_COMMIT
#define WARMUP_STATS_COMMIT ""
#endif

const char *commit_of_build(void) { return WARMUP_STATS_COMMIT; }

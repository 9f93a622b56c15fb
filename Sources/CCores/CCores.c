// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "CCores.h"

#include <sched.h>
#include <unistd.h>

int cores_of_process(void) {
#ifdef __linux__
  cpu_set_t cores;
  if (sched_getaffinity(0, sizeof cores, &cores) == 0) return CPU_COUNT(&cores);
#endif
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count > 0 ? (int)count : 1;
}

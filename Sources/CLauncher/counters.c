// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "counters.h"

#include <errno.h>
#include <stddef.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/perf_event.h>
#include <sys/syscall.h>

/// Opens a counter of this process, which is inherited by the next that it starts and begins to
/// count there with its `exec`; nothing that is measured waits for it. Returns a descriptor or -1.
static int open_counter(enum launcher_counter counter, int excludes_kernel) {
  struct perf_event_attr attributes = {
      .size = sizeof attributes,
      .type = counter == LAUNCHER_MIGRATIONS ? PERF_TYPE_SOFTWARE : PERF_TYPE_HARDWARE,
      .config = counter == LAUNCHER_CYCLES         ? PERF_COUNT_HW_CPU_CYCLES
                : counter == LAUNCHER_INSTRUCTIONS ? PERF_COUNT_HW_INSTRUCTIONS
                                                   : PERF_COUNT_SW_CPU_MIGRATIONS,
      .disabled = 1,
      .inherit = 1,
      .enable_on_exec = 1,
      .exclude_kernel = excludes_kernel ? 1 : 0,
      .exclude_hv = 1,
      .read_format = PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING};
  return (int)syscall(SYS_perf_event_open, &attributes, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
}

void launcher_open_counters(int *counters, int *is_user_only) {
  *is_user_only = 0;
  for (int i = 0; i < LAUNCHER_COUNTER_COUNT; i++) {
    // A process moves in the kernel: there is nothing to count of that in user mode.
    int can_be_user_only = i != LAUNCHER_MIGRATIONS;
    counters[i] = open_counter(i, can_be_user_only && *is_user_only);
    if (counters[i] < 0 && can_be_user_only && (errno == EACCES || errno == EPERM)) {
      counters[i] = open_counter(i, 1);
      if (counters[i] >= 0) *is_user_only = 1;
    }
  }
}

/// What a counter counted, scaled to the time for which it was wanted; -1 if it never ran.
static int64_t counted(int counter) {
  uint64_t values[3];  // The count, and for how long it was enabled and ran, in nanoseconds.
  if (counter < 0 || read(counter, values, sizeof values) != sizeof values || values[2] == 0)
    return -1;
  if (values[2] >= values[1]) return (int64_t)values[0];
  return (int64_t)((double)values[0] * ((double)values[1] / (double)values[2]));
}

int launcher_cycles_error(void) {
  int counter = open_counter(LAUNCHER_CYCLES, 0);
  if (counter < 0 && (errno == EACCES || errno == EPERM)) counter = open_counter(LAUNCHER_CYCLES, 1);
  if (counter < 0) return errno;
  close(counter);
  return 0;
}
#else
void launcher_open_counters(int *counters, int *is_user_only) {
  for (int i = 0; i < LAUNCHER_COUNTER_COUNT; i++) counters[i] = -1;
  *is_user_only = 0;
}

static int64_t counted(int counter) {
  (void)counter;
  return -1;
}

int launcher_cycles_error(void) { return ENOTSUP; }
#endif

void launcher_read_counters(int *counters, int64_t *counts) {
  for (int i = 0; i < LAUNCHER_COUNTER_COUNT; i++) {
    if (counts != NULL) counts[i] = counted(counters[i]);
    if (counters[i] >= 0) close(counters[i]);
    counters[i] = -1;
  }
}

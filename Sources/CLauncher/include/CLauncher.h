// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// A small process, the zygote, starts the programs that are measured. It is forked while this
// process is small, because the peak memory of a process outlives `exec`, and it has nothing else to
// do, so that it sees the end of a program at once. A launch is a memory file with a request, and the
// file descriptors of the new process; the answers are records of type `launcher_reply`.

/// The steps between `fork` and `exec`, any of which the system may refuse.
enum launcher_step {
  LAUNCHER_FORK = 1,
  LAUNCHER_SESSION,
  LAUNCHER_DEATH_SIGNAL,
  LAUNCHER_LIMIT_DATA,
  LAUNCHER_LIMIT_STACK,
  LAUNCHER_LIMIT_MEMORY,
  LAUNCHER_LIMIT_CORE,
  LAUNCHER_LAYOUT,
  LAUNCHER_AFFINITY,
  LAUNCHER_NICENESS,
  LAUNCHER_USER,
  LAUNCHER_PRIVILEGES,
  LAUNCHER_FOLDER,
  LAUNCHER_DESCRIPTORS,
  LAUNCHER_EXEC,
  LAUNCHER_REQUEST,
};

enum { LAUNCHER_DESCRIPTOR_COUNT = 6, LAUNCHER_CPU_BYTES = 128, LAUNCHER_MOST_GROUPS = 64 };

/// What a new process is to be, followed in the memory file by strings that each end with a zero
/// byte: the path of the program, the folder (or nothing), the arguments, the environment.
typedef struct {
  uint32_t argument_count;
  uint32_t environment_count;
  /// After how many milliseconds the process is ended; 0 for never.
  int64_t timeout;
  /// How many milliseconds lie between the signal to stop and the one that kills.
  int64_t grace;
  /// Limits in bytes; 0 leaves each as it is.
  uint64_t limit_data, limit_stack, limit_memory;
  int32_t sets_niceness, niceness;
  int32_t fixes_layout;
  int32_t sets_cpus;
  uint8_t cpus[LAUNCHER_CPU_BYTES];
  int32_t sets_user;
  uint32_t user, group, group_count;
  uint32_t groups[LAUNCHER_MOST_GROUPS];
  /// The signal that asks the process to stop.
  int32_t stop_signal;
  /// Bit i is set if descriptor i of the new process comes with the request.
  uint32_t descriptors;
} launcher_request;

/// What `perf_event_open` counts while a program runs.
enum launcher_counter {
  LAUNCHER_CYCLES,
  LAUNCHER_INSTRUCTIONS,
  LAUNCHER_MIGRATIONS,
  LAUNCHER_COUNTER_COUNT,
};

enum launcher_reply_kind { LAUNCHER_STARTED = 1, LAUNCHER_FAILED, LAUNCHER_ENDED };

/// What the zygote tells.
typedef struct {
  int32_t kind;
  int32_t process;
  /// The step that was refused, and the number of the error.
  int32_t step, error;
  /// The status as `wait4` gives it.
  int32_t status;
  int32_t timed_out, stopped;
  /// How many processes were left behind, and were killed.
  int32_t left_behind;
  /// Nanoseconds of the raw monotonic clock just before the start and just after the end, and of the
  /// clock that goes on in suspension.
  int64_t start, end, start_boot, end_boot, start_monotonic, end_monotonic;
  /// Microseconds of processor time.
  int64_t user_time, system_time;
  /// Bytes.
  int64_t peak_memory;
  int64_t minor_faults, major_faults, voluntary_switches, involuntary_switches;
  /// What the system counted by `launcher_counter`, of the process and all that it started; -1 where
  /// it does not count that.
  int64_t counters[LAUNCHER_COUNTER_COUNT];
  /// Whether cycles and instructions are those of user mode only.
  int32_t counts_user_only;
} launcher_reply;

/// Why this system does not count processor cycles, as the number of an error; 0 if it does.
int launcher_cycles_error(void);

/// Starts the zygote; returns the descriptor to talk to it through, or -1. `process` gets its number.
int launcher_start(pid_t *process);

/// Sends a request with its descriptors; returns 0, or the number of an error.
int launcher_launch(int zygote, int request, const int *descriptors, int count);

/// Asks the process that runs to stop: with its stop signal, and after its grace by killing it. With
/// `kills`, kills it at once.
int launcher_stop(int zygote, int kills);

/// Sends a signal to the process group of the process that runs.
int launcher_signal(int zygote, int number);

/// Receives the next reply; returns 1, 0 if the zygote is gone, or -1 with `errno`.
int launcher_receive(int zygote, launcher_reply *reply);

/// Creates a file in memory; returns its descriptor, or -1.
int launcher_memory_file(const char *name);

/// Whether this system can pin processes to processors.
int launcher_can_pin(void);

/// Pins the calling process and its threads to the processors of a mask; returns 0 or an error.
int launcher_pin(const uint8_t *cpus);

/// Kills the processes of a session, whose leader has gone; returns how many.
int launcher_kill_session(pid_t session);

/// The SHA-256 of bytes (FIPS 180-4).
void launcher_sha256(const uint8_t *bytes, size_t count, uint8_t digest[32]);

/// Reads the count of the shared times with acquire order.
uint64_t launcher_load_count(const void *count);

/// Whether a process ended by itself, by its status; then its exit code, else the signal that ended it.
int launcher_exited(int status);
int launcher_exit_code(int status);
int launcher_end_signal(int status);

/// Nanoseconds of the monotonic clock.
int64_t launcher_now(void);

/// Installs a handler for the stop signal of terminals which tells the descriptor; -1 takes it away.
void launcher_watch_suspension(int descriptor);
/// Stops this process as the terminal asked; returns when it goes on.
void launcher_suspend(void);

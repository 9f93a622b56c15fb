// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// The commit that the program was built from, as `scripts/release` and `scripts/install` tell the
/// compiler with `-DWARMUP_STATS_COMMIT`; empty elsewhere.
const char *commit_of_build(void);

/// How many columns the terminal behind a file descriptor has; 0 if there is none.
int terminal_columns(int file_descriptor);

/// How many bytes of memory the machine has.
long long memory_of_machine(void);

/// Sets up what a signal and a lack of memory do to this process. To be called once, at its start.
///
/// - Interrupts, terminations and hang-ups wait for `next_signal`, unless they were ignored.
/// - A write to a closed pipe is an error and not the end.
/// - A crash ends the process at once: the runtime's tracer would hold the pipes open. It stays where
///   SWIFT_BACKTRACE asks for it.
/// - Memory beyond that of the machine is refused instead of taken from other programs.
void prepare_process(void);

/// Waits for the next interrupt, termination or hang-up, and returns its number.
int next_signal(void);

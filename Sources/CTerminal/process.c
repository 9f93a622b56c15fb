// SPDX-License-Identifier: GPL-3.0-or-later
#define _GNU_SOURCE
#include "CTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

long long memory_of_machine(void) {
  return (long long)sysconf(_SC_PHYS_PAGES) * sysconf(_SC_PAGESIZE);
}

// A handler may only write to a pipe; a thread reads there and tidies up.
static int signals[2] = {-1, -1};

static void tell(int number) {
  int kept = errno;
  unsigned char byte = (unsigned char)number;
  ssize_t written = write(signals[1], &byte, 1);
  (void)written;
  errno = kept;
}

static void overlook(int number) { (void)number; }

static void handle(int number, void (*handler)(int)) {
  struct sigaction old;
  if (sigaction(number, NULL, &old) == 0 && old.sa_handler == SIG_IGN && number != SIGPIPE) return;
  struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

// A file or a pipe that is opened later must not take the number of a standard stream that is closed:
// what is printed would go there, or would be read from there. What stands in its place fails.
static void hold_standard_streams(void) {
  for (int stream = 0; stream <= 2; stream++) {
    if (fcntl(stream, F_GETFD) == -1 && errno == EBADF) {
      int held = open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY);
      (void)held;
    }
  }
}

void prepare_process(void) {
  hold_standard_streams();
  // A handler and not SIG_IGN, which programs that are run from here would inherit.
  handle(SIGPIPE, overlook);
  if (pipe(signals) == 0) {
    handle(SIGINT, tell);
    handle(SIGTERM, tell);
    handle(SIGHUP, tell);
  }
  if (getenv("SWIFT_BACKTRACE") == NULL) {
    int crashes[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE};
    for (unsigned i = 0; i < sizeof crashes / sizeof *crashes; i++) handle(crashes[i], SIG_DFL);
  }
  struct rlimit limit;
  rlim_t memory = (rlim_t)memory_of_machine();
  if (getrlimit(RLIMIT_DATA, &limit) == 0 && limit.rlim_cur > memory) {
    limit.rlim_cur = memory;
    setrlimit(RLIMIT_DATA, &limit);
  }
}

int next_signal(void) {
  unsigned char byte;
  ssize_t count;
  do count = read(signals[0], &byte, 1);
  while (count < 0 && errno == EINTR);
  if (count == 1) return byte;
  for (;;) pause();
}

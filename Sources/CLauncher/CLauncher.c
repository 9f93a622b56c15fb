// SPDX-License-Identifier: GPL-3.0-or-later
//
// Everything from `zygote_main` on may run in the child of a process with many threads, so it calls
// only what is safe there: system calls, and no allocation.
#define _GNU_SOURCE
#include "CLauncher.h"
#include "counters.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <sched.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

enum { COMMAND_LAUNCH = 1, COMMAND_STOP, COMMAND_KILL, COMMAND_SIGNAL };

typedef struct {
  int32_t command, value;
} command;

static int64_t now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

int64_t launcher_now(void) { return now(CLOCK_MONOTONIC); }

#ifdef CLOCK_BOOTTIME
#define SUSPENDED_CLOCK CLOCK_BOOTTIME
#else
#define SUSPENDED_CLOCK CLOCK_MONOTONIC
#endif

static pid_t plain_fork(void) {
#if defined(__GLIBC__) && defined(__GLIBC_PREREQ)
#if __GLIBC_PREREQ(2, 34)
  return _Fork();
#else
  return fork();
#endif
#else
  return fork();
#endif
}

// MARK: - The new process

static void fail(int pipe, int step) {
  int32_t report[2] = {step, errno};
  ssize_t written = write(pipe, report, sizeof report);
  (void)written;
  _exit(127);
}

static int limit(int resource, uint64_t bytes) {
  struct rlimit limit = {.rlim_cur = (rlim_t)bytes, .rlim_max = (rlim_t)bytes};
  return setrlimit(resource, &limit);
}

static void set_limits(const launcher_request *request, int pipe) {
  if (request->limit_data && limit(RLIMIT_DATA, request->limit_data) != 0)
    fail(pipe, LAUNCHER_LIMIT_DATA);
  if (request->limit_stack && limit(RLIMIT_STACK, request->limit_stack) != 0)
    fail(pipe, LAUNCHER_LIMIT_STACK);
  if (request->limit_memory && limit(RLIMIT_AS, request->limit_memory) != 0)
    fail(pipe, LAUNCHER_LIMIT_MEMORY);
  if (limit(RLIMIT_CORE, 0) != 0) fail(pipe, LAUNCHER_LIMIT_CORE);
}

static int set_affinity(const uint8_t *cpus) {
#ifdef __linux__
  return syscall(SYS_sched_setaffinity, 0, LAUNCHER_CPU_BYTES, cpus) < 0 ? -1 : 0;
#else
  (void)cpus;
  errno = ENOTSUP;
  return -1;
#endif
}

static void become_user(const launcher_request *request, int pipe) {
  if (request->sets_user) {
    gid_t groups[LAUNCHER_MOST_GROUPS];
    for (uint32_t i = 0; i < request->group_count; i++) groups[i] = request->groups[i];
    // Descriptors that the program may open again by name belong to its user.
    for (int i = 3; i < LAUNCHER_DESCRIPTOR_COUNT; i++)
      if (request->descriptors & (1u << i)) (void)!fchown(i, request->user, request->group);
    if (setgroups(request->group_count, groups) != 0 || setgid(request->group) != 0 ||
        setuid(request->user) != 0)
      fail(pipe, LAUNCHER_USER);
    // There is no way back.
    if (request->user != 0 && (setuid(0) == 0 || seteuid(0) == 0)) {
      errno = EPERM;
      fail(pipe, LAUNCHER_USER);
    }
  }
#ifdef __linux__
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) fail(pipe, LAUNCHER_PRIVILEGES);
#endif
}

static void close_from(int first, int kept) {
#if defined(__linux__) && defined(SYS_close_range)
  if (kept < first) {
    if (syscall(SYS_close_range, first, ~0u, 0) == 0) return;
  } else if ((kept == first || syscall(SYS_close_range, first, kept - 1, 0) == 0) &&
             syscall(SYS_close_range, kept + 1, ~0u, 0) == 0) {
    return;
  }
#endif
  int most = (int)sysconf(_SC_OPEN_MAX);
  if (most < 0 || most > 65536) most = 65536;
  for (int i = first; i < most; i++)
    if (i != kept) close(i);
}

/// Puts the descriptors to 0, 1 and so on, and closes all others but the pipe; returns where the pipe
/// is now.
static int place_descriptors(const launcher_request *request, const int *descriptors, int pipe) {
  enum { PARKED = 64 };
  int parked = fcntl(pipe, F_DUPFD_CLOEXEC, PARKED);
  if (parked < 0) fail(pipe, LAUNCHER_DESCRIPTORS);
  int copies[LAUNCHER_DESCRIPTOR_COUNT];
  for (int i = 0, given = 0; i < LAUNCHER_DESCRIPTOR_COUNT; i++) {
    copies[i] = -1;
    if (!(request->descriptors & (1u << i))) continue;
    copies[i] = fcntl(descriptors[given++], F_DUPFD, PARKED);
    if (copies[i] < 0) fail(parked, LAUNCHER_DESCRIPTORS);
  }
  for (int i = 0; i < LAUNCHER_DESCRIPTOR_COUNT; i++) {
    close(i);
    if (copies[i] >= 0 && dup2(copies[i], i) != i) fail(parked, LAUNCHER_DESCRIPTORS);
  }
  close_from(LAUNCHER_DESCRIPTOR_COUNT, parked);
  return parked;
}

static void reset_signals(void) {
  struct sigaction standard = {.sa_handler = SIG_DFL};
  sigemptyset(&standard.sa_mask);
  for (int number = 1; number < NSIG; number++) sigaction(number, &standard, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

static void run(const launcher_request *request, char *path, char *folder, char **arguments,
                char **environment, const int *descriptors, int pipe, pid_t parent) {
  if (setsid() < 0) fail(pipe, LAUNCHER_SESSION);
#ifdef __linux__
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) fail(pipe, LAUNCHER_DEATH_SIGNAL);
  if (getppid() != parent) _exit(127);
#else
  (void)parent;
#endif
  pipe = place_descriptors(request, descriptors, pipe);
#ifdef __linux__
  if (request->fixes_layout && personality(ADDR_NO_RANDOMIZE) < 0) fail(pipe, LAUNCHER_LAYOUT);
#endif
  if (request->sets_cpus && set_affinity(request->cpus) != 0) fail(pipe, LAUNCHER_AFFINITY);
  if (request->sets_niceness && setpriority(PRIO_PROCESS, 0, request->niceness) != 0)
    fail(pipe, LAUNCHER_NICENESS);
  set_limits(request, pipe);
  become_user(request, pipe);
#ifdef __linux__
  // A change of user takes the death signal away.
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) fail(pipe, LAUNCHER_DEATH_SIGNAL);
  if (getppid() != parent) _exit(127);
#endif
  if (*folder && chdir(folder) != 0) fail(pipe, LAUNCHER_FOLDER);
  umask(022);
  reset_signals();
  execve(path, arguments, environment);
  fail(pipe, LAUNCHER_EXEC);
}

// MARK: - The zygote

/// What the zygote knows of the process that runs.
typedef struct {
  launcher_reply reply;
  int counters[LAUNCHER_COUNTER_COUNT];
  int64_t deadline;  // Monotonic nanoseconds; 0 if there is none.
  int64_t kill_at;
  int64_t grace;
  int stop_signal;
} running;

static int child_pipe[2];

static void note_child(int number) {
  (void)number;
  int kept = errno;
  ssize_t written = write(child_pipe[1], "", 1);
  (void)written;
  errno = kept;
}

#ifdef __linux__
struct directory_entry {
  uint64_t inode;
  int64_t offset;
  unsigned short length;
  unsigned char type;
  char name[];
};

/// The parent and the session of a process, from its file `stat`; 0 if it is gone.
static int parent_and_session(const char *name, pid_t *parent, pid_t *session) {
  char path[64] = "/proc/";
  size_t length = strlen(name);
  if (length > 20) return 0;
  memcpy(path + 6, name, length);
  memcpy(path + 6 + length, "/stat", 6);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  char text[1024];
  ssize_t count = read(file, text, sizeof text - 1);
  close(file);
  if (count <= 0) return 0;
  text[count] = 0;
  // The name of the program may hold anything; its parenthesis is the last.
  char *place = strrchr(text, ')');
  if (place == NULL || place[1] == 0) return 0;
  place += 3;  // Behind the state.
  *parent = (pid_t)strtol(place, &place, 10);
  (void)strtol(place, &place, 10);
  *session = (pid_t)strtol(place, &place, 10);
  return 1;
}

/// Kills the processes that a process is the parent of, or whose session is given; returns how many.
static int kill_matching(pid_t parent, pid_t session) {
  int folder = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return 0;
  char buffer[8192] __attribute__((aligned(8)));
  int killed = 0;
  long count;
  while ((count = syscall(SYS_getdents64, folder, buffer, sizeof buffer)) > 0) {
    for (long place = 0; place < count;) {
      struct directory_entry *entry = (struct directory_entry *)(buffer + place);
      place += entry->length;
      if (entry->name[0] < '0' || entry->name[0] > '9') continue;
      pid_t its_parent = 0, its_session = 0;
      if (!parent_and_session(entry->name, &its_parent, &its_session)) continue;
      if ((parent && its_parent == parent) || (session && its_session == session)) {
        pid_t process = (pid_t)strtol(entry->name, NULL, 10);
        if (process > 1 && kill(process, SIGKILL) == 0) killed++;
      }
    }
  }
  close(folder);
  return killed;
}
#else
static int kill_matching(pid_t parent, pid_t session) {
  (void)parent;
  (void)session;
  return 0;
}
#endif

int launcher_kill_session(pid_t session) {
  int all = 0, killed;
  while ((killed = kill_matching(0, session)) > 0 && all < 100000) {
    all += killed;
    struct timespec pause = {.tv_nsec = 1000000};
    nanosleep(&pause, NULL);
  }
  return all;
}

/// Kills and reaps whatever is left of the process that ended; returns how many processes that were.
static int kill_left_behind(pid_t group) {
  int count = 0;
  kill(-group, SIGKILL);
  for (;;) {
    kill_matching(getpid(), group);
    int status;
    pid_t found = waitpid(-1, &status, 0);
    if (found < 0 && errno != EINTR) return count;
    // Those that had ended before are not left behind.
    if (found > 0 && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) count++;
  }
}

static void send_reply(int socket, const launcher_reply *reply) {
  while (send(socket, reply, sizeof *reply, MSG_NOSIGNAL) < 0 && errno == EINTR) {
  }
}

static void refuse(int socket, int step, int error) {
  launcher_reply reply = {.kind = LAUNCHER_FAILED, .step = step, .error = error};
  send_reply(socket, &reply);
}

/// Divides the strings of a request; returns 0 if they are not there.
static char *next_string(char **place, char *end) {
  char *string = *place;
  char *zero = memchr(string, 0, (size_t)(end - string));
  if (zero == NULL) return NULL;
  *place = zero + 1;
  return string;
}

static int start(int socket, launcher_request *request, char *end, char **pointers,
                 const int *descriptors, running *child) {
  char *place = (char *)(request + 1);
  char *path = next_string(&place, end);
  char *folder = path ? next_string(&place, end) : NULL;
  char **arguments = pointers;
  char **environment = pointers + request->argument_count + 1;
  for (uint32_t i = 0; i < request->argument_count && folder; i++)
    if ((arguments[i] = next_string(&place, end)) == NULL) folder = NULL;
  for (uint32_t i = 0; i < request->environment_count && folder; i++)
    if ((environment[i] = next_string(&place, end)) == NULL) folder = NULL;
  int pipe_ends[2];
  if (folder == NULL || pipe(pipe_ends) != 0) {
    refuse(socket, LAUNCHER_REQUEST, folder ? errno : EINVAL);
    return 0;
  }
  fcntl(pipe_ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(pipe_ends[1], F_SETFD, FD_CLOEXEC);
  pid_t parent = getpid();
  memset(child, 0, sizeof *child);
  launcher_open_counters(child->counters, &child->reply.counts_user_only);
  child->reply.start_boot = now(SUSPENDED_CLOCK);
  child->reply.start_monotonic = now(CLOCK_MONOTONIC);
  child->reply.start = now(CLOCK_MONOTONIC_RAW);
  pid_t process = plain_fork();
  if (process == 0)
    run(request, path, folder, arguments, environment, descriptors, pipe_ends[1], parent);
  int error = errno;
  close(pipe_ends[1]);
  if (process < 0) {
    launcher_read_counters(child->counters, NULL);
    close(pipe_ends[0]);
    refuse(socket, LAUNCHER_FORK, error);
    return 0;
  }
  int32_t report[2];
  ssize_t count;
  do count = read(pipe_ends[0], report, sizeof report);
  while (count < 0 && errno == EINTR);
  close(pipe_ends[0]);
  if (count == sizeof report) {
    waitpid(process, NULL, 0);
    launcher_read_counters(child->counters, NULL);
    refuse(socket, report[0], report[1]);
    return 0;
  }
  child->reply.kind = LAUNCHER_STARTED;
  child->reply.process = process;
  child->grace = request->grace * 1000000;
  child->stop_signal = request->stop_signal;
  if (request->timeout) child->deadline = child->reply.start_monotonic + request->timeout * 1000000;
  send_reply(socket, &child->reply);
  return 1;
}

/// Maps a request and starts it.
static int launch(int socket, const int *received, int count, running *child) {
  struct stat status;
  if (count < 1 || fstat(received[0], &status) != 0 ||
      (size_t)status.st_size < sizeof(launcher_request)) {
    refuse(socket, LAUNCHER_REQUEST, EINVAL);
    return 0;
  }
  size_t size = (size_t)status.st_size;
  launcher_request *request =
      mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, received[0], 0);
  if (request == MAP_FAILED) {
    refuse(socket, LAUNCHER_REQUEST, errno);
    return 0;
  }
  size_t strings = (size_t)request->argument_count + request->environment_count + 2;
  int wanted = 0;
  for (int i = 0; i < LAUNCHER_DESCRIPTOR_COUNT; i++) wanted += (request->descriptors >> i) & 1;
  char **pointers = MAP_FAILED;
  int started = 0;
  if (strings <= size + 2 && wanted == count - 1 &&
      request->group_count <= LAUNCHER_MOST_GROUPS) {
    pointers = mmap(NULL, strings * sizeof *pointers, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  }
  if (pointers == MAP_FAILED) {
    refuse(socket, LAUNCHER_REQUEST, EINVAL);
  } else {
    started = start(socket, request, (char *)request + size, pointers, received + 1, child);
    munmap(pointers, strings * sizeof *pointers);
  }
  munmap(request, size);
  return started;
}

static void stop(running *child, int kills) {
  if (kills) {
    kill(-child->reply.process, SIGKILL);
    return;
  }
  if (child->kill_at) return;
  kill(-child->reply.process, child->stop_signal);
  kill(-child->reply.process, SIGCONT);
  child->kill_at = now(CLOCK_MONOTONIC) + child->grace;
}

/// Receives a command with the descriptors that come with it; returns 0 at the end of the socket.
static int receive(int socket, command *received, int *descriptors, int *count) {
  char control[CMSG_SPACE(sizeof(int) * (LAUNCHER_DESCRIPTOR_COUNT + 1))];
  struct iovec data = {.iov_base = received, .iov_len = sizeof *received};
  struct msghdr message = {.msg_iov = &data,
                           .msg_iovlen = 1,
                           .msg_control = control,
                           .msg_controllen = sizeof control};
  ssize_t length;
  do length = recvmsg(socket, &message, 0);
  while (length < 0 && errno == EINTR);
  *count = 0;
  for (struct cmsghdr *part = CMSG_FIRSTHDR(&message); length > 0 && part != NULL;
       part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
    *count = (int)((part->cmsg_len - CMSG_LEN(0)) / sizeof(int));
    memcpy(descriptors, CMSG_DATA(part), (size_t)*count * sizeof(int));
  }
  return length == sizeof *received;
}

static void finish(int socket, running *child, int status, const struct rusage *usage, int64_t end) {
  launcher_reply *reply = &child->reply;
  reply->end = end;
  reply->end_boot = now(SUSPENDED_CLOCK);
  reply->end_monotonic = now(CLOCK_MONOTONIC);
  reply->kind = LAUNCHER_ENDED;
  reply->status = status;
  reply->user_time = (int64_t)usage->ru_utime.tv_sec * 1000000 + usage->ru_utime.tv_usec;
  reply->system_time = (int64_t)usage->ru_stime.tv_sec * 1000000 + usage->ru_stime.tv_usec;
#ifdef __APPLE__
  reply->peak_memory = usage->ru_maxrss;
#else
  reply->peak_memory = (int64_t)usage->ru_maxrss * 1024;
#endif
  reply->minor_faults = usage->ru_minflt;
  reply->major_faults = usage->ru_majflt;
  reply->voluntary_switches = usage->ru_nvcsw;
  reply->involuntary_switches = usage->ru_nivcsw;
  reply->left_behind = kill_left_behind(reply->process);
  launcher_read_counters(child->counters, reply->counters);
  send_reply(socket, reply);
}

/// Reaps the process that is measured; returns whether it has ended. What it left behind is reaped
/// with it.
static int reap(int socket, running *child) {
  int status;
  struct rusage usage;
  pid_t process = wait4(child->reply.process, &status, WNOHANG, &usage);
  int64_t end = now(CLOCK_MONOTONIC_RAW);
  if (process != child->reply.process) return 0;
  finish(socket, child, status, &usage, end);
  return 1;
}

/// How long to wait, in milliseconds rounded up; -1 for ever.
static int patience(const running *child) {
  int64_t next = child->kill_at ? child->kill_at : child->deadline;
  if (next == 0) return -1;
  int64_t left = next - now(CLOCK_MONOTONIC);
  if (left <= 0) return 0;
  int64_t milliseconds = (left + 999999) / 1000000;
  return milliseconds > 1000000000 ? 1000000000 : (int)milliseconds;
}

static void zygote_main(int socket) {
  struct sigaction ignored = {.sa_handler = SIG_IGN};
  sigemptyset(&ignored.sa_mask);
  int overlooked[] = {SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGQUIT, SIGPIPE, SIGTTOU, SIGTTIN};
  for (unsigned i = 0; i < sizeof overlooked / sizeof *overlooked; i++)
    sigaction(overlooked[i], &ignored, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
#ifdef __linux__
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  prctl(PR_SET_NAME, "warmup-launcher");
#endif
  if (pipe(child_pipe) != 0) _exit(1);
  for (int i = 0; i < 2; i++) {
    fcntl(child_pipe[i], F_SETFL, O_NONBLOCK);
    fcntl(child_pipe[i], F_SETFD, FD_CLOEXEC);
  }
  struct sigaction child_ended = {.sa_handler = note_child, .sa_flags = SA_RESTART};
  sigemptyset(&child_ended.sa_mask);
  sigaction(SIGCHLD, &child_ended, NULL);
  running child = {.reply = {.process = 0}};
  int is_running = 0;
  for (;;) {
    struct pollfd sources[2] = {{.fd = socket, .events = POLLIN},
                                {.fd = child_pipe[0], .events = POLLIN}};
    int ready = poll(sources, 2, is_running ? patience(&child) : -1);
    if (ready < 0 && errno != EINTR) _exit(1);
    if (is_running && reap(socket, &child)) is_running = 0;
    if (ready > 0 && sources[1].revents) {
      char bytes[64];
      while (read(child_pipe[0], bytes, sizeof bytes) > 0) {
      }
    }
    if (is_running) {
      int64_t time = now(CLOCK_MONOTONIC);
      if (child.kill_at && time >= child.kill_at) {
        kill(-child.reply.process, SIGKILL);
        kill(child.reply.process, SIGKILL);
        child.kill_at = time + 1000000000;
      } else if (!child.kill_at && child.deadline && time >= child.deadline) {
        child.reply.timed_out = 1;
        stop(&child, 0);
      }
    }
    if (ready <= 0 || !(sources[0].revents & (POLLIN | POLLHUP | POLLERR))) continue;
    command received;
    int descriptors[LAUNCHER_DESCRIPTOR_COUNT + 1], count;
    if (!receive(socket, &received, descriptors, &count)) {
      // The recorder is gone.
      if (is_running) {
        kill(-child.reply.process, SIGKILL);
        kill(child.reply.process, SIGKILL);
        kill_left_behind(child.reply.process);
      }
      _exit(0);
    }
    if (received.command == COMMAND_LAUNCH) {
      if (is_running)
        refuse(socket, LAUNCHER_REQUEST, EBUSY);
      else
        is_running = launch(socket, descriptors, count, &child);
    } else if (is_running) {
      if (received.command == COMMAND_SIGNAL) {
        kill(-child.reply.process, received.value);
      } else {
        child.reply.stopped = 1;
        stop(&child, received.command == COMMAND_KILL);
      }
    }
    for (int i = 0; i < count; i++) close(descriptors[i]);
  }
}

// MARK: - The recorder's side

int launcher_start(pid_t *process) {
  int ends[2];
#ifdef __linux__
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return -1;
#else
  if (socketpair(AF_UNIX, SOCK_DGRAM, 0, ends) != 0) return -1;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
#endif
  pid_t zygote = plain_fork();
  if (zygote == 0) {
    // A descriptor that stayed open here would keep its other end waiting.
    int socket = fcntl(ends[1], F_DUPFD_CLOEXEC, 3);
    int nothing = open("/dev/null", O_RDWR);
    for (int i = 0; i < 3 && nothing >= 0; i++) dup2(nothing, i);
    close_from(3, socket);
    zygote_main(socket);
  }
  close(ends[1]);
  if (zygote < 0) {
    close(ends[0]);
    return -1;
  }
  *process = zygote;
  return ends[0];
}

static int send_command(int zygote, command sent, const int *descriptors, int count) {
  char control[CMSG_SPACE(sizeof(int) * (LAUNCHER_DESCRIPTOR_COUNT + 1))];
  memset(control, 0, sizeof control);
  struct iovec data = {.iov_base = &sent, .iov_len = sizeof sent};
  struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1};
  if (count > 0) {
    message.msg_control = control;
    message.msg_controllen = CMSG_SPACE(sizeof(int) * (size_t)count);
    struct cmsghdr *part = CMSG_FIRSTHDR(&message);
    part->cmsg_level = SOL_SOCKET;
    part->cmsg_type = SCM_RIGHTS;
    part->cmsg_len = CMSG_LEN(sizeof(int) * (size_t)count);
    memcpy(CMSG_DATA(part), descriptors, sizeof(int) * (size_t)count);
  }
  for (;;) {
    if (sendmsg(zygote, &message, MSG_NOSIGNAL) >= 0) return 0;
    if (errno != EINTR) return errno;
  }
}

int launcher_launch(int zygote, int request, const int *descriptors, int count) {
  int all[LAUNCHER_DESCRIPTOR_COUNT + 1];
  if (count > LAUNCHER_DESCRIPTOR_COUNT) return EINVAL;
  all[0] = request;
  memcpy(all + 1, descriptors, sizeof(int) * (size_t)count);
  return send_command(zygote, (command){COMMAND_LAUNCH, 0}, all, count + 1);
}

int launcher_stop(int zygote, int kills) {
  return send_command(zygote, (command){kills ? COMMAND_KILL : COMMAND_STOP, 0}, NULL, 0);
}

int launcher_signal(int zygote, int number) {
  return send_command(zygote, (command){COMMAND_SIGNAL, number}, NULL, 0);
}

int launcher_receive(int zygote, launcher_reply *reply) {
  ssize_t length;
  do length = recv(zygote, reply, sizeof *reply, 0);
  while (length < 0 && errno == EINTR);
  // An end that comes with unread commands is an end all the same.
  if (length == 0 || (length < 0 && errno == ECONNRESET)) return 0;
  return length == sizeof *reply ? 1 : -1;
}

int launcher_memory_file(const char *name) {
#ifdef __linux__
  return memfd_create(name, MFD_CLOEXEC);
#else
  (void)name;
  const char *folder = getenv("TMPDIR");
  char path[PATH_MAX];
  int length = snprintf(
    path, sizeof path, "%s/warmup-stats-XXXXXX", folder && *folder ? folder : "/tmp");
  if (length < 0 || (size_t)length >= sizeof path) {
    errno = ENAMETOOLONG;
    return -1;
  }
  int file = mkstemp(path);
  if (file >= 0) {
    unlink(path);
    fcntl(file, F_SETFD, FD_CLOEXEC);
  }
  return file;
#endif
}

int launcher_can_pin(void) {
#ifdef __linux__
  return 1;
#else
  return 0;
#endif
}

int launcher_pin(const uint8_t *cpus) { return set_affinity(cpus) == 0 ? 0 : errno; }

uint64_t launcher_load_count(const void *count) {
  return __atomic_load_n((const uint64_t *)count, __ATOMIC_ACQUIRE);
}

int launcher_exited(int status) { return WIFEXITED(status); }
int launcher_exit_code(int status) { return WEXITSTATUS(status); }
int launcher_end_signal(int status) { return WIFSIGNALED(status) ? WTERMSIG(status) : 0; }

static int suspension_descriptor = -1;

static void tell_suspension(int number) {
  (void)number;
  int kept = errno;
  ssize_t written = write(suspension_descriptor, "z", 1);
  (void)written;
  errno = kept;
}

void launcher_watch_suspension(int descriptor) {
  suspension_descriptor = descriptor;
  struct sigaction action = {.sa_handler = descriptor < 0 ? SIG_DFL : tell_suspension,
                             .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  sigaction(SIGTSTP, &action, NULL);
}

void launcher_suspend(void) { raise(SIGSTOP); }

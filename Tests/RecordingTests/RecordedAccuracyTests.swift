// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import OrderedCollections
import Recording
import TestSupport
import Testing
import WarmupStats

/// What is recorded of programs in C, against what they know of themselves.
@Suite(.enabled(if: Programs.compiler != nil, "skipped: no compiler of C"))
struct RecordedAccuracyTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Records one execution, and returns what is known of it.
  private func execution(
    _ words: [String], _ options: [String] = [], as name: String = "r.json"
  ) throws -> [String: Any] {
    let end = try RecordRun.of(
      ["record", "-q", "-n", "1", "-o", name] + options + ["--"] + words, in: folder)
    #expect(end.code == 0, "\(end.errors)")
    return try #require(try folder.record(name).first)
  }

  /// A program that touches as many MiB as it is told, works for 0.2 s of its processor time, and
  /// says what it knows of itself: its time, that of the processor, and its peak memory in bytes.
  private static let work = """
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <sys/resource.h>
    #include <time.h>
    static double now(clockid_t clock) {
      struct timespec time;
      clock_gettime(clock, &time);
      return time.tv_sec + time.tv_nsec / 1e9;
    }
    int main(int count, char **arguments) {
      double start = now(CLOCK_MONOTONIC_RAW);
      size_t size = (size_t)atoi(arguments[1]) << 20;
      volatile char *memory = malloc(size + 1);
      for (size_t i = 0; i < size; i += 512) memory[i] = 1;
      volatile long sum = 0;
      while (now(CLOCK_PROCESS_CPUTIME_ID) < 0.2) for (int i = 0; i < 1000; i++) sum += i;
      struct rusage usage;
      getrusage(RUSAGE_SELF, &usage);
      double processor = usage.ru_utime.tv_sec + usage.ru_utime.tv_usec / 1e6 +
                         usage.ru_stime.tv_sec + usage.ru_stime.tv_usec / 1e6;
      printf("%.9f %.6f %ld", now(CLOCK_MONOTONIC_RAW) - start, processor, usage.ru_maxrss * 1024);
      return 0;
    }
    """

  /// Neither time is less than what the program itself says it took.
  ///
  /// A process with one thread has no more time of the processor than wall time. The peak memory of
  /// one that touches 100 MiB is what it says itself, within 2 %.
  @Test func timesAndMemoryAreThoseOfTheProgram() throws {
    let program = try Programs.compile(Self.work, as: "work", in: folder)
    let execution = try execution([program, "100"])
    let said = try #require(execution["output"] as? String).split(separator: " ")
      .compactMap { Double($0) }
    try #require(said.count == 3)
    let wall = try #require(execution["wall_time"] as? Double)
    let user = try #require(execution["user_time"] as? Double)
    let system = try #require(execution["system_time"] as? Double)
    let peak = try #require(execution["peak_memory"] as? Int)
    #expect(wall >= said[0])
    // The program's own numbers are cut off after a microsecond, each.
    #expect(user + system >= said[1] - 2e-6)
    #expect(user + system <= wall * 1.05)
    #expect(peak >= 100 << 20)
    #expect(abs(Double(peak) / said[2] - 1) < 0.02, "\(peak) \(said[2])")
  }

  /// Iterations of a microsecond, a millisecond and a second come whole by both ways: as many as were
  /// asked for, none shorter than it was, all of them within the process.
  @Test(arguments: [("1000", 20_000), ("1000000", 40), ("1000000000", 2)])
  func iterationsComeWhole(nanoseconds: String, count: Int) throws {
    try folder.put(Runner.c.text, as: "runner.c")
    try folder.put(
      """
      #include <time.h>
      static long now(void) {
        struct timespec t;
        clock_gettime(CLOCK_MONOTONIC, &t);
        return t.tv_sec * 1000000000 + t.tv_nsec;
      }
      int run_iter(int n) { long start = now(); while (now() - start < n); return 0; }
      """, as: "bench.c")
    try Programs.run(
      Programs.compiler ?? "", ["-O2", "runner.c", "bench.c", "-o", "b"], in: folder.url)
    for times in ["lines", "memory"] {
      let name = "\(times).json"
      let execution = try execution(
        ["./b", nanoseconds], ["-i", "\(count)", "--protocol", times], as: name)
      let found = try #require(try folder.experiment(name).executions.values.first?.first?.times)
      #expect(found.count == count)
      let least = try #require(Double(nanoseconds)) / 1e9
      // The runner takes differences of doubles, which hold the uptime to a part of 2⁻⁵³.
      #expect(found.allSatisfy { $0 > least * 0.99 })
      #expect(try found.reduce(0, +) <= #require(execution["wall_time"] as? Double))
    }
  }

  /// A clock of the day that goes back by an hour whenever it is read changes no time, and ends no
  /// execution.
  @Test(.enabled(if: Programs.path(of: "date") != nil, "skipped: no date"))
  func aClockThatIsSetBackChangesNothing() throws {
    try folder.put(
      """
      #define _GNU_SOURCE
      #include <sys/syscall.h>
      #include <sys/time.h>
      #include <time.h>
      #include <unistd.h>
      int clock_gettime(clockid_t clock, struct timespec *time) {
        static long reads;
        long result = syscall(SYS_clock_gettime, clock, time);
        if (clock == CLOCK_REALTIME) time->tv_sec -= 3600 * __atomic_add_fetch(&reads, 1, 5);
        return (int)result;
      }
      int gettimeofday(struct timeval *restrict time, void *restrict zone) {
        (void)zone;
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        time->tv_sec = now.tv_sec;
        time->tv_usec = now.tv_nsec / 1000;
        return 0;
      }
      time_t time(time_t *place) {
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        if (place) *place = now.tv_sec;
        return now.tv_sec;
      }
      """, as: "clock.c")
    try Programs.run(
      Programs.compiler ?? "", ["-shared", "-fPIC", "-O1", "clock.c", "-o", "clock.so"],
      in: folder.url)
    let clock = ["LD_PRELOAD": folder.path("clock.so")]

    let date = try RecordRun.of(
      [], in: folder, environment: clock, through: "exec date +%s")
    let shown = try #require(Double(date.output.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(shown < Date().timeIntervalSince1970 - 3500, "the clock was not set back")

    let end = try RecordRun.of(
      ["record", "-q", "-n", "3", "-o", "r.json", "--timeout", "20s", "--", "sleep", "0.1"],
      in: folder, environment: clock)
    #expect(end.code == 0, "\(end.errors)")
    let executions = try folder.record("r.json")
    #expect(executions.count == 3)
    for execution in executions {
      let wall = try #require(execution["wall_time"] as? Double)
      #expect(wall >= 0.1 && wall < 10)
    }
    let times = try #require(try folder.experiment("r.json").executions.values.first)
    #expect(times.flatMap(\.times).allSatisfy { $0 >= 0.1 && $0 < 10 })
  }

  /// A program that moves itself, and a child, to process groups of their own, none of which listens.
  @Test func aProgramInGroupsOfItsOwnIsEndedToo() throws {
    let mark = UUID().uuidString
    let program = try Programs.compile(
      """
      #include <signal.h>
      #include <unistd.h>
      int main(void) {
        signal(SIGTERM, SIG_IGN);
        signal(SIGHUP, SIG_IGN);
        for (int i = 0; i < 3; i++) {
          if (fork() == 0) { setpgid(0, 0); for (;;) pause(); }
        }
        setpgid(0, 0);
        for (;;) pause();
      }
      """, as: "groups", in: folder)
    let end = try RecordRun.of(
      [
        "record", "-q", "-n", "1", "-o", "r.json", "--timeout", "200ms", "--env", "MARK=\(mark)",
        "--", program,
      ], in: folder)
    #expect(end.code == 6, "\(end.errors)")
    #expect(try folder.record("r.json").first?["flag"] as? String == "T")
    #expect(folder.leftProcesses(marked: mark).isEmpty)
  }

  /// Where the machine counts cycles they are in the results; where it does not, one line says so,
  /// and nothing fails.
  @Test func cyclesAreCountedOrSaidNotToBe() throws {
    let program = try Programs.compile(Self.work, as: "work", in: folder)
    let end = try RecordRun.of(
      ["record", "-n", "1", "-o", "r.json", "--cpus", "0", "--", program, "1"], in: folder)
    #expect(end.code == 0, "\(end.errors)")
    let execution = try #require(try folder.record("r.json").first)
    let lines = end.errors.split(separator: "\n").filter { $0.contains("no cycle counts") }
    if lines.isEmpty {
      let cycles = try #require(execution["cycles"] as? Int)
      let instructions = try #require(execution["instructions"] as? Int)
      // 0.2 s at 100 MHz at the least, and at 10 GHz at the most for the time that it had.
      let user = try #require(execution["user_time"] as? Double)
      let processor = try user + #require(execution["system_time"] as? Double)
      #expect(Double(cycles) > 0.2 * 1e8 && Double(cycles) < (processor + 0.1) * 1e10)
      #expect(instructions > 0)
    } else {
      #expect(lines.count == 1)
      #expect(execution["cycles"] == nil && execution["instructions"] == nil)
      #expect(execution["counts_user_mode_only"] == nil)
    }
    // A program that may use one processor only moves to no other.
    if let migrations = execution["migrations"] as? Int { #expect(migrations == 0) }
    let text = try String(contentsOfFile: folder.path("r.json"), encoding: .utf8)
    #expect(text.contains("\"cycle_counts\":\"\(lines.isEmpty ? "counted" : "no cycle counts: ")"))
  }
}

# SPDX-License-Identifier: 0BSD
# Runs a benchmark again and again in one process and hands over the time of each iteration to
# `warmup-stats record`. You may keep this file beside your benchmarks, and change it.
#
#   warmup-stats record -i 2000 --protocol memory -- python3 runner.py bench.py [PARAMETER]
#
# bench.py defines run_iter(parameter). Without a recorder the times are printed, one a line.
import importlib.util
import mmap
import os
import select
import struct
import sys
import time


class Times:
    """Where times go: shared memory, a file descriptor, or the standard output."""

    def __init__(self):
        memory = os.environ.get("WARMUP_STATS_MEMORY")
        descriptor = os.environ.get("WARMUP_STATS_FD")
        self.memory = mmap.mmap(int(memory), 0) if memory else None
        self.file = None if memory else os.fdopen(int(descriptor or 1), "w", buffering=1)
        self.capacity = struct.unpack_from("=Q", self.memory, 8)[0] if memory else None
        self.count = 0

    def add(self, seconds):
        if self.memory is None:
            print(repr(seconds), file=self.file)
        else:
            struct.pack_into("=d", self.memory, 64 + 8 * self.count, seconds)
            struct.pack_into("=Q", self.memory, 16, self.count + 1)
        self.count += 1

    def is_over(self):
        if self.memory is not None:
            stop = struct.unpack_from("=I", self.memory, 24)[0]
            return stop != 0 or self.count >= self.capacity
        stop = os.environ.get("WARMUP_STATS_STOP_FD")
        return bool(stop and select.select([int(stop)], [], [], 0)[0])


def main():
    path = sys.argv[1]
    parameter = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    can_stop = "WARMUP_STATS_STOP_FD" in os.environ
    iterations = int(os.environ.get("WARMUP_STATS_ITERATIONS", 10**8 if can_stop else 1))
    sys.path.insert(0, os.path.dirname(os.path.abspath(path)))
    spec = importlib.util.spec_from_file_location("benchmark", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    run_iter, clock, times = module.run_iter, time.perf_counter, Times()
    while times.count < iterations and not times.is_over():
        start = clock()
        run_iter(parameter)
        times.add(clock() - start)


main()

# SPDX-License-Identifier: 0BSD
# Runs a benchmark again and again in one process and hands over the time of each iteration to
# `warmup-stats record`. You may keep this file beside your benchmarks, and change it.
#
#   warmup-stats record -i 2000 --protocol memory -- ruby runner.rb bench.rb [PARAMETER]
#
# bench.rb defines run_iter(parameter). Without a recorder the times are printed, one a line.

# Where times go: shared memory, a file descriptor, or the standard output.
class Times
  attr_reader :count

  def initialize
    shared = ENV['WARMUP_STATS_MEMORY']
    stop = ENV['WARMUP_STATS_STOP_FD']
    @memory = shared && IO.for_fd(shared.to_i, 'r+b', autoclose: false)
    @capacity = @memory ? @memory.pread(8, 8).unpack1('Q') : Float::INFINITY
    @output = IO.for_fd((ENV['WARMUP_STATS_FD'] || 1).to_i, 'w', autoclose: false)
    @output.sync = true
    @stop = stop && IO.for_fd(stop.to_i, 'r', autoclose: false)
    @count = 0
  end

  def add(seconds)
    if @memory
      @memory.pwrite([seconds].pack('d'), 64 + 8 * @count)
      @memory.pwrite([@count + 1].pack('Q'), 16)
    else
      @output.write("#{seconds}\n")
    end
    @count += 1
  end

  def over?
    return true if @count >= @capacity
    return @memory.pread(4, 24).unpack1('L') != 0 if @memory
    return false unless @stop
    !IO.select([@stop], nil, nil, 0).nil?
  end
end

load File.expand_path(ARGV[0])
parameter = (ARGV[1] || 0).to_i
iterations = (ENV['WARMUP_STATS_ITERATIONS'] ||
              (ENV['WARMUP_STATS_STOP_FD'] ? 10**8 : 1)).to_i
times = Times.new
while times.count < iterations && !times.over?
  start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
  run_iter(parameter)
  times.add(Process.clock_gettime(Process::CLOCK_MONOTONIC) - start)
end

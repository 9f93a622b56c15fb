-- SPDX-License-Identifier: 0BSD
-- Runs a benchmark again and again in one process and hands over the time of each iteration to
-- `warmup-stats record`. You may keep this file beside your benchmarks, and change it.
--
--   warmup-stats record -i 2000 --protocol memory -- luajit runner.lua bench.lua [PARAMETER]
--
-- bench.lua defines run_iter(parameter). Without a recorder the times are printed, one a line.
-- LuaJIT has a clock of its own here; other Luas need LuaSocket or luaposix, since os.clock counts
-- the time of the processor only.

local function find_clock()
  local has_ffi, ffi = pcall(require, 'ffi')
  if has_ffi then
    ffi.cdef [[
      typedef struct { long seconds; long nanoseconds; } runner_time;
      int clock_gettime(int clock, runner_time *time);
    ]]
    local time = ffi.new('runner_time')
    return function()
      ffi.C.clock_gettime(1, time)
      return tonumber(time.seconds) + tonumber(time.nanoseconds) / 1e9
    end
  end
  local has_posix, posix = pcall(require, 'posix.time')
  if has_posix then
    return function()
      local time = posix.clock_gettime(posix.CLOCK_MONOTONIC)
      return time.tv_sec + time.tv_nsec / 1e9
    end
  end
  local has_socket, socket = pcall(require, 'socket')
  if has_socket then return socket.gettime end
  error('runner.lua: this Lua has no clock; install LuaSocket or luaposix, or use LuaJIT')
end

local clock = find_clock()
local shared = os.getenv('WARMUP_STATS_MEMORY')
-- Numbers in the machine's form need string.pack, which Lua has had since 5.3.
local memory = shared and string.pack and io.open('/proc/self/fd/' .. shared, 'r+b')
local descriptor = os.getenv('WARMUP_STATS_FD')
local output = not memory and descriptor and io.open('/proc/self/fd/' .. descriptor, 'w')
  or io.stdout
local capacity = math.huge
if memory then
  memory:seek('set', 8)
  capacity = string.unpack('=I8', memory:read(8))
end
local count = 0

local function add(seconds)
  if memory then
    memory:seek('set', 64 + 8 * count)
    memory:write(string.pack('=d', seconds))
    memory:flush()
    memory:seek('set', 16)
    memory:write(string.pack('=I8', count + 1))
    memory:flush()
  else
    output:write(string.format('%.17g\n', seconds))
    output:flush()
  end
  count = count + 1
end

local function is_over()
  if count >= capacity then return true end
  if not memory then return false end
  memory:seek('set', 24)
  return string.unpack('=I4', memory:read(4)) ~= 0
end

dofile(arg[1])
local parameter = tonumber(arg[2] or 0)
local iterations = tonumber(os.getenv('WARMUP_STATS_ITERATIONS')
  or (os.getenv('WARMUP_STATS_STOP_FD') and 1e8 or 1))
while count < iterations and not is_over() do
  local start = clock()
  run_iter(parameter)
  add(clock() - start)
end

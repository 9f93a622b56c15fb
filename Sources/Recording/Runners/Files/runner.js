// SPDX-License-Identifier: 0BSD
// Runs a benchmark again and again in one process and hands over the time of each iteration to
// `warmup-stats record`. You may keep this file beside your benchmarks, and change it.
//
//   warmup-stats record -i 2000 --protocol memory -- node runner.js bench.js [PARAMETER]
//
// bench.js exports run_iter(parameter), or defines it as a global function. Without a recorder the
// times are printed, one a line.
'use strict';
const fs = require('fs');
const path = require('path');
const vm = require('vm');

const environment = process.env;
const memory = environment.WARMUP_STATS_MEMORY && Number(environment.WARMUP_STATS_MEMORY);
const output = Number(environment.WARMUP_STATS_FD || 1);
const stopDescriptor = environment.WARMUP_STATS_STOP_FD && Number(environment.WARMUP_STATS_STOP_FD);

// The numbers of the shared memory in this machine's byte order; written through its descriptor,
// since this language cannot map it.
const word = new BigUint64Array(1), time = new Float64Array(1), stop = new Uint32Array(1);
const byte = Buffer.alloc(1);
let capacity = Infinity;
if (memory) {
  fs.readSync(memory, word, 0, 8, 8);
  capacity = Number(word[0]);
}
let count = 0;

function add(seconds) {
  if (memory) {
    time[0] = seconds;
    fs.writeSync(memory, time, 0, 8, 64 + 8 * count);
    word[0] = BigInt(count + 1);
    fs.writeSync(memory, word, 0, 8, 16);
  } else {
    fs.writeSync(output, seconds + '\n');
  }
  count += 1;
}

function isOver() {
  if (count >= capacity) return true;
  if (!stopDescriptor) return false;
  if (memory) {
    fs.readSync(memory, stop, 0, 4, 24);
    return stop[0] !== 0;
  }
  try {
    return fs.readSync(stopDescriptor, byte, 0, 1, null) > 0;
  } catch (error) {
    if (error.code === 'EAGAIN') return false;
    throw error;
  }
}

const file = path.resolve(process.argv[2]);
const parameter = Number(process.argv[3] || 0);
const iterations =
    Number(environment.WARMUP_STATS_ITERATIONS || (stopDescriptor ? 1e8 : 1));
let run_iter = require(file).run_iter;
if (typeof run_iter !== 'function') {
  vm.runInThisContext(fs.readFileSync(file, 'utf8'), {filename: file});
  run_iter = globalThis.run_iter;
}
const now = process.hrtime.bigint;
while (count < iterations && !isOver()) {
  const start = now();
  run_iter(parameter);
  add(Number(now() - start) / 1e9);
}

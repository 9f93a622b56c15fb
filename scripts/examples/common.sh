# SPDX-License-Identifier: GPL-3.0-or-later
#
# What the examples of many machines share; sourced by them.
#
# start "$@"    reads the options, and sets $program, $work (a folder that is gone at the end),
#               $install, and $work/one/results.ndjson: the measurements with a line per execution,
#               sorted by benchmark
# analyze DIR   shows DIR/results.ndjson as a table, as overall and as a report, in DIR
# compare DIR   compares these with those of one process, byte for byte
# part N DIR    writes the measurements to N files in DIR, each with whole benchmarks

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
name=$(basename "$0")

say() { echo "$name: $*" >&2; }

fail() {
  say "$*"
  exit 1
}

start() {
  install=
  program=${WARMUP_STATS:-}
  local input=$here/../../fixtures/recorded/vms.json.bz2
  while [ $# -gt 0 ]; do
    case $1 in
      --install) install=yes ;;
      --program) program=$2 && shift ;;
      --help)
        sed -n '3,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0"
        exit 0
        ;;
      -*) fail "there is no option $1; --help lists them" ;;
      *) input=$1 ;;
    esac
    shift
  done
  [ -n "$program" ] || program=$here/../../.build/release/warmup-stats
  program=$(command -v "$program") || fail "build the program, or name it with --program FILE"
  program=$(realpath "$program")
  work=$(mktemp -d)
  trap stop EXIT
  mkdir "$work/one"
  "$program" convert --format executions-ndjson "$input" -o "$work/one/unsorted.ndjson"
  by_benchmark < "$work/one/unsorted.ndjson" > "$work/one/results.ndjson"
  analyze "$work/one"
  say "$(wc -l < "$work/one/results.ndjson") executions of" \
    "$(keys < "$work/one/results.ndjson" | uniq | wc -l) benchmarks"
}

# Ends what an example started; examples that start something have one of their own.
stop() { rm -rf "$work"; }

# Installs Debian packages, if that was asked for.
need() { # PROGRAM PACKAGE...
  local needed=$1
  shift
  PATH=$PATH:/usr/sbin command -v "$needed" > /dev/null && return
  [ -n "$install" ] || fail "$needed is not installed; --install installs $*"
  # Services that packages bring do not start: examples start their own.
  apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq "$@" >&2
}

# The beginning of each line, which names the benchmark.
keys() { sed 's/,"process":.*//'; }

# Lines sorted by benchmark, in their order within it.
by_benchmark() {
  sed 's/^\(.*\),"process":/\1\t&/' | LC_ALL=C sort -s -t $'\t' -k 1,1 | cut -f 2-
}

analyze() {
  # From within, so that a report names the same file wherever it is made.
  (
    cd "$1"
    "$program" classify results.ndjson -o table.txt
    "$program" overall results.ndjson -o overall.txt
    "$program" report results.ndjson -o report.html
  )
}

compare() {
  local file
  for file in table.txt overall.txt report.html; do
    cmp "$work/one/$file" "$1/$file" || fail "$(basename "$1"): $file differs from that of one process"
    say "$(basename "$1"): $file is equal, $(wc -c < "$1/$file") bytes"
  done
}

part() {
  mkdir -p "$2"
  awk -v parts="$1" -v folder="$2" -v total="$(keys < "$work/one/results.ndjson" | uniq | wc -l)" '
    { key = $0; sub(/,"process":.*/, "", key) }
    NR == 1 || key != last { part = int(count++ * parts / total); last = key }
    { print > sprintf("%s/part%03d.ndjson", folder, part) }
  ' "$work/one/results.ndjson"
}

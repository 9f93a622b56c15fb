// SPDX-License-Identifier: GPL-3.0-or-later

/// Command lines that together use every subcommand, format and method.
///
/// `A` and `B` stand for files to read, `P` for a plot to write, and `O` for a file whose suffix
/// follows.
package enum CommandLines {
  /// Those that numbers of any size go through.
  package static let ofNumbers = [
    "classify A", "classify --format csv A", "classify --format json A",
    "classify --format latex A", "classify --format html A", "classify --format markdown A",
    "classify --interval t --format csv A", "classify --interval hierarchical --format json A",
    "classify --tolerance 1% --format csv A", "classify --tolerance 1000% --penalty 0 A",
    "classify --window 100% --steady-tail 0 --format json A",
    "classify --level 0.999999 --format json A", "classify --penalty 1e6 --level 0.01 A",
    "classify --resampling monte-carlo --resamples 100 --format json A",
    "classify --compatibility warmup-stats --format warmup-stats-json A",
    "inspect A", "inspect --format json A", "inspect --format csv A",
    "compare A B", "compare --format json A B", "compare --format csv A B",
    "compare --format github A B", "compare --interval hierarchical --format json A B",
    "compare --interval pooled --level 0.999999 --format csv A B",
    "compare --all-iterations --fail-on slower --fail-on inconclusive A B",
    "compare --min-effect 99% A B", "compare --min-effect 0% --level 0.01 --format json A A",
    "diff A B", "diff --format json A B", "diff --format html --fail-on different A B",
    "plan A", "plan --format json A", "plan --target 0.001% --startup 1e6 --format csv A",
    "plan --target 99% --startup 1e-9 --level 0.999999 --format json A",
    "truncate --draws 20 A", "truncate --draws 20 --format json A",
    "truncate --draws 20 --format svg A",
    "sensitivity --vary penalty=0,1e6 --vary tolerance=0%,1000% --format json A",
    "sensitivity --vary penalty=1..1e6 A", "penalties A", "penalties --format json A",
    "configuration --warmup 3 --measurement 2 A", "classify --method traini-2023 --format json A",
    "sensitivity --method barrett-2017 --vary tolerance=1ns..1000s A",
    "overall A", "overall --format csv A", "overall --macros A",
    "report A", "plot --per-page 1 -o P A", "plot --dependence -o P A",
    "convert --format csv A", "convert --format ndjson A", "convert --format krun A",
    "convert --raw --format csv A",
  ]

  /// Those that damaged files go through beside them.
  package static let ofDamage = [
    "classify --format markdown --skip-invalid A", "classify --warmup drop --interval t A",
    "classify --as-separate A B", "classify --penalty 5 --tolerance 1% A",
    "classify --method barrett-2017 --format csv A B", "classify -o O.html A",
    "classify -o O.tex A", "classify -o O.json A", "inspect -o O.md A B",
    "compare --format json B A", "compare --fail-on slower A A", "compare --format github B A",
    "compare --format bencher A B", "compare --format github-action-benchmark A B",
    "compare --between-executions 2% --format markdown A B", "compare -o O.html A B",
    "diff --format json --fail-on worse B A", "diff --format latex A B", "diff -o O.csv A B",
    "plan -o O.txt A", "truncate --draws 5 --skip-invalid A", "sensitivity -o O.svg A",
    "overall -o O.tex A B", "report -o O.html A B", "plot -o P --skip-invalid A",
    "convert --raw --format krun --skip-invalid A", "convert --format warmup-stats-csv A",
    "convert --raw -o O.ndjson A", "convert -o O.csv A", "classify --stream A",
    "classify --stream -o O.ndjson --skip-invalid A", "convert --format executions-ndjson A",
    "convert --stream --format executions-ndjson A",
  ]
}

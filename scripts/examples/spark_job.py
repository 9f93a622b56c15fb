# SPDX-License-Identifier: GPL-3.0-or-later
"""Classifies measurements on a Spark cluster, benchmark by benchmark.

    python spark_job.py PROGRAM MEASUREMENTS RESULT

The measurements have a line per execution, as `warmup-stats convert --format executions-ndjson` writes
them, in any order. SPARK_MASTER names another cluster than a local one of two workers, which must see
the same files and the program.
"""

import bisect
import json
import os
import shlex
import sys

from pyspark.sql import SparkSession


def keyed(line):
    """A line by its benchmark, and by its place among the executions of it."""
    head, _, rest = line.partition(',"process":')
    return (head, json.loads(line)["process"]), line


def main():
    program, measurements, result = sys.argv[1:]
    session = (
        SparkSession.builder.master(os.environ.get("SPARK_MASTER", "local-cluster[2,1,1024]"))
        .appName("warmup-stats")
        .config("spark.ui.enabled", "false")
        .config("spark.executorEnv.PYTHONHASHSEED", "0")
        .getOrCreate()
    )
    lines = session.sparkContext.textFile(measurements, minPartitions=8).map(keyed).cache()
    # Neighbors in the order of benchmarks share a partition, so that the result is in that order.
    benchmarks = sorted(lines.keys().map(lambda key: key[0]).distinct().collect())
    parts = min(8, len(benchmarks))
    command = shlex.quote(program) + " classify --stream --embed-data --quiet -"
    results = (
        lines.repartitionAndSortWithinPartitions(
            parts,
            lambda key: bisect.bisect_left(benchmarks, key[0]) * parts // len(benchmarks),
        )
        .values()
        # Without checkCode a program that fails would end a partition early, and nobody would know.
        .pipe(command, checkCode=True)
        .collect()
    )
    workers = len(session.sparkContext._jsc.sc().statusTracker().getExecutorInfos()) - 1
    session.stop()
    if len(results) != len(benchmarks):
        sys.exit(f"expected {len(benchmarks)} results, found {len(results)}")
    with open(result, "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in results)
    print(f"spark: {parts} partitions, {workers} workers, {len(results)} results", file=sys.stdout)


main()

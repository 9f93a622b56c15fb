# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints how often `history`, asv and Otava find the known steps of made-up series, and no other.

    history_peers.py SERIES.ndjson

A line of the file holds the results of a series, its true steps, and what `history` finds. asv and
Otava run with their defaults.
"""

import json
import sys

from asv.step_detect import detect_steps
from otava.analysis import compute_change_points


def asv(times):
    return [step[0] for step in detect_steps(times)][1:]


def otava(times):
    return [change.index for change in compute_change_points(times)[0]]


def main(path):
    with open(path) as lines:
        series = [json.loads(line) for line in lines]
    tools = {"history": lambda one: one["found"],
             "asv": lambda one: asv(one["times"]),
             "Otava": lambda one: otava(one["times"])}
    print("program | steps | all within one and no other | as many | each step | another")
    for name, find in tools.items():
        for with_steps in (True, False):
            of = [one for one in series if bool(one["steps"]) == with_steps]
            all_right = as_many = each = other = 0
            for one in of:
                found, steps = find(one), one["steps"]
                near = lambda place, places: any(abs(place - each) <= 1 for each in places)
                as_many += len(found) == len(steps)
                all_right += len(found) == len(steps) and all(
                    abs(a - b) <= 1 for a, b in zip(found, steps))
                each += sum(near(step, found) for step in steps)
                other += any(not near(place, steps) for place in found)
            count = len(of)
            steps = sum(len(one["steps"]) for one in of)
            print(f"{name} | {steps // count} | {all_right}/{count} | {as_many}/{count} | "
                  f"{each}/{steps} | {other}/{count}")


if __name__ == "__main__":
    main(sys.argv[1])

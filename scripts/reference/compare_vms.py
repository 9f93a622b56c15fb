#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares fixtures/recorded/vms_before with vms_after by numpy, independently of this package.

    python3 -m pip install numpy scipy
    python3 scripts/reference/compare_vms.py [RESAMPLES [SEED]] > fixtures/reference/compare_vms.json

What is steady in each execution comes from the published tool's answers in
fixtures/reference/classify_vms_{before,after}.json; the statistics are written here from the papers
of Kalibera and Jones (ISMM 2013; Kent Technical Report 4-12, 2012). Distributions under resampling
are drawn, not computed: in each resample executions are drawn with replacement, and of each drawn
one, within each steady segment, as many values as it has. A quantile of N draws is only known to
a standard error, which is written beside it: half the distance between the quantiles at
p ± sqrt(p (1 - p) / N). With a million draws it takes a few minutes.
"""

import bz2
import json
import math
import multiprocessing
import pathlib
import sys

import numpy as np
import scipy.stats

FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "fixtures"
LEVEL = 0.99
BLOCK = 1 << 16  # How many values are drawn at once: few enough to stay in the cache.


def t_quantile(p, nu):
    """The quantile, for p > 1/2, of Student's t with a whole number of degrees of freedom.

    By bisection of the closed form of P(|T| <= t), Abramowitz and Stegun 26.7.3 and 26.7.4.
    """

    def probability_within(t):
        theta = math.atan(t / math.sqrt(nu))
        sine, cosine = math.sin(theta), math.cos(theta)
        if nu == 1:
            return 2 * theta / math.pi
        term = total = cosine if nu % 2 else 1.0
        for k in range(3 if nu % 2 else 2, nu - 1, 2):
            term *= cosine * cosine * (k - 1) / k
            total += term
        return 2 / math.pi * (theta + sine * total) if nu % 2 else sine * total

    low, high = 0.0, 1e6
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if probability_within(middle) < 2 * p - 1 else (low, middle)
    return (low + high) / 2


def steady_executions(name):
    """For each key, the values of each steady segment, without outliers, of each execution."""
    results = json.loads(bz2.open(FIXTURES / "recorded" / f"{name}.json.bz2").read())
    answers = json.loads((FIXTURES / "reference" / f"classify_{name}.json").read_text())
    keys = {}
    for key, answer in answers["benchmarks"].items():
        keys[key] = executions = []
        for times, found in zip(results["wallclock_times"][key], answer):
            steady = found["num_steady_segments"]
            if not steady:
                continue
            # A changepoint is the last iteration of its segment, from 0.
            ends = [c + 1 for c in found["changepoints"]] + [len(times)]
            starts = [0] + ends[:-1]
            outliers = set(found["outliers"])
            executions.append(
                [
                    np.array([times[i] for i in range(start, end) if i not in outliers])
                    for start, end in zip(starts[-steady:], ends[-steady:])
                ]
            )
    return keys


def clock_variances(name):
    """For each key, what the clock's resolution adds to the variance of each steady mean.

    That is q^2 / 12 over the number of steady values, q being the smallest gap between two values
    of the execution that are no outliers, but at least a millionth of their median.
    """
    results = json.loads(bz2.open(FIXTURES / "recorded" / f"{name}.json.bz2").read())
    answers = json.loads((FIXTURES / "reference" / f"classify_{name}.json").read_text())
    keys = {}
    for key, answer in answers["benchmarks"].items():
        keys[key] = []
        for times, found in zip(results["wallclock_times"][key], answer):
            steady = found["num_steady_segments"]
            if not steady:
                continue
            ends = [c + 1 for c in found["changepoints"]] + [len(times)]
            start = ([0] + ends[:-1])[-steady]
            outliers = set(found["outliers"])
            values = np.array([x for i, x in enumerate(times) if i not in outliers])
            count = sum(i not in outliers for i in range(start, len(times)))
            gaps = np.diff(np.unique(values))
            step = max(gaps.min(initial=np.inf), 1e-6 * np.median(values))
            keys[key].append(step**2 / 12 / count)
    return keys


def standard_error(side, clocks):
    """The standard error of a side's mean with the clock's part, squared."""
    count = side["executions"]
    t = t_quantile((1 + LEVEL) / 2, count - 1)
    return (side["half_width"] / t) ** 2 + sum(clocks) / count**2


def welch(new, old, new_clocks, old_clocks):
    """Where (new - r old)^2 = t^2 (e_new + r^2 e_old), t having Satterthwaite's degrees."""
    e_new, e_old = standard_error(new, new_clocks), standard_error(old, old_clocks)
    ratio = new["mean"] / old["mean"]
    degrees = (e_new + ratio**2 * e_old) ** 2 / (
        e_new**2 / (new["executions"] - 1) + ratio**4 * e_old**2 / (old["executions"] - 1)
    )
    t = scipy.stats.t.ppf((1 + LEVEL) / 2, degrees)
    roots = np.roots(
        [
            old["mean"] ** 2 - t**2 * e_old,
            -2 * old["mean"] * new["mean"],
            new["mean"] ** 2 - t**2 * e_new,
        ]
    )
    p_value = 2 * scipy.stats.t.sf(
        abs(new["mean"] - old["mean"]) / math.sqrt(e_new + e_old), degrees
    )
    return {
        "degrees_of_freedom": degrees,
        "lower": roots.min(),
        "upper": roots.max(),
        "p_value": p_value,
    }


def geometric_mean(pairs):
    """The geometric mean of (new, old, clocks of new, clocks of old), by the delta method."""
    logs = [math.log(new["mean"] / old["mean"]) for new, old, _, _ in pairs]
    parts = [
        (standard_error(side, clocks) / side["mean"] ** 2, side["executions"] - 1)
        for new, old, new_clocks, old_clocks in pairs
        for side, clocks in ((new, new_clocks), (old, old_clocks))
    ]
    total = sum(variance for variance, _ in parts)
    degrees = total**2 / sum(variance**2 / d for variance, d in parts)
    half = scipy.stats.t.ppf((1 + LEVEL) / 2, degrees) * math.sqrt(total) / len(pairs)
    mean = sum(logs) / len(logs)
    return [math.exp(mean - half), math.exp(mean + half)]


def side(executions):
    """What one side of a comparison comes to, in closed form."""
    means = np.array([np.concatenate(execution).mean() for execution in executions])
    count = len(means)
    error = math.sqrt(means.var(ddof=1) / count)
    half_width = t_quantile((1 + LEVEL) / 2, count - 1) * error
    # The nested model needs as many iterations of each: the last that the shortest has.
    shortest = min(sum(map(len, execution)) for execution in executions)
    values = np.array([np.concatenate(execution)[-shortest:] for execution in executions])
    within = values.var(axis=1, ddof=1).mean()
    between = values.mean(axis=1).var(ddof=1)
    return {
        "executions": count,
        "mean": means.mean(),
        "lower": means.mean() - half_width,
        "upper": means.mean() + half_width,
        "half_width": half_width,
        "iterations": shortest,
        "biased_variances": [between, within],
        "unbiased_variances": [between - within / shortest, within],
    }


def fieller(new, old):
    """Where (new - r old)^2 = h_new^2 + r^2 h_old^2, by the quadratic's two roots."""
    a = old["mean"] ** 2 - old["half_width"] ** 2
    b = -2 * old["mean"] * new["mean"]
    c = new["mean"] ** 2 - new["half_width"] ** 2
    root = math.sqrt(b * b - 4 * a * c)
    return [(-b - root) / (2 * a), (-b + root) / (2 * a)]


def resampled_execution(segments, count, rng):
    """`count` means of one execution under resampling within its segments."""
    sums = np.zeros(count)
    for segment in segments:
        size = len(segment)
        deviations = segment - segment.mean()
        rows = max(1, BLOCK // size)
        for start in range(0, count, rows):
            end = min(count, start + rows)
            drawn = rng.integers(0, size, (end - start, size))
            sums[start:end] += deviations.take(drawn).sum(axis=1) + size * segment.mean()
    return sums / sum(map(len, segments))


def resampled_means(executions, resamples, rng):
    """Means over executions under hierarchical resampling."""
    count = len(executions)
    choices = rng.integers(0, count, (resamples, count))
    means = np.empty((resamples, count))
    for index, segments in enumerate(executions):
        chosen = choices == index
        means[chosen] = resampled_execution(segments, int(chosen.sum()), rng)
    return means.mean(axis=1)


def quantiles(draws):
    """The ends of the interval and the median, each with its standard error."""
    ordered = np.sort(draws)
    found = {}
    for name, p in (("lower", (1 - LEVEL) / 2), ("median", 0.5), ("upper", (1 + LEVEL) / 2)):
        error = math.sqrt(p * (1 - p) / len(draws))
        below, at, above = np.quantile(ordered, [p - error, p, p + error])
        found[name] = {"value": at, "standard_error": (above - below) / 2}
    return found


def compared(key, before, after, clocks, resamples, seeds):
    """What a benchmark's comparison comes to, and the logarithms of the drawn ratios."""
    rng = np.random.Generator(np.random.PCG64(seeds))
    old, new = side(before), side(after)
    draws = resampled_means(after, resamples, rng) / resampled_means(before, resamples, rng)
    answer = {
        "old": old,
        "new": new,
        "ratio": new["mean"] / old["mean"],
        "fieller": fieller(new, old),
        "welch": welch(new, old, *clocks),
        "hierarchical": quantiles(draws),
    }
    print(key, file=sys.stderr, flush=True)
    return answer, np.log(draws)


def main():
    resamples = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    before, after = steady_executions("vms_before"), steady_executions("vms_after")
    keys = sorted(set(before) & set(after))
    before_clocks, after_clocks = clock_variances("vms_before"), clock_variances("vms_after")
    clocks = {key: (after_clocks[key], before_clocks[key]) for key in keys}
    seeds = np.random.SeedSequence(seed).spawn(len(keys))
    with multiprocessing.Pool(2) as pool:
        found = pool.starmap(
            compared,
            [(k, before[k], after[k], clocks[k], resamples, s) for k, s in zip(keys, seeds)],
            chunksize=1,
        )
    log_ratios = [math.log(answer["ratio"]) for answer, _ in found]
    log_draws = sum(draws for _, draws in found) / len(found)
    answer = {
        "level": LEVEL,
        "resamples": resamples,
        "seed": seed,
        "numpy": np.__version__,
        "benchmarks": {key: answer for key, (answer, _) in zip(keys, found)},
        "geometric_mean": {
            "ratio": math.exp(sum(log_ratios) / len(log_ratios)),
            "interval": geometric_mean(
                [(a["new"], a["old"], *clocks[k]) for k, (a, _) in zip(keys, found)]
            ),
            "hierarchical": quantiles(np.exp(log_draws)),
        },
    }
    print(json.dumps(answer, indent=1))


if __name__ == "__main__":
    main()

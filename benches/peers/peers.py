"""Times `coarsegrad value` beside python-flint and mpmath computing the same closed forms.

python peers.py --binary PATH [--digits 50] [--instances 300] [--repeats 5]

The three run over the same random m = n = 8 instances, interleaved, on one thread.  The peers are timed from
the JSON lines to the values, and again to decimal strings; our binary end to end, process start included.
Before any timing, all values are compared: FLINT's balls must overlap ours and mpmath must lie close to both.
"""

import argparse
import gzip
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from fractions import Fraction

import flint
import mpmath

from closed_forms import Exact, evaluate, slope_for

DEFAULT = "identity,relu,clipped-relu"
WIDE = DEFAULT + ",hard-tanh,leaky-relu:1/10,gaussian:1,piecewise:0[-1]1[1]0,piecewise:-1/2[-2]1/4[1]6/5"


class FlintOps:
    """Rigorous balls."""

    name = "python-flint"

    def __init__(self, digits):
        flint.ctx.prec = self.bits = int(digits * 3.3219281) + 34
        arb = flint.arb
        self.digits = digits
        self.pi = arb.pi()
        self.phi0, self.root_half, self.half = 1 / (2 * self.pi).sqrt(), 1 / arb(2).sqrt(), arb("0.5")
        self.sqrt, self.exp, self.erf, self.atan2 = arb.sqrt, arb.exp, arb.erf, arb.atan2

        self.lift, self.inverse = arb, [None, arb(1)]

    @staticmethod
    def rat(top, bottom):
        return flint.arb(top) if bottom == 1 else flint.arb(flint.fmpq(top, bottom))

    @staticmethod
    def noise(bound):
        return flint.arb(0, abs(bound).upper())

    def text(self, x):
        return x.str(self.digits + 2)

    @staticmethod
    def interval(x):
        mid, rad, exp = x.mid_rad_10exp(90)
        scale = Fraction(10) ** int(exp)
        return int(mid) * scale, int(rad) * scale


class MpmathOps:
    """Floats with guard digits; no bound."""

    name = "mpmath"

    def __init__(self, digits):
        mp = mpmath.mp
        mp.prec = self.bits = int(digits * 3.3219281) + 34
        self.digits, self.zero = digits, mpmath.mpf(0)
        self.pi, self.half = +mp.pi, mpmath.mpf(0.5)
        self.phi0, self.root_half = 1 / mp.sqrt(2 * self.pi), 1 / mp.sqrt(2)
        self.sqrt, self.exp, self.erf, self.atan2 = mp.sqrt, mp.exp, mp.erf, mp.atan2

        self.lift, self.inverse = mpmath.mpf, [None, mpmath.mpf(1)]

    @staticmethod
    def rat(top, bottom):
        return mpmath.mpf(top) if bottom == 1 else mpmath.mpf(top) / bottom

    def noise(self, _bound):
        return self.zero

    def text(self, x):
        return mpmath.nstr(x, self.digits + 2)

    def interval(self, x):
        sign, man, exp, _ = mpmath.mpf(x)._mpf_
        return (-1 if sign else 1) * Fraction(int(man)) * Fraction(2) ** exp, Fraction(0)


def flatten(out):
    """(key, list of numbers) for every quantity, keys as in the command line's output."""
    yield ("angle",), [out["theta"]]
    yield ("quantities", "population_loss"), [out["population_loss"]]
    yield ("quantities", "population_gradient", "v"), out["dv"]
    yield ("quantities", "population_gradient", "w"), out["dw"]
    for name in out["E"]:
        yield ("quantities", "expected_coarse_gradient", name, "w"), out["E"][name]
        yield ("quantities", "inner_product", name), [out["ip"][name]]
        yield ("quantities", "cosine", name), [out["cos"][name]]
    yield ("quantities", "variance", "loss"), [out["var_loss"]]
    for name, trace in out["traces"].items():
        yield ("quantities", "variance", name, "trace"), [trace]


def draw(seed, count, m, n):
    """Random rational instances as JSON lines."""
    rng = random.Random(seed)
    number = lambda: str(Fraction(rng.randint(-40, 40), rng.randint(1, 12)))
    side = lambda: {"v": [number() for _ in range(m)], "w": [number() for _ in range(n)]}
    return [json.dumps({"model": "two-layer", "student": side(), "teacher": side()}) for _ in range(count)]


def our_values(document, keys):
    """Our balls as exact intervals."""
    for key in keys:
        node = document
        for part in key:
            node = node[part]
        if "undefined" in node:
            raise KeyError(key)
        yield [(Fraction(b["mid"]), Fraction(b["rad"])) for b in (node if isinstance(node, list) else [node])]


def check(lines, documents, digits, slopes):
    """Compares all values of all three; returns counts."""
    values = misses = 0
    loosest = Fraction(0)
    for index, line in enumerate(lines):
        results = []
        for ops in (FlintOps(digits), MpmathOps(digits)):
            results.append([(key, [ops.interval(x) for x in xs]) for key, xs in flatten(evaluate(line, ops, slopes))])
        keys = [key for key, _ in results[0]]
        ours = list(our_values(documents[index], keys)) if documents else [None] * len(keys)
        for (key, balls), (_, floats), own in zip(*results, ours, strict=True):
            largest = max(abs(mid) for mid, _ in balls)
            for place, ((mid, rad), (near, _)) in enumerate(zip(balls, floats, strict=True)):
                values += 1
                bad = abs(near - mid) > rad + largest * Fraction(1, 10**digits)
                bad |= rad > largest * Fraction(1, 10**digits)
                loosest = max(loosest, rad * 10**digits / largest)
                if own:
                    bad |= abs(own[place][0] - mid) > own[place][1] + rad
                if bad:
                    misses += 1
                    print("MISS", index, key, float(mid), float(rad), float(near), own and float(own[place][0]))
    return values, misses, float(loosest)


def check_reference(path, digits):
    """The closed forms against independently computed values (a file of tests/reference), where both apply."""
    slopes, ops = [(name, slope_for(name)) for name in WIDE.split(",")], FlintOps(digits)
    values = misses = used = 0
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in map(json.loads, file):
            for side in ("student", "teacher"):
                for key, entries in line["instance"][side].items():
                    line["instance"][side][key] = [str(Fraction(x)) for x in entries]
            text = json.dumps(line["instance"])
            if Exact(text).wed2 == 0:  # w = 0, or an angle of exactly 0 or pi
                continue
            used += 1
            for key, found in flatten(evaluate(text, ops, slopes)):
                try:
                    (want,) = our_values(line["expected"], [key])
                except KeyError:
                    continue  # left out by the reference, or undefined
                for x, (mid, rad) in zip(found, want, strict=True):
                    values += 1
                    near, wide = ops.interval(x)
                    if abs(near - mid) > wide + rad:
                        misses += 1
                        print("MISS", line["kind"], key, float(near), float(mid))
    print(f"closed forms against {os.path.basename(path)}: {used} instances, {values} values, {misses} misses")
    return misses


def peer(lines, ops_class, digits, slopes, printing):
    """Seconds per instance for one pass of a peer: (wall, cpu)."""
    ops = ops_class(digits)
    wall, cpu = time.perf_counter(), time.process_time()
    for line in lines:
        out = evaluate(line, ops, slopes)
        if printing:
            json.dumps([[ops.text(x) for x in xs] for _, xs in flatten(out)])
    return (time.perf_counter() - wall) / len(lines), (time.process_time() - cpu) / len(lines)


def ours(binary, path, digits, stes, threads, exact=False):
    """One run of our binary, with or without closed forms: (documents as text, wall, cpu)."""
    command = [binary, "value", "--cases", path, "--digits", str(digits), "--format", "json", "--ste", stes]
    command += [] if exact else ["--no-exact"]
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "RAYON_NUM_THREADS": threads})
    wall, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    return done.stdout, wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", help="without it, only the peers are compared and timed")
    parser.add_argument("--digits", type=int, default=50)
    parser.add_argument("--instances", type=int, default=1000)
    parser.add_argument("--size", type=int, default=8, help="m = n")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stes", default=DEFAULT, help="a list, or 'wide' for eight slopes")
    parser.add_argument("--threads", default="1", help="threads of our binary; the headline is 1")
    parser.add_argument("--reference", metavar="FILE", help="only check the closed forms against a file of tests/reference")
    args = parser.parse_args()
    if args.reference:
        sys.exit(1 if check_reference(args.reference, args.digits) else 0)
    stes = WIDE if args.stes == "wide" else args.stes
    slopes = [(name, slope_for(name)) for name in stes.split(",")]
    lines = draw(args.seed, args.instances, args.size, args.size)
    with tempfile.TemporaryDirectory() as folder:
        full, empty = os.path.join(folder, "cases.jsonl"), os.path.join(folder, "empty.jsonl")
        with open(full, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        open(empty, "w", encoding="utf-8").close()
        documents = None
        if args.binary:
            text, _, _ = ours(args.binary, full, args.digits, stes, args.threads)
            documents = [json.loads(x) for x in text.splitlines() if x.strip()]
            if len(documents) != len(lines):
                sys.exit(f"{len(documents)} documents for {len(lines)} instances")
        values, misses, loosest = check(lines, documents, args.digits, slopes)
        parties = "all three" if documents else "python-flint and mpmath"
        print(f"agreement of {parties}: {values} values, {misses} misses (FLINT's widest ball: {loosest:.2g} of 10^-{args.digits})")
        if misses:
            sys.exit(1)
        times = {}
        for _ in range(args.repeats):
            for ops in (FlintOps, MpmathOps):
                for printing in (False, True):
                    label = f"{ops.name}, {'to decimal strings' if printing else 'values only'}"
                    times.setdefault(label, []).append(peer(lines, ops, args.digits, slopes, printing))
            if args.binary:
                _, wall, cpu = ours(args.binary, full, args.digits, stes, args.threads)
                times.setdefault("coarsegrad, end to end", []).append((wall / len(lines), cpu / len(lines)))
                _, wall, cpu = ours(args.binary, full, args.digits, stes, args.threads, exact=True)
                times.setdefault("coarsegrad, and closed forms", []).append((wall / len(lines), cpu / len(lines)))
                _, wall, cpu = ours(args.binary, empty, args.digits, stes, args.threads)
                times.setdefault("start-up", []).append((wall, cpu))
    print(f"\n{args.instances} instances, m = n = {args.size}, {args.digits} digits, {len(slopes)} STEs, {args.repeats} repeats;"
          f" python-flint {flint.__version__}, mpmath {mpmath.__version__} ({mpmath.libmp.BACKEND})")
    print(f"{'microseconds per instance':34}{'wall min':>10}{'median':>10}{'cpu min':>10}{'median':>10}{'ratio':>8}")
    start = times.pop("start-up", None)
    base = min(w for w, _ in times["coarsegrad, end to end"]) if args.binary else None
    for label, runs in times.items():
        walls, cpus = ([1e6 * run[i] for run in runs] for i in (0, 1))
        cells = [min(walls), statistics.median(walls), min(cpus), statistics.median(cpus)]
        ratio = f"{min(walls) / (1e6 * base):8.2f}" if base else ""
        print(f"{label:34}" + "".join(f"{x:10.1f}" for x in cells) + ratio)
    if start:
        print(f"coarsegrad's start-up on an empty batch (contained in its line): "
              f"{1e3 * min(w for w, _ in start):.1f} ms wall, {1e3 * min(c for _, c in start):.1f} ms cpu, per run")
    print("ratio: minimum wall time divided by coarsegrad's")


if __name__ == "__main__":
    main()

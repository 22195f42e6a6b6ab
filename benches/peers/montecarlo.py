"""Times `coarsegrad sample` beside NumPy, PyTorch and JAX doing the same statistical work.

python montecarlo.py --binary PATH [--peers numpy,torch,jax] [--ste relu] [--json OUT]

Full estimator: a fresh standard normal Z (samples x m x n), g_w, g_v and loss of each sample, sum and sum of
squares of every component.  Projected estimator (NumPy): the same from two normals a row.  Every peer runs in a
warm process; variants and chunk sizes are tried first and the fastest is timed.  Repetitions of all parties,
ours included, are interleaved.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile

import numpy as np

import montecarlo_instance as problem
from montecarlo_ours import NORMALS, Ours, Refused, without_start_up
from montecarlo_report import best, ratios, table

HERE = os.path.dirname(os.path.abspath(__file__))
ENTRIES = (13, 14, 15, 16, 17, 18, 19, 20)  # log2 of the normals in a chunk


class Peer:
    """A warm worker process."""

    def __init__(self, name, threads):
        command = [sys.executable, os.path.join(HERE, "montecarlo_worker.py"), name, str(threads)]
        self.name, self.threads = name, threads
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        self.hello = json.loads(self.process.stdout.readline() or '{"missing": "the worker did not start"}')

    def ask(self, **request):
        self.process.stdin.write(json.dumps(request) + "\n")
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"the worker for {self.name} ended on {request}")
        return json.loads(line)

    def run(self, task, chunks, seed, bare=False):
        return self.ask(op="run", chunks=chunks, seed=seed, bare=bare, **task)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def speed(peer, task, seconds, bare=False):
    """(samples per second, chunks that take `seconds`): CPU seconds on one thread, wall seconds on more."""
    what, chunks = "cpu" if peer.threads == 1 else "wall", 1
    while True:
        answer = peer.run(task, chunks, 1, bare)
        if answer["wall"] > seconds / 3 or chunks >= 1 << 20:
            break
        chunks = max(chunks + 1, int(chunks * min(50, seconds / max(answer["wall"], 1e-5))))
    return answer["samples"] / answer[what], max(1, round(chunks * seconds / answer["wall"]))


def tune(peer, shape, ste, precision, estimator, seconds):
    """The fastest task of each kind: every variant at one chunk size, the two best at three, the best at all."""
    kinds, seen = {}, {}
    for kind, variant in peer.ask(op="variants", precision=precision, estimator=estimator):
        kinds.setdefault(kind, []).append(variant)

    def try_out(variant, log):
        batch = max(1, (1 << log) // NORMALS[estimator](*shape))
        if (variant, batch) not in seen:
            task = {"shape": shape, "ste": ste, "precision": precision, "variant": variant, "batch": batch}
            seen[variant, batch] = speed(peer, task, seconds)[0], task

    def fastest(variants):
        return max((x for (variant, _), x in seen.items() if variant in variants), key=lambda x: x[0])

    for kind, variants in kinds.items():
        for variant in variants:
            try_out(variant, 16)
        for logs, left in (((14, 18), 2), (ENTRIES, 1)):
            for variant in sorted(variants, key=lambda v: -fastest([v])[0])[:left]:
                for log in logs:
                    try_out(variant, log)
        yield kind, fastest(variants)[1]


def measure(args, shape, peers, path):
    """All rows of one shape."""
    rows, jobs = {}, []
    item = problem.instance(*shape, args.ste)

    def row(party, kind, precision, estimator, ours=False):
        fresh = {"party": party, "kind": kind, "precision": precision, "estimator": estimator, "ours": ours, "trace": None}
        fresh.update({"shape": list(shape), "ste": args.ste, "normals": NORMALS[estimator](*shape), "threads": {}})
        return rows.setdefault((party, precision, estimator), fresh)

    for peer in peers:
        for estimator in ("full", "projected"):
            for precision in args.precisions.split(","):
                for kind, task in tune(peer, shape, args.ste, precision, estimator, args.seconds / 5):
                    party = peer.hello["name"] + (", Box-Muller by hand," if kind == "box-muller" else "")
                    line = row(party, kind, precision, estimator)
                    line["threads"][str(peer.threads)] = {"task": task, "runs": []}
                    jobs.append((peer, task, speed(peer, task, args.seconds)[1], line))
    ours = []
    for threads in args.threads.split(",") if args.binary else ():
        binary = Ours(args.binary, path, args.ste, threads)
        for estimator in NORMALS:
            for precision in args.precisions.split(","):
                try:
                    samples = binary.calibrate(estimator, precision, args.seconds)
                except Refused as error:
                    print(f"coarsegrad {estimator} {precision}: {error}", file=sys.stderr)
                    continue
                line = row("coarsegrad", "ours", precision, estimator, ours=True)
                line["threads"][threads] = {"samples": samples, "runs": []}
                ours.append((binary, threads, samples, line))
    for repeat in range(args.repeats):
        for peer, task, chunks, line in jobs:
            answer = peer.run(task, chunks, 100 * peer.threads + repeat)
            line["sums"] = line.get("sums", 0) + np.array(answer.pop("sums"))
            line["threads"][str(peer.threads)]["runs"].append(answer)
            if peer.threads == 1:
                bare = peer.run(task, max(1, chunks // 4), 2 + repeat, bare=True)
                line["bare"] = max(line.get("bare", 0), bare["samples"] * line["normals"] / bare["cpu"])
        for binary, threads, samples, line in ours:
            start, whole, document = binary.timed(line["estimator"], line["precision"], samples)
            line["threads"][threads]["runs"].append((start, whole))
            line["trace"] = document["variance"]["estimator_trace"]
    for _, threads, samples, line in ours:
        line["threads"][threads]["runs"] = without_start_up(line["threads"][threads]["runs"], samples)
    for line in rows.values():
        if "sums" in line:
            line["trace"] = problem.trace(line["sums"], *shape)
            line["score"] = problem.worst_score(line["sums"], item)
            line["sums"] = line["sums"].tolist()
    return list(rows.values())


def main():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", help="without it, only the peers are timed")
    parser.add_argument("--peers", default="numpy,torch,jax")
    parser.add_argument("--shapes", default="8x16,64x256", help="m x n")
    parser.add_argument("--ste", default="relu", choices=problem.UPPER)
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--precisions", default="f64,f32")
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=0.5, help="length of one timed run")
    parser.add_argument("--clock", default="wall", choices=("wall", "cpu"), help="cpu: one thread by CPU time")
    parser.add_argument("--error", type=float, default=1e-4, help="the standard error of g_w to reach")
    parser.add_argument("--json", metavar="FILE", help="also write everything that was measured")
    parser.add_argument("--instances", metavar="FOLDER", help="only write the instances there")
    args = parser.parse_args()
    shapes = [tuple(map(int, shape.split("x"))) for shape in args.shapes.split(",")]
    if args.instances:
        for m, n in shapes:
            problem.write(problem.instance(m, n, args.ste), os.path.join(args.instances, f"montecarlo-{m}x{n}.json"))
        return
    peers = []
    for name in filter(None, args.peers.split(",")):
        for threads in map(int, args.threads.split(",")):
            peer = Peer(name, threads)
            if "missing" in peer.hello:
                print(f"skipped {name}: {peer.hello['missing']}", file=sys.stderr)
                break
            peers.append(peer)
    about = {"python": platform.python_version(), "cpu": cpu(), "peers": sorted({p.hello["versions"] for p in peers})}
    print(f"{about['cpu']}; Python {about['python']}, {', '.join(about['peers'])}")
    print(f"fastest of {args.repeats} runs of about {args.seconds} s each, interleaved")
    rows = []
    for m, n in shapes:
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "instance.json")
            problem.write(problem.instance(m, n, args.ste), path)
            found = measure(args, (m, n), peers, path)
        rows += found
        table(f"m = {m}, n = {n}, STE {args.ste}", found, args.error, args.clock)
        ratios(found, args.error, args.clock)
    for peer in peers:
        peer.close()
    wrong = [r for r in rows if r.get("score", 0) > 7]
    scores = [r["score"] for r in rows if "score" in r]
    if any(best(r, 1, "cpu") > 1.1 * best(r, 1, "wall") for r in rows if "1" in r["threads"] and not r["ours"]):
        print("\nThe machine was busy: CPU time is more than a tenth below wall time. Prefer --clock cpu, or repeat.")
    if scores:
        print(f"\npeers against the closed forms: at most {max(scores):.1f} standard errors away")
    for line in wrong:
        print(f"WRONG: {line['party']} {line['precision']} {line['estimator']} is {line['score']:.1f} standard errors away")
    if args.json:
        with open(args.json, "w", encoding="utf-8") as file:
            json.dump({"about": about, "arguments": vars(args), "rows": rows}, file, indent=1)
    sys.exit(1 if wrong else 0)


def cpu():
    """The processor's name and its widest vectors."""
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        lines = dict(line.split(":", 1) for line in file if ":" in line)
    fields = {key.strip(): value.strip() for key, value in lines.items()}
    wide = next((f for f in ("avx512f", "avx2") if f in fields.get("flags", "").split()), "no AVX2")
    return f"{fields.get('model name', platform.machine())} (model {fields.get('model')}, {wide}), {os.cpu_count()} CPUs"


if __name__ == "__main__":
    main()

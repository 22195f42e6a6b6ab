"""Runs `coarsegrad sample` as a process and takes its start-up off."""

import json
import os
import resource
import subprocess
import time

START = 4096  # samples of the run that stands for the start-up
NORMALS = {"full": lambda m, n: m * n, "projected": lambda m, n: 2 * m, "states": lambda m, n: 0}


class Refused(Exception):
    """The binary does not do this configuration."""


class Ours:
    """The binary on one instance file, with a fixed number of threads."""

    def __init__(self, binary, path, ste, threads):
        self.command = [binary, "sample", path, "--ste", ste, "--seed", "1", "--format", "json",
                        "--no-population-gradient"]
        self.environment = {**os.environ, "RAYON_NUM_THREADS": str(threads)}

    def process(self, estimator, precision, samples):
        """(wall seconds, CPU seconds, document) of one whole process."""
        command = self.command + ["--samples", str(samples), "--estimator", estimator, "--precision", precision]
        before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=self.environment)
        wall, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode:
            raise Refused((done.stderr.strip().splitlines() or ["no message"])[0])
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return wall, cpu, json.loads(done.stdout)

    def calibrate(self, estimator, precision, seconds):
        """A number of samples that takes about `seconds` beyond the start-up."""
        start, samples = self.process(estimator, precision, START)[0], 4 * START
        while True:
            extra = self.process(estimator, precision, samples)[0] - start
            if extra > seconds / 8:
                return max(START * 2, int(samples * seconds / extra))
            samples *= 8

    def timed(self, estimator, precision, samples):
        """((wall, CPU) of a start-up run, (wall, CPU) of a run with `samples` samples more, its document)."""
        start = self.process(estimator, precision, START)
        whole = self.process(estimator, precision, samples + START)
        return start[:2], whole[:2], whole[2]


def without_start_up(runs, samples):
    """The runs, the shortest start-up taken off each."""
    wall0, cpu0 = (min(start[k] for start, _ in runs) for k in (0, 1))
    runs = [{"wall": wall - wall0, "cpu": cpu - cpu0, "samples": samples} for _, (wall, cpu) in runs]
    if min(min(run["wall"], run["cpu"]) for run in runs) <= 0:
        raise SystemExit("a run of coarsegrad was no longer than its start-up: give a larger --seconds")
    return runs

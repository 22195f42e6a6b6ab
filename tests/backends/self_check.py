"""Checks the judge by backends whose verdict is known beforehand.

``python tests/backends/self_check.py --coarsegrad PROGRAM [--quick]``

- NumPy under every convention of every operation must pass everything under its own declaration, in every format. With
  ``--quick`` each choice of each axis is tried, with the others at their usual values; otherwise all combinations.
- Every control must be caught for its reason: one that follows another convention than it declares is told which one,
  and one with a mistake fails, in no other outputs than the mistaken ones.

Stochastic rounding has no single answer, so it is no convention that these cases can ask for.
"""

from __future__ import annotations

import argparse
import itertools
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from coarsegrad.adapters.controls import CONTROLS, Control
from coarsegrad.adapters.reference.conventions import AXES, DEFAULTS

FAILURE, MISMATCH = 3, 4
"""Exit codes of the judge."""

NO_CASES = "no cases"
"""What is answered of an operation that the cases do not ask for."""


def main() -> int:
    """Run the checks; 1 where one of them does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--coarsegrad", default="coarsegrad", help="the program")
    parser.add_argument("--cases", help="a file of cases; those of the program if left out")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--op", choices=DEFAULTS, help="the conventions of this operation alone")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    judge = Judge(arguments.coarsegrad, arguments.cases)
    conventions = list(_conventions(arguments.quick, arguments.op))
    with ThreadPoolExecutor(arguments.jobs) as pool:
        verdicts = list(pool.map(judge.right_answers_pass, conventions))
        unnoticed = [text for text in pool.map(judge.control_fails, CONTROLS) if text]
    asked = [text for text in verdicts if text != NO_CASES]
    wrong = [text for text in asked if text]
    for text in wrong + unnoticed:
        print(text)
    print(f"{len(asked)} conventions, {len(wrong)} with a false alarm, {len(verdicts) - len(asked)} without cases")
    print(f"{len(CONTROLS)} controls, {len(unnoticed)} not caught as they should be")
    return 1 if wrong or unnoticed else 0


def _conventions(quick: bool, only: str | None) -> Iterator[tuple[str, dict[str, str]]]:
    """Operations with conventions."""
    for op, default in DEFAULTS.items():
        if only not in (None, op):
            continue
        axes = {axis: [c for c in AXES[axis] if c != "stochastic"] for axis in default}
        if quick:
            yield op, default
            for axis, choices in axes.items():
                yield from ((op, {**default, axis: choice}) for choice in choices)
        else:
            for choices in itertools.product(*axes.values()):
                yield op, dict(zip(axes, choices, strict=True))


class Judge:
    """The program that judges."""

    def __init__(self, program: str, cases: str | None) -> None:
        """Hold the program, and a file of cases if not its own."""
        self.command = [program, "judge"] + (["--cases", cases] if cases else [])

    def run(self, backend: str, family: str | None) -> tuple[int, dict[str, Any], str]:
        """Exit code, report and output of a run."""
        with tempfile.TemporaryDirectory() as folder:
            command = [
                *self.command,
                "--backend",
                f"{sys.executable} -m {backend}",
                "--report",
                folder,
            ]
            command += ["--family", family] if family else []
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            report = Path(folder, "report.json")
            found = json.loads(report.read_text()) if report.exists() else {}
        return done.returncode, found, done.stdout + done.stderr

    def right_answers_pass(self, convention: tuple[str, dict[str, str]]) -> str:
        """Return what is wrong with the verdict on a right implementation; empty for nothing."""
        op, choices = convention
        text = " ".join(f"{axis}={choice}" for axis, choice in choices.items())
        backend = f"coarsegrad.adapters.numpy --convention '{op}: {text}'"
        code, report, output = self.run(backend, op)
        if "no case has an id that begins with" in output:
            return NO_CASES
        passed = report.get("counts", {}).get("pass", 0)
        return "" if code == 0 and passed else f"{op} {text}: exit code {code}\n{output[-1500:]}"

    def control_fails(self, name: str) -> str:
        """Return what is wrong with the verdict on a control; empty for nothing."""
        control = CONTROLS[name]
        code, report, output = self.run(f"coarsegrad.adapters.controls {name}", None)
        if report.get("counts", {}).get("pass", 0) == 0:
            return f"{name}: nothing is right, so nothing was asked as it should be\n{output[-1500:]}"
        if control.mistake is None:
            problems = list(_another_convention(control, code, report))
        else:
            problems = list(_a_mistake(control, code, report))
        return f"{name}: {'; '.join(problems)}" if problems else ""


def _another_convention(control: Control, code: int, report: dict[str, Any]) -> Iterator[str]:
    """Require that a control that follows another convention is told so: for each operation where it shows, the nearest is it.

    It may be called a failure all the same, where some cases expect nothing under the convention that is followed.
    """
    if code not in (FAILURE, MISMATCH):
        yield f"exit code {code} instead of {MISMATCH}"
    followed = dict(pair.split("=") for pair in control.followed.split())
    caught = [row for row in report["conventions"] if row["effective_wrong"]]
    if not caught:
        yield "no operation is caught"
    for row in caught:
        named = {axis: row["nearest"].get(axis) for axis in followed}
        if named != followed:
            yield f"{row['op']} in {row['dtype']} is said to follow {named}"


def _a_mistake(control: Control, code: int, report: dict[str, Any]) -> Iterator[str]:
    """Require that a control with a mistake fails, in the outputs that are mistaken and in no others."""
    if code != FAILURE:
        yield f"exit code {code} instead of {FAILURE}"
    wrong = {row["output"] for row in report["matrix"] if row["counts"]["fail"] + row["counts"]["convention_mismatch"]}
    if not wrong <= set(control.outputs):
        yield f"{sorted(wrong)} are wrong instead of {sorted(control.outputs)}"
    if any(row["counts"]["error"] + row["counts"]["timeout"] for row in report["matrix"]):
        yield "it did not answer"


if __name__ == "__main__":
    raise SystemExit(main())

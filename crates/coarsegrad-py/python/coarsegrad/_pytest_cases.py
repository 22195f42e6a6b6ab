"""The cases of the judge as items of pytest."""

from __future__ import annotations

import importlib
import os
import shlex
import sys
import traceback
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from coarsegrad._repeat import Repeat, by_pytest
from coarsegrad.errors import CoarsegradError
from coarsegrad.judging import Case, Finding, Judge, responder

if TYPE_CHECKING:
    from pathlib import Path

    from coarsegrad.adapters import Backend

_DTYPES = ("f64", "f32", "bf16", "f16")
_BAD = ("fail", "convention_mismatch", "error", "timeout")
_BATCH = 400
"""The wrong cases that are described at a time."""

_REASONS = {
    "not_applicable": "an input, a parameter or the answer is no number of the format, or no convention says anything",
    "not_asked": "the backend does not have the format",
    "unsupported": "the backend does not have it",
    "indeterminate": "what is expected is not known well enough",
}


class CaseFailed(Exception):
    """A case is wrong: its lines, and one line for summaries."""

    def __init__(self, text: str, summary: str | None = None) -> None:
        """Hold the lines; without a summary these are one line."""
        super().__init__(text)
        self.summary = text if summary is None else summary


class Place(NamedTuple):
    """Where a case failed, as pytest's summaries ask for it: the case has no file."""

    path: str
    lineno: int
    message: str

    def __str__(self) -> str:
        """Say what pytest prints for ``--tb=line``."""
        return f"{self.path}: {self.message}"


class Lines:
    """The lines of a failure. Summaries show one of them alone; pytest does not shorten a text by itself on a CI."""

    def __init__(self, text: str, place: Place) -> None:
        """Hold them."""
        self._text = text
        self.reprcrash = place

    def __str__(self) -> str:
        """Join them."""
        return self._text

    def toterminal(self, writer: Any) -> None:
        """Print them."""
        for line in self._text.splitlines():
            writer.line(line)


def load(text: str, folder: Path) -> Backend:
    """Import a module, one in the folder too, and ask it for its backend."""
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise pytest.UsageError(f"--coarsegrad-backend: {error}") from error
    if not words or not words[0]:
        raise pytest.UsageError("--coarsegrad-backend: names no module")
    if str(folder) not in sys.path:
        # As with ``python -m pytest``.
        sys.path.insert(0, str(folder))
    try:
        module = importlib.import_module(words[0])
    except (ImportError, TypeError) as error:
        raise pytest.UsageError(f"--coarsegrad-backend: {words[0]} cannot be imported: {error}") from error
    except (Exception, SystemExit) as error:
        raise pytest.UsageError(f"--coarsegrad-backend: {words[0]} cannot be imported: {_where(error)}") from error
    make = getattr(module, "backend", None)
    if not callable(make):
        raise pytest.UsageError(f"--coarsegrad-backend: {words[0]} has no function backend(argv)")
    try:
        backend: Backend = make(words[1:])
        responder(backend)
    except SystemExit as error:
        raise pytest.UsageError(f"--coarsegrad-backend: {words[0]} ended with {error.code}") from error
    except CoarsegradError as error:
        raise pytest.UsageError(f"--coarsegrad-backend: {words[0]}.backend: {error.condition}") from error
    except Exception as error:
        raise pytest.UsageError(f"--coarsegrad-backend: {words[0]}.backend: {_where(error)}") from error
    return backend


def _where(error: BaseException) -> str:
    """Say in one line what was raised and where."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}: " if frames else ""
    return place + "".join(traceback.format_exception_only(error)).strip().splitlines()[-1]


class Asked(Judge):
    """The judge that the options ask for."""

    def __init__(self, config: pytest.Config) -> None:
        """Read the options."""
        option = config.getoption
        self._by_pytest = by_pytest(
            option("--coarsegrad-backend"), option("--coarsegrad-family"), option("--coarsegrad-cases")
        )
        super().__init__(
            option("--coarsegrad-cases") or None,
            families=option("--coarsegrad-family"),
            dtypes=option("--coarsegrad-dtype"),
            findings=(1 << 31) - 1,
        )

    def _repeat(self, backend: Any, words: list[str] | None, command: str | None) -> Repeat:
        return self._by_pytest


class Verdicts:
    """What the judge says of every case of a run."""

    def __init__(self, judge: Judge, backend: Backend, cases: list[Case]) -> None:
        """Judge."""
        self._judge = judge
        self._backend = backend
        self._cases = cases
        self.report = judge.run(backend, each=True)
        self._others = {(id, dtype): verdict for id, dtype, verdict in self.report.others()}
        self._findings = {(found.id, found.dtype): found for found in self.report.findings}
        self._diagnoses = {_kind(found): found.lines[3] for found in self.report.findings}
        self._reasons = {
            (found.op, found.output, found.dtype): found.lines[1]
            for found in self.report.findings
            if found.verdict == "unsupported"
        }

    def of(self, case: Case, dtype: str) -> str:
        """Name the verdict of a case in a format."""
        return self._others.get((case.id, dtype), "pass")

    def reason(self, case: Case, dtype: str) -> str:
        """Say why nothing is said of a case in a format."""
        verdict = self.of(case, dtype)
        found = self._findings.get((case.id, dtype))
        line = found.lines[1] if found else self._reasons.get((case.op, case.output, dtype), "")
        reason = line.removeprefix("got: no answer: ") if verdict == "unsupported" else ""
        return f"{verdict.replace('_', ' ')}: {reason or _REASONS.get(verdict, verdict)}"

    def finding(self, case: Case, dtype: str) -> Finding | None:
        """Describe a wrong case. The report describes the first of each kind; others are asked once more."""
        if (case.id, dtype) not in self._findings:
            self._describe(case, dtype)
        return self._findings.get((case.id, dtype))

    def _describe(self, case: Case, dtype: str) -> None:
        start = self._cases.index(case)
        wrong = [
            other.id
            for other in self._cases[start:]
            if self.of(other, dtype) in _BAD and (other.id, dtype) not in self._findings
        ]
        conventions = {row["op"]: row["effective"] for row in self.report.conventions if row["dtype"] == dtype}
        for ids in ([case.id], wrong[:_BATCH]):
            for found in self._judge.again(self._backend, ids, dtype, conventions).findings:
                verdict = self._others.get((found.id, dtype), found.verdict)
                # A few cases alone say less about the convention than all did.
                lines = list(found.lines)
                lines[3] = self._diagnoses.get((found.op, found.output, dtype, verdict), lines[3])
                named = Finding(found.id, found.op, found.output, dtype, verdict, found.known, tuple(lines))
                self._findings.setdefault((found.id, dtype), named)


def _kind(found: Finding) -> tuple[str, str, str, str]:
    return (found.op, found.output, found.dtype, found.verdict)


class Cases(pytest.Collector):
    """All cases of a run."""

    @cached_property
    def backend(self) -> Backend:
        """The backend."""
        return load(self.config.getoption("--coarsegrad-backend"), self.config.invocation_params.dir)

    @cached_property
    def judge(self) -> Judge:
        """The judge."""
        try:
            return Asked(self.config)
        except CoarsegradError as error:
            raise pytest.UsageError(f"--coarsegrad: {error}") from error

    @cached_property
    def cases(self) -> list[Case]:
        """What is asked."""
        try:
            cases = self.judge.cases()
        except CoarsegradError as error:
            raise pytest.UsageError(f"--coarsegrad: {error}") from error
        if not cases:
            raise pytest.UsageError("--coarsegrad-family: no case has an id that begins like this")
        return cases

    @cached_property
    def verdicts(self) -> Verdicts:
        """What the judge says, once it is asked."""
        return Verdicts(self.judge, self.backend, self.cases)

    @property
    def dtypes(self) -> tuple[str, ...]:
        """The formats that are asked for."""
        return tuple(self.config.getoption("--coarsegrad-dtype")) or _DTYPES

    def collect(self) -> Iterator[CaseItem]:
        """Make an item of each case. Nothing is judged yet, but a backend that cannot be had is known now."""
        _ = self.backend
        for case in self.cases:
            item: CaseItem = CaseItem.from_parent(self, name=case.id, case=case)
            item.add_marker("coarsegrad")
            yield item


class CaseItem(pytest.Item):
    """A case, in all formats."""

    def __init__(self, *, case: Case, **arguments: Any) -> None:
        """Hold the case."""
        super().__init__(**arguments)
        self.case = case

    def runtest(self) -> None:
        """Fail where the case is wrong in a format; skip it where nothing is said in any."""
        parent = self.parent
        assert isinstance(parent, Cases)
        verdicts = parent.verdicts
        if verdicts.report.problems:
            raise CaseFailed("the run was not finished: " + "; ".join(verdicts.report.problems))
        meant = [dtype for dtype in parent.dtypes if dtype in (self.case.dtypes or _DTYPES)]
        found = {dtype: verdicts.of(self.case, dtype) for dtype in meant}
        wrong = {dtype: verdicts.finding(self.case, dtype) for dtype in found if found[dtype] in _BAD}
        if wrong:
            texts = [str(finding) if finding else f"{found[dtype]} in {dtype}" for dtype, finding in wrong.items()]
            first = next((finding.lines[1] for finding in wrong.values() if finding), "no answer is right")
            raise CaseFailed("\n".join(texts), f"{', '.join(wrong)}: {first}")
        if "pass" not in found.values():
            reasons: dict[str, list[str]] = {}
            for dtype in found:
                reasons.setdefault(verdicts.reason(self.case, dtype), []).append(dtype)
            said = [f"{', '.join(dtypes)}: {reason}" for reason, dtypes in reasons.items()]
            pytest.skip("; ".join(said) or f"meant for {', '.join(self.case.dtypes)} only")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show the lines alone."""
        if isinstance(excinfo.value, CaseFailed):
            # With --tb=line pytest prints the summary by itself.
            short = self.config.getoption("tbstyle") == "line"
            text = "" if short else str(excinfo.value)
            return Lines(text, Place(self.nodeid, 0, excinfo.value.summary))
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[os.PathLike[str] | Path, int | None, str]:
        """Name the case."""
        return self.config.rootpath, None, f"case {self.case.id}"

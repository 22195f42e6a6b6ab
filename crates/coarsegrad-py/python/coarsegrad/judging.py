"""The judge: which answers of an implementation are right, and which convention explains the others."""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coarsegrad import _core
from coarsegrad._arguments import choice, double, encodable, whole
from coarsegrad._repeat import Repeat, by_call, by_command
from coarsegrad.errors import CoarsegradError
from coarsegrad.values import names

if TYPE_CHECKING:
    from coarsegrad._types import JudgeOptions
    from coarsegrad.adapters import Backend

_DTYPES = ("f64", "f32", "bf16", "f16")
_MAX_COUNT = (1 << 31) - 1
_FILES = {
    "report.json": "to_json",
    "junit.xml": "to_junit",
    "report.md": "to_markdown",
    "report.html": "to_html",
    "badge.json": "to_badge",
}


@dataclass(frozen=True)
class Case:
    """A case: what is asked, without the answer. ``dtypes`` are the formats it is meant for; all where empty."""

    id: str
    op: str
    output: str
    dtypes: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """A case that is wrong, or of which nothing could be said.

    ``lines`` are what; got and expected; rule; diagnosis; effect and how to repeat it.
    """

    id: str
    op: str
    output: str
    dtype: str
    verdict: str
    known: bool
    lines: tuple[str, ...] = field(repr=False)

    def __str__(self) -> str:
        """Say it in five lines."""
        return "\n".join(self.lines)


class Report:
    """What a run of the judge found; ``document`` is all of it, of the form ``coarsegrad/report/1``."""

    def __init__(self, found: _core.JudgeReport) -> None:
        """Read a report."""
        self._found = found
        self.document: dict[str, Any] = json.loads(found.to_json())

    @property
    def exit_code(self) -> int:
        """The exit code of ``coarsegrad judge``: 0 where all that was decided is right."""
        return self._found.exit_code

    @property
    def counts(self) -> dict[str, int]:
        """How many cases have each verdict; a case counts once for each format."""
        return dict(self.document["counts"])

    @property
    def conventions(self) -> list[dict[str, Any]]:
        """What conventions the answers of each operation in each format are consistent with."""
        return list(self.document["conventions"])

    @property
    def findings(self) -> list[Finding]:
        """The first cases of each kind that are not right."""
        return [
            Finding(
                found["id"],
                found["op"],
                found["output"],
                found["dtype"],
                found["verdict"],
                found["known"],
                tuple(found["text"]),
            )
            for found in self.document["findings"]
        ]

    @property
    def failures(self) -> list[Finding]:
        """Those for which the backend is to blame, and that are not known."""
        bad = ("fail", "convention_mismatch", "error", "timeout")
        return [finding for finding in self.findings if finding.verdict in bad and not finding.known]

    @property
    def problems(self) -> list[str]:
        """What went wrong with the run itself."""
        return [problem["message"] for problem in self.document["problems"]]

    @property
    def warnings(self) -> list[str]:
        """What the backend says it has and no case asks for, as a misspelt operation."""
        return list(self.document["warnings"])

    def report(self, folder: str | os.PathLike[str]) -> list[Path]:
        """Write the files of ``coarsegrad judge --report``, and name them."""
        place = Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        written = []
        for name, form in _FILES.items():
            path = place / name
            # Replaced in one stroke: nobody reads half of it.
            beside = place / f".{name}.{os.getpid()}"
            try:
                beside.write_text(getattr(self._found, form)(), encoding="utf-8")
                beside.replace(path)
            finally:
                beside.unlink(missing_ok=True)
            written.append(path)
        return written

    def others(self) -> list[tuple[str, str, str]]:
        """List id, format and verdict of every case that is not right, where the judge was asked for all of them."""
        return self._found.others()

    def __str__(self) -> str:
        """Say it as ``coarsegrad judge`` does."""
        return self._found.to_text()

    def __repr__(self) -> str:
        """Show the counts."""
        counts = ", ".join(f"{count} {name}" for name, count in self.counts.items() if count)
        return f"<Report on {self.document['backend']['name']}: {counts or 'nothing was asked'}>"


class Judge:
    """Puts cases to implementations.

    ``cases`` is a file of cases, or several; those of the package if left out. ``families`` keeps the cases whose ids
    begin with one of these, ``dtypes`` the formats; ``timeout`` and ``startup`` are seconds, for an answer of a program
    and for its greeting; ``bulk`` is the number of cases of a bulk request at most, 0 for none; ``known`` is a file of
    findings that are known, ``track`` an earlier ``report.json`` of which the changes are wanted.
    """

    def __init__(
        self,
        cases: str | os.PathLike[str] | Iterable[str | os.PathLike[str]] | None = None,
        *,
        families: str | Iterable[str] = (),
        dtypes: str | Iterable[str] = (),
        timeout: float = 10.0,
        startup: float = 120.0,
        bulk: int = 1 << 14,
        restarts: int = 20,
        findings: int = 100_000,
        known: str | os.PathLike[str] | None = None,
        track: str | os.PathLike[str] | None = None,
    ) -> None:
        """Check the arguments."""
        self._cases = _paths(cases)
        self._families = _some(families, "families")
        self._dtypes = _some(dtypes, "dtypes")
        for index, name in enumerate(self._dtypes):
            choice(name, f"dtypes[{index}]", _DTYPES)
        self._times = (double(timeout, "timeout"), double(startup, "startup"))
        self._bulk = whole(bulk, "bulk", 0, _MAX_COUNT)
        self._restarts = whole(restarts, "restarts", 0, _MAX_COUNT)
        self._findings = whole(findings, "findings", 0, _MAX_COUNT)
        self._known = _path(known, "known")
        self._track = _path(track, "track")

    def cases(self) -> list[Case]:
        """List what is asked, cases withdrawn left out."""
        found = _core.case_list(self._cases, self._families)
        return [Case(id, op, output, tuple(dtypes)) for id, op, output, dtypes in found]

    def run(self, backend: str | Sequence[str] | Backend, *, command: str | None = None, each: bool = False) -> Report:
        """Judge a backend.

        A text is the command line of a program that speaks the protocol, a list its words; it is started without a
        shell. Anything else is a :class:`coarsegrad.adapters.Backend` and is asked in this thread. Findings say how to
        ask again: by ``coarsegrad replay`` with the command line, or with ``command`` in its place; by this method where
        there is neither. With ``each``, :meth:`Report.others` lists every verdict.
        """
        if each and self._track is not None:
            raise CoarsegradError("excludes track", "each")
        words = _words(backend)
        if command is not None:
            command = encodable(command, "command")
        asked = self._asked(self._repeat(backend, words, command), each)
        if words is not None:
            return self._checked(Report(_core.judge_command(words, asked)))
        return self._checked(Report(_core.judge_callable(responder(backend), asked)))

    def again(
        self, backend: Backend, ids: list[str], dtype: str, conventions: Mapping[str, Mapping[str, str]]
    ) -> Report:
        """Judge a backend on a few cases in one format, by conventions that are known already."""
        asked = self._asked(self._repeat(backend, None, None), False)
        asked["ids"], asked["dtypes"], asked["bulk"] = ids, [dtype], 0
        return Report(_core.judge_callable(responder(backend, conventions), asked))

    def _repeat(self, backend: Any, words: list[str] | None, command: str | None) -> Repeat:
        """Say how to ask a case once more."""
        cases = self._cases or []
        if command is None and words is not None:
            command = backend if isinstance(backend, str) else shlex.join(words)
        if command is None or len(cases) > 1:
            return by_call("backend" if words is None else repr(backend), cases)
        return by_command(command, cases)

    def _asked(self, repeat: Repeat, each: bool) -> JudgeOptions:
        return {
            "cases": self._cases,
            "dtypes": self._dtypes,
            "families": self._families,
            "ids": [],
            "timeout": self._times[0],
            "startup": self._times[1],
            "bulk": self._bulk,
            "restarts": self._restarts,
            "findings": self._findings,
            "known": _read(self._known, "known"),
            "track": _read(self._track, "track"),
            "repeat": repeat,
            "each": each,
        }

    def _checked(self, report: Report) -> Report:
        if self._families and not any(report.counts.values()) and not report.problems:
            for family in self._families:
                if not _core.case_list(self._cases, [family]):
                    raise CoarsegradError(f"no case has an id that begins with {family!r}", "families")
        return report


def responder(backend: Any, conventions: Mapping[str, Mapping[str, str]] | None = None) -> Callable[[bytes], bytes]:
    """Answer lines of the protocol by a backend of :mod:`coarsegrad.adapters`.

    With ``conventions`` it declares these in place of its own.
    """
    from coarsegrad.adapters._wire import respond

    for name in ("name", "version", "device", "dtypes", "ops", "array", "patterns", "run"):
        if not hasattr(backend, name):
            raise CoarsegradError(f"is no command and no Backend: it has no {name}", "backend")

    def answer(line: bytes) -> bytes:
        said = respond(backend, line)
        if conventions and said is not None and said.get("type") == "hello":
            for op, convention in conventions.items():
                if op in said["ops"]:
                    said["ops"][op]["convention"] = dict(convention)
        return json.dumps(said, separators=(",", ":")).encode()

    return answer


def _words(backend: Any) -> list[str] | None:
    if isinstance(backend, str):
        return _core.command_words(encodable(backend, "backend"))
    if isinstance(backend, (list, tuple)):
        return [encodable(word, f"backend[{index}]") for index, word in enumerate(backend)]
    if isinstance(backend, os.PathLike):
        raise CoarsegradError("is a path: give a command line, or the words of one as a list", "backend")
    return None


def _some(value: Any, field: str) -> list[str]:
    """Read a name, several, or none."""
    if not isinstance(value, str) and isinstance(value, Iterable) and not isinstance(value, Mapping):
        value = list(value)
        if not value:
            return []
    return names(value, field)


def _path(value: Any, field: str) -> str | None:
    if value is None:
        return None
    try:
        path = os.fspath(value)
    except TypeError:
        raise CoarsegradError(f"must be a path, found {type(value).__name__}", field) from None
    return encodable(path, field)


def _paths(value: Any) -> list[str] | None:
    if value is None:
        return None
    if isinstance(value, (str, os.PathLike)):
        value = [value]
    if not isinstance(value, Iterable) or isinstance(value, (bytes, bytearray)):
        raise CoarsegradError(f"must be a path or several, found {type(value).__name__}", "cases")
    found: Iterator[str | None] = (_path(path, "cases") for path in value)
    paths = [path for path in found if path is not None]
    if not paths:
        raise CoarsegradError("must name at least one file", "cases")
    return paths


def _read(path: str | None, field: str) -> bytes | None:
    if path is None:
        return None
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:
        raise CoarsegradError(f"{path!r}: {getattr(error, 'strerror', None) or error}", field) from None

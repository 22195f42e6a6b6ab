"""How a case is asked once more, as the findings of the judge say it."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from typing import Any, NamedTuple


class Repeat(NamedTuple):
    """A text in which the id of a case and a format are put: what comes before, between and after them."""

    before: str
    between: str
    after: str


def by_command(command: str, cases: Iterable[str]) -> Repeat:
    """Ask by ``coarsegrad replay``, which reads one file of cases at most."""
    options = [f" --cases {shlex.quote(path)}" for path in cases]
    return Repeat("coarsegrad replay ", " --dtype ", f"{''.join(options)} --backend {shlex.quote(command)}")


def by_call(backend: str, cases: list[str]) -> Repeat:
    """Ask by ``Judge.run``; ``backend`` is an expression."""
    files: Any = cases[0] if len(cases) == 1 else cases
    first = f"{files!r}, " if cases else ""
    return Repeat(f"coarsegrad.Judge({first}families='", "', dtypes='", f"').run({backend})")


def by_pytest(backend: str, families: Iterable[str], cases: Iterable[str]) -> Repeat:
    """Ask by pytest. The families stay as they are: what the backend leaves open is found from all of their cases."""
    options = [("backend", backend), *(("family", name) for name in families), *(("cases", path) for path in cases)]
    words = "".join(f" --coarsegrad-{name} {shlex.quote(value)}" for name, value in options)
    return Repeat(f"pytest{words} -k ", " --coarsegrad-dtype ", "")

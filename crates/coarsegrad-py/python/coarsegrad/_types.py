"""The shapes of what the compiled part answers."""

from __future__ import annotations

from typing import TypeAlias, TypedDict

Column: TypeAlias = "tuple[str, bytes, bytes]"
"""The name of a column of a trajectory, and the bytes of its lower and upper ends."""


class Matches(TypedDict):
    """The conventions nearest to what was answered."""

    conventions: list[str]
    right: int
    known: list[tuple[str, str]]
    expected: list[tuple[str | None, str]]


class JudgeOptions(TypedDict):
    """How a run of the judge is made."""

    cases: list[str] | None
    dtypes: list[str]
    families: list[str]
    ids: list[str]
    timeout: float
    startup: float
    bulk: int
    restarts: int
    findings: int
    known: bytes | None
    track: bytes | None
    repeat: tuple[str, str, str]
    each: bool

"""The compiled part of the package."""

from typing import Any

from coarsegrad._types import Column, Matches

__all__ = [
    "__version__",
    "fingerprint_points",
    "match_fingerprint",
    "sample",
    "sample_blocks",
    "sample_merge",
    "sample_part",
    "stes",
    "train",
    "value",
]

__version__: str

def value(instance_json: str, stes: list[str], digits: int, closed_forms: bool) -> str: ...
def stes() -> list[str]: ...
def sample(
    instance_json: str,
    asked: dict[str, Any],
    until: float | None,
    threads: int,
    level: float,
    exact_variance: bool,
) -> str: ...
def sample_blocks(instance_json: str, asked: dict[str, Any]) -> tuple[int, int]: ...
def sample_part(instance_json: str, asked: dict[str, Any], first: int, last: int, threads: int) -> bytes: ...
def sample_merge(instance_json: str, parts: list[bytes], level: float, exact_variance: bool) -> str: ...
def train(instance_json: str, asked: dict[str, Any]) -> tuple[list[int], str | None, list[Column]]: ...
def fingerprint_points() -> list[tuple[str, float]]: ...
def match_fingerprint(forward: list[float] | None, gradient: list[float]) -> Matches: ...

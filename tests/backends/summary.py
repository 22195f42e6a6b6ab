"""Writes the page of the book that puts the backends side by side, from what ``observe.py`` wrote.

``python tests/backends/summary.py [--check] docs/src/generated/backends``
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

POINTS = ("-2", "-1", "0", "1", "2", "NaN", "inf")
SHOWN = 6
"""Combinations of flags that are shown of an operation."""

AGREEMENT = {
    "declared": "as documented",
    "other": "**not as documented**",
    "none": "**no convention explains all** ([which not](#what-the-wrong-answers-have-in-common))",
}


def main() -> int:
    """Write or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    backends = [
        json.loads(path.read_text())
        for path in sorted(arguments.folder.glob("*.json"))
        if not path.name.startswith(("dead-weights", "nudging"))
    ]
    dead = [json.loads(path.read_text()) for path in sorted(arguments.folder.glob("dead-weights-*.json"))]
    moved = [json.loads(path.read_text()) for path in sorted(arguments.folder.glob("nudging-*.json"))]
    lines = [*_page(backends), *_dead(dead), *_moved(moved)]
    text = "\n".join(lines).rstrip("\n") + "\n"
    page = arguments.folder / "index.md"
    if arguments.check:
        if page.read_text() != text:
            print(f"{page} is not what the records beside it say")
            return 1
        return 0
    page.write_text(text)
    return 0


def _page(backends: list[dict[str, Any]]) -> Iterator[str]:
    yield "# What frameworks do"
    yield ""
    yield "Written by `tests/backends/run` from the JSON files beside this page; do not edit. Each row was"
    yield "observed on the versions given. *Declared* is what the documentation of the framework says, axis by"
    yield "axis; where it is silent, nothing is declared and whatever is consistent is as documented."
    yield ""
    yield "## Gradient of clipping to [-1, 1]"
    yield ""
    yield from _table(
        ("backend", "version", *POINTS),
        [(b["name"], b["backend"]["version"], *b["clip"]) for b in backends if b["clip"] is not None],
    )
    yield "## Conventions followed"
    yield ""
    rows = [(b, row) for b in backends if b["name"] != "numpy" for row in b["conventions"]]
    for op in sorted({row["op"] for _, row in rows if not row["op"].startswith("library.")}):
        yield f"### `{op}`"
        yield ""
        yield from _table(
            ("backend", "formats", "follows", "declared", ""),
            [(b["name"], ", ".join(row["dtypes"]), *_convention(row)) for b, row in rows if row["op"] == op],
        )
    yield "### Slopes of libraries"
    yield ""
    yield from _table(
        ("slope", "formats", "follows", "declared", ""),
        sorted(
            {
                (row["op"].removeprefix("library."), ", ".join(row["dtypes"]), *_convention(row))
                for _, row in rows
                if row["op"].startswith("library.")
            }
        ),
    )
    yield "## What the wrong answers have in common"
    yield ""
    yield "The flags of their cases. *MaskSelects*: what becomes of an infinite or NaN upstream gradient under a"
    yield "weight of zero is neither zero nor NaN throughout. *Subnormal*: numbers below the normal range are"
    yield "flushed to zero. *Infinity* and *Huge*, of a rounding by the detach trick: `x + (round(x) - x)` is NaN"
    yield "at an infinity, and where the whole quantiser is detached, a large number loses its value."
    yield ""
    yield from _table(
        ("backend", "operation", "flags of the cases"),
        [
            (
                b["name"],
                f"`{op}`",
                "; ".join(f"{_flags(flags)} ({count})" for flags, count in _most(by)),
            )
            for b in backends
            for op, by in b["wrong_by_flags"].items()
        ],
    )
    yield "## Verdicts"
    yield ""
    verdicts = ("pass", "fail", "convention_mismatch", "error", "timeout", "indeterminate")
    yield from _table(
        ("backend", "version", "date", *(verdict.replace("_", " ") for verdict in verdicts)),
        [
            (
                b["name"],
                b["backend"]["version"],
                b["date"],
                *(str(b["counts"].get(verdict, 0)) for verdict in verdicts),
            )
            for b in backends
        ],
    )


def _most(by: dict[str, int]) -> list[tuple[str, int]]:
    """Return the most frequent flags."""
    return sorted(by.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]


def _flags(text: str) -> str:
    return text.replace("; ", "+")


def _dead(shares: list[dict[str, Any]]) -> Iterator[str]:
    if not shares:
        return
    yield "## Weights cut off from training"
    yield ""
    yield "The share of N(0, 1) weights in groups of 128, quantised symmetrically by torchao, whose gradient"
    yield "is zero."
    yield ""
    bits = list(shares[0]["dead"])
    yield from _table(
        ("torch", "torchao", *(f"{each} bits" for each in bits)),
        [(d["torch"], d["torchao"], *(f"{d['dead'][each]:.2%}" for each in bits)) for d in shares],
    )


def _moved(records: list[dict[str, Any]]) -> Iterator[str]:
    if not records:
        return
    yield "## A range that is moved"
    yield ""
    yield "TensorFlow's fake-quantiser from -8.5 to 6.5 in 15 steps, where zero is halfway between two levels: the"
    yield "range of its values, and the range of inputs at which a gradient passes. They should be one."
    yield ""
    yield from _table(
        ("tensorflow", "", "values", "gradient"),
        [
            (r["tensorflow"], how, *(f"{low:g} to {high:g}" for low, high in r[how].values()))
            for r in records
            for how in ("kernel", "xla")
        ],
    )


def _convention(row: dict[str, Any]) -> tuple[str, str, str]:
    follows = " or ".join(f"`{_text(each)}`" for each in row["conventions"][:3])
    more = len(row["conventions"]) - 3
    if more > 0:
        follows += f" or {more} more"
    if row["agreement"] == "none":
        nearest = f"; nearest {follows}" if row["conventions"] not in ([], [{}]) else ""
        follows = f"{row['wrong']} answers wrong{nearest}"
    elif row["conventions"] in ([], [{}]):
        follows = "the definition"
    return (
        follows,
        f"`{_text(row['declared'])}`" if row["declared"] else "",
        AGREEMENT[row["agreement"]],
    )


def _text(convention: dict[str, Any]) -> str:
    return " ".join(f"{axis}={choice}" for axis, choice in sorted(convention.items()))


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    head = list(head)
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


if __name__ == "__main__":
    raise SystemExit(main())

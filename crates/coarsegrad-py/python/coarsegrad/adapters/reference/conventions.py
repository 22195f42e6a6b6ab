"""Axes of conventions: which operation has which, with all choices, and how a choice is written."""

from __future__ import annotations

AXES: dict[str, tuple[str, ...]] = {
    "round": ("half_even", "half_away", "half_up", "to_zero", "floor", "stochastic"),
    "order": ("round_clamp", "clamp_round"),
    "bound": ("closed", "open", "half", "left_closed", "identity"),
    "nan": ("propagate", "zero", "pass"),
    "zero_point_rounding": ("before", "after"),
    "scale_gradient": ("lsq", "plain", "none"),
    "compare_dtype": ("input", "f32"),
    "mask": ("selects", "multiplies"),
    "sign0": ("plus_one", "zero", "minus_one"),
    "heaviside0": ("zero", "one", "half"),
    "ternary_tie": ("in", "out"),
    "source": ("code", "documentation"),
}
"""The choices of each axis."""

_AFFINE = {
    "round": "half_even",
    "order": "round_clamp",
    "bound": "closed",
    "nan": "zero",
    "zero_point_rounding": "after",
    "scale_gradient": "plain",
    "compare_dtype": "input",
    "mask": "selects",
}

DEFAULTS: dict[str, dict[str, str]] = {
    "round": {"round": "half_even"},
    "clip": {"bound": "closed", "nan": "zero", "mask": "selects"},
    "fake_quant.affine": _AFFINE,
    "fake_quant.channel": _AFFINE,
    "fake_quant.group": _AFFINE,
    "lsq": {
        "round": "half_even",
        "order": "clamp_round",
        "bound": "open",
        "nan": "zero",
        "scale_gradient": "lsq",
    },
    "pact": {"round": "half_even", "bound": "left_closed", "nan": "zero"},
    "dorefa.activation": {"round": "half_even", "bound": "closed", "nan": "zero"},
    "dorefa.weight": {"round": "half_even", "nan": "zero"},
    "staircase_relu": {"bound": "open", "nan": "zero"},
    "sign": {"sign0": "plus_one", "nan": "propagate"},
    "heaviside": {"heaviside0": "zero", "nan": "propagate"},
    "ternary": {"ternary_tie": "out", "nan": "propagate"},
}
"""The convention of each operation that has axes, where none is asked for."""


def chosen(texts: list[str]) -> dict[str, dict[str, str]]:
    """Return the conventions of all operations, with the choices of the texts.

    A text is ``OP: AXIS=CHOICE ...``, several of them separated by semicolons. Without ``OP:`` it is about every
    operation that has the axis. An operation is named in full, or by a beginning that ends before a point.

    Raises :class:`ValueError` for what is no operation, axis or choice.
    """
    conventions = {op: dict(default) for op, default in DEFAULTS.items()}
    for part in (part.strip() for text in texts for part in text.split(";")):
        if not part:
            continue
        family, colon, pairs = part.rpartition(":")
        ops = [op for op in DEFAULTS if not colon or op == family or op.startswith(f"{family}.")]
        if not ops:
            raise ValueError(f"no operation is called {family}; there are {', '.join(DEFAULTS)}")
        for pair in pairs.split():
            axis, _, choice = pair.partition("=")
            _check(axis, choice)
            having = [op for op in ops if axis in DEFAULTS[op]]
            if colon and not having:
                raise ValueError(f"{family} has no axis {axis}")
            for op in having:
                conventions[op][axis] = choice
    return conventions


def _check(axis: str, choice: str) -> None:
    if axis not in AXES:
        raise ValueError(f"no axis is called {axis}; there are {', '.join(AXES)}")
    if choice not in AXES[axis]:
        raise ValueError(f"{axis} has no choice {choice}; there are {', '.join(AXES[axis])}")

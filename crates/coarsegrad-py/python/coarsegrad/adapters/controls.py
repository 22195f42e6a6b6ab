"""Deliberately wrong implementations: each must be caught, and for the stated reason.

``python -m coarsegrad.adapters.controls NAME``; ``--list`` prints all of them. A control is the reference with one
mistake that some implementation made. It offers the operations that the mistake concerns, and declares what the
mistaken one declares.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from ._backend import Backend, Call, Op
from ._wire import main
from .numpy import Reference, operations
from .reference.arithmetic import FORMATS, Array, rounded_to_bf16
from .reference.conventions import chosen

Answer = Callable[[Call], Array]


@dataclass(frozen=True)
class Control:
    """A mistake."""

    sentence: str
    """What is wrong, in one sentence."""
    seen: str
    """Where it was made; empty for a mistake that anybody can make."""
    ops: tuple[str, ...]
    """The operations that it concerns: names, or beginnings that end before a point."""
    declared: str = ""
    """The convention that is declared, where it is not the usual one."""
    followed: str = ""
    """The convention that is followed instead."""
    mistake: Callable[[Answer, Call], Array] | None = None
    """What is answered instead, from the right function and the call."""
    outputs: tuple[str, ...] = ("dx",)
    """The outputs that a mistake gets wrong."""


def _clipped_gradient(right: Answer, call: Call) -> Array:
    if call.output != "dx":
        return right(call)
    low, high = ("lower", "upper") if call.op == "clip" else ("qmin", "qmax")
    return np.clip(call["dy"], call.number(low), call.number(high))


def _reversed_mask(right: Answer, call: Call) -> Array:
    if call.output != "dx":
        return right(call)
    kept = right(_with(call, dy=np.ones_like(call["dy"])))
    return np.where(kept == 0, call["dy"], 0)


def _dscale_with_dx(right: Answer, call: Call) -> Array:
    if call.output != "dscale":
        return right(call)
    dx = right(Call(call.op, "dx", call.dtype, call.params, call.inputs))
    return right(_with(call, dy=FORMATS[call.dtype].formed(dx)))


def _not_summed(right: Answer, call: Call) -> Array:
    if call.output not in ("dscale", "dalpha") or call["x"].size == 0:
        return right(call)
    first = {name: call[name].reshape(-1)[:1] for name in ("x", "dy")}
    return right(_with(call, **first))


def _mask_in_bf16(right: Answer, call: Call) -> Array:
    if call.output != "dx" or call.dtype == "f16":
        return right(call)
    return right(_with(call, x=rounded_to_bf16(call["x"].astype(np.float32)).astype(call["x"].dtype)))


def _zero_and_two_at_the_ends(right: Answer, call: Call) -> Array:
    if call.output != "dx":
        return right(call)
    x, dy = call["x"], call["dy"]
    at_upper = np.where(x == call.number("upper"), 2 * dy, right(call))
    return np.where(x == call.number("lower"), 0, at_upper)


def _nudged(right: Answer, call: Call) -> Array:
    z = call.number("zero_point")
    if call.output != "dx" or z == round(z):
        return right(call)
    return _reversed_mask(right, call)


def _dead(right: Answer, call: Call) -> Array:
    return right(call) if call.output != "dx" else np.zeros_like(call["dy"])


def _negated_dzero(right: Answer, call: Call) -> Array:
    return -right(call) if call.output == "dzero" else right(call)


def _halved(right: Answer, call: Call) -> Array:
    return right(call) / 2 if call.output == "coarse_gradient_w" else right(call)


def _with(call: Call, **inputs: Array) -> Call:
    return Call(call.op, call.output, call.dtype, call.params, {**call.inputs, **inputs}, call.draws)


def _times(factor: float, right: Answer, call: Call) -> Array:
    return factor * right(call)


def _ignored(right: Answer, call: Call) -> Array:
    return call["dy"]


def _slope_at_half(right: Answer, call: Call) -> Array:
    return right(_with(call, x=FORMATS[call.dtype].formed(call["x"] / 2)))


_PYTORCH = "https://github.com/pytorch/pytorch"
_QUANTISERS = ("fake_quant",)
_MASKED = ("clip", "fake_quant")

CONTROLS: dict[str, Control] = {
    "open_declared_closed": Control(
        "The mask is open and declared closed: the whole bin of a bound is dead.",
        f"{_PYTORCH}/issues/195931",
        _MASKED,
        followed="bound=open",
    ),
    "closed_declared_open": Control(
        "The mask is closed and declared open.",
        f"{_PYTORCH}/issues/184574",
        _MASKED,
        declared="bound=open",
        followed="bound=closed",
    ),
    "half_declared_closed": Control(
        "Half the gradient passes at a bound, as through minimum and maximum, and it is declared closed.",
        "https://github.com/kornia/kornia/issues/4229",
        _MASKED,
        followed="bound=half",
    ),
    "gradient_clipped": Control(
        "The gradient is clipped to the interval instead of masked by the place of the input.",
        "",
        _MASKED,
        mistake=_clipped_gradient,
    ),
    "mask_missing": Control(
        "The range mask is missing: the gradient passes outside the levels.",
        "https://github.com/microsoft/nni/issues/3159",
        (*_MASKED, "lsq"),
        followed="bound=identity",
    ),
    "mask_reversed": Control(
        "The gradient passes where it should be masked, and nowhere else.",
        "https://github.com/necla-ml/Diff-JPEG/issues/2",
        _MASKED,
        mistake=_reversed_mask,
    ),
    "multiplies_declared_selects": Control(
        "The mask multiplies and is declared to select: an infinite or NaN gradient spoils entries outside.",
        "",
        ("clip", "fake_quant.affine"),
        declared="mask=selects",
        followed="mask=multiplies",
    ),
    "mask_in_bf16": Control(
        "The input is rounded to bf16 before it is compared with the bounds.",
        f"{_PYTORCH}/pull/185840",
        ("clip",),
        mistake=_mask_in_bf16,
    ),
    "zero_and_two_at_the_ends": Control(
        "The gradient is 0 at the lower bound and 2 at the upper.",
        "https://github.com/tensorflow/tensorflow/issues/22977",
        ("clip",),
        mistake=_zero_and_two_at_the_ends,
    ),
    "dscale_with_dx": Control(
        "The gradient of the scale multiplies the masked gradient of the input, so that outliers do not count.",
        f"{_PYTORCH}/pull/42034",
        ("fake_quant.affine", "fake_quant.channel", "lsq"),
        mistake=_dscale_with_dx,
        outputs=("dscale",),
    ),
    "dscale_not_summed": Control(
        "The gradient of the scale is that of the first entry, not the sum over all that share it.",
        "",
        ("fake_quant.affine", "lsq", "pact"),
        mistake=_not_summed,
        outputs=("dscale", "dalpha"),
    ),
    "dscale_nulled": Control(
        "The gradient of scale and zero point is zero, and declared plain.",
        "https://github.com/pytorch/ao/pull/2280",
        _QUANTISERS,
        followed="scale_gradient=none",
    ),
    "dscale_without_factor": Control(
        "The gradient of the step lacks the factor of LSQ.",
        "",
        ("lsq",),
        followed="scale_gradient=plain",
    ),
    "dzero_negated": Control(
        "The gradient of the zero point has the wrong sign.",
        "",
        _QUANTISERS,
        mistake=_negated_dzero,
        outputs=("dzero",),
    ),
    "clamp_declared_after": Control(
        "It clamps before it rounds, and is declared to clamp after.",
        "",
        _QUANTISERS,
        followed="order=clamp_round",
    ),
    "half_away_declared_half_even": Control(
        "Ties are rounded away from zero, and declared to go to even.",
        "",
        ("round", *_QUANTISERS),
        followed="round=half_away",
    ),
    "zero_point_declared_before": Control(
        "It rounds after the zero point is added, and is declared to round before.",
        f"{_PYTORCH}/issues/49779",
        _QUANTISERS,
        declared="zero_point_rounding=before",
        followed="zero_point_rounding=after",
    ),
    "mask_reversed_at_half_zero_point": Control(
        "The mask is inverted where the zero point is halfway between two levels.",
        "https://github.com/tensorflow/tensorflow/issues/117962",
        ("fake_quant.affine",),
        mistake=_nudged,
    ),
    "nan_passes": Control(
        "A gradient passes where the input is NaN, and is declared zero.",
        "https://github.com/jeshraghian/snntorch/issues/427",
        _MASKED,
        followed="nan=pass",
    ),
    "gradient_dead": Control(
        "The straight-through estimator is gone: the gradient is the true one of rounding, zero.",
        "",
        _MASKED,
        mistake=_dead,
    ),
    "sign_of_zero_is_zero": Control(
        "The sign of zero is 0, and declared +1.",
        "https://github.com/IntelLabs/distiller/issues/198",
        ("sign",),
        followed="sign0=zero",
    ),
    "spike_at_threshold": Control(
        "The step fires at the threshold, and is declared not to.",
        "https://github.com/synsense/sinabs/issues/97",
        ("heaviside",),
        followed="heaviside0=one",
    ),
    "ternary_tie_swapped": Control(
        "A number exactly at the threshold keeps its sign, and is declared to vanish.",
        "",
        ("ternary",),
        followed="ternary_tie=in",
    ),
    "surrogate_doubled": Control(
        "The slope is twice the one of its name.",
        "https://github.com/fangwei123456/spikingjelly/pull/412",
        ("surrogate",),
        mistake=partial(_times, 2),
    ),
    "surrogate_negated": Control(
        "The slope has the wrong sign.",
        "",
        ("surrogate",),
        mistake=partial(_times, -1),
    ),
    "surrogate_ignored": Control(
        "The slope that was asked for is ignored, and the gradient passes as it is.",
        "https://github.com/norse/norse/issues/306",
        ("surrogate",),
        mistake=_ignored,
    ),
    "surrogate_at_half": Control(
        "The slope is taken at half the input, as where a width is read for a half-width.",
        "",
        ("surrogate",),
        mistake=_slope_at_half,
    ),
    "coarse_gradient_halved": Control(
        "The coarse gradient of the two-layer model is half of what it is, in one sample and on average.",
        "",
        ("two_layer.sample", "two_layer.population", "two_layer.estimator"),
        mistake=_halved,
        outputs=("coarse_gradient_w",),
    ),
}
"""The controls by name."""


def _concerns(control: Control, op: str) -> bool:
    return any(op == name or op.startswith(f"{name}.") for name in control.ops)


def control(name: str) -> Backend:
    """Return the control of that name as a backend."""
    mistaken = CONTROLS[name]
    declared = chosen([mistaken.declared])
    followed = chosen([mistaken.declared, mistaken.followed])
    ops = {}
    for op, right in operations(followed).items():
        if not _concerns(mistaken, op):
            continue
        function = right.function
        if mistaken.mistake is not None:
            function = partial(mistaken.mistake, right.function)
        ops[op] = Op(function, right.outputs, declared.get(op, {}), right.bulk)
    return Reference(f"control {name}", np.__version__, ops, dtypes=("f64", "f32", "bf16", "f16"))


def backend(argv: list[str]) -> Backend:
    """Return the control that the arguments name."""
    parser = argparse.ArgumentParser(prog="coarsegrad.adapters.controls", description=__doc__)
    parser.add_argument("name", choices=sorted(CONTROLS))
    return control(parser.parse_args(argv).name)


if __name__ == "__main__":
    if sys.argv[1:] == ["--list"]:
        for each, about in CONTROLS.items():
            print(f"{each}\t{about.sentence}\t{about.seen}")
    else:
        raise SystemExit(main(backend))

"""PyTorch as a backend.

``python -m coarsegrad.adapters.torch [--clip VARIANT] [--fake-quant VARIANT] [--step VARIANT]``

Its documentation states the values of these operations and is silent on gradients at bounds, so the axis ``bound`` is
left open throughout. For the fake-quantiser it states the order and that the zero point is added after rounding.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

from ._backend import Backend, Call, Op, Unsupported
from ._torch import Tensor, TorchBackend, differentiable, round_ste, torch
from ._wire import main

GRADIENTS = ("y", "dx")
LEARNED = ("y", "dx", "dscale", "dzero")


def _bounds(call: Call) -> tuple[float, float]:
    return call.number("lower"), call.number("upper")


def _tensor_bounds(x: Tensor, lower: float, upper: float) -> Tensor:
    low, high = torch.full_like(x, lower), torch.full_like(x, upper)
    return torch.clamp(x, low, high)


def _extrema(x: Tensor, lower: float, upper: float) -> Tensor:
    low, high = torch.full_like(x, lower), torch.full_like(x, upper)
    return torch.minimum(torch.maximum(x, low), high)


CLIPS: dict[str, Callable[..., Tensor]] = {
    "clamp": torch.clamp,
    "clamp_tensor": _tensor_bounds,
    "hardtanh": torch.nn.functional.hardtanh,
    "minmax": _extrema,
}
"""Ways to clip."""


def _levels(call: Call, zero_points: list[float]) -> tuple[int, int]:
    """Return the levels; refused where a zero point is none of them, which these operations do not take or change."""
    qmin, qmax = call.count("qmin"), call.count("qmax")
    if any(z != int(z) or not qmin <= z <= qmax for z in zero_points):
        raise Unsupported("a zero point is an integer between the levels")
    return qmin, qmax


def _native(call: Call, x: Tensor) -> Tensor:
    zero_point = call.number("zero_point")
    levels = _levels(call, [zero_point])
    return torch.fake_quantize_per_tensor_affine(x, call.number("scale"), int(zero_point), *levels)


def _learnable(call: Call, x: Tensor, scale: Tensor, zero_point: Tensor) -> Tensor:
    levels = _levels(call, [call.number("zero_point")])
    return torch._fake_quantize_learnable_per_tensor_affine(x, scale.reshape(1), zero_point.reshape(1), *levels)


def _recipe(clip: Callable[..., Tensor], clamp_first: bool) -> Callable[[Call, Tensor, Tensor, Tensor], Tensor]:
    """Quantise as users write it: a rounding by the detach trick and a clip, in either order."""

    def forward(call: Call, x: Tensor, scale: Tensor, zero_point: Tensor) -> Tensor:
        levels = float(call.count("qmin")), float(call.count("qmax"))
        shifted = x / scale + zero_point
        level = round_ste(clip(shifted, *levels)) if clamp_first else clip(round_ste(shifted), *levels)
        return (level - zero_point) * scale

    return forward


def _detached(call: Call, x: Tensor, scale: Tensor, zero_point: Tensor) -> Tensor:
    quantised = _recipe(torch.clamp, False)(call, x, scale, zero_point)
    return x + (quantised - x).detach()


_DOCUMENTED = {"round": "half_even", "order": "round_clamp", "zero_point_rounding": "before"}
_RECIPE = {"round": "half_even", "zero_point_rounding": "after", "compare_dtype": "input"}
_ROUND_FIRST = _RECIPE | {"order": "round_clamp"}
_SCALE = ("scale", "zero_point")

QUANTISERS: dict[str, Op] = {
    "native": Op(differentiable(_native), GRADIENTS, _DOCUMENTED, GRADIENTS),
    "learnable": Op(differentiable(_learnable, *_SCALE), LEARNED, {}, GRADIENTS),
    "round_clamp": Op(differentiable(_recipe(torch.clamp, False), *_SCALE), LEARNED, _ROUND_FIRST, GRADIENTS),
    "round_clamp_tensor": Op(differentiable(_recipe(_tensor_bounds, False), *_SCALE), LEARNED, _ROUND_FIRST, GRADIENTS),
    "clamp_round": Op(
        differentiable(_recipe(torch.clamp, True), *_SCALE),
        LEARNED,
        _RECIPE | {"order": "clamp_round"},
        GRADIENTS,
    ),
    "detached": Op(
        differentiable(_detached, *_SCALE),
        LEARNED,
        {"round": "half_even", "bound": "identity"},
        GRADIENTS,
    ),
}
"""Ways to fake-quantise: two operations of PyTorch, and what users write."""


def _per_channel(call: Call, x: Tensor) -> Tensor:
    zero_points = call.numbers("zero_point")
    levels = _levels(call, zero_points)
    scale = torch.tensor(call.numbers("scale"), dtype=torch.float32)
    zero = torch.tensor([int(z) for z in zero_points], dtype=torch.int32)
    return torch.fake_quantize_per_channel_affine(x, scale, zero, 0, *levels)


def backend(argv: list[str]) -> Backend:
    """Return the backend that the arguments ask for."""
    parser = argparse.ArgumentParser(prog="coarsegrad.adapters.torch", description=__doc__)
    parser.add_argument("--clip", choices=CLIPS, default="clamp")
    parser.add_argument("--fake-quant", choices=QUANTISERS, default="native")
    chosen = parser.parse_args(argv)
    clip = CLIPS[chosen.clip]
    hardtanh = differentiable(lambda _, x: torch.nn.functional.hardtanh(x))
    ops = {
        "clip": Op(differentiable(lambda call, x: clip(x, *_bounds(call))), GRADIENTS, {}, GRADIENTS),
        "fake_quant.affine": QUANTISERS[chosen.fake_quant],
        "fake_quant.channel": Op(differentiable(_per_channel), GRADIENTS, _DOCUMENTED),
        "round": Op(lambda call: torch.round(call["x"]), ("y",), {"round": "half_even"}, ("y",)),
        "sign": Op(lambda call: torch.sign(call["x"]), ("y",), {"sign0": "zero"}, ("y",)),
        "library.torch.hardtanh": Op(hardtanh, ("dx",), {}, ("dx",)),
    }
    return TorchBackend("torch", f"{torch.__version__} {chosen.clip} {chosen.fake_quant}", ops)


if __name__ == "__main__":
    raise SystemExit(main(backend))

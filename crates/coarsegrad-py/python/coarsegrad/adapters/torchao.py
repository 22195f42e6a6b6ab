"""torchao as a backend: its fake-quantiser for quantisation-aware training.

Its documentation calls the operation equivalent to quantisation followed by dequantisation, and is silent on the
gradient. The formula of quantisation is that the zero point is added to the rounded value.
"""

from __future__ import annotations

from ._backend import Backend, Call, Op, load
from ._torch import Tensor, TorchBackend, differentiable, torch
from ._wire import main

torchao = load("torchao")

_fake_quantize_affine = load("torchao.quantization.quant_primitives")._fake_quantize_affine

LEARNED = ("y", "dx", "dscale", "dzero")


def _affine(call: Call, x: Tensor, block: tuple[int, ...], scale: Tensor, zero_point: Tensor) -> Tensor:
    levels = call.count("qmin"), call.count("qmax")
    # The type bounds the levels that may be asked for, and nothing else.
    return _fake_quantize_affine(x, block, scale, zero_point, torch.int32, *levels)


def _tensor(call: Call, x: Tensor, scale: Tensor, zero_point: Tensor) -> Tensor:
    entries = x.reshape(-1)
    answer = _affine(call, entries, (entries.numel(),), scale.reshape(1), zero_point.reshape(1))
    return answer.reshape(x.shape)


def _channel(call: Call, x: Tensor, scale: Tensor, zero_point: Tensor) -> Tensor:
    return _affine(call, x, (1, *x.shape[1:]), scale, zero_point)


def _group(call: Call, x: Tensor, scale: Tensor, zero_point: Tensor) -> Tensor:
    entries = x.reshape(-1)
    answer = _affine(call, entries, (call.count("group_size"),), scale, zero_point)
    return answer.reshape(x.shape)


def backend(argv: list[str]) -> Backend:
    """Return the backend."""
    documented = {"round": "half_even", "order": "round_clamp", "zero_point_rounding": "before"}
    learned = ("scale", "zero_point")
    gradients = ("y", "dx")
    ops = {
        "fake_quant.affine": Op(differentiable(_tensor, *learned), LEARNED, documented, gradients),
        "fake_quant.channel": Op(differentiable(_channel, *learned), LEARNED, documented),
        "fake_quant.group": Op(differentiable(_group, *learned), LEARNED, documented),
    }
    return TorchBackend("torchao", torchao.__version__, ops, ("f32", "bf16", "f16"))


if __name__ == "__main__":
    raise SystemExit(main(backend))

"""Which share of weights a fake-quantiser of torchao cuts off from training: those whose gradient is zero.

``python tests/backends/dead_weights.py [--weights 1048576] [--seed 0]`` prints one JSON object. The weights are N(0, 1)
in groups of 128 with torchao's own symmetric scales. A straight-through estimator that is closed at its bounds loses
only what is clipped; one that is open loses every weight that is rounded to the lowest or the highest level too.
"""

from __future__ import annotations

import argparse
import json

import torch
import torchao
from torchao.quantization.quant_primitives import (
    MappingType,
    _fake_quantize_affine,
    choose_qparams_affine,
)

GROUP = 128


def share(weights: torch.Tensor, bits: int) -> float:
    """Return the share of weights whose gradient is zero where the upstream gradient is one."""
    qmin, qmax = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
    block = (1, GROUP)
    scale, zero_point = choose_qparams_affine(weights, MappingType.SYMMETRIC, block, torch.int8, qmin, qmax)
    learned = weights.clone().requires_grad_(True)
    quantised = _fake_quantize_affine(learned, block, scale, zero_point, torch.int8, qmin, qmax)
    quantised.sum().backward()
    return (learned.grad == 0).double().mean().item()


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=int, default=1 << 20)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    weights = torch.randn(arguments.weights // GROUP, GROUP)
    answer = {
        "torch": torch.__version__,
        "torchao": torchao.__version__,
        "weights": weights.numel(),
        "seed": arguments.seed,
        "dead": {str(bits): share(weights, bits) for bits in (2, 3, 4, 8)},
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main()

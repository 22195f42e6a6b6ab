"""Is the straight-through estimator of a quantised layer alive? Counts the weights whose gradient is off."""

from collections.abc import Callable

import torch


def share_off(quantise: Callable, weight: torch.Tensor) -> float:
    """Return the share of weights at which ``quantise`` stops the gradient or halves it."""
    weight = weight.detach().clone().requires_grad_(True)
    quantise(weight).sum().backward()
    return (weight.grad < 0.75).double().mean().item()


def quantise(weight: torch.Tensor, bits: int) -> torch.Tensor:
    """Round with a straight-through gradient, then clamp: what many libraries do."""
    top = 2 ** (bits - 1) - 1
    scale = weight.detach().abs().amax(dim=1, keepdim=True) / (top + 0.5)
    level = weight / scale + ((weight / scale).round() - weight / scale).detach()
    return level.clamp(-top - 1, top) * scale


layer = torch.nn.Linear(128, 4096)
torch.nn.init.normal_(layer.weight)
for bits in (2, 3, 4, 8):
    off = share_off(lambda weight, bits=bits: quantise(weight, bits), layer.weight)
    print(f"torch {torch.__version__}, {bits} bits: the gradient is off at {off:.2%} of the weights")

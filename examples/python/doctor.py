"""Name the convention of each fake-quantiser of a model, and count the weights that it leaves without a gradient.

Needs torch, and shows torchao where it is installed. Run: python examples/python/doctor.py
"""

import torch
from coarsegrad.torch import doctor
from torch import nn
from torch.ao.quantization import FakeQuantize, MovingAverageMinMaxObserver, PerChannelMinMaxObserver
from torch.nn.utils import parametrize


class RoundThenClamp(nn.Module):
    """A quantiser as it is often written by hand: a rounding with a straight-through gradient, then a clamp."""

    def __init__(self, scale: float, qmin: int = -8, qmax: int = 7) -> None:
        """Hold the grid."""
        super().__init__()
        self.scale, self.qmin, self.qmax = scale, qmin, qmax

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Quantise."""
        level = x / self.scale
        level = level + (torch.round(level) - level).detach()
        return torch.clamp(level, self.qmin, self.qmax) * self.scale


class DetachedQuantiser(nn.Module):
    """The same, with the trick around the whole of it: every gradient passes."""

    def __init__(self, scale: float, qmin: int = -8, qmax: int = 7) -> None:
        """Hold the grid."""
        super().__init__()
        self.scale, self.qmin, self.qmax = scale, qmin, qmax

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Quantise."""
        level = torch.clamp(torch.round(x / self.scale), self.qmin, self.qmax)
        return x + (level * self.scale - x).detach()


def model() -> nn.Module:
    """Make a model with a fake-quantiser of each kind."""
    torch.manual_seed(0)
    layers = nn.Sequential(nn.Linear(64, 64), nn.Linear(64, 64), nn.Linear(64, 64), nn.Linear(64, 64))
    layers.activation = FakeQuantize(MovingAverageMinMaxObserver, 0, 255)
    layers[0].weight_fake_quant = FakeQuantize(
        PerChannelMinMaxObserver, -8, 7, dtype=torch.qint8, qscheme=torch.per_channel_symmetric
    )
    for layer, kind in ((layers[1], RoundThenClamp), (layers[2], DetachedQuantiser)):
        largest = float(layer.weight.detach().abs().max())
        parametrize.register_parametrization(layer, "weight", kind(largest / 7.5))
    try:
        from torchao.quantization.qat import FakeQuantizedLinear, IntxFakeQuantizeConfig
    except ImportError:
        return layers
    config = IntxFakeQuantizeConfig(torch.int4, group_size=32, is_symmetric=True)
    layers[3] = FakeQuantizedLinear(64, 64, weight_config=config)
    return layers


if __name__ == "__main__":
    print(f"torch {torch.__version__}")
    print(doctor(model()))

"""The doctor names the convention of every fake-quantiser of a PyTorch module, and changes none."""

import copy
import importlib.util
import subprocess
import sys
import warnings
from pathlib import Path

import coarsegrad
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed")

from coarsegrad.torch import Diagnosis, doctor  # noqa: E402 (it needs torch)
from torch import nn  # noqa: E402
from torch.nn.utils import parametrize  # noqa: E402

EXAMPLE = Path(__file__).parents[3] / "examples/python/doctor.py"


class Mask(torch.autograd.Function):
    """A quantiser whose gradient is masked by a given bound."""

    @staticmethod
    def forward(ctx, x, scale, least, greatest, bound):
        level = torch.round(x / scale)
        mask = (level >= least) & (level <= greatest) if bound == "closed" else (level > least) & (level < greatest)
        ctx.save_for_backward(mask)
        return torch.clamp(level, least, greatest) * scale

    @staticmethod
    def backward(ctx, dy):
        (mask,) = ctx.saved_tensors
        return dy * mask, None, None, None, None


class FakeQuantiser(nn.Module):
    def __init__(self, scale, bound, least=-2, greatest=1):
        super().__init__()
        self.register_buffer("scale", torch.tensor(scale))
        self.qmin, self.qmax, self.bound = least, greatest, bound

    def forward(self, x):
        return Mask.apply(x, self.scale, self.qmin, self.qmax, self.bound)


class Sealed(FakeQuantiser):
    """One whose grid cannot be set."""

    def forward(self, x):
        return Mask.apply(x, torch.tensor(0.5), -2, 1, self.bound)


def layer(quantiser, weight):
    linear = nn.Linear(len(weight), 1, bias=False)
    with torch.no_grad():
        linear.weight[:] = torch.tensor([weight])
    parametrize.register_parametrization(linear, "weight", quantiser)
    return linear


# Levels -4, -2, -1, 0, 1, 3 of scale 1/2, of which -2 to 1 are there.
WEIGHT = [-2.0, -1.0, -0.5, 0.0, 0.5, 1.5]


def test_conventions_are_named_and_weights_without_gradient_counted():
    model = nn.Sequential(
        layer(FakeQuantiser(0.5, "closed"), WEIGHT),
        layer(FakeQuantiser(0.5, "open"), WEIGHT),
        nn.ReLU(),
    )
    before = copy.deepcopy(model.state_dict())
    found = doctor(model)
    assert [row.name for row in found] == ["0.parametrizations.weight.0", "1.parametrizations.weight.0"]
    closed, opened = found
    assert closed.fingerprint.convention["bound"] == "closed"
    assert opened.fingerprint.convention["bound"] == "open"
    assert (closed.weights, closed.off) == (6, 2)
    assert (opened.weights, opened.off) == (6, 4)
    assert opened.share == 4 / 6
    text = str(found)
    assert "bound=open" in text
    assert "66.67% of 6" in text
    after = model.state_dict()
    assert all(torch.equal(before[name], after[name]) for name in before)
    assert (model[0].parametrizations.weight[0].qmin, model[0].parametrizations.weight[0].qmax) == (-2, 1)


def test_a_quantiser_that_cannot_be_set_has_no_convention_unless_a_probe_sets_it():
    model = layer(Sealed(0.5, "open"), WEIGHT)
    (row,) = doctor(model)
    assert row.fingerprint is None
    assert "give a probe" in row.convention
    assert (row.weights, row.off) == (6, 4)

    def sealed(module):
        return lambda x: Mask.apply(x, torch.tensor(1.0), -8, 7, module.bound)

    (row,) = doctor(model, probes={Sealed: sealed})
    assert row.fingerprint.convention["bound"] == "open"


def test_a_broken_module_is_listed_and_the_others_examined():
    class BrokenFakeQuantiser(nn.Module):
        def forward(self, x):
            raise RuntimeError("mine\nand more")

    model = nn.Sequential(BrokenFakeQuantiser(), layer(FakeQuantiser(0.5, "closed"), WEIGHT))
    broken, closed = doctor(model)
    assert broken.convention == "unknown: RuntimeError: mine"
    assert closed.fingerprint.exact


class UncopiedFakeQuantiser(FakeQuantiser):
    def __deepcopy__(self, memo):
        raise RuntimeError("cannot be copied")


def beside(quantiser, weight):
    """A module that holds its weight and the quantiser of it."""
    model = nn.Module()
    setattr(model, "weight", weight) if isinstance(weight, nn.Parameter) else model.register_buffer("weight", weight)
    model.weight_fake_quant = quantiser
    return model


@pytest.mark.parametrize(
    ("quantiser", "weight", "count"),
    [
        (UncopiedFakeQuantiser(0.5, "closed"), nn.Parameter(torch.ones(4)), 4),
        (FakeQuantiser(0.5, "closed"), torch.ones(4, dtype=torch.int8), 4),
        (FakeQuantiser(0.5, "closed"), nn.Parameter(torch.empty(4, device="meta")), 4),
        (FakeQuantiser(0.5, "closed"), nn.UninitializedParameter(), None),
    ],
)
def test_weights_that_cannot_be_counted_are_no_obstacle(quantiser, weight, count):
    row, other = doctor(nn.Sequential(beside(quantiser, weight), FakeQuantiser(0.5, "open")))
    assert (row.weights, row.off, row.share) == (count, None, None)
    assert other.fingerprint.exact


def test_a_scripted_module_is_examined():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        scripted = torch.jit.script(nn.Sequential(nn.Linear(2, 2)))
    assert len(doctor(scripted)) == 0


def test_gradients_are_found_where_they_are_switched_off():
    model = layer(FakeQuantiser(0.5, "open"), WEIGHT)
    expected = str(doctor(model))
    assert "bound=open" in expected
    for switch in (torch.no_grad(), torch.inference_mode()):
        with switch:
            assert str(doctor(model)) == expected


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"dtype": "f8"}, "dtype"),
        ({"dtype": torch.float32}, "dtype"),
        ({"is_quantiser": 3}, "is_quantiser"),
        ({"probes": [FakeQuantiser]}, "probes"),
    ],
)
def test_bad_arguments_are_named(given, field):
    with pytest.raises(coarsegrad.CoarsegradError) as caught:
        doctor(FakeQuantiser(0.5, "closed"), **given)
    assert caught.value.field == field


def test_a_quantiser_without_gradient_is_told():
    class DeadFakeQuantiser(nn.Module):
        def __init__(self):
            super().__init__()
            self.scale, self.qmin, self.qmax = 0.5, -2, 1

        def forward(self, x):
            return torch.clamp(torch.round(x.detach() / self.scale), self.qmin, self.qmax) * self.scale

    (row,) = doctor(layer(DeadFakeQuantiser(), WEIGHT))
    assert row.convention == "no gradient at all"
    assert row.share == 1.0


def test_modules_are_chosen_by_name_by_behaviour_or_by_hand():
    class Plain(nn.Module):
        def __init__(self):
            super().__init__()
            self.step = 0.25

        def forward(self, x):
            return torch.clamp(torch.round(x / self.step), -2, 1) * self.step

    class Scale(nn.Module):
        def forward(self, x):
            return 2 * x

    wide = torch.randn(200, generator=torch.Generator().manual_seed(0)).tolist()
    model = nn.Sequential(layer(Plain(), wide), layer(Scale(), wide), nn.Sequential(Plain()))
    assert [row.name for row in doctor(model)] == ["0.parametrizations.weight.0"]
    chosen = doctor(model, is_quantiser=lambda module: isinstance(module, Plain))
    assert [row.name for row in chosen] == ["0.parametrizations.weight.0", "2.0"]
    assert len(doctor(nn.Sequential(nn.Linear(2, 2)))) == 0
    assert str(Diagnosis(())) == "no fake-quantiser was found"
    assert [row.name for row in doctor(FakeQuantiser(0.5, "closed"))] == [""]


def test_those_of_torch_ao_are_named():
    quantization = pytest.importorskip("torch.ao.quantization", reason="torch.ao is not installed")
    tensor = quantization.FakeQuantize(quantization.MovingAverageMinMaxObserver, 0, 255)
    channel = quantization.FakeQuantize(
        quantization.PerChannelMinMaxObserver, -8, 7, dtype=torch.qint8, qscheme=torch.per_channel_symmetric
    )
    model = nn.Sequential(nn.Linear(8, 4))
    model[0].weight_fake_quant = channel
    model.activation = tensor
    model(torch.ones(1, 8))
    rows = {row.name: row for row in doctor(model)}
    for name in ("activation", "0.weight_fake_quant"):
        convention = rows[name].fingerprint.convention
        assert (convention["round"], convention["order"], convention["bound"]) == (
            "half_even",
            "round_clamp",
            "closed",
        )
    assert rows["0.weight_fake_quant"].weights == 32
    assert rows["activation"].weights is None
    assert tensor.activation_post_process.quant_max == 255


def test_what_is_no_module_is_refused():
    with pytest.raises(coarsegrad.CoarsegradError, match=r"model: must be a torch\.nn\.Module"):
        doctor(3)


@pytest.mark.skipif(importlib.util.find_spec("torchao") is None, reason="torchao is not installed")
def test_those_of_torchao_are_named():
    from torchao.quantization.qat import FakeQuantizedLinear, IntxFakeQuantizeConfig

    weight = IntxFakeQuantizeConfig(torch.int4, group_size=8, is_symmetric=True)
    activation = IntxFakeQuantizeConfig(torch.int8, "per_token", is_symmetric=False)
    rows = {row.name: row for row in doctor(FakeQuantizedLinear(16, 16, False, activation, weight))}
    for name in ("activation_fake_quantizer", "weight_fake_quantizer"):
        assert rows[name].fingerprint.exact
        assert rows[name].fingerprint.convention["order"] == "round_clamp"
    assert rows["weight_fake_quantizer"].weights == 256


def test_the_example_prints_a_table():
    found = subprocess.run([sys.executable, str(EXAMPLE)], capture_output=True, text=True, check=True)
    assert "RoundThenClamp" in found.stdout
    assert "weights with gradient off" in found.stdout

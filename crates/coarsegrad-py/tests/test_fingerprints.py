"""Conventions are named from answers, and answers that no convention explains are shown."""

import coarsegrad
import numpy as np
import pytest

ROUNDINGS = {
    "half_even": np.round,
    "half_away": lambda x: np.trunc(x + np.copysign(0.5, x)),
    "half_up": lambda x: np.floor(x + 0.5),
    "to_zero": np.trunc,
    "floor": np.floor,
}

BOUNDS = {
    "closed": lambda x: np.where((x >= -8) & (x <= 7), 1.0, 0.0),
    "open": lambda x: np.where((x > -8) & (x < 7), 1.0, 0.0),
    "half": lambda x: np.where((x > -8) & (x < 7), 1.0, np.where((x == -8) | (x == 7), 0.5, 0.0)),
    "left_closed": lambda x: np.where((x >= -8) & (x < 7), 1.0, 0.0),
    "identity": np.ones_like,
}

# Between whole bounds rounding and clamping commute, so without a mask the order leaves no trace. Nor does it here, for
# whole bounds again: -8 < trunc(x) < 7 says -8 < x < 7, and -8 <= floor(x) < 7 says -8 <= x < 7.
ORDER_LEAVES_NO_TRACE = {("to_zero", "open"), ("floor", "left_closed")}


def quantiser(rounding, order, bound, nan="zero"):
    """A fake-quantiser of NumPy with this convention."""
    rounded, weight = ROUNDINGS[rounding], BOUNDS[bound]

    def forward(x):
        with np.errstate(invalid="ignore"):
            if order == "round_clamp":
                return np.clip(rounded(x), -8, 7)
            return rounded(np.clip(x, -8, 7))

    def backward(x, dy):
        with np.errstate(invalid="ignore"):
            mask = weight(rounded(x) if order == "round_clamp" else x)
        outside = {"zero": 0.0, "pass": 1.0, "propagate": np.nan}[nan]
        return dy * np.where(np.isnan(x), outside, mask)

    return forward, backward


@pytest.mark.parametrize("rounding", ROUNDINGS)
@pytest.mark.parametrize("order", ["round_clamp", "clamp_round"])
@pytest.mark.parametrize("bound", BOUNDS)
@pytest.mark.parametrize("nan", ["zero", "pass", "propagate"])
@pytest.mark.parametrize("dtype", ["f64", "f16"])
def test_every_convention_is_named(rounding, order, bound, nan, dtype):
    found = coarsegrad.fingerprint(*quantiser(rounding, order, bound, nan), dtype=dtype)
    assert found.exact
    assert f"round={rounding} order={order} bound={bound} nan={nan}" in found.conventions
    convention = found.convention
    assert (convention["round"], convention["bound"], convention["nan"]) == (rounding, bound, nan)
    if bound == "identity" or (rounding, bound) in ORDER_LEAVES_NO_TRACE:
        assert convention["order"] is None
        assert len(found.aliases) == 1
    else:
        assert (convention["order"], found.aliases) == (order, ())
    assert not found.differences


def test_known_implementations_are_named():
    closed = coarsegrad.fingerprint(*quantiser("half_even", "round_clamp", "closed"))
    assert "torch fake_quantize_per_tensor_affine" in closed.known
    opened = coarsegrad.fingerprint(*quantiser("half_even", "round_clamp", "open"))
    assert opened.known == ("torchao 0.18.0 _fake_quantize_affine on torch 2.15.0",)
    tensorflow = coarsegrad.fingerprint(*quantiser("half_up", "clamp_round", "closed"))
    assert any(name.startswith("tf.quantization") for name in tensorflow.known)
    assert "tf.quantization" in str(tensorflow)
    assert coarsegrad.fingerprint(*quantiser("floor", "round_clamp", "left_closed")).known == ()


def test_what_no_convention_explains_is_shown():
    forward, backward = quantiser("half_even", "round_clamp", "closed")

    def off_by_one_point(x, dy):
        return np.where(x == -8, 0.0, backward(x, dy))

    found = coarsegrad.fingerprint(forward, off_by_one_point)
    assert not found.exact
    assert (found.matched, found.total, found.known) == (27, 28, ())
    assert found.convention["bound"] == "closed"
    (difference,) = found.differences
    assert (difference.x, difference.dx, difference.expected_dx) == ("-8", 0.0, "1")
    assert "at x = -8" in str(found)

    doubled = coarsegrad.fingerprint(forward, lambda x, dy: 2 * backward(x, dy))
    assert not doubled.exact
    # The values are still those of one rounding.
    assert doubled.convention["round"] == "half_even"
    assert len(str(doubled).splitlines()) < 40


def test_the_gradient_alone_tells_less():
    _, backward = quantiser("half_even", "clamp_round", "open")
    found = coarsegrad.fingerprint(None, backward)
    assert found.exact
    assert found.convention["bound"] == "open"
    assert found.convention["round"] is None


def test_a_quantiser_that_writes_to_its_input_is_asked_fairly():
    forward, backward = quantiser("half_even", "round_clamp", "open")

    def spoil(x):
        value = forward(x)
        x[:] = 0
        return value

    assert coarsegrad.fingerprint(spoil, backward).convention["bound"] == "open"


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ((np.round,), "backward"),
        ((3, np.multiply), "forward"),
        ((np.round, 3), "backward"),
        ((lambda x: 1.0, np.multiply), "forward"),
        ((lambda x: None, np.multiply), "forward"),
        ((np.round, lambda x, dy: dy[:-1]), "backward"),
        ((np.round, lambda x, dy: dy + 1j), "backward"),
        ((np.round, lambda x, dy: None), "backward"),
        ((np.round, lambda x, dy: ["a"] * 28), "backward"),
        ((lambda x: x[None], np.multiply), "forward"),
        ((lambda x: [[1], [1, 2]], np.multiply), "forward"),
        ((np.round, lambda x, dy: np.ma.masked_array(dy, mask=True)), "backward"),
    ],
)
def test_bad_answers_are_named(arguments, field):
    with pytest.raises(coarsegrad.CoarsegradError) as caught:
        coarsegrad.fingerprint(*arguments)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"dtype": "f8"}, "dtype"),
        ({"dtype": "bf16"}, "dtype"),
        ({"op": "clip"}, "op"),
        ({"framework": "mxnet"}, "framework"),
        ({"framework": "torch"}, "backward"),
    ],
)
def test_bad_arguments_are_named(given, field):
    with pytest.raises(coarsegrad.CoarsegradError) as caught:
        coarsegrad.fingerprint(*quantiser("half_even", "round_clamp", "closed"), **given)
    assert caught.value.field == field


def test_what_a_callable_raises_is_raised():
    def broken(x):
        raise ZeroDivisionError("mine")

    with pytest.raises(ZeroDivisionError, match="mine"):
        coarsegrad.fingerprint(broken, np.multiply)


def test_torch_functions_are_differentiated():
    torch = pytest.importorskip("torch", reason="torch is not installed")

    class Closed(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            level = torch.round(x)
            ctx.save_for_backward((level >= -8) & (level <= 7))
            return torch.clamp(level, -8, 7)

        @staticmethod
        def backward(ctx, dy):
            (mask,) = ctx.saved_tensors
            return dy * mask

    for dtype in ("f64", "f32", "f16", "bf16"):
        found = coarsegrad.fingerprint(Closed.apply, framework="torch", dtype=dtype)
        assert (found.exact, found.convention["bound"]) == (True, "closed")
    dead = coarsegrad.fingerprint(lambda x: torch.round(x).detach(), framework="torch")
    assert not dead.has_gradient
    assert "no gradient at all" in str(dead)


def test_jax_functions_are_differentiated():
    jax = pytest.importorskip("jax", reason="jax is not installed")

    def quantise(x):
        level = x + jax.lax.stop_gradient(jax.numpy.round(x) - x)
        return jax.numpy.clip(level, -8, 7)

    for dtype in ("f64", "f32", "f16", "bf16"):
        found = coarsegrad.fingerprint(quantise, framework="jax", dtype=dtype)
        assert found.convention["bound"] == "half"

"""A doctor for PyTorch modules: which convention each fake-quantiser follows, and how many weights it leaves alone.

>>> from coarsegrad.torch import doctor  # doctest: +SKIP
>>> print(doctor(model))  # doctest: +SKIP

Nothing of the model is changed: copies are asked. A fake-quantiser is asked for its convention with the levels -8 to 7,
scale 1 and zero point 0, which are set on the copy and checked by what it answers; one that cannot be set so is listed
without a convention, unless ``probes`` says how. Weights are counted at the values and the scale that they have.
"""

from __future__ import annotations

import contextlib
import copy
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coarsegrad._arguments import choice
from coarsegrad.errors import CoarsegradError
from coarsegrad.fingerprints import DTYPES, Fingerprint, fingerprint

Module = Any
Tensor = Any
Function = Callable[[Tensor], Tensor]

_NAMED = re.compile(r"fake_?quant|^(lsq|pact|dorefa|binar|ternar)|quantiz|quantis", re.IGNORECASE)
_OBSERVES = re.compile(r"observer|histogram|minmax|config|stub|wrapper|linear|conv|embedding", re.IGNORECASE)

_SCALES = ("scale", "s", "step", "step_size", "delta")
_ZEROS = ("zero_point", "zp", "offset")
_LEASTS = ("quant_min", "qmin", "q_min", "Qn", "thd_neg")
_GREATESTS = ("quant_max", "qmax", "q_max", "Qp", "thd_pos")
_BITS = ("bits", "n_bits", "num_bits", "bit", "bit_width", "bitwidth")

LEAST, GREATEST = -8, 7
"""The levels with which a fake-quantiser is asked."""


@dataclass(frozen=True)
class Row:
    """A fake-quantiser: its convention or the reason why it is unknown, and its weights if it has any.

    ``weights`` is their number, and ``off`` the number of those that get no gradient.
    """

    name: str
    kind: str
    fingerprint: Fingerprint | None
    reason: str | None
    weights: int | None
    off: int | None

    @property
    def share(self) -> float | None:
        """The share of the weights that get no gradient."""
        return self.off / self.weights if self.off is not None and self.weights else None

    @property
    def convention(self) -> str:
        """The convention in a few words."""
        if self.fingerprint is None:
            return f"unknown: {self.reason}"
        if not self.fingerprint.has_gradient:
            return "no gradient at all"
        named = " ".join(f"{axis}={choice or '?'}" for axis, choice in self.fingerprint.convention.items())
        if self.fingerprint.exact:
            return named
        points = [answer.x for answer in self.fingerprint.differences]
        if set(points) <= {"-inf", "inf", "nan"}:
            return f"{named}, but not at {', '.join(points)}"
        where = (
            f"not at {', '.join(points)}" if len(points) <= 3 else f"not at {len(points)} of {self.fingerprint.total}"
        )
        return f"none; nearest is {named}, {where}"


@dataclass(frozen=True)
class Diagnosis:
    """The fake-quantisers of a module."""

    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        """Go through the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.rows)

    def __str__(self) -> str:
        """Print a table."""
        if not self.rows:
            return "no fake-quantiser was found"
        lines = [("name", "class", "convention", "weights with gradient off")]
        for row in self.rows:
            share = "" if row.share is None else f"{row.share:.2%} of {row.weights}"
            lines.append((row.name or "(the module)", row.kind, row.convention, share))
        widths = [max(len(line[column]) for line in lines) for column in range(4)]
        text = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
        text.insert(1, "  ".join("-" * width for width in widths))
        return "\n".join(line.rstrip() for line in text)


def is_fake_quantiser(module: Module) -> bool:
    """Say whether a module is taken for a fake-quantiser: those of torch.ao and torchao, and others by their names."""
    return any(
        _NAMED.search(kind.__name__) and not _OBSERVES.search(kind.__name__)
        for kind in type(module).__mro__
        if not kind.__module__.startswith("torch.nn.modules")
    )


def doctor(
    model: Module,
    *,
    is_quantiser: Callable[[Module], bool] | None = None,
    probes: Mapping[type, Callable[[Module], Function]] | None = None,
    dtype: str = "f32",
) -> Diagnosis:
    """Examine every fake-quantiser of a module.

    ``is_quantiser`` says which modules are fake-quantisers; if left out they are those that :func:`is_fake_quantiser`
    takes for such, and parametrisations that leave few values to their weight. What is inside one is not looked at.
    ``probes`` has, for a class, a function that takes a copy of such a module and answers a function of tensors: the
    quantiser with levels -8 to 7, scale 1 and zero point 0.

    :raises CoarsegradError: an argument is of another kind.
    """
    import torch

    if not isinstance(model, torch.nn.Module):
        raise CoarsegradError(f"must be a torch.nn.Module, found {type(model).__name__}", "model")
    if is_quantiser is not None and not callable(is_quantiser):
        raise CoarsegradError(f"must be a function, found {type(is_quantiser).__name__}", "is_quantiser")
    if probes is not None and not isinstance(probes, Mapping):
        raise CoarsegradError(f"must map classes to functions, found {type(probes).__name__}", "probes")
    choice(dtype, "dtype", DTYPES)
    rows: list[Row] = []
    inside: tuple[str, ...] = ()
    for name, module in model.named_modules(remove_duplicate=False):
        if name.startswith(inside) and inside:
            continue
        if is_quantiser is None:
            if not (is_fake_quantiser(module) or _leaves_few_values(model, name, module)):
                continue
        elif not is_quantiser(module):
            continue
        inside = (*inside, f"{name}." if name else "")
        found, reason = _named(module, probes or {}, dtype)
        weights, off = _weights(model, name, module)
        rows.append(Row(name, type(module).__name__, found, reason, weights, off))
    return Diagnosis(tuple(rows))


def _named(
    module: Module, probes: Mapping[type, Callable[[Module], Function]], dtype: str
) -> tuple[Fingerprint | None, str | None]:
    """Name a convention, or say why there is none."""
    try:
        own = next((probes[kind] for kind in type(module).__mro__ if kind in probes), None)
        function = (own or probe)(copy.deepcopy(module))
        _check(function, dtype)
        return fingerprint(function, framework="torch", dtype=dtype), None
    except CoarsegradError as error:
        return None, error.condition
    except Exception as error:
        # Whatever a module of somebody else does: the others are still examined.
        return None, f"{type(error).__name__}: {error}".splitlines()[0][:120]


def _check(function: Function, dtype: str) -> None:
    """Check by its answers that a function is a quantiser with the levels -8 to 7."""
    import torch

    formats = {"f64": torch.float64, "f32": torch.float32, "f16": torch.float16, "bf16": torch.bfloat16}
    levels = [float(level) for level in range(LEAST, GREATEST + 1)]
    given = torch.tensor([*levels, -100.0, 100.0], dtype=formats[dtype])
    with torch.no_grad():
        answered = function(given)
    if answered.detach().double().tolist() != [*levels, float(LEAST), float(GREATEST)]:
        raise CoarsegradError("it cannot be set to levels -8 to 7, scale 1 and zero point 0; give a probe", "probes")


def probe(module: Module) -> Function:
    """Set a fake-quantiser to the levels -8 to 7, scale 1 and zero point 0, as far as its attributes tell how."""
    config = getattr(module, "config", None)
    if config is not None and hasattr(config, "granularity") and hasattr(module, "scale"):
        return _torchao(module, config)
    for switch, on in (("observer_enabled", 0), ("static_enabled", 0), ("fake_quant_enabled", 1)):
        if hasattr(module, switch):
            getattr(module, switch)[0] = on
    for holder in (module, getattr(module, "activation_post_process", None)):
        if holder is None:
            continue
        for names, value in (
            (_SCALES, 1),
            (_ZEROS, 0),
            (_LEASTS, LEAST),
            (_GREATESTS, GREATEST),
            (_BITS, 4),
        ):
            for name in names:
                _set(holder, name, value)
    axis = getattr(module, "ch_axis", None) if getattr(module, "is_per_channel", False) else None
    if axis is None or axis < 0:
        return lambda x: module(x)
    # All points in one channel.
    before, behind = [1] * axis, [1] * (0 if axis else 1)
    return lambda x: module(x.reshape(*before, *([1] if not axis else []), -1, *behind)).reshape(-1)


def _set(holder: Module, name: str, value: int) -> None:
    import torch

    old = getattr(holder, name, None)
    if isinstance(old, torch.Tensor):
        shape = old.shape if old.numel() == 1 else (1,)
        old.data = torch.full(shape, value, dtype=old.dtype, device=old.device)
    elif isinstance(old, (int, float)) and not isinstance(old, bool):
        setattr(holder, name, type(old)(value))


def _torchao(module: Module, config: Any) -> Function:
    """Set an integer fake-quantiser of torchao, whose levels follow from a format."""
    import torch
    from torchao.quantization.granularity import PerAxis, PerToken
    from torchao.quantization.quant_primitives import _DTYPE_TO_QVALUE_BOUNDS

    formats = [name for name, bounds in _DTYPE_TO_QVALUE_BOUNDS.items() if bounds == (LEAST, GREATEST)]
    if not formats:
        raise CoarsegradError("torchao has no format with the levels -8 to 7", "probes")
    config.dtype = formats[0]
    config.is_dynamic = False
    if not isinstance(config.granularity, PerToken):
        config.granularity = PerAxis(0)
    module.enabled = True
    # A group, a channel or a token: all points in one.
    module.scale = torch.ones(1, 1)
    module.zero_point = torch.zeros(1, 1, dtype=config.zero_point_precision)
    return lambda x: module(x.reshape(1, -1)).reshape(-1)


def _weights(model: Module, name: str, module: Module) -> tuple[int | None, int | None]:
    """Count the weights that go through a fake-quantiser, and those of them that get no gradient."""
    import torch

    count = None
    # As above: it is somebody else's, and the table says what is known.
    with contextlib.suppress(Exception), torch.inference_mode(False), torch.enable_grad():
        weight = _weight(model, name)
        if weight is None:
            return None, None
        count = weight.numel()
        given = weight.detach().clone().requires_grad_(True)
        answered = copy.deepcopy(module)(given)
        gradient = None
        if answered.requires_grad:
            ones = torch.ones_like(answered)
            (gradient,) = torch.autograd.grad(answered, given, ones, allow_unused=True)
        return count, count if gradient is None else int((gradient == 0).sum())
    return count, None


def _leaves_few_values(model: Module, name: str, module: Module) -> bool:
    """Say whether a module is a parametrisation with few values, as one is that quantises to 8 bits or fewer."""
    import torch

    path, _, _ = name.rpartition(".")
    try:
        if not name or type(model.get_submodule(path)).__name__ != "ParametrizationList":
            return False
        weight = _weight(model, name)
        with torch.no_grad():
            values = copy.deepcopy(module)(weight)
        return isinstance(values, torch.Tensor) and 4 * values.unique().numel() <= min(1024, values.numel())
    except Exception:
        return False


def _weight(model: Module, name: str) -> Tensor | None:
    """Find the weight that goes through a fake-quantiser, by its place in the model."""
    import torch

    path, _, own = name.rpartition(".")
    parent = model.get_submodule(path) if name else None
    if parent is None:
        return None
    if type(parent).__name__ == "ParametrizationList" and hasattr(parent, "original"):
        weight = parent.original
        with torch.no_grad():
            for before in list(parent)[: int(own)]:
                weight = copy.deepcopy(before)(weight)
        return weight
    weight = getattr(parent, "weight", None)
    return weight if own.startswith("weight") and isinstance(weight, torch.Tensor) else None

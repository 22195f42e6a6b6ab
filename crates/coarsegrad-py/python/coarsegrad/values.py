"""Closed forms of the two-layer model, enclosed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from coarsegrad import _core
from coarsegrad._arguments import choice, encodable, flag, instance, whole
from coarsegrad.errors import CoarsegradError
from coarsegrad.numbers import Number, Undefined, Vector

MAX_DIGITS = 100_000
"""The most digits that may be asked for."""

QUANTITIES = (
    "angle",
    "population_loss",
    "population_gradient",
    "expected_coarse_gradient",
    "inner_product",
    "cosine",
    "variance",
)
"""The quantities that have a value."""

DEFAULT_STES = ("identity", "relu", "clipped-relu")
"""The straight-through estimators that are asked about if none is named."""


@dataclass(frozen=True)
class PopulationGradient:
    """The gradient of the population loss: ``df/dv``, and ``df/dw`` where it exists."""

    v: Vector
    w: Vector | Undefined


class Values(Mapping[str, Any]):
    """The values of an instance, by quantity; those asked for are attributes too.

    ``document`` is the document of the form ``coarsegrad/value/1`` that they were read from, with every quantity in it.
    """

    def __init__(self, document: dict[str, Any], quantities: tuple[str, ...]) -> None:
        """Read a document."""
        self.document = document
        self.digits: int = document["digits"]
        self._quantities = quantities

    def _ask(self, name: str) -> Any:
        if name not in self._quantities:
            raise CoarsegradError(f"{name} was not asked for", "quantities")
        if name == "angle":
            return _outcome(self.document["angle"])
        return self.document["quantities"][name]

    @property
    def angle(self) -> Number | Undefined:
        """The angle between ``w`` and ``w*`` in radians."""
        return cast("Number | Undefined", self._ask("angle"))

    @property
    def population_loss(self) -> Number:
        """The population loss."""
        return _number(self._ask("population_loss"))

    @property
    def population_gradient(self) -> PopulationGradient:
        """The gradient of the population loss."""
        found = self._ask("population_gradient")
        w = found["w"]
        return PopulationGradient(_vector(found["v"]), _outcome(w) if isinstance(w, dict) else _vector(w))

    @property
    def expected_coarse_gradient(self) -> dict[str, Vector]:
        """The expected coarse gradient in ``w`` of each straight-through estimator."""
        found = self._ask("expected_coarse_gradient")
        return {ste: _vector(value["w"]) for ste, value in found.items()}

    @property
    def inner_product(self) -> dict[str, Number | Undefined]:
        """The inner product of each with the population gradient in ``w``."""
        return {ste: _outcome(value) for ste, value in self._ask("inner_product").items()}

    @property
    def cosine(self) -> dict[str, Number | Undefined]:
        """The cosine of the angle between the two."""
        return {ste: _outcome(value) for ste, value in self._ask("cosine").items()}

    @property
    def variance(self) -> dict[str, Number]:
        """The variance of the sample loss, and traces of covariances.

        ``"loss"`` is the former; for each straight-through estimator it is the trace of the covariance of its
        one-sample coarse gradient.
        """
        found = self._ask("variance")
        return {name: _number(value if name == "loss" else value["trace"]) for name, value in found.items()}

    def __getitem__(self, name: str) -> Any:
        """Take a quantity by name."""
        if name not in self._quantities:
            raise KeyError(name)
        return getattr(self, name)

    def __iter__(self) -> Iterator[str]:
        """Go through the names."""
        return iter(self._quantities)

    def __len__(self) -> int:
        """Count the quantities."""
        return len(self._quantities)

    def __repr__(self) -> str:
        """Name the quantities."""
        return f"<Values of {', '.join(self._quantities)} to {self.digits} digits>"


def _number(found: dict[str, Any]) -> Number:
    return Number(
        found["mid"],
        found["rad"],
        found.get("exact"),
        found.get("grade", "enclosed"),
        found.get("certificate"),
    )


def _outcome(found: dict[str, Any]) -> Any:
    if "undefined" in found:
        return Undefined(found["undefined"], found["message"])
    return _number(found)


def _vector(found: list[dict[str, Any]]) -> Vector:
    return Vector([_number(entry) for entry in found])


def stes() -> list[str]:
    """Name the straight-through estimators of the catalogue."""
    return _core.stes()


def names(value: Any, field: str) -> list[str]:
    """Read one name, or several; each is answered once."""
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, Iterable) or isinstance(value, (bytes, Mapping)):
        raise CoarsegradError("must be a name or a list of names", field)
    found = [encodable(entry, f"{field}[{index}]") for index, entry in enumerate(value)]
    if not found:
        raise CoarsegradError("must name at least one", field)
    return list(dict.fromkeys(found))


def value(
    v: Any,
    w: Any,
    v_star: Any,
    w_star: Any,
    *,
    quantities: str | Iterable[str] | None = None,
    ste: str | Iterable[str] = DEFAULT_STES,
    digits: int = 30,
    closed_forms: bool = True,
) -> Values:
    """Enclose the population quantities of a student ``(v, w)`` and a teacher ``(v_star, w_star)``.

    Vectors may hold integers, floats (the binary number that each is), ``Fraction``, ``Decimal`` and texts such as
    ``"3/5"``, ``"0.1"`` (one tenth exactly) or ``"0x1.8p-1"``; arrays of NumPy and of packages that convert to it.
    ``ste`` names straight-through estimators, or is ``"all"`` for the catalogue. Every radius is at most ``10**-digits``
    times the magnitude of its number, or of the largest entry of its vector.

    The same values as from ``coarsegrad value --format json``, text for text.

    :raises CoarsegradError: an argument is out of range, or no number, or the shapes do not fit.
    :raises PrecisionError: a number was not enclosed at the highest precision tried.
    """
    wanted = list(QUANTITIES) if quantities is None else names(quantities, "quantities")
    for name in wanted:
        choice(name, "quantities", QUANTITIES)
    asked: list[str] = []
    for name in names(ste, "ste"):
        asked.extend(stes() if name == "all" else [name])
    text = _core.value(
        instance(v, w, v_star, w_star),
        list(dict.fromkeys(asked)),
        whole(digits, "digits", 1, MAX_DIGITS),
        flag(closed_forms, "closed_forms"),
    )
    return Values(json.loads(text), tuple(wanted))

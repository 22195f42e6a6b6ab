"""Enclosed numbers: exact bounds, and what is known of the number between them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from coarsegrad.errors import CoarsegradError

if TYPE_CHECKING:
    from numpy.typing import NDArray


def _fraction(text: str) -> Fraction:
    # By way of Decimal, which has no limit of its digits.
    return Fraction(Decimal(text))


def _down(bound: Fraction) -> float:
    """Find the largest double that is not above a number."""
    try:
        near = float(bound)
    except OverflowError:
        return -math.inf if bound < 0 else math.nextafter(math.inf, 0.0)
    return near if Fraction(near) <= bound else math.nextafter(near, -math.inf)


class Number:
    """A number that is certain to lie between two exact bounds.

    ``mid`` and ``rad`` are decimal texts: read exactly, ``[mid - rad, mid + rad]`` contains the number. ``exact`` is its
    closed form, where one of moderate length is known. ``grade`` is ``"certified"`` where the proof assistant has checked
    a lemma that implies the bounds, and ``certificate`` is then its name; otherwise it is ``"enclosed"``.
    """

    __slots__ = ("certificate", "exact", "grade", "mid", "rad")

    def __init__(
        self,
        mid: str,
        rad: str,
        exact: str | None = None,
        grade: str = "enclosed",
        certificate: str | None = None,
    ) -> None:
        """Put a number together from its texts."""
        self.mid = mid
        self.rad = rad
        self.exact = exact
        self.grade = grade
        self.certificate = certificate

    @property
    def lower(self) -> Fraction:
        """The lower bound, exactly."""
        return _fraction(self.mid) - _fraction(self.rad)

    @property
    def upper(self) -> Fraction:
        """The upper bound, exactly."""
        return _fraction(self.mid) + _fraction(self.rad)

    @property
    def float_bounds(self) -> tuple[float, float]:
        """The narrowest doubles with both bounds between them."""
        return _down(self.lower), -_down(-self.upper)

    def __float__(self) -> float:
        """Round the midpoint to the nearest double."""
        return float(self.mid)

    def __contains__(self, value: Any) -> bool:
        """Say whether a number, taken exactly, lies between the bounds."""
        exact = Fraction(value)
        return self.lower <= exact <= self.upper

    def __eq__(self, other: object) -> bool:
        """Compare everything that is known; not whether the numbers are equal."""
        if not isinstance(other, Number):
            return NotImplemented
        return self._parts() == other._parts()

    def __hash__(self) -> int:
        """Hash what is compared."""
        return hash(self._parts())

    def _parts(self) -> tuple[str, str, str | None, str, str | None]:
        return (self.mid, self.rad, self.exact, self.grade, self.certificate)

    def __repr__(self) -> str:
        """Show bounds, closed form and grade."""
        shown = [f"{self.mid} ± {self.rad}"]
        if self.exact is not None:
            shown.append(f"= {self.exact}")
        shown.append(self.grade)
        return f"<Number {', '.join(shown)}>"


class Undefined:
    """A quantity that does not exist at this point: ``code`` and ``message`` say why."""

    __slots__ = ("code", "message")

    def __init__(self, code: str, message: str) -> None:
        """Name the reason."""
        self.code = code
        self.message = message

    def __float__(self) -> float:
        """Refuse: there is no number."""
        raise CoarsegradError(f"has no value: {self.message}", self.code)

    def __bool__(self) -> bool:
        """Say that there is none."""
        return False

    def __eq__(self, other: object) -> bool:
        """Compare the reasons."""
        return isinstance(other, Undefined) and self.code == other.code

    def __hash__(self) -> int:
        """Hash the reason."""
        return hash(self.code)

    def __repr__(self) -> str:
        """Show the reason."""
        return f"<Undefined {self.code}: {self.message}>"


class Vector(Sequence[Number]):
    """A vector of enclosed numbers; arrays of doubles are made of it on request."""

    __slots__ = ("_entries",)

    def __init__(self, entries: Sequence[Number]) -> None:
        """Hold the entries."""
        self._entries = tuple(entries)

    @property
    def mid(self) -> NDArray[np.float64]:
        """The midpoints, each rounded to the nearest double."""
        return np.array([float(entry) for entry in self._entries], dtype=np.float64)

    @property
    def lower(self) -> NDArray[np.float64]:
        """Doubles that are lower bounds, the best there are."""
        return np.array([entry.float_bounds[0] for entry in self._entries], dtype=np.float64)

    @property
    def upper(self) -> NDArray[np.float64]:
        """Doubles that are upper bounds, the best there are."""
        return np.array([entry.float_bounds[1] for entry in self._entries], dtype=np.float64)

    def __array__(self, dtype: np.dtype[Any] | None = None, copy: bool | None = None) -> NDArray[Any]:
        """Become the array of the midpoints."""
        if copy is False:
            raise ValueError("an array of these numbers is always new")
        return self.mid if dtype is None else self.mid.astype(dtype)

    @overload
    def __getitem__(self, index: int) -> Number: ...
    @overload
    def __getitem__(self, index: slice) -> Vector: ...
    def __getitem__(self, index: int | slice) -> Number | Vector:
        """Take an entry, or a vector of some."""
        if isinstance(index, slice):
            return Vector(self._entries[index])
        return self._entries[index]

    def __len__(self) -> int:
        """Count the entries."""
        return len(self._entries)

    def __iter__(self) -> Iterator[Number]:
        """Go through the entries."""
        return iter(self._entries)

    def __eq__(self, other: object) -> bool:
        """Compare entry by entry, as numbers are compared."""
        return isinstance(other, Vector) and self._entries == other._entries

    def __hash__(self) -> int:
        """Hash the entries."""
        return hash(self._entries)

    def __repr__(self) -> str:
        """Show the entries."""
        return f"<Vector {list(self._entries)}>"

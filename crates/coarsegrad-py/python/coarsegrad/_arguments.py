"""Arguments: read exactly, or refused by name."""

from __future__ import annotations

import json
import math
import operator
from collections.abc import Iterable, Mapping, Set
from decimal import Decimal
from itertools import islice
from numbers import Integral, Rational
from typing import Any

import numpy as np

from coarsegrad.errors import CoarsegradError

MAX_ENTRIES = 1 << 22
"""The most entries of a vector that are read."""

_LONG = 1000
"""The bits from which an integer is spelt in hexadecimal, which takes linear time."""


def exact_text(value: Any, field: str) -> str:
    """Spell a number exactly, in a way that the library reads.

    An integer, Fraction or Decimal is the number that it is, a float the binary number that it is, and a text the number
    that it spells: ``0.1`` is not one tenth, and ``"0.1"`` is.
    """
    if isinstance(value, str):
        return encodable(value, field)
    if isinstance(value, (bool, np.bool_)):
        raise CoarsegradError("must be a number, found a truth value", field)
    if isinstance(value, float):
        return _float_text(value, field)
    if isinstance(value, Integral):
        return _integer_text(int(value))
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise CoarsegradError(f"must be finite, found {value}", field)
        return str(value)
    if isinstance(value, Rational):
        return f"{Decimal(int(value.numerator))}/{Decimal(int(value.denominator))}"
    if isinstance(value, np.longdouble):
        if not np.isfinite(value):
            raise CoarsegradError(f"must be finite, found {value}", field)
        numerator, denominator = value.as_integer_ratio()
        return f"{Decimal(numerator)}/{Decimal(denominator)}"
    if isinstance(value, np.floating):
        return _float_text(float(value), field)
    if getattr(value, "ndim", None) == 0 and hasattr(value, "item"):
        item = value.item()
        if type(item) is not type(value):
            return exact_text(item, field)
    raise CoarsegradError(f"must be a number, found {_kind(value)}", field)


def _float_text(value: float, field: str) -> str:
    if not math.isfinite(value):
        raise CoarsegradError(f"must be finite, found {value}", field)
    return value.hex()


def _integer_text(value: int) -> str:
    return hex(value) if value.bit_length() > _LONG else str(value)


def _kind(value: Any) -> str:
    kind = type(value)
    name = kind.__name__
    return name if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}.{name}"


def vector(value: Any, field: str) -> list[str]:
    """Spell the entries of a vector exactly."""
    if isinstance(value, (str, bytes, bytearray, Mapping, Set)):
        raise CoarsegradError(f"must be a sequence of numbers, found {_kind(value)}", field)
    if not isinstance(value, (list, tuple)) and hasattr(value, "__array__"):
        value = _entries(value, field)
    if not isinstance(value, Iterable):
        raise CoarsegradError(f"must be a sequence of numbers, found {_kind(value)}", field)
    entries = list(islice(value, MAX_ENTRIES + 1))
    if len(entries) > MAX_ENTRIES:
        raise CoarsegradError(f"has more than {MAX_ENTRIES} entries, the limit", field)
    if all(type(entry) is float for entry in entries) and all(map(math.isfinite, entries)):
        return [entry.hex() for entry in entries]
    return [exact_text(entry, f"{field}[{index}]") for index, entry in enumerate(entries)]


def _entries(value: Any, field: str) -> list[Any]:
    """Take the entries of an array of NumPy, or of another package that can become one."""
    if np.ma.is_masked(value):
        raise CoarsegradError("must not have masked entries", field)
    if hasattr(value, "detach"):
        value = value.detach()
    try:
        array = np.asarray(value)
    except (TypeError, ValueError, RuntimeError):
        if not hasattr(value, "tolist"):
            raise CoarsegradError(f"must be a sequence of numbers, found {_kind(value)}", field) from None
        # A format that NumPy does not have, such as bfloat16.
        entries = value.tolist()
        if not isinstance(entries, list):
            raise CoarsegradError("must be one-dimensional, found a scalar", field) from None
        return entries
    if array.ndim != 1:
        raise CoarsegradError(f"must be one-dimensional, found shape {array.shape}", field)
    if array.size > MAX_ENTRIES:
        raise CoarsegradError(f"has more than {MAX_ENTRIES} entries, the limit", field)
    return array.tolist() if array.dtype.kind in "fiu" else list(array)


def instance(v: Any, w: Any, v_star: Any, w_star: Any) -> str:
    """Put student and teacher into the JSON that the library reads."""
    return json.dumps(
        {
            "model": "two-layer",
            "student": {"v": vector(v, "v"), "w": vector(w, "w")},
            "teacher": {"v": vector(v_star, "v_star"), "w": vector(w_star, "w_star")},
        },
        separators=(",", ":"),
    )


def whole(value: Any, field: str, low: int, high: int) -> int:
    """Read a whole number between bounds; floats are none."""
    try:
        if isinstance(value, (bool, np.bool_)):
            raise TypeError
        number = operator.index(value)
    except TypeError:
        raise CoarsegradError(f"must be a whole number, found {_kind(value)}", field) from None
    if not low <= number <= high:
        shown = str(number) if number.bit_length() <= _LONG else "one far outside"
        raise CoarsegradError(f"must be between {low} and {high}, found {shown}", field)
    return number


def positive(value: Any, field: str) -> float:
    """Read a positive finite number as a double."""
    number = double(value, field)
    if not (math.isfinite(number) and number > 0.0):
        raise CoarsegradError(f"must be positive and finite, found {number}", field)
    return number


def double(value: Any, field: str) -> float:
    """Read a number as a double."""
    if isinstance(value, (bool, np.bool_, str, bytes)):
        raise CoarsegradError(f"must be a number, found {_kind(value)}", field)
    try:
        return float(value)
    except (TypeError, ValueError):
        raise CoarsegradError(f"must be a number, found {_kind(value)}", field) from None
    except OverflowError:
        raise CoarsegradError("is beyond the largest double", field) from None


def flag(value: Any, field: str) -> bool:
    """Read a truth value."""
    if not isinstance(value, (bool, np.bool_)):
        raise CoarsegradError(f"must be True or False, found {_kind(value)}", field)
    return bool(value)


def encodable(value: Any, field: str) -> str:
    """Read a text."""
    if not isinstance(value, str):
        raise CoarsegradError(f"must be a text, found {_kind(value)}", field)
    try:
        value.encode()
    except UnicodeEncodeError:
        raise CoarsegradError("is no text: it has half of a surrogate pair", field) from None
    return str(value)


def choice(value: Any, field: str, choices: tuple[str, ...]) -> str:
    """Read one of a few words."""
    text = encodable(value, field)
    if text not in choices:
        shown = text[:40] + ("..." if len(text) > 40 else "")
        raise CoarsegradError(f"must be one of {', '.join(choices)}, found {shown!r}", field)
    return text

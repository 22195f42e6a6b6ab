"""Texts that spell exact numbers, as the parameters of operations do."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache


@lru_cache(maxsize=4096)
def exact(text: str | int) -> Fraction:
    """Return the number that a text spells: ``1/8``, ``0.1`` (one tenth), ``0x1.8p-1``, or an integer.

    Raises :class:`ValueError` for anything else, infinities and NaN included.
    """
    if isinstance(text, bool):
        raise ValueError(f"not a number: {text!r}")
    if isinstance(text, int):
        return Fraction(text)
    plain = text.strip().lower()
    if "0x" in plain and "/" not in plain:
        return _hexadecimal(plain)
    return Fraction(plain)


@lru_cache(maxsize=4096)
def nearest(text: str | int) -> float:
    """Return the binary64 number nearest to the number that a text spells."""
    return float(exact(text))


def _hexadecimal(text: str) -> Fraction:
    """Return a hexadecimal number with a binary exponent, beyond the range of binary64 too."""
    sign = -1 if text.startswith("-") else 1
    digits, _, exponent = text.lstrip("+-").removeprefix("0x").partition("p")
    whole, _, part = digits.partition(".")
    number = Fraction(int(whole + part, 16), 16 ** len(part))
    return sign * number * Fraction(2) ** int(exponent or "0")

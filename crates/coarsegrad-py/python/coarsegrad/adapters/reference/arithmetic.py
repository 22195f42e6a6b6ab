"""Arithmetic in the four formats.

``f64``, ``f32`` and ``f16`` are NumPy's own. A ``bf16`` number is carried as the ``f32`` number that it is; a result of
``f32`` arithmetic on two of them, rounded to ``bf16``, is the rounded exact result, because 24 digits are at least
twice 8 and two more.

Gradients and functions are evaluated in the *wide* format, which is ``f32`` for the two halves and the format itself
for the others, and rounded once at the end: what accelerators do too.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Array = Any
"""An array of NumPy; zero-dimensional ones may have become numbers."""

_CARRIERS = {"f64": np.float64, "f32": np.float32, "f16": np.float16, "bf16": np.float32}
_STORED = {"f64": "<f8", "f32": "<f4", "f16": "<f2", "bf16": "<u2"}


class Format:
    """The arithmetic of one format."""

    def __init__(self, name: str) -> None:
        """Make the format ``f64``, ``f32``, ``bf16`` or ``f16``."""
        self.name = name
        self.carrier = _CARRIERS[name]
        """The type of NumPy whose arrays carry numbers of the format."""
        self.wide = np.float64 if name == "f64" else np.float32
        """The type in which gradients and functions are evaluated."""

    def formed(self, array: Array) -> Array:
        """Return the numbers of the format nearest to those of an array of the carrier."""
        return rounded_to_bf16(array) if self.name == "bf16" else array.astype(self.carrier)

    def widened(self, array: Array) -> Array:
        """Return the same numbers in the wide format."""
        return array.astype(self.wide)

    def read(self, shape: tuple[int, ...], data: bytes) -> Array:
        """Return the array of the carrier with these patterns."""
        stored = np.frombuffer(data, dtype=_STORED[self.name]).reshape(shape)
        if self.name == "bf16":
            return (stored.astype(np.uint32) << np.uint32(16)).view(np.float32)
        return stored

    def write(self, array: Array) -> tuple[tuple[int, ...], bytes]:
        """Shape and patterns of an array, rounded to the format."""
        entries = np.asarray(array)
        if self.name == "bf16":
            bits = np.asarray(rounded_to_bf16(entries.astype(np.float32))).view(np.uint32)
            entries = (bits >> np.uint32(16)).astype("<u2")
        else:
            entries = entries.astype(_STORED[self.name])
        return entries.shape, entries.tobytes()


FORMATS = {name: Format(name) for name in _CARRIERS}
"""The formats by name."""


def rounded_to_bf16(array: Array) -> Array:
    """Return the ``f32`` numbers that are nearest among those of ``bf16``, the even one of two; NaN payloads are kept."""
    bits = np.asarray(array, dtype=np.float32).view(np.uint32)
    tie_to_even = (bits >> np.uint32(16)) & np.uint32(1)
    nearest = bits + np.uint32(0x7FFF) + tie_to_even
    # A NaN whose upper payload is empty must not become an infinity.
    quiet = bits | np.uint32(0x0040_0000)
    chosen = np.where(np.isnan(array), quiet, nearest) & np.uint32(0xFFFF_0000)
    return chosen.view(np.float32)

"""What is judged: operations as functions on arrays, and how bytes become arrays and back."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from types import ModuleType
from typing import Any

from ._numbers import exact, nearest


class Unsupported(Exception):
    """The backend does not have what is asked for."""

    def __init__(self, reason: str, issue_url: str | None = None) -> None:
        """Hold the reason in one sentence, and where it is discussed."""
        super().__init__(reason)
        self.reason = reason
        self.issue_url = issue_url


@dataclass(frozen=True)
class Call:
    """What is asked of an operation."""

    op: str
    output: str
    dtype: str
    """The format of inputs and output: ``f64``, ``f32``, ``bf16`` or ``f16``."""
    params: Mapping[str, Any]
    inputs: Mapping[str, Any]
    """The inputs by name, as arrays of the framework."""
    draws: int | None = None
    """How many independent draws are asked for, as dimension 0 of the output."""

    def __getitem__(self, name: str) -> Any:
        """Return the input of that name."""
        if name not in self.inputs:
            raise ValueError(f"the input {name} is missing")
        return self.inputs[name]

    def param(self, name: str) -> Any:
        """Return the parameter of that name as it came."""
        if name not in self.params:
            raise ValueError(f"the parameter {name} is missing")
        return self.params[name]

    def exact(self, name: str) -> Fraction:
        """Return a parameter, exactly."""
        return exact(self.param(name))

    def number(self, name: str) -> float:
        """Return a parameter as the nearest binary64 number."""
        return nearest(self.param(name))

    def numbers(self, name: str) -> list[float]:
        """Return a parameter that is a list of numbers, or one number for all."""
        value = self.param(name)
        return [nearest(each) for each in (value if isinstance(value, list) else [value])]

    def count(self, name: str) -> int:
        """Return a parameter that is an integer."""
        number = self.exact(name)
        if number.denominator != 1:
            raise ValueError(f"the parameter {name} is no integer: {number}")
        return number.numerator


@dataclass(frozen=True)
class Op:
    """An operation of a backend."""

    function: Callable[[Call], Any]
    """Answer the output that the call asks for."""
    outputs: Sequence[str] = ("y", "dx")
    """The outputs that it has."""
    convention: Mapping[str, str] = field(default_factory=dict)
    """The convention that is declared; an axis that is left out is not committed to."""
    bulk: Sequence[str] = ()
    """The outputs that it also computes with a dimension in front that counts independent cases."""


class Backend:
    """A framework with its operations.

    A subclass says what arrays are: :meth:`array` and :meth:`patterns`.
    """

    compiles = False
    """Whether each new shape costs a compilation: then bulk requests are filled up to powers of two."""

    def __init__(
        self,
        name: str,
        version: str,
        ops: Mapping[str, Op],
        *,
        device: str = "cpu",
        dtypes: Sequence[str] = ("f64", "f32"),
    ) -> None:
        """Make a backend of that name and version with these operations and formats."""
        self.name = name
        self.version = version
        self.ops = dict(ops)
        self.device = device
        self.dtypes = (dtypes,) if isinstance(dtypes, str) else tuple(dtypes)
        for op, what in self.ops.items():
            if not isinstance(what, Op):
                raise TypeError(f"ops[{op!r}]: must be an Op, found {type(what).__name__}")

    def array(self, dtype: str, shape: tuple[int, ...], data: bytes) -> Any:
        """Return the array with these entries, little-endian and in row-major order."""
        raise NotImplementedError

    def patterns(self, dtype: str, array: Any) -> tuple[tuple[int, ...], bytes]:
        """Return the shape of an array and its entries in a format, little-endian and in row-major order.

        An array of another format is an error rather than a conversion: a framework that answers in another format
        than it was asked in should not be judged as if it had not.
        """
        raise NotImplementedError

    def run(self, call: Call) -> Any:
        """Return the output that the call asks for."""
        op = self.ops.get(call.op)
        if op is None:
            raise Unsupported(f"{self.name} has no operation {call.op}")
        if call.output not in op.outputs:
            raise Unsupported(f"{call.op} of {self.name} has no output {call.output}")
        if call.dtype not in self.dtypes:
            raise Unsupported(f"{self.name} has no format {call.dtype}")
        return op.function(call)


class NumpyBackend(Backend):
    """A backend whose arrays are, or become, arrays of NumPy; ``bf16`` is a type of the package ``ml_dtypes``."""

    def _type(self, dtype: str) -> Any:
        import numpy as np

        if dtype == "bf16":
            return np.dtype(load("ml_dtypes").bfloat16)
        return np.dtype({"f64": "<f8", "f32": "<f4", "f16": "<f2"}[dtype])

    def array(self, dtype: str, shape: tuple[int, ...], data: bytes) -> Any:
        """Return the array with these entries."""
        import numpy as np

        return np.frombuffer(data, dtype=self._type(dtype)).reshape(shape)

    def patterns(self, dtype: str, array: Any) -> tuple[tuple[int, ...], bytes]:
        """Return the shape of an array and its entries."""
        import numpy as np

        entries = np.asarray(array)
        if entries.dtype != self._type(dtype):
            raise TypeError(f"the result is of the format {entries.dtype}, not {dtype}")
        return entries.shape, entries.tobytes()


def load(module: str, package: str | None = None) -> ModuleType:
    """Import a framework; where it is missing, say so in one sentence and end with exit code 2."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        root, _, _ = module.partition(".")
        if error.name is None or error.name.partition(".")[0] != root:
            raise
        package = package or root
        print(
            f"This adapter needs {package}, which is not installed: pip install {package}",
            file=sys.stderr,
        )
        raise SystemExit(2) from None

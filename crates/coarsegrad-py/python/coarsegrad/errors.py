"""What is wrong with an argument, and what cannot happen."""

from __future__ import annotations


class CoarsegradError(ValueError):
    """An argument violates a condition.

    ``field`` is the argument, as in ``"v[3]"``, or None where several are to blame; ``condition`` is what it violates.
    """

    def __init__(self, condition: str, field: str | None = None) -> None:
        """Name the condition and the argument."""
        super().__init__(condition if field is None else f"{field}: {condition}")
        self.condition = condition
        self.field = field

    def __reduce__(self) -> tuple[type[CoarsegradError], tuple[str, str | None]]:
        """Travel between processes."""
        return (type(self), (self.condition, self.field))


class PrecisionError(CoarsegradError):
    """A number was not enclosed to the digits asked for at the highest precision tried."""


class DefectError(RuntimeError):
    """A defect of this package: please report it."""

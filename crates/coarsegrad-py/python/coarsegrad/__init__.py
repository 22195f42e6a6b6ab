"""Certified numbers for straight-through estimators, and the judge of their implementations.

>>> import coarsegrad
>>> found = coarsegrad.value(["3/5"], [1, 1], [1], [1, 0])
>>> found.population_loss.exact
'23/200'
>>> found.population_gradient.v[0].exact
'-3/40'

* :func:`value`: closed forms of the two-layer model, enclosed to as many digits as asked for;
* :func:`sample`: the same quantities by Monte Carlo, with intervals; :func:`sample_part` and :func:`merge` share a run
  among machines;
* :func:`train`: coarse gradient descent, every iterate as an array;
* :func:`fingerprint`: the convention that a fake-quantiser follows;
* :class:`Judge`: which answers of an implementation are right;
* :mod:`coarsegrad.torch`: the same questions asked of every fake-quantiser of a PyTorch module.

The compiled part of the package is loaded when it is first needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coarsegrad._core import __version__
    from coarsegrad.errors import CoarsegradError, DefectError, PrecisionError
    from coarsegrad.fingerprints import Fingerprint, fingerprint
    from coarsegrad.judging import Case, Finding, Judge, Report
    from coarsegrad.numbers import Number, Undefined, Vector
    from coarsegrad.sampling import Estimate, Estimates, Part, Sample, merge, sample, sample_blocks, sample_part
    from coarsegrad.training import Trajectory, train
    from coarsegrad.values import Values, stes, value

_HOMES = {
    "Case": "judging",
    "CoarsegradError": "errors",
    "DefectError": "errors",
    "Estimate": "sampling",
    "Estimates": "sampling",
    "Finding": "judging",
    "Fingerprint": "fingerprints",
    "Judge": "judging",
    "Number": "numbers",
    "Part": "sampling",
    "PrecisionError": "errors",
    "Report": "judging",
    "Sample": "sampling",
    "Trajectory": "training",
    "Undefined": "numbers",
    "Values": "values",
    "Vector": "numbers",
    "__version__": "_core",
    "fingerprint": "fingerprints",
    "merge": "sampling",
    "sample": "sampling",
    "sample_blocks": "sampling",
    "sample_part": "sampling",
    "stes": "values",
    "train": "training",
    "value": "values",
}

__all__ = [
    "Case",
    "CoarsegradError",
    "DefectError",
    "Estimate",
    "Estimates",
    "Finding",
    "Fingerprint",
    "Judge",
    "Number",
    "Part",
    "PrecisionError",
    "Report",
    "Sample",
    "Trajectory",
    "Undefined",
    "Values",
    "Vector",
    "__version__",
    "fingerprint",
    "merge",
    "sample",
    "sample_blocks",
    "sample_part",
    "stes",
    "train",
    "value",
]


def __getattr__(name: str) -> Any:
    """Load the module that holds a public name."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'coarsegrad' has no attribute {name!r}")
    from importlib import import_module

    found = getattr(import_module(f"coarsegrad.{home}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)

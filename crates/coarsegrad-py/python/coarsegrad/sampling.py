"""Monte Carlo estimates of the population quantities, whole or in parts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from coarsegrad import _core
from coarsegrad._arguments import choice, double, encodable, flag, instance, positive, whole
from coarsegrad.errors import CoarsegradError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MAX_U64 = (1 << 64) - 1
_MAX_THREADS = 512


@dataclass(frozen=True)
class Estimate:
    """An estimate, its standard error and its interval; of a single sample the last three are NaN."""

    mean: float
    standard_error: float
    lower: float
    upper: float

    def __float__(self) -> float:
        """Take the estimate."""
        return self.mean


@dataclass(frozen=True)
class Estimates:
    """The estimates of a vector, as arrays."""

    mean: NDArray[np.float64]
    standard_error: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]

    def __len__(self) -> int:
        """Count the entries."""
        return len(self.mean)


class Sample:
    """What a run found; ``document`` is all of it, of the form ``coarsegrad/sample/1``."""

    def __init__(self, text: str) -> None:
        """Read a document."""
        self.text = text
        self.document: dict[str, Any] = json.loads(text)

    @property
    def samples(self) -> int:
        """The number of samples that the estimates rest on."""
        return int(self.document["samples"])

    @property
    def progress(self) -> str:
        """``"complete"``, or ``"stopped"`` where the relative error asked for was reached before."""
        return str(self.document["progress"])

    @property
    def level(self) -> float:
        """The level of each interval."""
        return float(self.document["level"])

    @property
    def method(self) -> str:
        """What intervals rest on: ``"normal"`` or ``"anytime"``."""
        return str(self.document["method"])

    @property
    def run(self) -> Mapping[str, Any]:
        """What makes the run: the same values give the same result."""
        return dict(self.document["run"])

    @property
    def population_loss(self) -> Estimate:
        """The population loss."""
        return _estimate(self.document["quantities"]["population_loss"])

    @property
    def population_gradient_v(self) -> Estimates:
        """The gradient of the population loss in ``v``."""
        return _estimates(self.document["quantities"]["population_gradient"]["v"])

    @property
    def expected_coarse_gradient(self) -> Estimates:
        """The expected coarse gradient in ``w``."""
        return _estimates(self.document["quantities"]["expected_coarse_gradient"]["w"])

    @property
    def inner_product(self) -> Estimate | None:
        """Its inner product with the population gradient in ``w``; None where there is none."""
        return _estimate_or_none(self.document["quantities"]["inner_product"])

    @property
    def cosine(self) -> Estimate | None:
        """The cosine of the angle between the two; None where there is none."""
        return _estimate_or_none(self.document["quantities"]["cosine"])

    @property
    def covariance(self) -> NDArray[np.float64] | None:
        """The covariances of the entries of the one-sample coarse gradient; None where not asked for."""
        triangle = self.document["variance"].get("covariance")
        if triangle is None:
            return None
        size = int(self.document["run"]["inputs"])
        matrix = np.zeros((size, size))
        matrix[np.tril_indices(size)] = triangle
        return np.where(np.tri(size, dtype=bool), matrix, matrix.T)

    def __eq__(self, other: object) -> bool:
        """Compare the documents, byte for byte."""
        return isinstance(other, Sample) and self.text == other.text

    def __hash__(self) -> int:
        """Hash the document."""
        return hash(self.text)

    def __repr__(self) -> str:
        """Show the size of the run."""
        return f"<Sample of {self.samples} samples, {self.progress}>"


def _estimate(found: Mapping[str, float | None]) -> Estimate:
    parts = (found[key] for key in ("mean", "se", "lower", "upper"))
    return Estimate(*(float("nan") if part is None else part for part in parts))


def _estimate_or_none(found: Mapping[str, float | None] | None) -> Estimate | None:
    return None if found is None else _estimate(found)


def _estimates(found: list[dict[str, float | None]]) -> Estimates:
    def column(key: str) -> NDArray[np.float64]:
        return np.array([entry[key] for entry in found], dtype=np.float64)

    return Estimates(column("mean"), column("se"), column("lower"), column("upper"))


def _asked(
    ste: str,
    samples: int,
    seed: int,
    estimator: str,
    precision: str,
    covariance: bool,
    population_gradient: bool,
) -> dict[str, Any]:
    return {
        "ste": encodable(ste, "ste"),
        "samples": whole(samples, "samples", 1, _MAX_U64),
        "seed": whole(seed, "seed", 0, _MAX_U64),
        "estimator": choice(estimator, "estimator", ("full", "projected", "states")),
        "precision": choice(precision, "precision", ("f64", "f32")),
        "covariance": flag(covariance, "covariance"),
        "population_gradient": flag(population_gradient, "population_gradient"),
    }


def _threads(threads: int | None) -> int:
    """Read a number of threads; zero stands for as many as there are processors."""
    return 0 if threads is None else whole(threads, "threads", 1, _MAX_THREADS)


def sample(
    v: Any,
    w: Any,
    v_star: Any,
    w_star: Any,
    *,
    ste: str = "relu",
    samples: int = 1_000_000,
    until: float | None = None,
    seed: int = 1,
    threads: int | None = None,
    level: float = 0.95,
    estimator: str = "projected",
    precision: str = "f64",
    covariance: bool = False,
    population_gradient: bool = True,
    exact_variance: bool = False,
) -> Sample:
    """Estimate the population quantities by Monte Carlo.

    With ``until`` the run ends as soon as the expected coarse gradient is known to this relative error, and ``samples``
    is the most that it takes. The result is the same bits whatever the number of threads, and those of ``coarsegrad
    sample --format json``. What the other arguments mean is said there.

    :raises CoarsegradError: an argument is out of range, or the instance cannot be sampled.
    """
    asked = _asked(ste, samples, seed, estimator, precision, covariance, population_gradient)
    if until is not None:
        until = positive(until, "until")
        if exact_variance:
            raise CoarsegradError("needs a number of samples fixed beforehand", "exact_variance")
    return Sample(
        _core.sample(
            instance(v, w, v_star, w_star),
            asked,
            until,
            _threads(threads),
            double(level, "level"),
            flag(exact_variance, "exact_variance"),
        )
    )


@dataclass(frozen=True)
class Part:
    """The exact sums of some blocks of a run: to be sent, stored, and merged with the others."""

    data: bytes

    def __post_init__(self) -> None:
        """Check that these are bytes; what they say is checked when they are merged."""
        if not isinstance(self.data, bytes):
            raise CoarsegradError("must be bytes", "data")


def sample_blocks(
    v: Any,
    w: Any,
    v_star: Any,
    w_star: Any,
    *,
    ste: str = "relu",
    samples: int = 1_000_000,
    seed: int = 1,
    estimator: str = "projected",
    precision: str = "f64",
    covariance: bool = False,
    population_gradient: bool = True,
) -> int:
    """Count the blocks of a run: what :func:`sample_part` takes a range of."""
    asked = _asked(ste, samples, seed, estimator, precision, covariance, population_gradient)
    return _core.sample_blocks(instance(v, w, v_star, w_star), asked)[0]


def sample_part(
    v: Any,
    w: Any,
    v_star: Any,
    w_star: Any,
    *,
    blocks: range | tuple[int, int],
    ste: str = "relu",
    samples: int = 1_000_000,
    seed: int = 1,
    threads: int | None = None,
    estimator: str = "projected",
    precision: str = "f64",
    covariance: bool = False,
    population_gradient: bool = True,
) -> Part:
    """Compute the blocks ``blocks`` of a run of ``samples`` samples in all; :func:`merge` joins parts."""
    asked = _asked(ste, samples, seed, estimator, precision, covariance, population_gradient)
    if isinstance(blocks, range) and blocks.step != 1:
        raise CoarsegradError("must go up by one", "blocks")
    pair = (blocks.start, blocks.stop) if isinstance(blocks, range) else blocks
    if not isinstance(pair, tuple) or len(pair) != 2:
        raise CoarsegradError("must be a range, or a pair of its ends", "blocks")
    first, last = (whole(end, "blocks", 0, _MAX_U64) for end in pair)
    return Part(_core.sample_part(instance(v, w, v_star, w_star), asked, first, last, _threads(threads)))


def merge(
    v: Any,
    w: Any,
    v_star: Any,
    w_star: Any,
    parts: Iterable[Part],
    *,
    level: float = 0.95,
    exact_variance: bool = False,
) -> Sample:
    """Merge the parts of a run: the same bytes as from :func:`sample`, in any order of the parts.

    :raises CoarsegradError: parts belong to different runs, or a block is missing or there twice.
    """
    found = list(parts)
    for index, part in enumerate(found):
        if not isinstance(part, Part):
            raise CoarsegradError("must be a Part", f"parts[{index}]")
    return Sample(
        _core.sample_merge(
            instance(v, w, v_star, w_star),
            [part.data for part in found],
            double(level, "level"),
            flag(exact_variance, "exact_variance"),
        )
    )

"""A bad argument is named, and what it violates; nothing else happens."""

import concurrent.futures
import copy
import math
import pickle
import time
from fractions import Fraction

import coarsegrad
import numpy as np
import pytest

GOOD = {"v": [1], "w": [1, 1], "v_star": [1], "w_star": [1, 0]}


def endless():
    while True:
        yield 1


class NoArray:
    def __array__(self, *arguments, **more):
        raise TypeError("no array")


BAD_VECTORS = [
    (NoArray(), "v", "NoArray"),
    (np.ones((1 << 22) + 1, dtype=np.int8), "v", "more than 4194304 entries"),
    ([math.nan], "v[0]", "finite"),
    ([1, math.inf], "v[1]", "finite"),
    (np.array([1, -np.inf]), "v[1]", "finite"),
    (np.array([np.nan], dtype=np.float16), "v[0]", "finite"),
    (np.array([np.nan], dtype=np.longdouble), "v[0]", "finite"),
    (np.array([1 + 2j]), "v[0]", "number"),
    (np.array([True]), "v[0]", "truth"),
    (np.array(["x"]), "v[0]", "not a number"),
    (np.array([b"1"]), "v[0]", "number"),
    (np.array(["2020-01-01"], dtype="M8[D]"), "v[0]", "number"),
    (np.array([(1, 2)], dtype=[("a", int), ("b", int)]), "v[0]", "number"),
    (np.array([None], dtype=object), "v[0]", "NoneType"),
    (np.ones((1, 1)), "v", "one-dimensional"),
    (np.float64(1), "v", "one-dimensional"),
    (np.ma.masked_array([1.0], mask=[True]), "v", "masked"),
    ([[1]], "v[0]", "list"),
    ([(1,)], "v[0]", "tuple"),
    ([True], "v[0]", "truth"),
    ([None], "v[0]", "NoneType"),
    ([1j], "v[0]", "complex"),
    ([b"1"], "v[0]", "bytes"),
    ([object()], "v[0]", "object"),
    ([np.array([1.0])], "v[0]", "ndarray"),
    (["½"], "v[0]", "½"),
    (["٣"], "v[0]", "not a number"),
    ([" 1"], "v[0]", "spaces"),
    ([""], "v[0]", "empty"),
    (["nan"], "v[0]", "nan"),
    (["1/0"], "v[0]", "denominator"),
    (["1e99999"], "v[0]", "exponent"),
    (["\ud800"], "v[0]", "surrogate"),
    (["1\0"], "v[0]", "not a number"),
    (["9" * 200_000], "v[0]", "longer"),
    ([10**200_000], "v[0]", "longer"),
    ([], "v", "at least one"),
    ([1, 2], "v", "2 entries"),
    ("1", "v", "sequence"),
    (b"1", "v", "sequence"),
    ({1: 2}, "v", "sequence"),
    ({1}, "v", "sequence"),
    (1, "v", "sequence"),
    (None, "v", "sequence"),
    (endless(), "v", "entries"),
]


@pytest.mark.parametrize(("v", "field", "says"), BAD_VECTORS)
@pytest.mark.parametrize("function", ["value", "sample", "train"])
def test_a_bad_vector_is_named(function, v, field, says):
    more = {"lr": "1/10", "steps": 1} if function == "train" else {}
    if v is not None and type(v).__name__ == "generator":
        v = endless()
    with pytest.raises(coarsegrad.CoarsegradError) as caught:
        getattr(coarsegrad, function)(**{**GOOD, "v": v}, **more)
    assert caught.value.field == field
    assert says in caught.value.condition
    assert str(caught.value) == f"{field}: {caught.value.condition}"


@pytest.mark.parametrize(
    ("function", "given", "field"),
    [
        ("value", {"digits": 0}, "digits"),
        ("value", {"digits": -3}, "digits"),
        ("value", {"digits": 10**9}, "digits"),
        ("value", {"digits": 10**6000}, "digits"),
        ("value", {"digits": 30.0}, "digits"),
        ("value", {"digits": "30"}, "digits"),
        ("value", {"digits": True}, "digits"),
        ("value", {"closed_forms": 1}, "closed_forms"),
        ("value", {"ste": "nonsense"}, "ste"),
        ("value", {"ste": "x" * 10**6}, "ste"),
        ("value", {"ste": []}, "ste"),
        ("value", {"ste": 3}, "ste"),
        ("value", {"ste": [3]}, "ste[0]"),
        ("value", {"ste": "\ud800"}, "ste[0]"),
        ("value", {"ste": "gaussian:0"}, "ste"),
        ("value", {"quantities": "los"}, "quantities"),
        ("value", {"quantities": []}, "quantities"),
        ("value", {"quantities": {"angle": 1}}, "quantities"),
        ("value", {"w_star": [0, 0]}, "w_star"),
        ("value", {"v_star": [0]}, "v_star"),
        ("sample", {"samples": 0}, "samples"),
        ("sample", {"samples": 1e6}, "samples"),
        ("sample", {"samples": 2**63}, "samples"),
        ("sample", {"samples": 2**64}, "samples"),
        ("sample", {"seed": -1}, "seed"),
        ("sample", {"seed": 2**64}, "seed"),
        ("sample", {"threads": 0}, "threads"),
        ("sample", {"threads": 10**6}, "threads"),
        ("sample", {"level": 1}, "level"),
        ("sample", {"level": math.nan}, "level"),
        ("sample", {"level": "0.95"}, "level"),
        ("sample", {"level": 10**400}, "level"),
        ("sample", {"until": 0}, "until"),
        ("sample", {"until": math.inf}, "until"),
        ("sample", {"until": 0.1, "exact_variance": True}, "exact_variance"),
        ("sample", {"estimator": "whole"}, "estimator"),
        ("sample", {"estimator": "states", "ste": "gaussian:1"}, "estimator"),
        ("sample", {"precision": "f16"}, "precision"),
        ("sample", {"covariance": True}, "covariance"),
        ("sample", {"ste": "all"}, "ste"),
        ("train", {"lr": 0}, "lr"),
        ("train", {"lr": -1}, "lr"),
        ("train", {"lr": math.nan}, "lr"),
        ("train", {"lr": [1]}, "lr"),
        ("train", {"lr": "1e-9000"}, "lr"),
        ("train", {"steps": 0}, "steps"),
        ("train", {"steps": 10**10}, "steps"),
        ("train", {"steps": 10**9}, "every"),
        ("train", {"every": 0}, "every"),
        ("train", {"batch": 0}, "batch"),
        ("train", {"arithmetic": "f32"}, "arithmetic"),
        ("train", {"arithmetic": "ball", "batch": 2}, "arithmetic"),
        ("train", {"arithmetic": "ball", "bits": 1}, "bits"),
        ("train", {"max_radius": 0}, "max_radius"),
        ("train", {"schedule": "sometimes"}, "schedule"),
        ("train", {"momentum": 1}, "momentum"),
        ("train", {"momentum": 0, "nesterov": 0}, "momentum"),
        ("train", {"adam": [1, 2]}, "adam"),
        ("train", {"adam": 3}, "adam"),
        ("train", {"blend": "1/2"}, "blend"),
        ("train", {"blend": 2, "project": "binary"}, "blend"),
        ("train", {"blend": "1/2", "project": "cubes"}, "project"),
        ("train", {"blend": "1/2", "project": "binary", "normalise": True}, None),
        ("train", {"w": [0, 0]}, "w"),
    ],
)
def test_a_bad_argument_is_named(function, given, field):
    more = {"lr": "1/10", "steps": 1} if function == "train" else {}
    with pytest.raises(coarsegrad.CoarsegradError) as caught:
        getattr(coarsegrad, function)(**{**GOOD, **more, **given})
    assert caught.value.field == field
    assert caught.value.condition


def test_errors_are_value_errors_and_travel():
    with pytest.raises(ValueError, match="digits: must be") as caught:
        coarsegrad.value(**GOOD, digits=0)
    for again in (pickle.loads(pickle.dumps(caught.value)), copy.copy(caught.value)):
        assert (type(again), again.field) == (coarsegrad.CoarsegradError, "digits")
        assert str(again) == str(caught.value)


def nearly_critical(digits):
    """Find an output weight at which the gradient is not zero, but has about so many zeros after the point."""
    w = {"w": [2, 1], "w_star": [1, 0]}
    # df/dv = v/2 + c, and c has an irrational angle in it.
    at_zero = coarsegrad.value([0], v_star=[1], **w, digits=digits + 10, closed_forms=False)
    root = -2 * at_zero.population_gradient.v[0].lower
    return {"v": [Fraction(round(root * 10**digits), 10**digits)], "v_star": [1], **w}


def test_a_number_that_precision_does_not_reach_is_named():
    # The cap of the working precision is above 65536 bits, which are 19728 decimal digits.
    near, nearer = nearly_critical(1000), nearly_critical(24_000)
    assert 0 < abs(coarsegrad.value(**near, digits=5).population_gradient.v[0].upper) < Fraction(1, 10**990)
    assert coarsegrad.sample(**near, samples=100, exact_variance=True)
    with pytest.raises(coarsegrad.PrecisionError) as caught:
        coarsegrad.value(**nearer, digits=5)
    assert caught.value.field == "digits"
    assert caught.value.condition.startswith("population_gradient.v was not enclosed to 5 digits")
    with pytest.raises(coarsegrad.PrecisionError) as caught:
        coarsegrad.sample(**nearer, samples=100, exact_variance=True)
    assert caught.value.field == "exact_variance"
    assert coarsegrad.sample(**nearer, samples=100)


def test_one_class_catches_every_bad_argument_and_no_defect():
    assert issubclass(coarsegrad.PrecisionError, coarsegrad.CoarsegradError)
    assert issubclass(coarsegrad.CoarsegradError, ValueError)
    assert not issubclass(coarsegrad.DefectError, ValueError)


def test_an_exception_of_an_iterable_is_not_swallowed():
    def broken():
        yield 1
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        coarsegrad.value(broken(), [1, 1], [1], [1, 0])


def test_a_large_vector_is_read_in_moderate_time():
    start = time.monotonic()
    size = 200_000
    found = coarsegrad.value(
        np.linspace(-1, 1, size),
        [1, 1],
        np.ones(size),
        [1, 0],
        ste="relu",
        digits=5,
        closed_forms=False,
    )
    assert len(found.population_gradient.v) == size
    assert time.monotonic() - start < 60


def test_forked_processes_compute():
    work = (["3/5"], [1, 1], [1], [1, 0])
    expected = coarsegrad.sample(*work, samples=1000)
    with concurrent.futures.ProcessPoolExecutor(2) as pool:
        futures = [pool.submit(coarsegrad.sample, *work, samples=1000) for _ in range(4)]
        assert [future.result(60).text for future in futures] == [expected.text] * 4

"""The values are those of the command, and say what they are."""

import itertools
import json
import math
import subprocess
from fractions import Fraction

import coarsegrad
import numpy as np
import pytest
from coarsegrad import Number, Undefined


def run(command, *arguments):
    return subprocess.run([command, *arguments], capture_output=True, check=True, text=True, timeout=300).stdout


@pytest.fixture
def instance_file(tmp_path, example):
    def write(v, w, v_star, w_star):
        path = tmp_path / "instance.json"
        document = {
            "model": "two-layer",
            "student": {"v": v, "w": w},
            "teacher": {"v": v_star, "w": w_star},
        }
        path.write_text(json.dumps(document))
        return str(path)

    return write


KINK = ([1], [2, 0], [1], [1, 0])


@pytest.mark.parametrize("which", ["example", "kink"])
@pytest.mark.parametrize("digits", [1, 30, 300])
def test_values_are_those_of_the_command(command, example, instance_file, which, digits):
    instance = example if which == "example" else KINK
    asked = ["value", "--format", "json", "--digits", str(digits), "--ste", "all"]
    expected = json.loads(run(command, *asked, instance_file(*instance)))
    found = coarsegrad.value(*instance, ste="all", digits=digits)
    assert found.document == expected
    assert found.digits == digits


def test_samples_are_those_of_the_command(command, example, instance_file):
    asked = ["sample", "--format", "json", "--samples", "50000", "--seed", "7", "--quiet"]
    expected = run(command, *asked, "--ste", "clipped-relu", instance_file(*example))
    for threads in (1, 2, None):
        found = coarsegrad.sample(*example, samples=50_000, seed=7, ste="clipped-relu", threads=threads)
        assert found.text + "\n" == expected
    stopped = run(command, *asked[:3], "--until-rel", "0.05", "--quiet", instance_file(*example))
    assert coarsegrad.sample(*example, until=0.05).text + "\n" == stopped
    exact = run(command, *asked, "--exact-variance", instance_file(*example))
    assert coarsegrad.sample(*example, samples=50_000, seed=7, exact_variance=True).text + "\n" == exact


COLUMNS = (
    "loss",
    "v_norm",
    "w_norm",
    "theta",
    "gradient_v_norm",
    "gradient_w_norm",
    "coarse_norm",
    "inner_product",
)


@pytest.mark.parametrize(
    ("options", "arguments"),
    [
        ([], {}),
        (["--momentum", "9/10"], {"momentum": "9/10"}),
        (["--nesterov", "1/2", "--normalise"], {"nesterov": 0.5, "normalise": True}),
        (["--adam"], {"adam": True}),
        (
            ["--blend", "1/2", "--project", "binary"],
            {"blend": "1/2", "project": "binary"},
        ),
        (["--oracle", "minibatch:64", "--seed", "3"], {"batch": 64, "seed": 3}),
        (
            ["--schedule", "inverse:1/10", "--ste", "clipped-relu"],
            {"schedule": "inverse:1/10", "ste": "clipped-relu"},
        ),
    ],
)
def test_trajectories_are_those_of_the_command(command, example, instance_file, tmp_path, options, arguments):
    records = tmp_path / "records.jsonl"
    steps = ["--lr", "1/20", "--steps", "40", "--out", str(records)]
    run(command, "train", instance_file(*example), *steps, *options)
    found = coarsegrad.train(*example, lr="1/20", steps=40, **arguments)
    rows = [json.loads(line) for line in records.read_text().splitlines()]
    assert [row["step"] for row in rows] == list(found.steps) == list(range(41))
    for name in COLUMNS:
        expected = [math.nan if row[name] is None else row[name] for row in rows]
        np.testing.assert_array_equal(getattr(found, name), expected)
    assert found.finished
    assert found.v.shape == (41, 2)
    assert found.w.shape == (41, 2)
    assert (found.float_w is not None) == ("blend" in arguments)


def test_balls_of_a_trajectory_hold_the_doubles_and_the_exact_first_step(example):
    # So near the start that the doubles are off by some units of the last place.
    balls = coarsegrad.train(*example, lr="1/20", steps=20, arithmetic="ball")
    doubles = coarsegrad.train(*example, lr="1/20", steps=20)
    for name in ("v", "w", "loss", "theta"):
        lower, upper = balls.lower(name), balls.upper(name)
        assert (lower <= upper).all()
        assert (upper - lower <= 4 * np.spacing(np.abs(upper) + 1)).all()
        np.testing.assert_allclose(getattr(doubles, name), getattr(balls, name), rtol=1e-12, atol=1e-13)
        assert (doubles.lower(name) == doubles.upper(name)).all()
    # v+ = v - df/dv / 20, by the other way to the gradient.
    gradient = coarsegrad.value(*example, ste="relu").population_gradient.v
    for index, (start, slope) in enumerate(zip(("3/5", "-1/5"), gradient, strict=True)):
        least = Fraction(start) - slope.upper / 20
        greatest = Fraction(start) - slope.lower / 20
        assert Fraction(float(balls.lower("v")[1][index])) <= greatest
        assert Fraction(float(balls.upper("v")[1][index])) >= least


def test_rows_are_kept_as_asked_for(example):
    whole = coarsegrad.train(*example, lr="1/20", steps=10)
    some = coarsegrad.train(*example, lr="1/20", steps=10, every=4)
    assert list(some.steps) == [0, 4, 8, 10]
    np.testing.assert_array_equal(some.w, whole.w[[0, 4, 8, 10]])


def test_a_run_that_ends_early_says_why(example):
    found = coarsegrad.train(*example, lr="1/20", steps=300, arithmetic="ball", bits=32, max_radius="1e-8")
    assert not found.finished
    assert "wider than max_radius" in found.reason
    assert 0 < found.steps[-1] < 300
    assert found.reason in repr(found)


def test_numbers_have_exact_bounds_and_grades(example):
    found = coarsegrad.value(*example)
    loss = found.population_loss
    assert loss.exact == "93/400 + (1/4)*theta/pi"
    assert loss.grade == "certified"
    assert loss.certificate == "example_two_layer__population_loss"
    assert Fraction(loss.mid) - Fraction(loss.rad) == loss.lower < loss.upper
    assert loss.lower + loss.upper == 2 * Fraction(loss.mid)
    lower, upper = loss.float_bounds
    assert Fraction(lower) <= loss.lower < loss.upper <= Fraction(upper)
    assert upper <= math.nextafter(math.nextafter(lower, 1), 1)
    assert loss.lower in loss
    assert loss.upper + Fraction(1, 10**100) not in loss
    assert lower <= float(loss) <= upper
    inner = found.inner_product["relu"]
    assert (inner.grade, inner.certificate) == ("enclosed", None)
    expected = 3 / 80 / math.pi**1.5
    assert abs(float(inner) - expected) < 1e-15


def test_digits_beyond_the_limit_of_integers_are_bounds_all_the_same(example):
    found = coarsegrad.value(*example, digits=10_000, ste="relu").population_loss
    again = coarsegrad.value(*example, digits=30, ste="relu").population_loss
    assert len(found.mid) > 9_000
    assert again.lower <= found.lower < found.upper <= again.upper
    assert found.upper - found.lower < Fraction(1, 10**9990)


@pytest.mark.parametrize(
    ("mid", "rad"),
    [("0.1", "0"), ("-0.1", "0"), ("1e400", "0"), ("-1e400", "1"), ("1e-400", "0"), ("0.5", "0")],
)
def test_float_bounds_point_outward_and_are_the_nearest(mid, rad):
    number = Number(mid, rad)
    lower, upper = number.float_bounds
    for bound, exact, inward in ((lower, number.lower, math.inf), (upper, number.upper, -math.inf)):
        outward = bound == -inward or (Fraction(bound) <= exact if inward > 0 else Fraction(bound) >= exact)
        assert outward
        nearer = math.nextafter(bound, inward)
        if math.isfinite(nearer) and Fraction(bound if math.isfinite(bound) else nearer) != exact:
            assert Fraction(nearer) > exact if inward > 0 else Fraction(nearer) < exact


def test_what_does_not_exist_says_why():
    found = coarsegrad.value(*KINK)
    undefined = found.population_gradient.w
    assert isinstance(undefined, Undefined)
    assert undefined.code == "kink"
    assert not undefined
    with pytest.raises(coarsegrad.CoarsegradError, match="kink"):
        float(undefined)


def test_vectors_become_arrays(example):
    gradient = coarsegrad.value(*example).expected_coarse_gradient["relu"]
    array = np.asarray(gradient)
    assert array.dtype == np.float64
    np.testing.assert_array_equal(array, [float(entry) for entry in gradient])
    assert (gradient.lower <= array).all()
    assert (array <= gradient.upper).all()
    assert np.asarray(gradient, dtype=np.float32).dtype == np.float32
    assert gradient[-1] == list(gradient)[1]
    assert len(gradient[:1]) == 1


def test_quantities_can_be_chosen(example):
    found = coarsegrad.value(*example, quantities=["cosine", "angle"])
    assert list(found) == ["cosine", "angle"]
    assert set(found["cosine"]) == {"identity", "relu", "clipped-relu"}
    with pytest.raises(coarsegrad.CoarsegradError, match="not asked for"):
        _ = found.population_loss
    with pytest.raises(KeyError):
        _ = found["population_loss"]
    assert set(coarsegrad.value(*example)) == {
        "angle",
        "population_loss",
        "population_gradient",
        "expected_coarse_gradient",
        "inner_product",
        "cosine",
        "variance",
    }


def test_estimates_lie_around_the_closed_forms(example):
    exact = coarsegrad.value(*example, ste="relu")
    found = coarsegrad.sample(*example, samples=200_000, level=0.9999999)
    assert found.population_loss.lower < float(exact.population_loss) < found.population_loss.upper
    coarse = np.asarray(exact.expected_coarse_gradient["relu"])
    assert (found.expected_coarse_gradient.lower < coarse).all()
    assert (coarse < found.expected_coarse_gradient.upper).all()
    inner = found.inner_product
    assert inner.lower < float(exact.inner_product["relu"]) < inner.upper
    full = coarsegrad.sample(*example, samples=20_000, estimator="full", covariance=True)
    assert full.covariance.shape == (2, 2)
    assert full.covariance[0, 1] == full.covariance[1, 0]
    trace = float(exact.variance["relu"])
    assert abs(np.trace(full.covariance) - trace) < 0.1 * trace


def test_a_single_sample_has_no_interval(example):
    found = coarsegrad.sample(*example, samples=1, population_gradient=False)
    assert math.isnan(found.population_loss.standard_error)
    assert math.isnan(found.expected_coarse_gradient.lower[0])
    assert found.inner_product is None


def test_parts_merge_to_the_same_bytes_in_any_order(example):
    asked = {"samples": 100_000, "seed": 5, "estimator": "full", "covariance": True}
    count = coarsegrad.sample_blocks(*example, **asked)
    assert count > 3
    ends = [0, 1, count // 2, count]
    parts = [
        coarsegrad.sample_part(*example, blocks=range(first, last), **asked) for first, last in itertools.pairwise(ends)
    ]
    whole = coarsegrad.sample(*example, **asked)
    for order in (parts, parts[::-1], parts[1:] + parts[:1]):
        assert coarsegrad.merge(*example, order) == whole
    with pytest.raises(coarsegrad.CoarsegradError, match="missing"):
        coarsegrad.merge(*example, parts[1:])
    with pytest.raises(coarsegrad.CoarsegradError, match="in both"):
        coarsegrad.merge(*example, [*parts, parts[0]])
    other = coarsegrad.sample_part(*example, blocks=(0, 1), **{**asked, "seed": 6})
    with pytest.raises(coarsegrad.CoarsegradError, match="seed differs") as caught:
        coarsegrad.merge(*example, [*parts[1:], other])
    assert caught.value.field == "parts[2]"
    for bad in ([], [b"{}"], [coarsegrad.Part(b"{}")], [coarsegrad.Part(b"\xff")]):
        with pytest.raises(coarsegrad.CoarsegradError):
            coarsegrad.merge(*example, bad)
    for bad in (range(3, 3), range(0, 4, 2), (0, count + 1), (1,), 3):
        with pytest.raises(coarsegrad.CoarsegradError) as caught:
            coarsegrad.sample_part(*example, blocks=bad, **asked)
        assert caught.value.field == "blocks"

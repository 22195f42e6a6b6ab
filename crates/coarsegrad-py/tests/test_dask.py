"""A run shared among Dask workers is the run of one process, bit for bit."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import coarsegrad
import pytest

distributed = pytest.importorskip("distributed", reason="dask and distributed are not installed")

EXAMPLE = Path(__file__).parents[3] / "examples/python/dask_sample.py"


@pytest.fixture(scope="module")
def dask_sample():
    spec = importlib.util.spec_from_file_location("dask_sample", EXAMPLE)
    module = importlib.util.module_from_spec(spec)
    # By name for the workers, too: what they are sent is pickled.
    sys.modules["dask_sample"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["dask_sample"]


@pytest.fixture(scope="module")
def client():
    # Threads would share the extension; processes have their own.
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


@pytest.mark.parametrize("shards", [1, 2, 7, 1000])
def test_a_run_on_two_workers_has_the_same_bits(client, dask_sample, example, shards):
    client.upload_file(str(EXAMPLE))
    asked = {"samples": 300_000, "seed": 3, "ste": "clipped-relu", "estimator": "full", "covariance": True}
    found = dask_sample.sample(client, *example, shards=shards, **asked)
    assert found == coarsegrad.sample(*example, **asked)
    assert len(client.scheduler_info()["workers"]) == 2


def test_an_error_of_a_worker_is_that_of_the_library(client, dask_sample, example):
    with pytest.raises(coarsegrad.CoarsegradError) as caught:
        dask_sample.sample(client, *example, samples=1000, estimator="states", ste="gaussian:1")
    assert caught.value.field == "estimator"
    future = client.submit(coarsegrad.value, [1], [1], [1], [0])
    with pytest.raises(coarsegrad.CoarsegradError) as caught:
        future.result()
    assert caught.value.field == "w_star"


@pytest.mark.parametrize(("count", "shards"), [(1, 5), (10, 3), (10, 10), (7, 1), (10, 0)])
def test_shares_are_all_the_blocks_once(dask_sample, count, shards):
    ranges = dask_sample.shares(count, shards)
    assert [block for blocks in ranges for block in blocks] == list(range(count))
    assert all(len(blocks) > 0 for blocks in ranges)
    assert max(map(len, ranges)) - min(map(len, ranges)) <= 1


def test_the_example_runs():
    found = subprocess.run([sys.executable, str(EXAMPLE)], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    assert "the same bits as in one process: True" in found.stdout

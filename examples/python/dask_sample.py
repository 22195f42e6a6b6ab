"""A sampling run shared among Dask workers, bit for bit the run of one machine.

Needs dask and distributed. Run: python examples/python/dask_sample.py [SCHEDULER]
Without the address of a scheduler it starts two worker processes of its own.

A run is divided into blocks, each a function of the seed and its number alone. A worker sums some of them exactly, as
integers; sums of integers do not depend on who adds them in what order.
"""

from __future__ import annotations

import itertools
import sys
from typing import Any

import coarsegrad
from distributed import Client, LocalCluster, as_completed


def shares(count: int, shards: int) -> list[range]:
    """Divide a number of blocks into ranges of nearly equal length, none of them empty."""
    shards = max(1, min(shards, count))
    ends = [count * shard // shards for shard in range(shards + 1)]
    return [range(first, last) for first, last in itertools.pairwise(ends)]


def sample(client: Client, *instance: Any, shards: int | None = None, **asked: Any) -> coarsegrad.Sample:
    """Sample an instance `v, w, v_star, w_star` on the workers; what is asked is said as to coarsegrad.sample_part."""
    if shards is None:
        # Some more than workers: one that is slow or lost holds the others up less.
        shards = 4 * max(1, len(client.scheduler_info()["workers"]))
    ranges = shares(coarsegrad.sample_blocks(*instance, **asked), shards)

    def part(blocks: range) -> coarsegrad.Part:
        return coarsegrad.sample_part(*instance, blocks=blocks, threads=1, **asked)

    futures = client.map(part, ranges, pure=False)
    # In whatever order they are done.
    v, w, v_star, w_star = instance
    return coarsegrad.merge(v, w, v_star, w_star, (future.result() for future in as_completed(futures)))


def main() -> int:
    """Share a run among workers, and compare it with the same run in this process."""
    instance = (["3/5", "-1/5"], [1, "1/2"], [1, "1/2"], [1, -1])
    asked: dict[str, Any] = {"ste": "clipped-relu", "samples": 2_000_000, "seed": 7}
    if len(sys.argv) > 1:
        cluster = None
        client = Client(sys.argv[1])
    else:
        cluster = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
        client = Client(cluster)
    with client:
        shared = sample(client, *instance, **asked)
    if cluster is not None:
        cluster.close()
    alone = coarsegrad.sample(*instance, **asked)
    print(f"{shared.samples} samples: the loss is {shared.population_loss.mean}")
    print(f"the same bits as in one process: {shared == alone}")
    return 0 if shared == alone else 1


if __name__ == "__main__":
    raise SystemExit(main())

"""A warm process for one peer at one number of threads; montecarlo.py speaks to it in JSON lines.

python montecarlo_worker.py numpy|torch|jax THREADS
"""

import importlib
import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def serve(peer, threads, lines, out):
    """Answers requests until the input ends."""
    from montecarlo_instance import instance

    pool, simulators = ThreadPoolExecutor(threads), {}
    for request in map(json.loads, lines):
        if request["op"] == "variants":
            answer = list(peer.variants(request["precision"], threads, request["estimator"]))
        else:
            shape, variant, batch = (request[k] for k in ("shape", "variant", "batch"))
            key = json.dumps([shape, request["ste"], request["precision"], variant, batch])
            streams = threads if variant.endswith("python-threads") else 1
            if key not in simulators:
                item = instance(*shape, request["ste"])
                while len(simulators) > 16:
                    simulators.pop(next(iter(simulators)))
                simulators[key] = [peer.Simulator(item, request["precision"], variant, batch) for _ in range(streams)]
                run_all(simulators[key], pool, 0, 1, request["bare"])  # compiles, touches memory
            answer = run_all(simulators[key], pool, request["seed"], request["chunks"], request["bare"])
        print(json.dumps(answer), file=out, flush=True)


def run_all(streams, pool, seed, chunks, bare):
    """All streams at once: wall seconds, CPU seconds, samples, sums."""
    wall, cpu = time.perf_counter(), time.process_time()
    jobs = [pool.submit(s.run, seed, k, chunks, bare) for k, s in enumerate(streams)]
    sums = sum(job.result() for job in jobs)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return {"wall": wall, "cpu": cpu, "samples": chunks * sum(s.batch for s in streams), "sums": sums.tolist()}


def main():
    """The command line."""
    name, threads = sys.argv[1], int(sys.argv[2])
    os.environ.update(ENVIRONMENT)
    os.environ["OMP_NUM_THREADS"] = str(threads)
    out, sys.stdout = sys.stdout, sys.stderr  # a library that prints must not break the protocol
    if name == "jax":
        os.environ.update({"NPROC": str(threads), "JAX_PLATFORMS": "cpu"})
        if threads > 1:  # a second device lets Python threads run side by side
            os.environ["XLA_FLAGS"] = f"--xla_force_host_platform_device_count={threads}"
    try:
        peer = importlib.import_module(f"{name}_peer")
    except ImportError as error:
        print(json.dumps({"missing": str(error)}), file=out, flush=True)
        return
    print(json.dumps({"name": peer.NAME, "versions": peer.versions()}), file=out, flush=True)
    serve(peer, threads, sys.stdin, out)


if __name__ == "__main__":
    main()

"""Long work lets other threads go on, and ends at a signal."""

import signal
import subprocess
import sys
import threading
import time

import coarsegrad
import pytest

WORK = {
    "value": "coarsegrad.value([1]*60, ['1/3']*60, [2]*60, [1]*59+[2], ste='all', digits=100000)",
    "sample": "coarsegrad.sample([1]*50, [1]*50, [2]*50, [1]*49+[2], samples=10**10, estimator='full')",
    "train": "coarsegrad.train([1]*50, [1]*50, [2]*50, [1]*49+[2], lr='1/10000', steps=10**9, every=10**6, batch=1000)",
}


@pytest.mark.parametrize("function", WORK)
def test_an_interrupt_ends_long_work_within_two_seconds(function):
    program = (
        "import coarsegrad, sys\n"
        "coarsegrad.value([1], [1], [1], [1])\n"
        "print('ready', flush=True)\n"
        "try:\n"
        f"    {WORK[function]}\n"
        "except KeyboardInterrupt:\n"
        "    print('interrupted', flush=True)\n"
        "    sys.exit(77)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as child:
        assert child.stdout.readline() == b"ready\n"
        time.sleep(1)
        assert child.poll() is None, "the work is too short for this test"
        start = time.monotonic()
        child.send_signal(signal.SIGINT)
        assert child.wait(30) == 77
        assert time.monotonic() - start < 2
        assert child.stdout.read() == b"interrupted\n"


@pytest.mark.parametrize("function", ["value", "sample", "train"])
def test_another_thread_goes_on_meanwhile(function, ticks_beside):
    work = {
        "value": lambda: coarsegrad.value([1] * 30, ["1/3"] * 30, [2] * 30, [1] * 29 + [2], ste="all", digits=20_000),
        "sample": lambda: coarsegrad.sample(
            [1] * 20, [1] * 20, [2] * 20, [1] * 19 + [2], samples=10**6, estimator="full"
        ),
        "train": lambda: coarsegrad.train(
            [1] * 20, [1] * 20, [2] * 20, [1] * 19 + [2], lr="1/1000", steps=3000, batch=1000
        ),
    }[function]
    ticks, elapsed = ticks_beside(work)
    assert elapsed > 0.1, "the work is too short for this test"
    # Holding the lock would leave a handful.
    assert ticks > elapsed * 100, f"{ticks} in {elapsed:.2f} s"


def test_an_interrupted_run_leaves_the_next_one_alone():
    def interrupt():
        time.sleep(0.5)
        signal.raise_signal(signal.SIGINT)

    # In this process: the signal must end the waiting, and the pool of threads must be usable after it.
    thread = threading.Thread(target=interrupt)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        coarsegrad.sample([1] * 50, [1] * 50, [2] * 50, [1] * 49 + [2], samples=10**10)
    thread.join()
    assert coarsegrad.sample([1], [1, 1], [1], [1, 0], samples=1000).samples == 1000

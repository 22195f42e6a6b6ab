"""What several tests need."""

import os
import shutil
import threading
import time
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]

# A plugin is tested in a run of its own.
pytest_plugins = ["pytester"]


@pytest.fixture(scope="session")
def command():
    """The command `coarsegrad`: COARSEGRAD_COMMAND, or the release build of this checkout."""
    found = os.environ.get("COARSEGRAD_COMMAND") or shutil.which("coarsegrad", path=str(REPOSITORY / "target/release"))
    if not found:
        pytest.skip("the command is not built: cargo build --release -p coarsegrad")
    return found


@pytest.fixture
def example():
    """Student and teacher of examples/two-layer.json."""
    return (["3/5", "-1/5"], [1, "1/2"], [1, "1/2"], [1, -1])


@pytest.fixture
def ticks_beside():
    """A function that does work in a thread and counts how often this thread is woken meanwhile: ticks, seconds."""

    def count(work):
        done = threading.Event()
        finished = []

        def compute():
            try:
                finished.append(work())
            finally:
                done.set()

        thread = threading.Thread(target=compute)
        start = time.monotonic()
        thread.start()
        ticks = 0
        while not done.is_set():
            time.sleep(0.001)
            ticks += 1
        elapsed = time.monotonic() - start
        thread.join()
        assert finished
        return ticks, elapsed

    return count

"""What several tests need."""

import os
import shutil
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

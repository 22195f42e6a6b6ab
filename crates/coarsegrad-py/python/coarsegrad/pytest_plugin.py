"""A plugin of pytest: the cases of the judge as tests.

``pytest --coarsegrad-backend pkg.mod`` adds one test for each case, named by its id, to what pytest collects. ``pkg.mod``
is a module with a function ``backend(argv)`` that answers a :class:`coarsegrad.adapters.Backend`, as the modules of
:mod:`coarsegrad.adapters` have; words after its name are the arguments. The judge runs once, before the first of these
tests: a convention that the backend leaves open is found from all answers together.

A case that is wrong in any format fails, with the judge's five lines; one that is unsupported or does not apply in every
format is skipped, with the reason. All have the marker ``coarsegrad``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from coarsegrad._pytest_cases import Cases


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("coarsegrad", "the judge of straight-through estimators")
    group.addoption(
        "--coarsegrad-backend",
        metavar="MODULE",
        help="judge the backend that MODULE.backend(argv) answers, one test for each case; arguments may follow",
    )
    for name, what in (
        ("family", "only cases whose ids begin with NAME"),
        ("dtype", "only this format: f64, f32, bf16 or f16"),
        ("cases", "the cases of this file"),
    ):
        group.addoption(
            f"--coarsegrad-{name}",
            action="append",
            default=[],
            metavar="NAME",
            help=f"{what}; can be given more than once",
        )


def pytest_configure(config: pytest.Config) -> None:
    """Describe the marker."""
    config.addinivalue_line("markers", "coarsegrad: a case of the judge of straight-through estimators")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Add the cases, before others select among the tests."""
    text = config.getoption("--coarsegrad-backend")
    if text is None:
        return
    # Only now: other runs of pytest do not load NumPy for this.
    from coarsegrad._pytest_cases import Cases

    cases: Cases = Cases.from_parent(session, name="coarsegrad", nodeid="coarsegrad")
    items.extend(cases.collect())

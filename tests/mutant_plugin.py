"""A pytest plugin for ``python -m tests.mutants``: measures the tests on the code as it is, then runs them on a mutant.

With ``--costs-to`` it writes what each test costs and which of the sampled functions it enters. With ``--costs-from``
it runs the tests in the order of such a file, stops one that takes far too long, and leaves out what failed before.
"""

from __future__ import annotations

import builtins
import json
import os
import resource
import signal
from collections.abc import Generator
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import Phase, settings

PROBE: Final = 'getattr(__import__("builtins"), "entered_by_test", set()).add({name!r})'
"""A statement that notes that a function is entered; it needs no module that a test may look for or hide."""
MOST_MEMORY: Final = 4 << 30
"""Bytes that the tests of a mutant may use: an endless loop may collect things."""
USUAL: Final = 1.0
"""Seconds of CPU time, for a test that is there only on the mutant."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--costs-to", type=Path, help="write what the tests cost, and what they enter, to this file")
    parser.addoption("--costs-from", type=Path, help="run the tests in this file, the cheapest first")


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Register the part that was asked for, and have hypothesis report the first example that fails as it is."""
    phases = (Phase.explicit, Phase.generate)
    settings.register_profile("mutants", settings.get_profile(settings.get_current_profile_name()), phases=phases)
    settings.load_profile("mutants")
    if path := config.getoption("--costs-to"):
        config.pluginmanager.register(Measuring(path))
    if path := config.getoption("--costs-from"):
        config.pluginmanager.register(Trying(json.loads(path.read_text(encoding="utf-8"))))


class Measuring:
    """Writes ``{test: [seconds, functions, passed]}``; seconds are CPU time, with that of programs that it ran."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: dict[str, tuple[float, list[str], bool]] = {}
        self._failed: set[str] = set()
        self._entered: set[str] = set()
        vars(builtins)["entered_by_test"] = self._entered

    def pytest_collection_finish(self) -> None:
        """Note what is entered by an import, under an empty name."""
        self._found[""] = (0.0, sorted(self._entered), True)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        self._entered.clear()
        before = cpu_time()
        done = yield
        self._found[item.nodeid] = (cpu_time() - before, sorted(self._entered), item.nodeid not in self._failed)
        return done

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._failed.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        self._path.write_text(json.dumps(self._found), encoding="utf-8")


class Trying:
    """Runs tests in the order of ``costs``: CPU seconds by test, None for one that is left out."""

    def __init__(self, costs: dict[str, float | None]) -> None:
        self._costs = costs
        self._order = {test: at for at, test in enumerate(costs)}
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        known = [item for item in items if self._costs.get(item.nodeid, USUAL) is not None]
        items[:] = sorted(known, key=lambda item: self._order.get(item.nodeid, 0))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """End the process by SIGPROF if the test takes far more CPU time than it did."""
        signal.setitimer(signal.ITIMER_PROF, 10 + 5 * (self._costs.get(item.nodeid) or USUAL))
        done = yield
        signal.setitimer(signal.ITIMER_PROF, 0)
        return done


def cpu_time() -> float:
    """Return the seconds of CPU time of this process and of the programs that it ran."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system

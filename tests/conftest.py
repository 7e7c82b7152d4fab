"""Fixtures and options of all tests: an isolated environment, the levels, and hypothesis profiles.

It also has fixtures that tests of several folders start from: a start sheet, and a whole race.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from massstart_tui.stream.sheet_file import SheetOnDisk
from tests.levels import quick_only
from tests.race.builders import a_sheet
from tests.streams import make_stream, race_of_sixteen

for _name in [name for name in os.environ if name == "NO_COLOR" or name.startswith("TEXTUAL_")]:
    del os.environ[_name]

# Whoever starts the tests in the background may ignore these, and what the tests start would ignore them as well.
signal.signal(signal.SIGINT, signal.default_int_handler)
if sys.platform != "win32":
    signal.signal(signal.SIGQUIT, signal.SIG_DFL)

settings.register_profile(
    "thorough",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=60,
    # On a busy machine with parallel tests, the time of a draw says nothing about the strategy.
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("quick", settings.get_profile("thorough"), max_examples=15)
# To be chosen by hand, with --hypothesis-profile=long, for cases that the fixed examples do not contain.
settings.register_profile(
    "long", settings.get_profile("thorough"), derandomize=False, max_examples=3000, print_blob=True
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--thorough``."""
    told = "also run the tests that are marked thorough, and test each property on four times as many examples"
    parser.addoption("--thorough", action="store_true", help=told)


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many examples a property is tested on, before any test module reads it."""
    settings.load_profile("thorough" if config.getoption("--thorough") else "quick")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what only the thorough level runs, except with ``--thorough``.

    It comes after ``-k`` and ``-m``, so that a case that is asked for by its name is the first one.
    """
    if not config.getoption("--thorough"):
        quick = quick_only(items)
        config.hook.pytest_deselected(items=list(set(items).difference(quick)))
        items[:] = quick


def pytest_collection_finish() -> None:
    """Exempt what was imported from garbage collection, once, which makes it faster in all tests."""
    gc.collect()
    gc.freeze()


HOMES = {
    "HOME": "",
    "USERPROFILE": "",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
}
CHOSEN = ("MASSSTART_SETTINGS", "LC_ALL", "LC_MESSAGES")
"""Variables that the person who runs the tests may have set, such as other settings or another language."""


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Set up an empty home directory, English, and a width, so that no test touches the files of the person who runs
    it.
    """
    folder = tmp_path_factory.mktemp("home")
    for name, below in HOMES.items():
        monkeypatch.setenv(name, str(folder / below))
    for name in CHOSEN:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")
    return folder


@pytest.fixture(scope="session")
def level(pytestconfig: pytest.Config) -> str:
    """Return the level of tests that runs: ``quick`` or ``thorough``."""
    return "thorough" if pytestconfig.getoption("--thorough") else "quick"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Return a file with a start sheet of six skaters."""
    path = tmp_path / "race.toml"
    SheetOnDisk(path).write(a_sheet(6))
    return path


@pytest.fixture
def race(tmp_path: Path) -> Path:
    """Return a file with a whole race."""
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream(*race_of_sixteen()))
    return path


@pytest.fixture(autouse=True)
def collected(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the app from exempting its objects from garbage collection.

    That is right for an app that runs until its process ends. Here the apps of all tests before would stay in memory.
    """
    monkeypatch.setattr(gc, "freeze", lambda: None)


@pytest.fixture(autouse=True)
def hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Restore the exception hooks after each test, so that a fault in a thread is still noticed in the next test."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)

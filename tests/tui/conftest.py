"""Fixtures for the tests of the screens: pictures that are compared with kept ones, and a time limit."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from massstart_tui.tui import picture
from massstart_tui.tui.app import MassStart
from massstart_tui.tui.picture import Frame, take_picture
from massstart_tui.tui.screen_svg import screen_svg
from tests.patience import PATIENCE
from tests.tui.gallery import compare
from tests.tui.races import KRAMERS, sample, with_corrections, with_incidents
from tests.tui.shown_keys import keys_without_effect
from tests.tui.stage import opening

LONGEST = int(8 * PATIENCE)
"""Seconds after which a test hangs: longer than it may wait for one condition."""


class Album:
    """The kept pictures, which are replaced if that was asked for."""

    def __init__(self, *, update: bool) -> None:
        """Compare with the kept pictures, or with ``update`` replace them."""
        self._update = update

    def holds(self, name: str, svg: str) -> None:
        """Compare this picture with the one kept under this name."""
        compare(name, svg, update=self._update)

    def screen(self, name: str, app: MassStart) -> None:
        """Compare the current screen of ``app`` with the kept picture, on which every key can be clicked."""
        assert not keys_without_effect(app)
        self.holds(name, screen_svg(app))

    def shows(self, name: str, frame: Frame, path: Path | None = None, **wanted: Any) -> str:
        """Take a picture, compare it with the kept one, and return its text."""
        race = sample(KRAMERS) if path is None and not {"meeting", "races", "folder"} & wanted.keys() else path
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(picture, "screen_svg", _with_keys_that_can_be_clicked)
            taken = take_picture(*opening(race, **wanted), frame)
        self.holds(name, taken.svg)
        return taken.text


def _with_keys_that_can_be_clicked(app: MassStart) -> str:
    assert not keys_without_effect(app)
    return screen_svg(app)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-pictures``, which replaces the kept pictures."""
    parser.addoption("--update-pictures", action="store_true", help="keep the pictures of the screens as they are now")


@pytest.fixture(autouse=True)
def in_time() -> Iterator[None]:
    """End a test that waits for ever, on systems with an alarm signal."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _too_late)
    signal.alarm(LONGEST)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def _too_late(*_: object) -> None:
    raise TimeoutError(f"still not done after {LONGEST} s")


@pytest.fixture
def album(request: pytest.FixtureRequest) -> Album:
    """Return the kept pictures."""
    return Album(update=bool(request.config.getoption("--update-pictures", default=False)))


@pytest.fixture
def race(tmp_path: Path) -> Path:
    """Return a file with the race of `with_incidents`."""
    path = tmp_path / "race.jsonl"
    path.write_bytes(with_incidents())
    return path


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    """Return a file with the race of `with_corrections`."""
    path = tmp_path / "corrected.jsonl"
    path.write_bytes(with_corrections())
    return path


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list of the bells and the desktop notices."""
    rung: list[str] = []
    monkeypatch.setattr(MassStart, "bell", lambda _: rung.append("bell"))
    monkeypatch.setattr(MassStart, "announce", lambda _, text: rung.append(text))
    return rung

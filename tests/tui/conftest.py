"""Pictures that are compared with those that are kept, and an end to a test that would hang."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from massstart_tui.text.words import Language
from massstart_tui.tui.app import MassStart, Wanted
from massstart_tui.tui.picture import Frame, plain_svg, take_picture
from tests.patience import PATIENCE
from tests.tui.gallery import compare
from tests.tui.races import KRAMERS, sample, with_corrections, with_incidents
from tests.tui.stage import first_look

LONGEST = int(4 * PATIENCE)
"""Seconds after which a test hangs: longer than one thing that it waits for may take."""


class Album:
    """The pictures that are kept; they are made anew where that was asked for."""

    def __init__(self, *, update: bool) -> None:
        """Compare, or with ``update`` keep what is shown now."""
        self._update = update

    def holds(self, name: str, svg: str) -> None:
        """Compare this picture with the one that is kept under this name."""
        compare(name, svg, update=self._update)

    def screen(self, name: str, app: MassStart) -> None:
        """Compare the screen of ``app``, as it is now, with the picture that is kept."""
        self.holds(name, plain_svg(app.export_screenshot(title=app.title, simplify=True)))

    def shows(self, name: str, frame: Frame, path: Path | None = None, **wanted: Any) -> str:
        """Take a picture, compare it with the one that is kept, and give its text."""
        race = sample(KRAMERS) if path is None else path
        asked: dict[str, Any] = {"race": (race, first_look(race)), "races": (), "language": Language.EN}
        picture = take_picture(Wanted(**(asked | wanted)), frame)
        self.holds(name, picture.svg)
        return picture.text


def pytest_addoption(parser: pytest.Parser) -> None:
    """``pytest tests/tui --update-pictures`` makes the pictures anew."""
    parser.addoption("--update-pictures", action="store_true", help="keep the pictures of the screens as they are now")


@pytest.fixture(autouse=True)
def in_time() -> Iterator[None]:
    """A screen that waits for what never comes ends its test, where the system has an alarm clock."""
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
    """The pictures that are kept."""
    return Album(update=bool(request.config.getoption("--update-pictures", default=False)))


@pytest.fixture
def race(tmp_path: Path) -> Path:
    """The race of `with_incidents`."""
    path = tmp_path / "race.jsonl"
    path.write_bytes(with_incidents())
    return path


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    """The race of `with_corrections`."""
    path = tmp_path / "corrected.jsonl"
    path.write_bytes(with_corrections())
    return path

"""A race that is served, and the pages of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from massstart_tui.text.words import Language, words
from massstart_tui.web.terminal import TerminalPages
from tests.streams import make_stream, race_of_sixteen


@pytest.fixture
def race(tmp_path: Path) -> Path:
    """A whole race in a file."""
    path = tmp_path / "race.jsonl"
    path.write_bytes(make_stream(*race_of_sixteen()))
    return path


@pytest.fixture
def pages(race: Path) -> TerminalPages:
    """The page of that race, with a process for each visitor as the command has them."""
    command = [sys.executable, "-P", "-m", "massstart_tui", "replay", str(race), "--lang", "en"]
    return TerminalPages(command, "Test race", words(Language.EN))

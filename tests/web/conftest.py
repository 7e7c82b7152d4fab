"""Fixtures for tests of a served race."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from massstart_tui.text.words import Language, words
from massstart_tui.web import terminal_page as terminal
from massstart_tui.web.terminal_page import TerminalPages
from tests.patience import PATIENCE


@pytest.fixture
def pages(race: Path, monkeypatch: pytest.MonkeyPatch) -> TerminalPages:
    """Return the pages of that race, with a process for each visitor as the command has them.

    On a busy machine a test's page answers late, so its silence must not close it.
    """
    monkeypatch.setattr(terminal, "SILENCE", PATIENCE)
    command = [sys.executable, "-P", "-m", "massstart_tui", "replay", str(race), "--lang", "en"]
    return TerminalPages(command, "Test race", words(Language.EN))

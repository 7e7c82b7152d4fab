"""The warning that the start sheet of a final differs from its heats, if the race is opened by its own file."""

from __future__ import annotations

from pathlib import Path

from massstart_tui.race.agreement import differences
from massstart_tui.race.sheet import Sheet
from massstart_tui.report.programme_page import differences_told
from massstart_tui.stream.heat_files import heats_beside
from massstart_tui.text.words import Words


def heats_differ(path: Path, sheet: Sheet, words: Words) -> str:
    """Return how the ``sheet`` of the race at ``path`` differs from the results of its heats; empty if it agrees."""
    return differences_told(differences(sheet, heats_beside(path)), words)

"""What a race that is opened by its own file has to say of the heats that it is made of."""

from __future__ import annotations

from pathlib import Path

from massstart_tui.race.agreement import differences
from massstart_tui.race.sheet import Sheet
from massstart_tui.report.programme_page import differences_told
from massstart_tui.stream.heat_files import heats_beside
from massstart_tui.text.words import Words


def heats_differ(path: Path, sheet: Sheet, words: Words) -> str:
    """That the ``sheet`` of the race at ``path`` does not agree with its heats, and how; empty where it does."""
    return differences_told(differences(sheet, heats_beside(path)), words)

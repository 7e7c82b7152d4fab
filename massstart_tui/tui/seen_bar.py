"""The bar of a race in a list: how far it was watched, and the sprints that its rules have; nothing of its result."""

from __future__ import annotations

from typing import Final

from massstart_tui.race.sheet import Sheet
from massstart_tui.tui.painting import Piece
from massstart_tui.tui.themes import Brush

SEEN_BAR: Final = 16
"""The width in cells: a lap a cell in most races."""


def seen_bar(sheet: Sheet, lap: int, brush: Brush) -> list[Piece]:
    """Return the bar of a race that was watched to the end of ``lap``, 0 if it was not."""
    cells = max(1, min(SEEN_BAR, sheet.laps))
    seen = round(cells * lap / sheet.laps)
    sprints = {
        max(1, round(cells * sprint / sheet.laps)): sprint
        for sprint in sheet.rules_in_force().sprint_laps()
        if sprint < sheet.laps
    }
    pieces: list[Piece] = []
    for cell in range(1, cells + 1):
        if cell in sprints:
            pieces.append(("◆" if sprints[cell] <= lap else "◇", brush.amber if sprints[cell] <= lap else brush.dim))
        else:
            pieces.append(("━", brush.track) if cell <= seen else ("╌", brush.faint))
    return [*pieces, (" " * (SEEN_BAR - cells), brush.text)]

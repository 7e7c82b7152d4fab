"""What is said of the cut: how many go through, and that skaters on both sides of it are level."""

from __future__ import annotations

from typing import Final

from massstart_tui.report.open_places import total_cell
from massstart_tui.text.words import Words
from massstart_tui.view.scene import Scene, cut_in, level_at_cut

WITHIN: Final = "┃"
"""Beside who is within the cut, where there is no line for it."""
LEVEL: Final = "┆"
"""Beside who is level with others on the other side of the cut."""


def cut_told(scene: Scene, words: Words) -> str:
    """Return the words in the line of the cut: how many go through, and how many are level around it."""
    told = words("table.go_through", count=scene.sheet.qualify or 0)
    level = level_at_cut(scene)
    if not level:
        return told
    if not scene.state.rules.on_points:
        return f"{told} · {words('table.level', count=len(level))}"
    return f"{told} · {words('table.level_on', count=len(level), points=total_cell(scene.rows[level[0]]))}"


def cut_legend(scene: Scene, words: Words) -> tuple[str, ...]:
    """Return what the signs beside the rows mean, longest text first; nothing without a cut."""
    cut = cut_in(scene)
    if cut is None:
        return ()
    level = len(level_at_cut(scene))
    texts = (words("table.cut", cut=cut), words("table.best", count=cut), str(cut))
    if not level:
        return tuple(f"{WITHIN} {text}" for text in texts)
    around = words("table.level_sign", count=level)
    return (*(f"{WITHIN} {text} {LEVEL} {around}" for text in texts), f"{WITHIN} {cut} {LEVEL} {level}")

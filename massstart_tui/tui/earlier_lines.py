"""Lines about what a skater did in earlier races, for the screen of the skater and the line-up."""

from __future__ import annotations

from collections.abc import Sequence

from massstart_tui.report.open_places import place_told
from massstart_tui.report.race_titles import title_of
from massstart_tui.stream.earlier_races import Earlier
from massstart_tui.text.plain import plain
from massstart_tui.text.words import Words
from massstart_tui.tui.painting import Lines, put_behind, wrap
from massstart_tui.tui.themes import Brush


def earlier_lines(races: Sequence[Earlier], brush: Brush, words: Words, width: int) -> Lines:
    """Return a line for each of the ``races``, and what is not sure about them; nothing if there are none."""
    lines: Lines = []
    for race in races:
        row = race.row
        lines.append([(plain(title_of(race, words.language)), brush.text)])
        told = [(place_told("skater.earlier_row", row, words), brush.strong)]
        told += [(words(f"through.{row.through}"), brush.green)] if row.through else []
        told += [] if race.sure else [(words("skater.perhaps"), brush.amber)]
        for each in told:
            put_behind(lines, each, 2, width)
    if not all(race.sure for race in races):
        lines += [[(text, brush.dim)] for text in wrap(words("skater.namesakes"), width)]
    return lines

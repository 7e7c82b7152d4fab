"""The chosen skater of a start sheet, whole: bib in large digits, how the name is said, notes; and who skates together.

It stands below the skaters where there are rows left, since a note has to be cut in a row of the sheet.
"""

from __future__ import annotations

from typing import Final

from massstart_tui.race.meeting import teams
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.report.race_titles import notes_of
from massstart_tui.text.plain import plain
from massstart_tui.text.short_names import short_names_of
from massstart_tui.text.words import Words
from massstart_tui.tui.columns_of_lines import PagePart, side_by_side
from massstart_tui.tui.painting import Lines, hanging, wrap
from massstart_tui.tui.themes import Brush
from massstart_tui.tui.widgets.lap_counter import SIZES, board

_DIGITS: Final = SIZES[1]
_BETWEEN: Final = 4
CARD_ROWS: Final = _DIGITS.rows
"""The rows of the card."""


def sheet_card(skater: Skater, sheet: Sheet, brush: Brush, words: Words, width: int) -> Lines:
    """Return the card in ``width`` columns; an ellipsis is in the place of what has no room."""
    digits = board(skater.bib, _DIGITS)
    left = max(_DIGITS.width_of(10), _DIGITS.width_of(skater.bib))
    each = (width - left - 2 * _BETWEEN) // 2
    columns = [
        PagePart([[(text, brush.ice)] for text in digits], left),
        PagePart(_told(skater, sheet, brush, words, each), each),
        PagePart(_teams(sheet, skater, brush, words, each), each),
    ]
    return side_by_side([part._replace(lines=_cut(part.lines, brush)) for part in columns], _BETWEEN, brush.text)


def _cut(lines: Lines, brush: Brush) -> Lines:
    """Return the lines for which there is room, with an ellipsis in the place of the others."""
    return lines if len(lines) <= CARD_ROWS else [*lines[: CARD_ROWS - 1], [("…", brush.dim)]]


def _told(skater: Skater, sheet: Sheet, brush: Brush, words: Words, width: int) -> Lines:
    """Return the name, how it is said, the date of birth and every note."""
    lines: Lines = [[(plain(skater.name), brush.strong), (f"  {plain(skater.noc)}", brush.dim)]]
    facts = [f"“{plain(skater.say)}”"] if skater.say else []
    facts += [words("skater.born", date=skater.born.isoformat())] if skater.born else []
    for fact in facts:
        lines += [[(text, brush.text)] for text in wrap(fact, width)]
    for note in notes_of(skater, sheet, words.language):
        lines += hanging([("– ", brush.dim)], note, brush.text, brush.text, width)
    return lines


def _teams(sheet: Sheet, skater: Skater, brush: Brush, words: Words, width: int) -> Lines:
    """Return the nations with two skaters or more, that of the chosen one first."""
    found = teams((one.bib, one.noc) for one in sheet.skaters)
    names = short_names_of(sheet.skaters)
    lines: Lines = []
    for noc, bibs in sorted(found.items(), key=lambda team: team[0] != skater.noc):
        told = " · ".join(f"{bib} {names[bib]}" for bib in bibs)
        style = brush.strong if noc == skater.noc else brush.text
        lines += hanging([(f"{plain(noc)}  ", brush.dim)], told, style, brush.text, width)
    return [[(words("sheet.together"), brush.ice)], *lines] if lines else []

"""The data of the overlay in a corner of a video picture: the lap counter, and the leaders on points."""

from __future__ import annotations

from typing import Final

from massstart_tui.race.standings import standings
from massstart_tui.race.state import RaceState
from massstart_tui.report.counter_caption import counter_word
from massstart_tui.report.open_places import rank_cell, total_cell
from massstart_tui.report.results_page import marked
from massstart_tui.report.signs import DOUBT
from massstart_tui.stream.provenance import Marks
from massstart_tui.text.plain import plain
from massstart_tui.text.short_names import short_names_of
from massstart_tui.text.words import Words

SHOWN: Final = 5
"""How many skaters there is room for."""


def overlay(state: RaceState, marks: Marks, words: Words) -> dict[str, object]:
    """Return the texts of the overlay: ``counter`` and its ``word``, ``rows`` of skaters with points, and ``doubt``.

    ``bell`` is true at one to go. ``doubt`` explains the mark of doubt; it is empty if everything shown is official,
    published, or recorded by a person.
    """
    names = short_names_of(state.sheet.skaters)
    rows = []
    shown = [row for row in standings(state) if row.total][:SHOWN]
    doubted = marks.of_rows(state, shown)
    for row in shown:
        doubts = doubted[row.bib]
        rows.append(
            {
                "rank": rank_cell(row),
                "bib": marked(str(row.bib), doubt=doubts.bib),
                "name": names[row.bib],
                "noc": plain(row.noc),
                "points": marked(str(total_cell(row)), doubt=doubts.total),
            }
        )
    word = counter_word(state)
    doubtful = any(value.endswith(DOUBT) for row in rows for value in (row["bib"], row["points"]))
    return {
        "counter": str(state.to_go),
        "word": words(word),
        "bell": word == "counter.bell",
        "rows": rows,
        "doubt": words("view.doubt" if marks.any else "view.unconfirmed") if doubtful else "",
    }

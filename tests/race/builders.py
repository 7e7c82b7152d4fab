"""Build a race in a few lines: a start sheet, and events by type, 1 ms apart or at a given t."""

from __future__ import annotations

import json
from typing import Any

from massstart_tui.race.fold import Fold
from massstart_tui.race.rules import RulesTable, Sprint
from massstart_tui.race.sheet import Sheet, Skater
from massstart_tui.race.standings import Standing, standings
from massstart_tui.race.state import RaceState
from massstart_tui.stream.codec import decode_event
from massstart_tui.stream.snapshots import take


def a_sheet(skaters: int = 6, **fields: Any) -> Sheet:
    """Return a start sheet of ``skaters`` skaters, with bibs from 1, over 16 laps; ``fields`` replace its fields."""
    listed = tuple(Skater(bib, f"Skater {bib}") for bib in range(1, skaters + 1))
    return Sheet(**{"id": "made-up", "title": "Made up", "laps": 16, "skaters": listed, **fields})


def over(laps: int, skaters: int = 3, sprints: tuple[int, ...] = (), **rules: Any) -> Sheet:
    """Return the start sheet of a race over ``laps``, with sprints for 3, 2 and 1 points at the laps ``sprints``."""
    table = RulesTable(sprints=tuple(Sprint(lap, (3, 2, 1)) for lap in sprints), **rules)
    return a_sheet(skaters, laps=laps, rules=table)


def happens(kind: str, t: int | None = None, **fields: Any) -> dict[str, Any]:
    """Return the fields of an event of this type, at ``t`` if it is given."""
    return {"type": kind, **fields} | ({} if t is None else {"t": t})


def crossings(*bibs: int, first: int = 0, apart: int = 100) -> list[dict[str, Any]]:
    """Return crossings of these skaters, the first at ``first``, each ``apart`` ms after the one before."""
    return [happens("crossing", first + index * apart, bib=bib) for index, bib in enumerate(bibs)]


def fold(sheet: Sheet, *happenings: dict[str, Any]) -> RaceState:
    """Return the state after ``happenings``, with seqs in order, each 1 ms after the one before unless it has a t."""
    race = Fold(sheet)
    t = 0
    for seq, fields in enumerate(happenings, 1):
        t = fields.get("t", t + 1)
        take(race, decode_event(json.dumps({"seq": seq, **fields, "t": t}).encode()))
    return race.snapshot()


def rows(state: RaceState) -> dict[int, Standing]:
    """Return the classification by bib."""
    return {row.bib: row for row in standings(state)}


def ranking(state: RaceState) -> list[int]:
    """Return the bibs, first to last."""
    return [row.bib for row in standings(state)]

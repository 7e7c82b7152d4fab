"""The moments of a race at which the examples of docs/live-entry.md are typed, and what a line records there."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any, Final

from massstart_tui.entry.line_reading import read_line
from massstart_tui.entry.situation import Situation
from massstart_tui.stream.reading import read_from
from massstart_tui.stream.timeline import Timeline
from tests.documents.markdown import TOP
from tests.entry.races import LAP, before_anything, shown, situation_of
from tests.streams import Fields, event, laps_of_thirty_seconds, make_stream

_STREAM: Final = TOP / "sample_races" / "beijing-2022-men-sf1.jsonl"
SHEET: Final[dict[str, Any]] = json.loads(_STREAM.read_text(encoding="utf-8").splitlines()[0])["race"]
TRACK: Final = SHEET | {"rules": {"preset": "track-points"}, "laps": 40}
ELIMINATION: Final = SHEET | {"rules": {"preset": "elimination"}, "laps": 18}
LATER: Final = 7 * LAP + 1_000
"""A second after the seventh lap."""
SPRINTS: Final = (
    event("sprint", 4 * LAP, lap=4, order=[11, 1, 2]),
    event("sprint", 8 * LAP, lap=8, order=[13, 9, 15]),
    event("sprint", 12 * LAP, lap=12, order=[12, 1, 2]),
)


def _after(*events: Fields, sheet: dict[str, Any] = SHEET) -> Situation:
    return situation_of(Timeline(read_from(io.BytesIO(make_stream(*events, **sheet)), "race")))


def _laps(laps: int, *more: Fields, sheet: dict[str, Any] = SHEET) -> Situation:
    return _after(event("start"), *laps_of_thirty_seconds(laps), *more, sheet=sheet)


def _seven_laps(type_: str, **fields: object) -> Situation:
    """After seven laps and one sprint, and an event a second ago."""
    return _laps(7, SPRINTS[0], event(type_, LATER, **fields))


SITUATIONS: Final[dict[str, Callable[[], Situation]]] = {
    "before the gun": lambda: before_anything(**SHEET),
    "just after the gun": lambda: _after(event("start")),
    "nine to go": lambda: _laps(7, SPRINTS[0]),
    "three to go": lambda: _laps(13, *SPRINTS),
    "two to go": lambda: _laps(14, *SPRINTS),
    "after the sprint": lambda: _laps(8, SPRINTS[0]),
    "after both sprints": lambda: _laps(9, *SPRINTS[:2]),
    "at the finish": lambda: _laps(16, *SPRINTS),
    "five are in": lambda: _laps(16, *SPRINTS, event("finish", 481_000, order=[5, 1, 10, 2, 14])),
    "one is away": lambda: _seven_laps("attack", bibs=[13]),
    "one is down": lambda: _seven_laps("fall", bibs=[9]),
    "two groups": lambda: _seven_laps("groups", groups=[[13], [5, 1, 10]], gaps=[None, 4_500]),
    "stopped": lambda: _seven_laps("stop"),
    "under review": lambda: _seven_laps("review", bibs=[7]),
    "on the track": lambda: _laps(7, sheet=TRACK),
    "elimination": lambda: _laps(7, sheet=ELIMINATION),
}
"""By the words that follow ``entry`` on the fence of a block."""


def recorded(text: str, situation: Situation) -> str:
    """What a line records, as the page has it: events as JSON, without ``seq``, and without ``t`` where it is now."""
    entered = read_line(text, situation)
    if entered.order is not None:
        return str(entered.order)
    events = ({"type": fields["type"]} | fields for fields in (shown(each, situation) for each in entered.events))
    return " ".join(json.dumps(fields, ensure_ascii=False, separators=(",", ":")) for fields in events)

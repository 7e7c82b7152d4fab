"""Tests that the work of a report grows with the number of events, and not with the number of pairs of them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING

import pytest

import massstart_tui.race
import massstart_tui.report
from tests.report.story.stories import timeline_of, told
from tests.streams import Fields, event, make_stream

if TYPE_CHECKING:
    from _typeshed import TraceFunction

MANY = (600, 1200, 2400)
"""Numbers of events beyond those of which a pair each costs less than what is done once for each event."""
COUNTED = tuple(f"{next(iter(package.__path__))}/" for package in (massstart_tui.race, massstart_tui.report))


def falls(many: int) -> list[Fields]:
    return [event("fall", 100 + at, bibs=[at % 6 + 1]) for at in range(many)]


def attacks(many: int) -> list[Fields]:
    return [event("attack", 100 + at, bibs=[at % 6 + 1]) for at in range(many)]


def attacks_that_gained_a_lap(many: int) -> list[Fields]:
    return [event("lap_gained" if at % 2 else "attack", 100 + at, bibs=[at // 2 % 6 + 1]) for at in range(many)]


def falls_that_were_amended(many: int) -> list[Fields]:
    amends = (event("amend", 100 + many, target=at + 2, event=event("fall", 90, bibs=[1])) for at in range(many))
    return [*falls(many), *amends]


def falls_that_were_retracted(many: int) -> list[Fields]:
    return [*falls(many), *(event("retract", 100 + many, target=at + 2) for at in range(many))]


def restarts_with_a_clock(many: int) -> list[Fields]:
    return [each for at in range(many) for each in (event("restart", 100 + at), event("clock", 100 + at, shift=1))]


def changes_of_the_distance(many: int) -> list[Fields]:
    return [event("distance", 100 + at, laps=12 + at % 5) for at in range(many)]


def changes_of_the_distance_with_notes(many: int) -> list[Fields]:
    kinds = (event("distance", laps=14), event("note", text="A miscount"))
    return [event("lap", 90, lap=1), *(kinds[at % 2] | {"t": 100 + at} for at in range(many))]


def stops_with_another_distance(many: int) -> list[Fields]:
    kinds = (event("stop"), event("resume", to_go=9))
    return [kinds[at % 2] | {"t": 100 + at} for at in range(many)]


def relegations_after_a_review(many: int) -> list[Fields]:
    return [event("relegate" if at % 2 else "review", 100 + at, bibs=[at // 2 % 6 + 1]) for at in range(many)]


def finishes_with_unknown_places(many: int) -> list[Fields]:
    return [event("finish", 100 + at, order=[None]) for at in range(many)]


def lines_of(work: Callable[[], object]) -> int:
    """Return how many lines of race/ and report/ are run in ``work``; in a comprehension, one for each of its items.

    Reading is left out: of more than a thousand events not all are kept, so that some are read once more.
    """
    lines = 0

    def entered(frame: FrameType, _what: str, _argument: object) -> TraceFunction | None:
        return inside if frame.f_code.co_filename.startswith(COUNTED) else None

    def inside(_frame: FrameType, what: str, _argument: object) -> TraceFunction:
        nonlocal lines
        lines += what == "line"
        return inside

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        work()
    finally:
        sys.settrace(before)
    return lines


@pytest.mark.parametrize(
    "race",
    [
        falls,
        falls_that_were_amended,
        falls_that_were_retracted,
        attacks,
        attacks_that_gained_a_lap,
        restarts_with_a_clock,
        changes_of_the_distance,
        changes_of_the_distance_with_notes,
        stops_with_another_distance,
        relegations_after_a_review,
        finishes_with_unknown_places,
    ],
)
@pytest.mark.parametrize("work", [told, timeline_of])
def test_twice_as_many_more_events_are_about_twice_as_much_more_work(
    race: Callable[[int], list[Fields]], work: Callable[[bytes], object]
) -> None:
    streams = [make_stream(event("start"), *race(many)) for many in MANY]
    work(streams[0])  # what is worked out once is kept
    few, more, most = (lines_of(partial(work, stream)) for stream in streams)
    assert most - more < 2.5 * (more - few)

"""The demonstration: the most telling four minutes of Beijing, with what is said at each moment.

It is the men's first semi-final. Of the six races of that day it alone has, in its sample, what a mass start is about
with one skater in the middle of it: an attack, a sprint won alone, being caught, and a finish in which the ninth over
the line goes through on three points and another with three points does not. Its finish times were published for every
skater; what the sample has reconstructed or interpolated is marked on the screen, and the captions say so.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final, NamedTuple

RACE: Final = "beijing-2022-men-sf1"
"""The name of the sample race."""


class DemoPart(NamedTuple):
    """A part of the race that is played, from ``begin`` to ``end`` in ms since the gun."""

    begin: int
    end: int


class TimedCaption(NamedTuple):
    """What is said from ``t`` on, in ms since the gun: the text ``demo.CODE``."""

    t: int
    code: str


PARTS: Final = (
    DemoPart(195_000, 265_000),  # the attack with nine to go, and the sprint that it wins
    DemoPart(290_000, 310_000),  # caught
    DemoPart(340_000, 375_000),  # the last sprint
    DemoPart(382_490, 497_490),  # the last laps, to the official result
)
"""Four minutes together: between them the bunch rides, and nothing of that was recorded but laps."""
CAPTIONS: Final = (
    TimedCaption(195_000, "what"),
    TimedCaption(208_543, "attack"),
    TimedCaption(222_000, "sprints"),
    TimedCaption(238_335, "sprint_2"),
    TimedCaption(252_000, "doubt"),
    TimedCaption(290_000, "later"),
    TimedCaption(297_919, "caught"),
    TimedCaption(340_000, "three"),
    TimedCaption(357_502, "sprint_3"),
    TimedCaption(382_490, "finish_counts"),
    TimedCaption(446_878, "bell"),
    TimedCaption(476_670, "winner"),
    TimedCaption(479_500, "ninth"),
    TimedCaption(497_490, "official"),
)


def caption_at(t: int) -> str:
    """Return the code of what is said at ``t``, in ms since the gun."""
    return CAPTIONS[max(0, bisect_right([caption.t for caption in CAPTIONS], t) - 1)].code


def jump_from(t: int) -> int | None:
    """Return where to go on from ``t``, both in ms since the gun; None if ``t`` is within a part or after the last."""
    if any(part.begin <= t < part.end for part in PARTS):
        return None
    return next((part.begin for part in PARTS if part.begin > t), None)

"""Parse a moment of a race as a person writes it, and find its time.

The forms are ``start``, ``bell``, ``end``, ``lap 7``, ``9 to go``, ``sprint 2``, ``3:58.1``, ``event 4`` and
``incident 2``.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from massstart_tui.named_tuples import NamedTuple

if TYPE_CHECKING:
    from massstart_tui.stream.timeline import Timeline


class Sort(StrEnum):
    """The unit in which a moment is counted."""

    START = "start"
    END = "end"
    LAP = "lap"
    TO_GO = "to_go"
    SPRINT = "sprint"
    TIME = "time"
    EVENT = "event"
    INCIDENT = "incident"


class Moment(NamedTuple):
    """A moment as it was asked for; ``number`` is in the unit ``sort``, a TIME in ms since the gun that counts."""

    sort: Sort
    number: int = 0


class NotAMoment(ValueError):
    """Raised for text that is no moment."""

    def __init__(self, text: str) -> None:
        """Store the text as typed."""
        self.text = text
        super().__init__(f"{text!r} is no moment")


class NoSuchMoment(LookupError):
    """Raised for a moment that this race does not have; ``known`` are the first and last number it has, if any."""

    def __init__(self, moment: Moment, known: tuple[int, int] | None) -> None:
        """Store what was asked for."""
        self.moment = moment
        self.known = known
        bounds = "" if known is None else f", only {known[0]} to {known[1]}"
        super().__init__(f"the race has no {moment.sort} {moment.number}{bounds}")


_WORDS: Final = {
    "start": Moment(Sort.START),
    "begin": Moment(Sort.START),
    "bell": Moment(Sort.TO_GO, 1),
    "bel": Moment(Sort.TO_GO, 1),
    "end": Moment(Sort.END),
    "einde": Moment(Sort.END),
}
_NUMBERED: Final = (
    (Sort.LAP, r"(?:lap|ronde)\s*(\d{1,9})"),
    (Sort.TO_GO, r"(\d{1,9})\s*(?:to\s*go|te\s*gaan)"),
    (Sort.TO_GO, r"nog\s*(\d{1,9})"),
    (Sort.SPRINT, r"sprint\s*(\d{1,9})"),
    (Sort.EVENT, r"event\s*(\d{1,9})"),
    (Sort.INCIDENT, r"incident\s*(\d{1,9})"),
)
_TIME: Final = re.compile(r"(?:(\d{1,6}):)?(\d{1,9}):([0-5]?\d)(?:[.,](\d{1,3}))?")

_DUTCH_TIME: Final = re.compile(r"()(\d{1,9})\.([0-5]\d)(?:,(\d{1,3}))?")
"""Matches ``3.58,1``. There is no form with hours, since 3.58.12 may mean 3:58.12."""


def parse_moment(text: str) -> Moment:
    """Parse a moment in English or Dutch; raises NotAMoment."""
    words = " ".join(text.lower().split())
    if words in _WORDS:
        return _WORDS[words]
    for sort, pattern in _NUMBERED:
        if match := re.fullmatch(pattern, words):
            return Moment(sort, int(match[1]))
    if match := _TIME.fullmatch(words) or _DUTCH_TIME.fullmatch(words):
        hours, minutes, seconds, fraction = match.groups(default="0")
        whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
        return Moment(Sort.TIME, whole * 1000 + int(fraction.ljust(3, "0")))
    raise NotAMoment(text)


def instant(moment: Moment, timeline: Timeline, gun: int | None = None) -> int:
    """Return the t of a moment of this race; raises NoSuchMoment.

    A moment is the state after everything up to and including that t. A TIME counts from the gun whose t is ``gun``,
    which is that of the clock it was read from; if None, from the last gun.
    """
    number = moment.number
    match moment.sort:
        case Sort.START:
            return 0
        case Sort.END:
            return timeline.time_at(len(timeline))
        case Sort.TIME:
            return number + (timeline.gun_at(len(timeline)) if gun is None else gun)
        case Sort.LAP:
            return _marked(moment, timeline.course.lap_times())
        case Sort.TO_GO:
            return _marked(moment, {timeline.sheet.laps: 0} | timeline.course.to_go_times())
        case Sort.SPRINT:
            return _marked(moment, dict(timeline.sprints))
        case Sort.INCIDENT:
            return _marked(moment, dict(enumerate(timeline.incidents, 1)))
        case Sort.EVENT:
            if not 1 <= number <= len(timeline.recording):
                raise NoSuchMoment(moment, (1, len(timeline.recording)) if len(timeline.recording) else None)
            return timeline.event(number).t


def _marked(moment: Moment, marks: dict[int, int]) -> int:
    if moment.number not in marks:
        raise NoSuchMoment(moment, (min(marks), max(marks)) if marks else None)
    return marks[moment.number]

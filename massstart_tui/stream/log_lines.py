"""The lines of an incident log: an event, and how it stands after corrections; or a turn, which follows from events."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from massstart_tui.race.events import Event
    from massstart_tui.race.outlook import Verdict


class Stands(StrEnum):
    """How a line of the log stands: as recorded; taken back; as it was before, or after, it was amended."""

    AS_RECORDED = "as_recorded"
    RETRACTED = "retracted"
    AMENDED = "amended"
    CORRECTED = "corrected"


class LogLine(NamedTuple):
    """One line of the incident log, with the laps to go at it. ``by`` is the seq of the correction, if any.

    ``gun`` is the t of the gun that counted then.
    """

    event: Event
    to_go: int
    stands: Stands
    by: int | None
    gun: int = 0

    @property
    def clock(self) -> int:
        """What the clock showed then: the time, in ms, since the gun that counted."""
        return self.event.t - self.gun


class Struck(NamedTuple):
    """A line of the log that no longer holds: shown from ``position`` on, behind so many of those that ``tell``."""

    t: int
    seq: int
    position: int
    tell: int
    to_go: int
    gun: int
    kind: str


class Marked(NamedTuple):
    """A line that the log has for nothing but that it cannot be true, such as a lap; behind ``position`` events."""

    position: int
    line: LogLine


TURN: Final = "turn"
"""Stands among the types of the events in a log for what is none of them."""


class VerdictChange(NamedTuple):
    """After ``position`` events these skaters were in, or out, whatever would follow; ``event`` made it so.

    ``gun`` is the t of the gun that counted then.
    """

    position: int
    event: Event
    to_go: int
    verdict: Verdict
    bibs: tuple[int, ...]
    gun: int

    @property
    def clock(self) -> int:
        """What the clock showed then: the time, in ms, since the gun that counted."""
        return self.event.t - self.gun

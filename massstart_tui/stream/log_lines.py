"""The lines of an incident log: events, as they are after corrections, and changes of verdict that events cause."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from massstart_tui.named_tuples import NamedTuple

if TYPE_CHECKING:
    from massstart_tui.race.events import Event
    from massstart_tui.race.outlook import Verdict


class Stands(StrEnum):
    """How a line of the log stands: as recorded, retracted, or as it was before or after an amend.

    What stands by chips is no event: it is what crossings alone give, as the event that would record it.
    """

    AS_RECORDED = "as_recorded"
    RETRACTED = "retracted"
    AMENDED = "amended"
    CORRECTED = "corrected"
    BY_CHIPS = "by_chips"


class LogLine(NamedTuple):
    """One line of the incident log, with the laps to go then. ``by`` is the seq of the correction, if any.

    ``gun`` is the t of the gun that counted then.
    """

    event: Event
    to_go: int
    stands: Stands
    by: int | None
    gun: int = 0

    @property
    def clock(self) -> int:
        """The time in ms since the gun that counted then, as the clock showed it."""
        return self.event.t - self.gun


class Struck(NamedTuple):
    """A log line that no longer holds: shown from ``position`` on, after the first ``tell`` lines of the course."""

    t: int
    seq: int
    position: int
    tell: int
    to_go: int
    gun: int
    kind: str


class Marked(NamedTuple):
    """A line of the log for what usually has none: a lap that contradicts another event, or an order by chips.

    It stands behind ``position`` events.
    """

    position: int
    line: LogLine


TURN: Final = "turn"
"""Stands among the event types of a log for a change of verdict, which is no event."""


class VerdictChange(NamedTuple):
    """The moment, after ``position`` events, from which these skaters were certainly in or out; ``event`` decided it.

    ``gun`` is the t of the gun that counted then. ``by_chips`` is set if it rests on orders by chips, at the end of
    these laps, that nobody had confirmed.
    """

    position: int
    event: Event
    to_go: int
    verdict: Verdict
    bibs: tuple[int, ...]
    gun: int
    by_chips: tuple[int, ...] = ()

    @property
    def clock(self) -> int:
        """The time in ms since the gun that counted then, as the clock showed it."""
        return self.event.t - self.gun

"""A line of the incident log, and how it stands after corrections."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from massstart_tui.race.events import Event


class Stands(StrEnum):
    """How a line of the log stands: as recorded; taken back; as it was before, or after, it was amended."""

    AS_RECORDED = "as_recorded"
    RETRACTED = "retracted"
    AMENDED = "amended"
    CORRECTED = "corrected"


class Line(NamedTuple):
    """One line of the incident log, with the laps to go at it. ``by`` is the seq of the correction, if any."""

    event: Event
    to_go: int
    stands: Stands
    by: int | None

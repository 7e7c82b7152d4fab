"""The types of event by what a viewer makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from massstart_tui.race.events import Event

EVERYDAY: Final = frozenset({"crossing", "lap"})
"""What a lap counter shows and an incident log does not."""
LEAD: Final = "lead"
"""Stands among the types for a lap that none was completed with: who leads in mid-lap, which an incident log shows."""
INCIDENTS: Final = frozenset(
    {
        "attack",
        "caught",
        "fall",
        "rejoin",
        "lapped",
        "lap_gained",
        "eliminated",
        "withdraw",
        "card",
        "disqualify",
        "advance",
        "review",
        "relegate",
        "stop",
        "resume",
        "restart",
        "distance",
    }
)
"""What a viewer jumps to as an incident."""
SPRINTS: Final = frozenset({"sprint", "finish", "points"})
NOTES: Final = frozenset({"note"})


def kind_of(event: Event) -> str:
    """The type of ``event``, or LEAD where it only says who leads in mid-lap."""
    return LEAD if event.type == "lap" and getattr(event, "lap", None) is None else event.type

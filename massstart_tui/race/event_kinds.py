"""Sets of event types, by what a viewer does with them: count laps, jump to incidents, list sprints, show notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from massstart_tui.race.events import Event

EVERYDAY: Final = frozenset({"crossing", "lap"})
"""Types that change the lap counter and that an incident log leaves out."""
LEAD: Final = "lead"
"""Stands among the types for a `lap` event without a lap: who leads in mid-lap, which an incident log shows."""
OF_SKATERS: Final = frozenset(
    {"attack", "caught", "fall", "rejoin", "lapped", "lap_gained", "eliminated", "withdraw", "card"}
)
"""Types of what happens to skaters during the race."""
INCIDENTS: Final = OF_SKATERS | frozenset(
    {
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
"""Types that a viewer can jump to as incidents."""
SPRINTS: Final = frozenset({"sprint", "finish", "points"})
NOTES: Final = frozenset({"note"})
TIMING: Final = "timing"
"""The `by` of every event that comes from a timing system."""


def kind_of(event: Event) -> str:
    """Return the type of ``event``, or LEAD if it only says who leads in mid-lap."""
    return LEAD if event.type == "lap" and getattr(event, "lap", None) is None else event.type

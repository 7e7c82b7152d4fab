"""The types of event by what a viewer makes of them."""

from __future__ import annotations

from typing import Final

EVERYDAY: Final = frozenset({"crossing", "lap"})
"""What a lap counter shows and an incident log does not."""
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
SPRINTS: Final = frozenset({"sprint", "finish"})
NOTES: Final = frozenset({"note"})
